"""What stands of workbooks that were handed in before: the rows of each one's last submission."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence

from xlsales.core.record import Record
from xlsales.core.submission import Earlier, Submission, Whose
from xlsales.journal.history import rows_of


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
    wanted = (one for whose, one in last.items() if whose not in apart)
    return rows_of(connection, tables, sorted(wanted, key=lambda s: s.seq), customers)
