"""Charts drawn natively over the columns of a grid."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from xlsxwriter.chart import Chart as Drawing
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xlsales.books.page import Chart, Grid
from xlsales.hosts.files.formats import FONT, number_format
from xlsales.hosts.files.grids import Laid
from xlsales.hosts.files.looks import GREY, INK, NAVY, RULE
from xlsales.hosts.files.widths import plain

PALETTE = ("#2F5D8C", "#5B9A8B", "#D9A441", "#B5544A", "#8A97A8", "#7A6A9B")
FADE = ("#1F3A5F", "#2B507E", "#38669C", "#4F7FB5", "#7099C6", "#93B2D5", "#B4CAE2", "#CFDDED")
KINDS: Mapping[str, dict[str, str]] = {
    "bar": {"type": "bar"},
    "column": {"type": "column"},
    "line": {"type": "line"},
    "stacked": {"type": "bar", "subtype": "stacked"},
    "funnel": {"type": "bar", "subtype": "stacked"},
    "timeline": {"type": "bar", "subtype": "stacked"},
}
LYING = {"bar", "stacked", "funnel", "timeline"}
TEXT = {"name": FONT, "size": 9, "color": INK}
QUIET = {"name": FONT, "size": 9, "color": GREY}
NO_LINE = {"none": True}
SPARE_COLUMN = 60


class ChartMaker:
    """Makes the charts of one worksheet whose grids are laid."""

    def __init__(
        self, workbook: Workbook, sheet: Worksheet, grids: Sequence[Grid], laid: Mapping[int, Laid]
    ) -> None:
        self._workbook, self._sheet, self._grids, self._laid = workbook, sheet, grids, laid
        self._spare = SPARE_COLUMN

    def make(self, chart: Chart) -> Drawing:
        """The chart, to be put at its place."""
        drawing = self._workbook.add_chart(dict(KINDS[chart.kind]))
        series: Mapping[str, Callable[[Drawing, Chart], None]] = {
            "funnel": self._funnel,
            "timeline": self._timeline,
        }
        series.get(chart.kind, self._series)(drawing, chart)
        self._axes(drawing, chart)
        has_legend = len(chart.values) > 1 and chart.kind not in ("funnel", "timeline")
        drawing.set_legend({"position": "bottom", "font": QUIET} if has_legend else NO_LINE)
        title_font = {"name": FONT, "size": 11, "bold": True, "color": NAVY}
        drawing.set_title({"name": chart.title, "name_font": title_font, "overlay": False})
        drawing.set_chartarea({"border": {"color": RULE}, "fill": {"color": "#FFFFFF"}})
        drawing.set_plotarea({"fill": NO_LINE})
        return drawing

    def rows(self, chart: Chart) -> int:
        """How many rows of its grid a chart draws."""
        grid = self._grids[chart.grid]
        drawn = len(grid.rows) - grid.total
        return drawn if chart.first is None else min(drawn, chart.first)

    def _range(self, chart: Chart, field: int) -> list[Any]:
        laid = self._laid[chart.grid]
        column = laid.columns[field]
        last = laid.first + self.rows(chart) - 1
        return [self._sheet.get_name(), laid.first, column, last, column]

    def _format(self, chart: Chart) -> str:
        """The number format of the values: whole yuan, so that labels stay short."""
        format = self._grids[chart.grid].fields[chart.values[-1]].format
        return "#,##0" if format == "money" else number_format(format)

    def _labels(self, chart: Chart) -> dict[str, Any]:
        shown = self._format(chart)
        shown = f"{shown};-{shown};;" if "#" in shown else shown
        return {"value": True, "font": QUIET, "num_format": shown}

    def _series(self, drawing: Drawing, chart: Chart) -> None:
        """One series for each column of values."""
        fields = self._grids[chart.grid].fields
        for index, value in enumerate(chart.values):
            colour = PALETTE[index % len(PALETTE)]
            made: dict[str, Any] = {
                "name": fields[value].heading,
                "categories": self._range(chart, chart.categories),
                "values": self._range(chart, value),
            }
            if chart.kind == "line":
                mark = {"type": "circle", "size": 5, "fill": {"color": colour}}
                made |= {"line": {"color": colour, "width": 2.25}, "marker": mark}
            else:
                made |= {"fill": {"color": colour}, "border": NO_LINE, "gap": 45}
            if chart.kind == "stacked":
                labels = self._labels(chart)
                made["data_labels"] = {**labels, "font": {**QUIET, "color": "#FFFFFF"}}
            elif len(chart.values) == 1:
                made["data_labels"] = self._labels(chart)
            drawing.add_series(made)

    def _funnel(self, drawing: Drawing, chart: Chart) -> None:
        """Centred bars: an unseen series of half of what each lacks to the longest."""
        numbers = [row[chart.values[0]] for row in self._grids[chart.grid].rows]
        first = self._laid[chart.grid].first
        count = self.rows(chart)
        column = self._laid[chart.grid].columns[chart.values[0]]
        cells = [xl_rowcol_to_cell(first + n, column, True, True) for n in range(count)]
        values = [float(str(plain(v) or 0)) for v in numbers[:count]]
        for n, cell in enumerate(cells):
            text = f"(MAX({cells[0]}:{cells[-1]})-{cell})/2"
            padding = (max(values) - values[n]) / 2
            self._sheet.write_formula(first + n, self._spare, text, None, padding)
        self._sheet.set_column(self._spare, self._spare, None, None, {"hidden": True})
        drawing.show_hidden_data()
        categories = self._range(chart, chart.categories)
        unseen = [self._sheet.get_name(), first, self._spare, first + count - 1, self._spare]
        self._spare += 1
        self._unseen(drawing, categories, unseen)
        drawing.add_series(
            {
                "name": self._grids[chart.grid].fields[chart.values[0]].heading,
                "categories": categories,
                "values": self._range(chart, chart.values[0]),
                "points": [{"fill": {"color": FADE[n % len(FADE)]}} for n in range(count)],
                "fill": {"color": PALETTE[0]},
                "border": NO_LINE,
                "data_labels": {**self._labels(chart), "position": "inside_base"},
            }
        )

    def _timeline(self, drawing: Drawing, chart: Chart) -> None:
        """Bars from a start: an unseen series up to it, then the length."""
        categories = self._range(chart, chart.categories)
        self._unseen(drawing, categories, self._range(chart, chart.values[0]))
        drawing.add_series(
            {
                "name": self._grids[chart.grid].fields[chart.values[1]].heading,
                "categories": categories,
                "values": self._range(chart, chart.values[1]),
                "fill": {"color": PALETTE[0]},
                "border": NO_LINE,
                "data_labels": {"value": True, "font": QUIET},
            }
        )

    def _unseen(self, drawing: Drawing, categories: list[Any], values: list[Any]) -> None:
        hidden = {"fill": NO_LINE, "border": NO_LINE, "gap": 25}
        drawing.add_series({"categories": categories, "values": values, **hidden})

    def _axes(self, drawing: Drawing, chart: Chart) -> None:
        categories: dict[str, Any] = {
            "num_font": TEXT, "line": {"color": RULE}, "major_tick_mark": "none",
        }  # fmt: skip
        values: dict[str, Any] = {
            "num_font": QUIET, "line": NO_LINE, "major_tick_mark": "none", "min": 0,
            "num_format": self._format(chart),
            "major_gridlines": {"visible": True, "line": {"color": RULE, "width": 0.5}},
        }  # fmt: skip
        if chart.axis:
            values |= {"name": chart.axis, "name_font": {**QUIET, "bold": False}}
        if chart.kind in LYING:
            categories["reverse"] = True
            values["label_position"] = "high"
        if chart.kind == "timeline":
            starts = [plain(row[chart.values[0]]) for row in self._grids[chart.grid].rows]
            days = [value for value in starts if isinstance(value, date)]
            values |= {"num_format": "yyyy-mm", "min": min(days)} if days else {}
            values |= {"date_axis": False}
        elif chart.kind == "funnel" or (chart.kind == "bar" and len(chart.values) == 1):
            values |= {"visible": False, "major_gridlines": {"visible": False}}
        drawing.set_x_axis(categories)
        drawing.set_y_axis(values)
