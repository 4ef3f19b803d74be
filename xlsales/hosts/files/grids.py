"""A grid written to a worksheet, but for its rows: headings, choices to fill in, notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from xlsales.books.page import Formula, Grid
from xlsales.core.values import dataclass
from xlsales.hosts.files.heights import heading_height, rooms, row_heights, row_lines
from xlsales.hosts.files.layout import breadth
from xlsales.hosts.files.looks import Looks
from xlsales.hosts.files.rows import Rows
from xlsales.hosts.files.shown import cell_text
from xlsales.hosts.files.survey import Survey, chunks
from xlsales.hosts.files.widths import ONE_LINE

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
    """Writes one grid to a worksheet with columns so wide; the cells of its rows are streamed."""

    def __init__(
        self, sheet: Worksheet, looks: Looks, widths: Iterable[int], grid: Grid, survey: Survey
    ) -> None:
        columns = iter(widths)
        self._sheet, self._looks, self._grid, self._survey = sheet, looks, grid, survey
        self._widths = tuple(sum(islice(columns, field.span)) for field in grid.fields)
        self._rooms = rooms(self._widths, survey.widest)
        self._heading_height = heading_height(grid.fields, self._widths)
        self._ahead: dict[int, Sequence[int]] = {}

    def heights(self) -> Iterator[float]:
        """The height of the headings and of each row, in points."""
        yield self._heading_height
        for start, rows in chunks(self._grid.rows):
            lines = self._ahead[start] = row_lines(rows, self._rooms)
            yield from row_heights(self._grid.fields, lines)

    def write(self, top: int) -> Laid:
        """Write what the grid has beside the cells of its rows, with its headings in row `top`."""
        grid = self._grid
        *columns, end = accumulate((field.span for field in grid.fields), initial=0)
        last = top + len(grid.rows)
        laid = Laid(self._sheet, grid, top, top + 1, last, tuple(columns), end - 1, self._widths)
        self._sheet.set_row(top, self._heading_height)
        self._headings(laid)
        self._spans(laid)
        self._notes(laid)
        self._choices(laid)
        return laid

    def rows(self, laid: Laid, base: str) -> Rows:
        """The rows of the grid, to be streamed."""
        fields = zip(laid.grid.fields, self._survey.looks, strict=True)
        styles = [self._looks.numbers(field.format, looks) for field, looks in fields]
        return Rows(laid.grid, laid.first + 1, self._rooms, self._ahead, styles, base)

    def _spans(self, laid: Laid) -> None:
        """Join the cells of the rows that one field covers."""
        fields = zip(laid.grid.fields, laid.columns, strict=True)
        wide = [(place, place + field.span - 1) for field, place in fields if field.span > 1]
        rows = range(laid.first, laid.last + 1) if wide else ()
        self._sheet.merge.extend([row, place, row, end] for row in rows for place, end in wide)

    def _notes(self, laid: Laid) -> None:
        """Put the notes beside headings and formulas, and set the heights of the rows below."""
        rows = laid.grid.rows
        fields = zip(laid.grid.fields, laid.columns, strict=True)
        told = [(column, f.note) for f, column in fields if f.note and not f.choices]
        noted = self._survey.noted
        near = noted | {-1} if told else noted
        beside = {number + n for number in near for n in BESIDE}.intersection(range(len(rows)))
        lines = row_lines([rows[number] for number in beside], self._rooms)
        for number, height in zip(beside, row_heights(laid.grid.fields, lines), strict=True):
            self._sheet.set_row(laid.first + number, height)
        for column, note in told:
            self._sheet.write_comment(laid.header, column, note, NOTE)
        for number in noted:
            for column, value in zip(laid.columns, rows[number], strict=True):
                if isinstance(value, Formula) and value.note:
                    self._sheet.write_comment(laid.first + number, column, value.note, NOTE)

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
