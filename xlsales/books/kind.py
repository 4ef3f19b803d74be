"""Which kind of workbook a book is, and which of its sheets are meant as ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsales.books.book import Book
from xlsales.books.locate import Located, required
from xlsales.books.names import kind_by_name
from xlsales.core.record import Workbook


def kind_of(book: Book, workbooks: Sequence[Workbook], located: Sequence[Located]) -> Workbook:
    """The kind with most of the sheets; between equals, the one that the file name speaks of.

    Sheets that are only called like ours count where there are no others.
    """
    tables = {one.table for one in located if _is_meant(one)} or {one.table for one in located}
    named = kind_by_name(book.stem, workbooks)
    return max(workbooks, key=lambda w: (len(tables.intersection(w.tables)), w is named))


def meant(located: Sequence[Located], workbook: Workbook) -> list[Located]:
    """The sheets without those of another kind of workbook that are only called like ours."""
    return [one for one in located if one.table in workbook.tables or _is_meant(one)]


def _is_meant(located: Located) -> bool:
    """Whether a sheet has at least half of the columns that its table needs."""
    table: Any = located.table
    return 2 * len(located.missing) <= len(required(table))
