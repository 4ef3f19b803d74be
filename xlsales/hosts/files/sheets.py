"""Sheets as plain values, as python-calamine reads them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from xlsales.books.book import Book, Sheet, Value
from xlsales.hosts.files.cells import LARGEST_GRID
from xlsales.hosts.files.own import STATE
from xlsales.hosts.files.refusal import refusal

WHOLE = 1e15
DAY = timedelta(days=1)


def checked(name: str, sheets: Sequence[Sheet], remarks: tuple[str, ...] = ()) -> Book:
    """The book without the sheet that marks keep, and without merged areas beyond measure."""
    if not any(sheet.merged or sheet.name == STATE for sheet in sheets):
        return Book(name, tuple(sheets), remarks)
    said = list(remarks)
    bounded = []
    for sheet in sheets:
        if sheet.name == STATE:
            continue
        covered = sum(max(0, min(a[2], len(sheet.rows)) - a[0] + 1) for a in sheet.merged)
        if covered > LARGEST_GRID:
            said.append(f"工作表「{sheet.name}」合并的单元格太多，没有按合并处理")
        bounded.append(replace(sheet, merged=()) if covered > LARGEST_GRID else sheet)
    return Book(name, tuple(bounded), tuple(said))


def sheets_of(content: bytes) -> tuple[Sheet, ...]:
    """The worksheets that the reader finds."""
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        return tuple(
            _sheet(workbook.get_sheet_by_name(m.name), m.visible != SheetVisibleEnum.Visible)
            for m in workbook.sheets_metadata
            if m.typ == SheetTypeEnum.WorkSheet
        )
    except PasswordError as error:
        raise refusal("password") from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise refusal("damaged") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # derives from BaseException alone
            raise refusal("damaged") from error
        raise


def _sheet(page: CalamineSheet, hidden: bool) -> Sheet:
    if page.total_height * page.total_width > LARGEST_GRID:
        raise refusal("cells", f"工作表「{page.name}」")
    rows = [
        [(cell or None) if type(cell) is str else _value(cell) for cell in row]
        for row in page.to_python(skip_empty_area=False)
    ]
    merged = tuple((*first, *last) for first, last in page.merged_cell_ranges or ())
    return Sheet(page.name, rows, merged, hidden)


def _number(cell: float) -> Value:
    if cell.is_integer() and -WHOLE < cell < WHOLE:
        return int(cell)
    return cell if math.isfinite(cell) else str(cell)


def _span(cell: timedelta) -> Value:
    """A span within a day as a time; a longer or negative one as text, never cut."""
    if timedelta(0) <= cell < DAY:
        return (datetime.min + cell).time()
    hours, seconds = divmod(abs(cell) // timedelta(seconds=1), 3600)
    sign = "-" if cell < timedelta(0) else ""
    return f"{sign}{hours}:{seconds // 60:02}:{seconds % 60:02}"


CONVERTED: Mapping[type, Callable[[Any], Value]] = {float: _number, timedelta: _span}


def _value(cell: Any) -> Value:
    convert = CONVERTED.get(type(cell))
    return convert(cell) if convert else cell
