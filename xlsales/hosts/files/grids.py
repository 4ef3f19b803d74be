"""A grid written to a worksheet: headings, rows, choices to fill in, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlsales.books.page import Cell, Field, Formula, Grid, Link, Shaded
from xlsales.core.kinds import text_of
from xlsales.core.rule import Level
from xlsales.hosts.files.layout import breadth
from xlsales.hosts.files.looks import Looks
from xlsales.hosts.files.shown import LIVE, cell_text, hyperlink
from xlsales.hosts.files.widths import row_height

HEADING_HEIGHT, HEADING_LINE = 24.0, 16.5
FIRST_YEAR = 1901
EXACT_DIGITS = 15
NOTE = {"author": "xlsales", "font_name": "Tahoma", "x_scale": 1.8, "y_scale": 1.2}


@dataclass(frozen=True)
class Laid:
    """Where a grid stands: its row of headings, its first and last row of values, its columns.

    Rows and columns count from zero; `last` lies before `first` where there are no rows.
    """

    header: int
    first: int
    last: int
    columns: tuple[int, ...]
    end: int


class GridWriter:
    """Writes the grids of one worksheet."""

    def __init__(self, sheet: Worksheet, looks: Looks, base: str, widths: Sequence[int]) -> None:
        self._sheet, self._looks, self._base, self._widths = sheet, looks, base, widths

    def write(self, grid: Grid, top: int) -> Laid:
        """Write a grid with its headings in row `top`."""
        columns, place = [], 0
        for field in grid.fields:
            columns.append(place)
            place += field.span
        laid = Laid(top, top + 1, top + len(grid.rows), tuple(columns), place - 1)
        spans = [
            sum(self._widths[c : c + f.span]) for c, f in zip(columns, grid.fields, strict=True)
        ]
        self._headings(grid, laid, spans)
        for number, row in enumerate(grid.rows, laid.first):
            is_total = grid.total and number == laid.last
            self._sheet.set_row(number, row_height(row, grid.fields, spans))
            for value, field, column in zip(row, grid.fields, columns, strict=True):
                self._value(number, column, value, field, is_total)
        self._choices(grid, laid)
        return laid

    def _headings(self, grid: Grid, laid: Laid, spans: Sequence[int]) -> None:
        lines = 1
        for field, column, wide in zip(grid.fields, laid.columns, spans, strict=True):
            look = self._looks.heading(field.format)
            self._spanned(laid.header, column, field, look)
            self._sheet.write_string(laid.header, column, field.heading, look)
            lines = max(lines, -(-(breadth(field.heading) + 2) // wide))
            if field.note:
                self._sheet.write_comment(laid.header, column, field.note, NOTE)
        self._sheet.set_row(laid.header, HEADING_HEIGHT + HEADING_LINE * (lines - 1))

    def _spanned(self, row: int, column: int, field: Field, look: Format) -> None:
        if field.span > 1:
            self._sheet.merge_range(row, column, row, column + field.span - 1, "", look)

    def _value(self, row: int, column: int, value: Cell, field: Field, total: bool) -> None:
        """Write one value as its type and its field's format ask."""
        level = value.level if isinstance(value, Shaded) else None
        shown = value.value if isinstance(value, Shaded) else value
        if field.span > 1:
            look = self._looks.cell(field.format, level=level, total=total)
            self._spanned(row, column, field, look)
        if isinstance(shown, Link):
            self._link(row, column, shown, field, total)
        elif isinstance(shown, Formula):
            self._formula(row, column, shown, self._looks.cell(field.format, total=total))
        else:
            self._plain(row, column, shown, field.format, level, total)

    def _plain(  # noqa: PLR0913 - a cell and how it looks
        self, row: int, column: int, value: object, format: str, level: Level | None, total: bool
    ) -> None:
        if isinstance(value, str):
            text = cell_text(value)
            extra = "text" if text.startswith(LIVE) else ""
            look = self._looks.cell(format, level=level, total=total, extra=extra)
            self._sheet.write_string(row, column, text, look)
            return
        look = self._looks.cell(format, level=level, total=total)
        if value is None:
            self._sheet.write_blank(row, column, None, look)
        elif isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
            if isinstance(value, int) and len(str(abs(value))) > EXACT_DIGITS:
                self._sheet.write_string(row, column, str(value), look)
            else:
                self._sheet.write_number(row, column, float(value), look)
        elif isinstance(value, (date, time)) and _has_serial(value):
            self._sheet.write_datetime(row, column, value, look)
        else:
            self._sheet.write_string(row, column, text_of(value), look)

    def _link(self, row: int, column: int, link: Link, field: Field, total: bool) -> None:
        text = cell_text(link.text)
        formula = hyperlink(text, link.target, self._base)
        if formula is None:
            self._plain(row, column, text, field.format, None, total)
        else:
            look = self._looks.cell(field.format, total=total, extra="link")
            self._sheet.write_formula(row, column, formula, look, text)

    def _formula(self, row: int, column: int, formula: Formula, look: Format) -> None:
        value = formula.value
        cached = float(value) if isinstance(value, Decimal) else value
        self._sheet.write_formula(row, column, formula.text, look, cached)
        if formula.note:
            self._sheet.write_comment(row, column, formula.note, NOTE)

    def _choices(self, grid: Grid, laid: Laid) -> None:
        for field, column in zip(grid.fields, laid.columns, strict=True):
            if field.choices and laid.last >= laid.first:
                check = {
                    "validate": "list",
                    "source": list(field.choices),
                    "error_title": "请从列表中选择",
                    "error_message": f"可选：{'、'.join(field.choices)}"[:255],
                }
                self._sheet.data_validation(laid.first, column, laid.last, column, check)


def _has_serial(value: date | time) -> bool:
    """True for what spreadsheets can count: times, and days since 1901."""
    return isinstance(value, time) or (
        value.year >= FIRST_YEAR and getattr(value, "tzinfo", None) is None
    )


def is_moment(value: object) -> bool:
    """True for a value that spreadsheets show as a day."""
    return isinstance(value, (date, datetime))
