"""Pages laid out as sheets of an openpyxl workbook, beside the sheets that it already has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import accumulate

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from xlsales.books.book import Value
from xlsales.books.page import Cell as Content
from xlsales.books.page import Field, Formula, Grid, Link, Page, Shaded
from xlsales.hosts.files.formats import FONT, number_format
from xlsales.hosts.files.heights import heading_height, row_heights, row_lines
from xlsales.hosts.files.looks import alignment
from xlsales.hosts.files.marks import COLOURS
from xlsales.hosts.files.printing import A4, MARGINS
from xlsales.hosts.files.shown import cell_text
from xlsales.hosts.files.survey import surveyed
from xlsales.hosts.files.widths import page_widths, printed_columns

LIVE = tuple("=+-@\t\r\n'")
TITLE = Font(FONT, sz=16, bold=True, color="FF1F3A5F")
HEADING = Font(FONT, sz=10, bold=True, color="FF1F3A5F")
PLAIN, LINKED = Font(FONT, sz=10), Font(FONT, sz=10, color="FF1D5FA8", u="single")
SHADE = PatternFill("solid", fgColor="FFE6ECF4")
LINE = Border(bottom=Side("thin", color="FFDDE3EA"))
TITLE_HEIGHT = 30
BROADEST = 4 / 3
"""How much broader columns may be drawn: somebody else's workbook may count them in any font."""

LONGEST_TAB = 31


def lay(workbook: Workbook, page: Page, name: str, own: str) -> Worksheet:
    """Write a page as the sheet `name`; links to the book `own` lead to the workbook itself."""
    sheet = workbook.create_sheet(name)
    widths = page_widths(page, [surveyed(grid).widths for grid in page.grids], BROADEST)
    for number, wide in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = wide
    writer = _Writer(sheet, own, widths)
    writer.line(page.title, TITLE)
    sheet.row_dimensions[1].height = TITLE_HEIGHT
    for line in page.lines:
        writer.line(line.text if isinstance(line, Link) else line, PLAIN)
    headers = [writer.grid(grid) for grid in page.grids]
    if headers and page.main is not None:
        header = headers[page.main % len(headers)]
        sheet.print_title_rows = f"{header}:{header}"
    if last := printed_columns(page.grids):
        sheet.print_area = f"A1:{get_column_letter(last)}{writer.row}"
    sheet.sheet_view.showGridLines = False
    setup = sheet.page_setup
    setup.orientation = "landscape" if page.landscape else "portrait"
    setup.paperSize, setup.fitToWidth, setup.fitToHeight = A4, 1, 0
    for side, inches in MARGINS.items():
        setattr(sheet.page_margins, side, inches)
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return sheet


def free_name(workbook: Workbook, wanted: str) -> str:
    """A tab name that the workbook does not have yet."""
    taken = {name.casefold() for name in workbook.sheetnames}
    name, number = wanted[:LONGEST_TAB], 1
    while name.casefold() in taken:
        number += 1
        name = f"{wanted[: LONGEST_TAB - 4]}({number})"
    return name


def put(cell: Cell, value: Value | Decimal) -> None:
    """Set a cell; a text stays text, whatever it begins with."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = cell_text(value)
    cell.value = text
    cell.data_type = "s"
    if text.startswith(LIVE):
        cell.quotePrefix = True


class _Writer:
    """Writes down one sheet, row by row."""

    def __init__(self, sheet: Worksheet, own: str, widths: Sequence[int]) -> None:
        self.sheet, self.own, self.widths, self.row = sheet, own, widths, 0

    def line(self, text: str, font: Font) -> None:
        """Write one line across the sheet."""
        self.row += 1
        cell = self.sheet.cell(self.row, 1)
        put(cell, text)
        cell.font = font

    def grid(self, grid: Grid) -> int:
        """Write one grid with its headings, and return the row that these stand in."""
        self.row += 1
        if grid.title:
            self.line(grid.title, HEADING)
        *places, _ = accumulate((one.span for one in grid.fields), initial=1)
        fields = tuple(zip(places, grid.fields, strict=True))
        widths = [sum(self.widths[place - 1 : place - 1 + one.span]) for place, one in fields]
        self._next(heading_height(grid.fields, widths))
        header = self.row
        for place, one in fields:
            cell = self.sheet.cell(self.row, place)
            put(cell, one.heading)
            cell.font, cell.fill, cell.alignment = HEADING, SHADE, _aligned(one.format)
            self._join(place, one.span)
        if not grid.rows and grid.empty:
            self.line(grid.empty, PLAIN)
        heights = row_heights(grid.fields, row_lines(grid.rows, widths))
        for row, height in zip(grid.rows, heights, strict=True):
            self._next(height)
            for (place, one), content in zip(fields, row, strict=True):
                self._cell(self.sheet.cell(self.row, place), one, content)
                self._join(place, one.span)
        return header

    def _next(self, height: float) -> None:
        """Go on to the next row, which is so high."""
        self.row += 1
        self.sheet.row_dimensions[self.row].height = height

    def _join(self, place: int, span: int) -> None:
        """Join the cells of this row that one field covers."""
        if span > 1:
            last = place + span - 1
            self.sheet.merge_cells(
                start_row=self.row, start_column=place, end_row=self.row, end_column=last
            )

    def _cell(self, cell: Cell, field: Field, content: Content) -> None:
        cell.font, cell.border = PLAIN, LINE
        value = shown(content)
        kind = _kind(field, value)
        cell.number_format, cell.alignment = number_format(kind), _aligned(kind)
        put(cell, value)
        if isinstance(content, Shaded):
            cell.fill = PatternFill("solid", fgColor=COLOURS[content.level])
        if isinstance(content, Link) and content.target.book in ("", self.own):
            cell.font = LINKED
            sheet = content.target.sheet.replace("'", "''")
            place = f"'{sheet}'!{content.target.cell}"
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)


def _aligned(format: str) -> Alignment:
    """Where a value stands in its cell; texts and numbers stand a little off what is beside."""
    side = alignment(format)
    return Alignment(side, "center", wrap_text=True, indent=int(side != "center"))


def shown(content: Content) -> Value | Decimal:
    """The value that a cell of a page shows."""
    if isinstance(content, Link):
        return content.text
    return content.value if isinstance(content, (Formula, Shaded)) else content


def _kind(field: Field, value: Value | Decimal) -> str:
    """The format of a value: its column's, unless its type says more."""
    by_type = ((datetime, "datetime"), (date, "date"), (time, "time"))
    own = next((kind for type_, kind in by_type if isinstance(value, type_)), "")
    return field.format if field.format != "text" else own
