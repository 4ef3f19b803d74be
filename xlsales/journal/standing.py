"""What stands of workbooks that were handed in before: the rows of each one's last submission."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from xlsales.core.record import Record
from xlsales.core.submission import Earlier, Submission
from xlsales.journal.entry import place_of, record_of
from xlsales.journal.history import submissions

Whose = tuple[str, str, date | None]
"""Which workbook a submission is a version of: its kind, its person, its period."""


def standing(
    connection: sqlite3.Connection,
    tables: Sequence[type[Record]],
    apart: Collection[Whose],
    until: datetime | None,
) -> Iterator[Earlier]:
    """The rows of some tables in the last submission of every workbook but those named."""
    last: dict[Whose, Submission] = {}
    for one in submissions(connection, {}, until):
        whose = (one.kind, one.person, one.period)
        if whose not in last or one.seen >= last[whose].seen:
            last[whose] = one
    by_sheet = {table.table.sheet: table for table in tables}
    for whose, one in last.items():
        if whose not in apart:
            yield from _rows(connection, by_sheet, one)


def _rows(
    connection: sqlite3.Connection, by_sheet: dict[str, type[Record]], submission: Submission
) -> Iterator[Earlier]:
    marks = ", ".join("?" * len(by_sheet))
    kept = connection.execute(
        "select sheet_table, sheet, number, content from row"
        f" where seq=? and sheet_table in ({marks}) order by ordinal",
        (submission.seq, *by_sheet),
    ).fetchall()
    payload = _payload(connection, submission.seq) if kept else {}
    for table, sheet, number, content in kept:
        place = place_of(payload, sheet)
        record = record_of(by_sheet[table], json.loads(content), place, number)
        yield Earlier(record, submission)


def _payload(connection: sqlite3.Connection, seq: int) -> dict[str, Any]:
    row = connection.execute("select payload from entry where seq=?", (seq,)).fetchone()
    payload: dict[str, Any] = json.loads(row[0])
    return payload
