"""Workbook files as plain values, through python-calamine."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from xlsales.books.book import Book, Sheet, Value
from xlsales.hosts.base import Unreadable

WHOLE = 1e15


def read_book(path: Path, name: str) -> Book:
    """The workbook of a file, named by its path below the folder; `Unreadable` says why not."""
    try:
        workbook = CalamineWorkbook.from_path(path)
        sheets = tuple(
            _sheet(workbook, m.name, m.visible != SheetVisibleEnum.Visible)
            for m in workbook.sheets_metadata
        )
    except (CalamineError, OSError) as error:
        raise Unreadable(f"打不开：{error}", "请用Excel打开检查，另存为.xlsx后重新提交") from error
    return Book(name, sheets)


def _sheet(workbook: CalamineWorkbook, name: str, hidden: bool) -> Sheet:
    page = workbook.get_sheet_by_name(name)
    rows = [[_value(cell) for cell in row] for row in page.to_python(skip_empty_area=False)]
    merged = tuple((*first, *last) for first, last in page.merged_cell_ranges or ())
    return Sheet(name, rows, merged, hidden)


def _value(cell: Value | timedelta) -> Value:
    if isinstance(cell, timedelta):
        return (datetime.min + cell).time()
    if cell == "":
        return None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < WHOLE:
        return int(cell)
    return cell
