"""A grid written to a worksheet: headings, rows, choices to fill in, notes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, time
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from xlsales.books.page import Cell, Field, Formula, Grid, Link, Shaded
from xlsales.core.kinds import text_of
from xlsales.core.rule import Level
from xlsales.core.values import dataclass
from xlsales.hosts.files.layout import breadth
from xlsales.hosts.files.looks import Looks
from xlsales.hosts.files.shown import (
    LIVE,
    cell_text,
    has_serial,
    hyperlink,
    is_number,
    placed,
)
from xlsales.hosts.files.widths import ONE_LINE, row_height

HEADING_HEIGHT, HEADING_LINE, HEADING_PADDING = 24.0, 16.5, 4
NOTE = {"author": "xlsales", "font_name": "Tahoma", "x_scale": 1.8, "y_scale": 1.2}
LONGEST_MESSAGE = LONGEST_LIST = 255
SPARE_COLUMN = 120
BESIDE = range(-1, 5)


@dataclass(frozen=True)
class Laid:
    """Where a grid stands: its sheet, its row of headings, its rows of values, its columns.

    Rows and columns count from zero; `last` lies before `first` where there are no rows, `end` is
    the last column. `widths` are those of the fields, in characters.
    """

    sheet: Worksheet
    grid: Grid
    header: int
    first: int
    last: int
    columns: tuple[int, ...]
    end: int
    widths: tuple[int, ...]


class GridWriter:
    """Writes the grids of one worksheet."""

    def __init__(self, sheet: Worksheet, looks: Looks, base: str, widths: Sequence[int]) -> None:
        self._sheet, self._looks, self._base, self._widths = sheet, looks, base, widths

    def heights(self, grid: Grid) -> Iterator[float]:
        """The height of the headings and of each row, in points."""
        widths = self._field_widths(grid)
        yield self._heading_height(grid, widths)
        yield from map(row_height(grid.fields, widths), grid.rows)

    def _heading_height(self, grid: Grid, widths: Sequence[int]) -> float:
        fields = zip(grid.fields, widths, strict=True)
        lines = max(
            -(-(breadth(field.heading) + HEADING_PADDING) // wide) for field, wide in fields
        )
        return HEADING_HEIGHT + HEADING_LINE * (lines - 1)

    def write(self, grid: Grid, top: int, kept: Collection[int]) -> Laid:
        """Write a grid with its headings in row `top`, and of its rows the kept ones."""
        columns, place = [], 0
        for field in grid.fields:
            columns.append(place)
            place += field.span
        last = top + len(grid.rows)
        widths = self._field_widths(grid)
        laid = Laid(self._sheet, grid, top, top + 1, last, tuple(columns), place - 1, widths)
        self._rows(laid, kept)
        self._headings(laid)
        writers = [
            _Column(self._sheet, self._looks, self._base, field, column, laid.first)
            for field, column in zip(grid.fields, columns, strict=True)
        ]
        for number in kept:
            is_total = grid.total and laid.first + number == last
            for writer, value in zip(writers, grid.rows[number], strict=True):
                writer.write(laid.first + number, value, is_total)
        self._choices(laid)
        return laid

    def _rows(self, laid: Laid, kept: Collection[int]) -> None:
        """Set the heights of the kept rows, and of those that the notes in them lie over."""
        rows, height = laid.grid.rows, row_height(laid.grid.fields, laid.widths)
        self._sheet.set_row(laid.header, self._heading_height(laid.grid, laid.widths))
        for number in {near + n for near in (-1, *kept) for n in BESIDE}:
            if 0 <= number < len(rows):
                self._sheet.set_row(laid.first + number, height(rows[number]))

    def _field_widths(self, grid: Grid) -> tuple[int, ...]:
        widths = iter(self._widths)
        return tuple(sum(next(widths) for _ in range(field.span)) for field in grid.fields)

    def _headings(self, laid: Laid) -> None:
        for field, column in zip(laid.grid.fields, laid.columns, strict=True):
            look = self._looks.heading(field.format, wrap=breadth(field.heading) > ONE_LINE)
            if field.span > 1:
                end = column + field.span - 1
                self._sheet.merge_range(laid.header, column, laid.header, end, "", look)
            self._sheet.write_string(laid.header, column, field.heading, look)
            if field.note and not field.choices:
                self._sheet.write_comment(laid.header, column, field.note, NOTE)

    def _choices(self, laid: Laid) -> None:
        for field, column in zip(laid.grid.fields, laid.columns, strict=True):
            last = laid.last - laid.grid.total
            if field.choices and last >= laid.first:
                check = {
                    "validate": "list",
                    "source": self._source(field.choices, laid.first, column),
                    "input_message": field.note[:LONGEST_MESSAGE],
                    "error_title": "请从列表中选择",
                    "error_message": f"可选：{'、'.join(field.choices)}"[:LONGEST_MESSAGE],
                }
                self._sheet.data_validation(laid.first, column, last, column, check)

    def _source(self, choices: Sequence[str], first: int, column: int) -> list[str] | str:
        """The choices, or where they are too long for a check, the cells out of sight with them."""
        if len(",".join(choices)) <= LONGEST_LIST:
            return list(choices)
        spare = SPARE_COLUMN + column
        self._sheet.write_column(first, spare, map(cell_text, choices))
        self._sheet.set_column(spare, spare, None, None, {"hidden": True})
        last = first + len(choices) - 1
        start, end = (xl_rowcol_to_cell(row, spare, True, True) for row in (first, last))
        return f"={start}:{end}"


@dataclass(frozen=True)
class _Column:
    """Writes the values of one field; `first` is the first row of values."""

    sheet: Worksheet
    looks: Looks
    base: str
    field: Field
    place: int
    first: int

    def write(self, row: int, value: Cell, total: bool) -> None:
        """Write one value as its type and the field's format ask."""
        if self.field.span > 1:
            level = value.level if isinstance(value, Shaded) else None
            look = self.looks.cell(self.field.format, level=level, total=total)
            end = self.place + self.field.span - 1
            self.sheet.merge_range(row, self.place, row, end, "", look)
        if isinstance(value, Link):
            self._link(row, value, total)
        elif isinstance(value, Formula):
            self._formula(row, value, total)
        elif isinstance(value, Shaded):
            self._plain(row, value.value, total, value.level)
        else:
            self._plain(row, value, total)

    def _plain(self, row: int, value: object, total: bool, level: Level | None = None) -> None:
        if isinstance(value, str):
            self._text(row, cell_text(value), total, level)
            return
        look = self.looks.cell(self.field.format, level=level, total=total)
        if value is None:
            self.sheet.write_blank(row, self.place, None, look)
        elif is_number(value):
            self.sheet.write_number(row, self.place, value, look)
        elif isinstance(value, (date, time)) and has_serial(value):
            self.sheet.write_datetime(row, self.place, value, look)
        else:
            self._text(row, text_of(value), total, level)

    def _text(self, row: int, text: str, total: bool, level: Level | None) -> None:
        extra = "text" if text.startswith(LIVE) else ""
        look = self.looks.cell(self.field.format, level=level, total=total, extra=extra)
        self.sheet.write_string(row, self.place, text, look)

    def _link(self, row: int, link: Link, total: bool) -> None:
        text = cell_text(link.text)
        formula = hyperlink(text, link.target, self.base)
        if formula is None:
            self._text(row, text, total, None)
        else:
            look = self.looks.cell(self.field.format, total=total, extra="link")
            self.sheet.write_formula(row, self.place, formula, look, text)

    def _formula(self, row: int, formula: Formula, total: bool) -> None:
        text = placed(formula, self.place, self.first + 1, row + 1)
        cached = float(formula.value) if isinstance(formula.value, Decimal) else formula.value
        look = self.looks.cell(self.field.format, level=formula.level, total=total)
        self.sheet.write_formula(row, self.place, text, look, cached)
        if formula.note:
            self.sheet.write_comment(row, self.place, formula.note, NOTE)
