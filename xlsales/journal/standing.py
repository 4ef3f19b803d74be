"""What stands of workbooks that were handed in before: the rows of each one's last submission."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from xlsales.core.record import Record
from xlsales.core.submission import Earlier, Submission
from xlsales.journal.history import marks, rows_of

Whose = tuple[str, str, date | None]
"""Which workbook a submission is a version of: its kind, its person, its period."""


def standing(
    connection: sqlite3.Connection,
    tables: Sequence[type[Record]],
    apart: Collection[Whose],
    known: Iterable[Submission],
) -> Iterator[Earlier]:
    """The rows of some tables in the last submission of every workbook but those named."""
    last: dict[Whose, Submission] = {}
    for one in known:
        whose = (one.kind, one.person, one.period)
        if whose not in last or one.seen >= last[whose].seen:
            last[whose] = one
    having = _having(connection, tables)
    for whose, one in last.items():
        if whose not in apart and one.seq in having:
            yield from rows_of(connection, tables, one)


def _having(connection: sqlite3.Connection, tables: Sequence[type[Record]]) -> set[int]:
    """The entries that have rows of some tables."""
    sheets = [table.table.sheet for table in tables]
    query = f"select distinct seq from row where sheet_table in ({marks(sheets)})"
    return {seq for (seq,) in connection.execute(query, sheets)}
