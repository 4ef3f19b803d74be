"""One page laid out on a worksheet, from top to bottom."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xlsales.books.page import Chart, Document, Grid, Link, Page
from xlsales.hosts.files.charts import chart_height, draw
from xlsales.hosts.files.formats import FONT
from xlsales.hosts.files.grids import GridWriter, Laid
from xlsales.hosts.files.looks import GREY, Looks
from xlsales.hosts.files.printing import A4, MARGINS, PIXELS, POINTS, Paper, pixels
from xlsales.hosts.files.rows import Rows
from xlsales.hosts.files.shown import cell_text, hyperlink
from xlsales.hosts.files.survey import surveyed
from xlsales.hosts.files.widths import ROW, page_widths, printed_columns, text_height

TITLE_HEIGHT, GRID_TITLE_HEIGHT, LINK_HEIGHT, GAP = 36.0, 26.25, 18.0, 9.75
FIRST_ROWS = 4
DEEPEST_FROZEN = 8
ROW_PIXELS, CHART_GAP, EDGE = 26, 12, 1
NARROWEST_TEXT = 60

Pages = Mapping[str, Page]
"""Pages by the name of their tab."""


class SheetWriter:
    """Lays one page out on a new worksheet; its charts are drawn when all pages are laid."""

    def __init__(self, workbook: Workbook, looks: Looks, base: str, page: Page) -> None:
        self._workbook, self._looks, self._base, self._page = workbook, looks, base, page
        self._sheet: Worksheet = workbook.add_worksheet(page.name)
        self._surveys = [surveyed(grid) for grid in page.grids]
        fields = [survey.widths for survey in self._surveys]
        self._widths = page_widths(page, fields) or [NARROWEST_TEXT]
        self._printed = self._widths[: printed_columns(page.grids)] or self._widths
        self._paper = Paper(self._printed, page.landscape)
        self._row = 0
        self._bands: list[tuple[int, int, list[Chart]]] = []
        self.laid: dict[int, Laid] = {}
        self.streamed: list[Rows] = []

    def write(self, pages: Pages, document: Document) -> None:
        """Write the page, leaving room for its charts and for the rows that are streamed."""
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, width)
        self._sheet.write_string(0, 0, cell_text(self._page.title), self._looks.part("title"))
        self._next(TITLE_HEIGHT)
        for line in self._page.lines:
            self._line(line)
        self._space()
        for index, grid in enumerate(self._page.grids):
            if index == self._page.charts_above:
                self._reserve(pages)
            self._grid(index, grid)
        if self._page.charts_above >= len(self._page.grids):
            self._reserve(pages)
        self._main()
        self._print(document)

    def draw(self, sheets: Mapping[str, SheetWriter]) -> None:
        """Draw the charts, two beside one another; one alone is as broad as the page."""
        for row, height, charts in self._bands:
            width = (pixels(self._printed) + CHART_GAP) // len(charts) - CHART_GAP - EDGE
            for number, chart in enumerate(charts):
                laid = sheets[chart.page or self._page.name].laid[chart.grid]
                drawing = draw(self._workbook, chart, laid)
                drawing.set_size({"width": width, "height": height - 4})
                place = {
                    "x_offset": number * (width + CHART_GAP),
                    "y_offset": 2,
                    "object_position": 2,
                }
                self._sheet.insert_chart(row, 0, drawing, place)

    def _line(self, line: str | Link) -> None:
        text = cell_text(line.text if isinstance(line, Link) else line)
        formula = hyperlink(text, line.target, self._base) if isinstance(line, Link) else None
        if formula:
            look = self._looks.part("line link")
            self._sheet.write_formula(self._row, 0, formula, look, text)
            self._next(LINK_HEIGHT)
        else:
            look = self._looks.part("line")
            last = len(self._printed) - 1
            if last:
                self._sheet.merge_range(self._row, 0, self._row, last, "")
            self._sheet.write_string(self._row, 0, text, look)
            self._next(text_height(text, pixels(self._printed) // PIXELS))

    def _next(self, height: float) -> None:
        """Go on to the next row, with this one of that height in points."""
        self._sheet.set_row(self._row, height)
        self._paper.use(height)
        self._row += 1

    def _space(self) -> None:
        self._next(GAP)

    def _grid(self, index: int, grid: Grid) -> None:
        survey = self._surveys[index]
        writer = GridWriter(self._sheet, self._looks, self._widths, grid, survey)
        is_empty = bool(grid.empty and not grid.rows)
        heights = iter(()) if is_empty else writer.heights()
        begun = list(islice(heights, int(self._paper.height / ROW) + FIRST_ROWS))
        above = GRID_TITLE_HEIGHT if grid.title else 0
        if self._paper.is_half_used:
            self._paper.keep(self._row, above + sum(begun))
        self._paper.keep(self._row, above + sum(begun[:FIRST_ROWS]))
        if grid.title:
            look = self._looks.part("grid title")
            self._sheet.write_string(self._row, 0, cell_text(grid.title), look)
            self._next(GRID_TITLE_HEIGHT)
        if is_empty:
            self._sheet.write_string(self._row, 0, grid.empty, self._looks.part("empty"))
            self._next(GRID_TITLE_HEIGHT)
        else:
            laid = self.laid[index] = writer.write(self._row)
            if grid.rows:
                self.streamed.append(writer.rows(laid, self._base))
            is_last = index == len(self._page.grids) - 1 and self._page.charts_above <= index
            if self._page.single or not is_last:
                self._paper.use(sum(begun) + sum(heights))
            self._row = laid.last + 1
        if index + 1 < max(len(self._page.grids), self._page.charts_above + 1):
            self._space()

    def _reserve(self, pages: Pages) -> None:
        """Leave rows for the charts that have something to draw."""
        grids = [pages[c.page or self._page.name].grids[c.grid] for c in self._page.charts]
        both = zip(self._page.charts, grids, strict=True)
        drawn = [(c, g) for c, g in both if len(g.rows) - g.total > 0]
        for start in range(0, len(drawn), 2):
            band = drawn[start : start + 2]
            height = max(chart_height(chart, grid) for chart, grid in band)
            self._paper.keep(self._row, height * POINTS)
            self._bands.append((self._row, height, [chart for chart, _ in band]))
            for _ in range(-(-height // ROW_PIXELS)):
                self._next(ROW_PIXELS * POINTS)
            self._space()

    def _main(self) -> None:
        """Filter the main grid; keep its headings in sight and on every printed page."""
        if self._page.main is None or not self._page.grids:
            return
        laid = self.laid.get(self._page.main % len(self._page.grids))
        if laid is None:
            return
        last = max(laid.last - laid.grid.total, laid.first)
        self._sheet.autofilter(laid.header, 0, last, laid.end)
        self._sheet.repeat_rows(laid.header)
        if laid.header <= DEEPEST_FROZEN:
            self._sheet.freeze_panes(laid.first, 0)

    def _print(self, document: Document) -> None:
        self._sheet.hide_gridlines(2)
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self._sheet.center_horizontally()
        self._sheet.set_paper(A4)
        if self._page.landscape:
            self._sheet.set_landscape()
        is_one = self._page.single and self._paper.is_one
        self._sheet.print_area(0, 0, self._row - 1, len(self._printed) - 1)
        self._sheet.fit_to_pages(1, int(is_one))
        self._sheet.set_margins(**MARGINS)
        self._sheet.set_h_pagebreaks(() if is_one else self._paper.breaks)
        style = f'&"{FONT}"&8&K{GREY[1:]}'
        left = " · ".join(filter(None, (document.company, document.title))).replace("&", "&&")
        footer = f"&L{style}{left}&C{style}&A&R{style}第 &P 页，共 &N 页"
        self._sheet.set_footer(footer, {"margin": 0.3})
