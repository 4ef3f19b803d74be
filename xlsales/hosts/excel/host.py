"""An open workbook in Excel as a host: read, written to and marked as it stands, saved or not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlwings as xw

from xlsales.books.book import Book
from xlsales.books.page import Page
from xlsales.core.rule import Finding
from xlsales.hosts.excel.marks import mark, take_back
from xlsales.hosts.excel.pages import write_pages
from xlsales.hosts.excel.reading import read_sheets


class ExcelHost:
    """One workbook that Excel has open."""

    def __init__(self, book: xw.Book, name: str = "") -> None:
        self.book, self.name = book, name or _file_name(book)

    @property
    def path(self) -> Path | None:
        """Where the workbook lies on disk; None where it was never saved or lies on the web."""
        full = str(self.book.fullname)
        return Path(full) if "://" not in full and Path(full).is_file() else None

    def read(self) -> Book:
        """The workbook as plain values."""
        return Book(self.name, read_sheets(self.book))

    def write(self, pages: Sequence[Page]) -> None:
        """Add or replace whole sheets."""
        write_pages(self.book, pages, self.name)

    def mark(self, findings: Sequence[Finding], pages: Sequence[Page] = ()) -> None:
        """Show each finding at its cell, in place of all earlier marks; none takes them back.

        The pages are sheets that go with the marks and are taken back with them.
        """
        if findings or pages:
            mark(self.book, findings, pages, self.name)
        else:
            take_back(self.book)


def _file_name(book: xw.Book) -> str:
    """The name of the workbook with an ending, also where it was never saved."""
    name = str(book.name)
    return name if "." in name else f"{name}.xlsx"
