"""A grid written to a worksheet, but for its rows: headings, choices to fill in, notes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from xlsales.books.page import Formula, Grid
from xlsales.core.values import dataclass
from xlsales.hosts.files.layout import breadth
from xlsales.hosts.files.looks import Looks
from xlsales.hosts.files.shown import cell_text
from xlsales.hosts.files.widths import ONE_LINE, heading_lines, row_height

HEADING_HEIGHT, HEADING_LINE = 24.0, 16.5
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
    """Writes the grids of one worksheet; the cells of their rows are streamed."""

    def __init__(self, sheet: Worksheet, looks: Looks, widths: Sequence[int]) -> None:
        self._sheet, self._looks, self._widths = sheet, looks, widths

    def heights(self, grid: Grid) -> Iterator[float]:
        """The height of the headings and of each row, in points."""
        widths = self._field_widths(grid)
        yield self._heading_height(grid, widths)
        yield from map(row_height(grid.fields, widths), grid.rows)

    def _heading_height(self, grid: Grid, widths: Sequence[int]) -> float:
        lines = max(map(heading_lines, grid.fields, widths))
        return HEADING_HEIGHT + HEADING_LINE * (lines - 1)

    def write(self, grid: Grid, top: int, noted: Collection[int]) -> Laid:
        """Write what a grid has beside the cells of its rows, with its headings in row `top`.

        `noted` are the rows in which formulas have notes.
        """
        columns, place = [], 0
        for field in grid.fields:
            columns.append(place)
            place += field.span
        last = top + len(grid.rows)
        widths = self._field_widths(grid)
        laid = Laid(self._sheet, grid, top, top + 1, last, tuple(columns), place - 1, widths)
        self._sheet.set_row(top, self._heading_height(grid, widths))
        self._headings(laid)
        self._spans(laid)
        self._notes(laid, noted)
        self._choices(laid)
        return laid

    def _spans(self, laid: Laid) -> None:
        """Join the cells of the rows that one field covers."""
        fields = zip(laid.grid.fields, laid.columns, strict=True)
        wide = [(place, place + field.span - 1) for field, place in fields if field.span > 1]
        rows = range(laid.first, laid.last + 1) if wide else ()
        self._sheet.merge.extend([row, place, row, end] for row in rows for place, end in wide)

    def _notes(self, laid: Laid, noted: Collection[int]) -> None:
        """Put the notes beside headings and formulas, and set the heights of the rows below."""
        rows, height = laid.grid.rows, row_height(laid.grid.fields, laid.widths)
        for number in {near + n for near in (-1, *noted) for n in BESIDE}:
            if 0 <= number < len(rows):
                self._sheet.set_row(laid.first + number, height(rows[number]))
        for field, column in zip(laid.grid.fields, laid.columns, strict=True):
            if field.note and not field.choices:
                self._sheet.write_comment(laid.header, column, field.note, NOTE)
        for number in noted:
            for column, value in zip(laid.columns, rows[number], strict=True):
                if isinstance(value, Formula) and value.note:
                    self._sheet.write_comment(laid.first + number, column, value.note, NOTE)

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
