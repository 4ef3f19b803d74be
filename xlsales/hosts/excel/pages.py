"""Pages laid out as sheets of an open workbook. A text stays a text, whatever it begins with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlwings as xw

from xlsales.books.book import Value
from xlsales.books.page import Cell, Field, Formula, Grid, Link, Page, Shaded
from xlsales.hosts.base import Unwritable
from xlsales.hosts.files.formats import FONT, number_format
from xlsales.hosts.files.layout import breadth
from xlsales.hosts.files.marks import COLOURS
from xlsales.hosts.files.shown import cell_text, hyperlink

HEADING, SHADE = (31, 58, 95), (230, 236, 244)
TITLE_SIZE, TEXT_SIZE = 16, 10
NARROWEST, WIDEST = 8, 46
BY_TYPE = ((datetime, "datetime"), (date, "date"), (time, "time"))


def write_pages(book: xw.Book, pages: Sequence[Page], own: str) -> None:
    """Add or replace whole sheets; links to the book `own` lead into the workbook itself."""
    with quiet(book):
        for page in pages:
            replaced = next((s for s in book.sheets if s.name == page.name), None)
            made = add_sheet(book, free_name(book, page.name))
            lay(made, page, own)
            if replaced is not None:
                replaced.delete()
                made.name = page.name


@contextmanager
def quiet(book: xw.Book) -> Iterator[None]:
    """While it lasts Excel does not repaint nor ask; afterwards the same sheet is in front."""
    app, front = book.app, book.sheets.active
    before = app.screen_updating, app.display_alerts
    app.screen_updating, app.display_alerts = False, False
    try:
        yield
    finally:
        with suppress(Exception):  # it may be gone; each platform has its own type for that
            front.activate()
        app.screen_updating, app.display_alerts = before


def add_sheet(book: xw.Book, name: str) -> xw.Sheet:
    """A new last sheet."""
    try:
        return book.sheets.add(name, after=book.sheets[len(book.sheets) - 1])
    except Exception as error:  # each platform has its own type for what Excel refuses
        raise Unwritable(
            f"工作簿「{book.name}」不能加工作表", "请在“审阅”里撤销“保护工作簿”，再试"
        ) from error


def free_name(book: xw.Book, wanted: str) -> str:
    """A tab name that the workbook does not have yet."""
    taken = {sheet.name.casefold() for sheet in book.sheets}
    name, number = wanted, 1
    while name.casefold() in taken:
        number += 1
        name = f"{wanted[:27]}({number})"
    return name


def lay(sheet: xw.Sheet, page: Page, own: str) -> None:
    """Write a page on an empty sheet."""
    row = _line(sheet, 1, page.title, TITLE_SIZE)
    for line in page.lines:
        row = _line(sheet, row, line.text if isinstance(line, Link) else line, TEXT_SIZE)
    for grid in page.grids:
        row += 1
        if grid.title:
            row = _line(sheet, row, grid.title, TEXT_SIZE + 1)
        row = _grid(sheet, row, grid, own)


def _line(sheet: xw.Sheet, row: int, text: str, size: int) -> int:
    cell = sheet.range((row, 1))
    cell.value = typed(text)
    cell.font.name, cell.font.size, cell.font.bold = FONT, size, size > TEXT_SIZE
    return row + 1


def _grid(sheet: xw.Sheet, top: int, grid: Grid, own: str) -> int:
    """Write one grid, all its plain values at once; returns the first row below it."""
    width, first = len(grid.fields), top + 1
    heading = sheet.range((top, 1), (top, width))
    heading.value = [[typed(one.heading) for one in grid.fields]]
    heading.font.name, heading.font.size, heading.font.bold = FONT, TEXT_SIZE, True
    heading.font.color, heading.color = HEADING, SHADE
    for index, one in enumerate(grid.fields, 1):
        sheet.range((top, index)).column_width = _width(one, grid.rows, index - 1)
    if not grid.rows:
        return _line(sheet, first, grid.empty, TEXT_SIZE)
    body = sheet.range((first, 1), (top + len(grid.rows), width))
    for index, one in enumerate(grid.fields):
        body[:, index].number_format = _format(one, [row[index] for row in grid.rows])
    body.font.name, body.font.size, body.wrap_text = FONT, TEXT_SIZE, True
    body.value = [[typed(_shown(cell)) for cell in row[:width]] for row in grid.rows]
    for number, row in enumerate(grid.rows, first):
        for index, cell in enumerate(row, 1):
            _adorn(sheet, number, index, cell, own)
    return top + len(grid.rows) + 1


def _adorn(sheet: xw.Sheet, row: int, column: int, cell: Cell, own: str) -> None:
    """The colour of a level, and the way to another cell."""
    if isinstance(cell, Shaded):
        sheet.range((row, column)).color = rgb(COLOURS[cell.level])
    elif isinstance(cell, Link) and cell.target.book in ("", own):
        formula = hyperlink(cell.text, replace(cell.target, book=""), "")
        if formula:
            sheet.range((row, column)).formula = f"={formula}"


def rgb(colour: str) -> tuple[int, int, int]:
    """A colour written as AARRGGBB, as its three parts."""
    red, green, blue = bytes.fromhex(colour[-6:])
    return red, green, blue


def typed(value: Value | Decimal) -> Any:
    """A value as Excel takes it. Each text gets the apostrophe that makes it one: it is not
    shown, and without it Excel would make formulas, dates and numbers of texts."""
    if isinstance(value, str):
        text = cell_text(value)
        return f"'{text}" if text else None
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    return value


def _shown(cell: Cell) -> Value | Decimal:
    if isinstance(cell, Link):
        return cell.text
    return cell.value if isinstance(cell, (Formula, Shaded)) else cell


def _format(field: Field, cells: Sequence[Cell]) -> str:
    """The number format of a column: its own, or that of its values."""
    if field.format not in ("text", "wrap", "choice"):
        return number_format(field.format)
    values = (_shown(cell) for cell in cells)
    found = (kind for value in values for type_, kind in BY_TYPE if isinstance(value, type_))
    return number_format(next(found, "text"))


def _width(field: Field, rows: Sequence[Sequence[Cell]], index: int) -> float:
    if field.width:
        return field.width
    texts = [str(_shown(row[index])) for row in rows[:200] if index < len(row)]
    widest = max(breadth(line) for t in (field.heading, *texts) for line in t.split("\n"))
    return min(max(widest + 2, NARROWEST), WIDEST)
