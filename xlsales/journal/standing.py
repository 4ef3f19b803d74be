"""What stands of workbooks that were handed in before: the rows of each one's last submission."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence

from xlsales.core.record import Record
from xlsales.core.submission import Earlier, Submission, Whose
from xlsales.journal.entry import record_of
from xlsales.journal.history import Places, kept_rows


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
        if one.whose not in last or one.seen >= last[one.whose].seen:
            last[one.whose] = one
    wanted = {one.seq: one for whose, one in last.items() if whose not in apart}
    if not wanted:
        return
    by_sheet = {table.table.sheet: table for table in tables}
    places = Places(connection)
    for seq, name, _, sheet, number, content in kept_rows(connection, by_sheet, customers):
        if seq in wanted:
            values = json.loads(content)
            record = record_of(by_sheet[name], values, places.of(seq, sheet), number)
            yield Earlier(record, wanted[seq])
