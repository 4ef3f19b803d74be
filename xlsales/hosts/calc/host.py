"""A document that Calc has open as a host: read, written to and marked as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from xlsales.books.book import Book, Sheet
from xlsales.books.page import Cell, Formula, Grid, Link, Page, Shaded
from xlsales.core.rule import Finding, Level
from xlsales.hosts.base import Unwritable
from xlsales.hosts.calc.marks import STATE, Mark, Refused, mark
from xlsales.hosts.calc.pages import lay, rows_of
from xlsales.hosts.files.marks import COLOURS, GRAVEST, note

EPOCH = datetime(1899, 12, 30)
WIDTHS = {"wrap": 48, "company": 30, "link": 36}
USUAL_WIDTH = 14
DATE, TIME = 2, 4  # com.sun.star.util.NumberFormat


class CalcHost:
    """One document that Calc has open; `document` is UNO's."""

    def __init__(self, document: Any, name: str) -> None:
        self.document, self.name = document, name

    def read(self) -> Book:
        """The workbook as plain values."""
        sheets = (s for s in self.document.Sheets if s.Name != STATE)
        return Book(self.name, tuple(self._sheet(sheet) for sheet in sheets))

    def write(self, pages: Sequence[Page]) -> None:
        """Add or replace whole sheets."""
        for page in pages:
            if self.document.Sheets.hasByName(page.name):
                self.document.Sheets.removeByName(page.name)
            lay(self.document, plain(page, self.name))

    def mark(self, findings: Sequence[Finding], pages: Sequence[Page] = ()) -> None:
        """Show each finding at its cell, in place of all earlier marks; none takes them back."""
        try:
            mark(self.document, marks_of(findings), [plain(page, self.name) for page in pages])
        except Refused as refused:
            reason, _, remedy = str(refused).partition("；")
            raise Unwritable(reason, remedy) from refused

    def _sheet(self, sheet: Any) -> Sheet:
        rows = [list(row) for row in rows_of(sheet)]
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                if isinstance(value, float):
                    row[x] = self._value(sheet.getCellByPosition(x, y), value)
                elif value in ("", None):
                    cell = sheet.getCellByPosition(x, y)
                    row[x] = cell.String if cell.getError() else None
        return Sheet(sheet.Name, rows, hidden=not sheet.IsVisible)

    def _value(self, cell: Any, value: float) -> Any:
        """A number as what its format says it is."""
        kind = self.document.NumberFormats.getByKey(cell.NumberFormat).Type
        if not kind & (DATE | TIME):
            return int(value) if value.is_integer() else value
        moment = EPOCH + timedelta(seconds=round(value * 86400))
        return moment if kind & DATE else moment.time()


def marks_of(findings: Sequence[Finding]) -> list[Mark]:
    """What is shown at each cell of which something was found."""
    placed = sorted(findings, key=lambda f: (f.where, GRAVEST.index(f.level)))
    cells = ((where, list(those)) for where, those in groupby(placed, key=lambda f: f.where))
    return [Mark(w.sheet, w.cell, colour(f[0].level), note(f)) for w, f in cells]


def colour(level: Level) -> int:
    """The colour of a level, as a number."""
    return int(COLOURS[level][2:], 16)


def plain(page: Page, own: str) -> dict[str, Any]:
    """A page as plain values, as it is laid into the workbook of the name `own`."""
    return {
        "name": page.name,
        "title": page.title,
        "lines": [line.text if isinstance(line, Link) else line for line in page.lines],
        "grids": [_grid(grid, own) for grid in page.grids],
    }


def _grid(grid: Grid, own: str) -> dict[str, Any]:
    return {
        "title": grid.title,
        "headings": [field.heading for field in grid.fields],
        "widths": [field.width or WIDTHS.get(field.format, USUAL_WIDTH) for field in grid.fields],
        "rows": [[_cell(cell, own) for cell in row] for row in grid.rows],
        "empty": grid.empty,
    }


def _cell(cell: Cell, own: str) -> Any:
    if isinstance(cell, Link):
        book = "" if cell.target.book in ("", own) else cell.target.book
        inside = f"#{cell.target.sheet}.{cell.target.cell}" if cell.target.sheet else ""
        return {"link": book + inside, "text": cell.text}
    if isinstance(cell, Shaded):
        return {"value": _cell(cell.value, own), "colour": colour(cell.level)}
    if isinstance(cell, Formula):
        return _cell(cell.value, own)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, Decimal):
        return float(cell)
    return f"{cell}" if isinstance(cell, (date, datetime, time)) else cell
