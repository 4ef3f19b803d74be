"""The sheets of an open workbook as plain values, the same ones that a file gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Any

import xlwings as xw

from xlsales.books.book import Area, Sheet, Value
from xlsales.hosts.files.own import STATE

FIRST_YEAR = 1900  # Excel gives a time alone as a moment of its day nought
WHOLE = 1e15
MIDNIGHT = time()


def read_sheets(book: xw.Book) -> tuple[Sheet, ...]:
    """Every worksheet but our own hidden one; a chart on a sheet of its own holds no cells."""
    return tuple(_sheet(sheet) for sheet in book.sheets if sheet.name != STATE)


def _sheet(sheet: xw.Sheet) -> Sheet:
    last = sheet.used_range.last_cell
    whole = sheet.range((1, 1), (last.row, last.column))
    cells = whole.options(ndim=2, err_to_str=True).value
    rows = _trimmed([[_plain(cell) for cell in row] for row in cells])
    _as_times(sheet, rows)
    return Sheet(str(sheet.name), rows, tuple(_merged(whole)), not sheet.visible)


def _plain(cell: Any) -> Value:
    """A cell as any host gives it: whole numbers as int, days as dates."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < WHOLE:
        return int(cell)
    if isinstance(cell, datetime):
        if cell.year < FIRST_YEAR:
            return cell.time()
        return cell.date() if cell.time() == MIDNIGHT else cell.replace(tzinfo=None)
    if cell == "":
        return None
    return cell  # type: ignore[no-any-return]


def _trimmed(rows: list[list[Value]]) -> list[list[Value]]:
    """The rows without empty ones at the end."""
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    return rows


def _as_times(sheet: xw.Sheet, rows: list[list[Value]]) -> None:
    """Make a time of each share of a day that is shown as one; Excel gives it as a number."""
    for index in range(max(map(len, rows), default=0)):
        column = [row[index] for row in rows]
        found = [n for n, cell in enumerate(column) if _may_be_time(cell)]
        for number in _timed(sheet, index, found):
            rows[number][index] = _time(float(column[number] or 0))  # type: ignore[arg-type]


def _may_be_time(cell: Value) -> bool:
    return isinstance(cell, float) and 0 < cell < 1


def _timed(sheet: xw.Sheet, index: int, rows: Sequence[int]) -> Iterator[int]:
    """The rows among some of a column whose cells show a time: asked once where they agree."""
    if not rows:
        return
    shared = _format(sheet.range((rows[0] + 1, index + 1), (rows[-1] + 1, index + 1)))
    for number in rows:
        own = shared or _format(sheet.range((number + 1, index + 1)))
        if "h" in own.lower() and not {"y", "d"} & set(own.lower()):
            yield number


def _format(cells: xw.Range) -> str:
    return str(cells.number_format or "")


def _time(share: float) -> time:
    seconds = round(share * 86400)
    return time(seconds // 3600 % 24, seconds // 60 % 60, seconds % 60)


def _merged(cells: xw.Range) -> Iterator[Area]:
    """The merged areas: halves are asked as long as they hold any, so a plain sheet takes one
    question."""
    found: dict[Area, None] = {}
    waiting = [cells]
    while waiting:
        part = waiting.pop()
        if part.merge_cells is False:
            continue
        height, width = part.shape
        if height * width == 1:
            found[_area(part.merge_area)] = None
        elif height >= width:
            waiting += [part[height // 2 :, :], part[: height // 2, :]]
        else:
            waiting += [part[:, width // 2 :], part[:, : width // 2]]
    yield from sorted(found)


def _area(cells: xw.Range) -> Area:
    last = cells.last_cell
    return cells.row - 1, cells.column - 1, last.row - 1, last.column - 1
