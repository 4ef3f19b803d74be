"""Pages written to a workbook file, through XlsxWriter."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xlsales.books.page import Chart, Document, Grid, Link, Page
from xlsales.hosts.files.charts import ChartMaker
from xlsales.hosts.files.formats import FONT
from xlsales.hosts.files.grids import GridWriter, Laid
from xlsales.hosts.files.looks import GREY, Looks
from xlsales.hosts.files.shown import base_path, cell_text, hyperlink
from xlsales.hosts.files.widths import column_widths, text_height

MOST_ROWS = 1_048_576
A4 = 9
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.7}
TITLE_HEIGHT, GRID_TITLE_HEIGHT, GAP = 36.0, 26.0, 10.0
DEEPEST_FROZEN = 8
CHART_ROWS, ROW_PIXELS, CHART_GAP = 13, 26, 12
PIXELS, CELL_PADDING, NARROWEST_CHART = 7, 5, 400
NARROWEST_TEXT = 60
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": FONT, "font_size": 10},
}


def write_pages(
    path: Path,
    pages: Sequence[Page],
    document: Document | None = None,
    *,
    most_rows: int = MOST_ROWS,
) -> Path:
    """Write the pages as a new workbook, in place of the file of that name; its path."""
    about = document or Document()
    beside = path.with_name(f"{path.name}.tmp")
    workbook = Workbook(str(beside), OPTIONS)
    workbook.set_properties(
        {"title": about.title, "company": about.company, "author": "xlsales",
         "created": about.created}
    )  # fmt: skip
    workbook.set_custom_property("xlsales", "output")
    looks, base = Looks(workbook), base_path(about.folder, path)
    for page in pages:
        for part in spilled(page, most_rows):
            _Sheet(workbook, looks, base, part).write(about)
    workbook.close()
    os.replace(beside, path)
    return path


def spilled(page: Page, most_rows: int) -> Iterator[Page]:
    """The page, or where its last grid has more rows than a sheet, the pages that it goes on in."""
    above = 2 + len(page.lines) + sum(len(g.rows) + 4 for g in page.grids[:-1])
    above += (CHART_ROWS + 1) * (len(page.charts) + 1) + 3
    last = page.grids[-1] if page.grids else None
    room = most_rows - above
    if last is None or len(last.rows) <= room:
        yield page
        return
    starts = range(0, len(last.rows), room)
    for number, start in enumerate(starts, 1):
        is_last = number == len(starts)
        rows = last.rows[start : start + room]
        grid = replace(last, rows=rows, total=last.total and is_last)
        if number == 1:
            yield replace(page, grids=(*page.grids[:-1], grid))
        else:
            name, title = f"{page.name}({number})", f"{page.title}（续{number - 1}）"
            yield Page(name, title, page.lines, (grid,), landscape=page.landscape)


class _Sheet:
    """Lays one page out on a new worksheet, from top to bottom."""

    def __init__(self, workbook: Workbook, looks: Looks, base: str, page: Page) -> None:
        self._sheet: Worksheet = workbook.add_worksheet(page.name)
        self._looks, self._base, self._page = looks, base, page
        self._widths = column_widths(page) or [NARROWEST_TEXT]
        self._row = 0
        self._laid: dict[int, Laid] = {}
        self._grids = GridWriter(self._sheet, looks, base, self._widths)
        self._charts = ChartMaker(workbook, self._sheet, page.grids, self._laid)

    def write(self, document: Document) -> None:
        """Write the page."""
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, width)
        self._sheet.set_row(0, TITLE_HEIGHT)
        self._sheet.write_string(0, 0, cell_text(self._page.title), self._looks.part("title"))
        self._row = 1
        for line in self._page.lines:
            self._line(line)
        self._space()
        room = 0
        for index, grid in enumerate(self._page.grids):
            if index == self._page.charts_above:
                room = self._reserve()
            self._grid(index, grid)
        if self._page.charts_above >= len(self._page.grids):
            room = self._reserve()
        self._draw(room)
        self._main()
        self._print(document)

    def _line(self, line: str | Link) -> None:
        if isinstance(line, Link):
            formula = hyperlink(line.text, line.target, self._base)
            look = self._looks.part("line link")
            self._sheet.write_formula(self._row, 0, formula or "", look, line.text)
        else:
            text, look = cell_text(line), self._looks.part("line")
            last = self._last_column()
            if last:
                self._sheet.merge_range(self._row, 0, self._row, last, "", look)
            self._sheet.write_string(self._row, 0, text, look)
            self._sheet.set_row(self._row, text_height(text, sum(self._widths)))
        self._row += 1

    def _last_column(self) -> int:
        return len(self._widths) - 1

    def _space(self) -> None:
        self._sheet.set_row(self._row, GAP)
        self._row += 1

    def _grid(self, index: int, grid: Grid) -> None:
        if grid.title:
            self._sheet.set_row(self._row, GRID_TITLE_HEIGHT)
            look = self._looks.part("grid title")
            self._sheet.write_string(self._row, 0, cell_text(grid.title), look)
            self._row += 1
        if grid.empty and not grid.rows:
            self._sheet.write_string(self._row, 0, grid.empty, self._looks.part("empty"))
            self._row += 2
            return
        self._laid[index] = self._grids.write(grid, self._row)
        self._row = self._laid[index].last + 1
        if index < len(self._page.grids) - 1:
            self._space()

    def _drawn(self) -> list[Chart]:
        """The charts that have something to draw."""
        grids = self._page.grids
        return [c for c in self._page.charts if len(grids[c.grid].rows) - grids[c.grid].total > 0]

    def _reserve(self) -> int:
        """Leave rows for the charts, two beside one another; the row where they begin."""
        start = self._row
        for _ in range(-(-len(self._drawn()) // 2)):
            for row in range(self._row, self._row + CHART_ROWS):
                self._sheet.set_row_pixels(row, ROW_PIXELS)
            self._row += CHART_ROWS
            self._space()
        return start

    def _draw(self, start: int) -> None:
        pixels = sum(PIXELS * w + CELL_PADDING for w in self._widths)
        width = max((pixels - CHART_GAP) // 2, NARROWEST_CHART)
        for number, chart in enumerate(self._drawn()):
            row = start + number // 2 * (CHART_ROWS + 1)
            drawing = self._charts.make(chart)
            drawing.set_size({"width": width, "height": CHART_ROWS * ROW_PIXELS})
            place = {"x_offset": number % 2 * (width + CHART_GAP), "object_position": 2}
            self._sheet.insert_chart(row, 0, drawing, place)

    def _main(self) -> None:
        """Filter the main grid; keep its headings in sight and on every printed page."""
        page = self._page
        index = None if page.main is None else page.main % max(len(page.grids), 1)
        laid = self._laid.get(index) if index is not None else None
        if laid is None or laid.last < laid.first:
            return
        last = laid.last - page.grids[index or 0].total
        self._sheet.autofilter(laid.header, 0, max(last, laid.first), laid.end)
        self._sheet.repeat_rows(laid.header)
        if laid.header <= DEEPEST_FROZEN:
            self._sheet.freeze_panes(laid.first, 0)

    def _print(self, document: Document) -> None:
        self._sheet.hide_gridlines(2)
        self._sheet.set_paper(A4)
        if self._page.landscape:
            self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_margins(**MARGINS)
        style = f'&"{FONT}"&8&K{GREY[1:]}'
        left = " · ".join(filter(None, (document.company, document.title))).replace("&", "&&")
        footer = f"&L{style}{left}&C{style}&A&R{style}第 &P 页，共 &N 页"
        self._sheet.set_footer(footer, {"margin": 0.3})
