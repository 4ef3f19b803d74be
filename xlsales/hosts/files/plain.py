"""Workbooks written as plain values, the way people lay them out by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xlsales.books.book import Book, Sheet, Value
from xlsales.core.kinds import text_of
from xlsales.hosts.files.formats import number_format
from xlsales.hosts.files.layout import breadth
from xlsales.hosts.files.stable import save

NARROWEST, WIDEST = 6, 40
A4 = 9
CENTRED = Alignment("center", "center")


def write_book(path: Path, book: Book) -> None:
    """Write the sheets of a book: values, merged areas, columns as wide as what they hold."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    made.properties.creator = ""
    for sheet in book.sheets:
        _write_sheet(made.create_sheet(sheet.name), sheet)
    save(made, path)


def _write_sheet(page: Worksheet, sheet: Sheet) -> None:
    for number, row in enumerate(sheet.rows, 1):
        for index, value in enumerate(row, 1):
            if value is not None:
                _write_value(page, number, index, value)
    for top, left, bottom, right in sheet.merged:
        page.merge_cells(
            start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
        )
        page.cell(top + 1, left + 1).alignment = CENTRED
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    _fit(page, [row for row in sheet.rows if sum(cell is not None for cell in row) > 2])


def _fit(page: Worksheet, rows: Sequence[Sequence[Value]]) -> None:
    """Make each column as wide as what the rows hold; titles run over their neighbours."""
    for index in range(max(map(len, rows), default=0)):
        texts = (text_of(row[index]) for row in rows if index < len(row))
        widest = max((breadth(line) for text in texts for line in text.split("\n")), default=0)
        width = min(max(widest + 2, NARROWEST), WIDEST)
        page.column_dimensions[get_column_letter(index + 1)].width = width


def _write_value(page: Worksheet, row: int, column: int, value: Value) -> None:
    cell = page.cell(row, column, value)
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, datetime):
        cell.number_format = number_format("datetime")
    elif isinstance(value, date):
        cell.number_format = number_format("date")
    elif isinstance(value, time):
        cell.number_format = number_format("time")
