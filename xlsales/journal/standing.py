"""What stands of workbooks that were handed in before: the rows of each one's last submission."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from xlsales.core.record import Record
from xlsales.core.submission import Earlier, Submission
from xlsales.journal.entry import record_of
from xlsales.journal.history import Places, kept_rows

Whose = tuple[str, str, date | None]
"""Which workbook a submission is a version of: its kind, its person, its period."""


def standing(
    connection: sqlite3.Connection,
    tables: Sequence[type[Record]],
    apart: Collection[Whose],
    known: Iterable[Submission],
    customers: Collection[str] | None,
) -> Iterator[Earlier]:
    """The rows of some tables in the last submission of every workbook but those named.

    Of customers that are named, only the rows about them.
    """
    last: dict[Whose, Submission] = {}
    for one in known:
        whose = (one.kind, one.person, one.period)
        if whose not in last or one.seen >= last[whose].seen:
            last[whose] = one
    wanted = {one.seq: one for whose, one in last.items() if whose not in apart}
    by_sheet = {table.table.sheet: table for table in tables}
    places = Places(connection)
    for seq, name, _, sheet, number, content in kept_rows(connection, by_sheet, customers):
        if seq in wanted:
            values = json.loads(content)
            record = record_of(by_sheet[name], values, places.of(seq, sheet), number)
            yield Earlier(record, wanted[seq])
