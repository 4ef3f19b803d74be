"""Charts drawn natively over the columns of a grid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from xlsxwriter.chart import Chart as Drawing
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook

from xlsales.books.page import Chart, Grid
from xlsales.core.kinds import text_of
from xlsales.hosts.files.formats import FONT, number_format
from xlsales.hosts.files.grids import Laid
from xlsales.hosts.files.looks import GREY, INK, NAVY, RULE
from xlsales.hosts.files.shown import cell_text, number_of
from xlsales.hosts.files.widths import plain

PALETTE = ("#2F5D8C", "#5B9A8B", "#D9A441", "#B5544A", "#8A97A8", "#7A6A9B")
FADE = ("#7BA3CF", "#88ACD4", "#95B5D9", "#A2BFDE", "#AFC8E3", "#BCD1E8", "#C9DBED", "#D6E4F2")
KINDS: Mapping[str, dict[str, str]] = {
    "bar": {"type": "bar"},
    "column": {"type": "column"},
    "line": {"type": "line"},
    "stacked": {"type": "bar", "subtype": "stacked"},
    "funnel": {"type": "bar", "subtype": "stacked"},
    "timeline": {"type": "bar", "subtype": "stacked"},
}
LYING = {"bar", "stacked", "funnel", "timeline"}
FROM_A_START = {"funnel", "timeline"}
TEXT = {"name": FONT, "size": 9, "color": INK}
QUIET = {"name": FONT, "size": 9, "color": GREY}
ON_DARK = {"name": FONT, "size": 9, "color": "#FFFFFF"}
TITLE = {"name": FONT, "size": 11, "bold": True, "color": NAVY}
NONE = {"none": True}
SPARE_COLUMN = 60
LEAST_HEIGHT, AROUND, EACH, LEGEND = 312, 96, 17, 44
HEADROOM = 1.2


def drawn_rows(chart: Chart, grid: Grid) -> int:
    """How many rows of its grid a chart draws."""
    drawn = len(grid.rows) - grid.total
    return drawn if chart.first is None else min(drawn, chart.first)


def chart_height(chart: Chart, grid: Grid) -> int:
    """The height of a chart in pixels, so that each lying bar has room for its label."""
    if chart.kind not in LYING:
        return LEAST_HEIGHT
    legend = LEGEND if len(chart.values) > 1 else 0
    return max(LEAST_HEIGHT, AROUND + legend + EACH * drawn_rows(chart, grid))


def draw(workbook: Workbook, chart: Chart, laid: Laid) -> Drawing:
    """The chart over its grid, to be put at its place."""
    drawing = workbook.add_chart(dict(KINDS[chart.kind]))
    drawer = _Drawer(drawing, chart, laid)
    if chart.kind in FROM_A_START:
        drawer.from_a_start()
    else:
        drawer.series()
    drawer.axes()
    has_legend = len(chart.values) > 1 and chart.kind not in FROM_A_START
    drawing.set_legend({"position": "bottom", "font": QUIET} if has_legend else NONE)
    drawing.set_title({"name": chart.title, "name_font": TITLE})
    drawing.set_chartarea({"border": {"color": RULE}, "fill": {"color": "#FFFFFF"}})
    drawing.set_plotarea({"fill": NONE})
    return drawing


class _Drawer:
    """Puts the series and axes of one chart into its drawing."""

    def __init__(self, drawing: Drawing, chart: Chart, laid: Laid) -> None:
        self._drawing, self._chart, self._laid = drawing, chart, laid
        self._count = drawn_rows(chart, laid.grid)
        format = laid.grid.fields[chart.values[-1]].format
        self._format = "#,##0" if format == "money" else number_format(format)

    def _of(self, part: str, field: int) -> dict[str, Any]:
        """A column as a part of a series: where it stands and what its cells hold."""
        held = list(map(_held, self._column_of(field)))
        return {part: self._cells(self._laid.columns[field]), f"{part}_data": held}

    def _cells(self, column: int) -> list[Any]:
        first = self._laid.first
        return [self._laid.sheet.get_name(), first, column, first + self._count - 1, column]

    def _heading(self, field: int) -> str:
        return self._laid.grid.fields[field].heading

    def _column_of(self, field: int) -> list[object]:
        return [plain(row[field]) for row in self._laid.grid.rows[: self._count]]

    def _labels(self, font: Mapping[str, Any]) -> dict[str, Any]:
        """Labels of the values; a zero has none."""
        shown = f"{self._format};-{self._format};;" if "#" in self._format else self._format
        return {"value": True, "font": dict(font), "num_format": shown}

    def series(self) -> None:
        """One series for each column of values."""
        chart = self._chart
        for index, value in enumerate(chart.values):
            colour = PALETTE[index % len(PALETTE)]
            made: dict[str, Any] = {
                "name": self._heading(value),
                **self._of("categories", chart.categories),
                **self._of("values", value),
            }
            if chart.kind == "line":
                mark = {"type": "circle", "size": 5, "fill": {"color": colour}}
                made |= {"line": {"color": colour, "width": 2.25}, "marker": mark}
            else:
                made |= {"fill": {"color": colour}, "border": NONE, "gap": 40}
            if chart.kind == "stacked":
                made["data_labels"] = self._labels(ON_DARK)
            elif len(chart.values) == 1:
                made["data_labels"] = self._labels(QUIET)
            self._drawing.add_series(made)

    def from_a_start(self) -> None:
        """Bars that begin where an unseen series ends."""
        chart = self._chart
        is_funnel = chart.kind == "funnel"
        named = self._of("categories", chart.categories)
        first = chart.values[0]
        start = {"values": self._paddings()} if is_funnel else self._of("values", first)
        unseen = {"fill": NONE, "border": NONE, "gap": 25}
        self._drawing.add_series({**named, **start, **unseen})
        colours = [{"fill": {"color": FADE[n % len(FADE)]}} for n in range(self._count)]
        seen: dict[str, Any] = {
            "name": self._heading(chart.values[-1]),
            **named,
            **self._of("values", chart.values[-1]),
            "fill": {"color": FADE[0]},
            "border": NONE,
            "data_labels": {**self._labels(TEXT), "position": "center"},
        }
        self._drawing.add_series(seen | ({"points": colours} if is_funnel else {}))

    def _paddings(self) -> list[Any]:
        """Cells out of sight with half of what each value lacks to the largest."""
        field, sheet, first = self._chart.values[0], self._laid.sheet, self._laid.first
        column = self._laid.columns[field]
        cells = [xl_rowcol_to_cell(first + n, column, True, True) for n in range(self._count)]
        values = [float(str(value or 0)) for value in self._column_of(field)]
        spare = SPARE_COLUMN + column
        for number, cell in enumerate(cells):
            text = f"(MAX({cells[0]}:{cells[-1]})-{cell})/2"
            padding = (max(values) - values[number]) / 2
            sheet.write_formula(first + number, spare, text, None, padding)
        sheet.set_column(spare, spare, None, None, {"hidden": True})
        self._drawing.show_hidden_data()
        return self._cells(spare)

    def axes(self) -> None:
        """Quiet axes: the categories from top to bottom, values only where no label says them."""
        chart, hidden = self._chart, {"visible": False}
        categories: dict[str, Any] = {
            "num_font": TEXT, "line": {"color": RULE}, "major_tick_mark": "none",
            "major_gridlines": hidden, "interval_unit": 1,
        }  # fmt: skip
        values: dict[str, Any] = {
            "num_font": QUIET, "line": NONE, "major_tick_mark": "none", "min": 0,
            "num_format": self._format,
            "major_gridlines": {"visible": True, "line": {"color": RULE, "width": 0.5}},
        }  # fmt: skip
        if chart.axis:
            values |= {"name": chart.axis, "name_font": {**QUIET, "bold": False}}
        if chart.kind not in LYING:
            self._drawing.set_x_axis(categories)
            self._drawing.set_y_axis(values)
            return
        if chart.kind == "timeline":
            days = [v for v in self._column_of(chart.values[0]) if isinstance(v, date)]
            values |= {"num_format": "yyyy-mm-dd", "min": min(days, default=0)}
        else:
            values |= {**hidden, "major_gridlines": hidden}
        if chart.kind == "bar" and len(chart.values) == 1:
            numbers = [float(str(v or 0)) for v in self._column_of(chart.values[0])]
            values |= {"max": max(numbers) * HEADROOM} if max(numbers) > 0 else {}
        self._drawing.set_y_axis({**categories, "reverse": True})
        self._drawing.set_x_axis({**values, "label_position": "high"})


def _held(value: object) -> str:
    """What a cell with a value holds, as a chart repeats it."""
    if isinstance(value, str):
        return cell_text(value)
    number = number_of(value)
    return text_of(value) if number is None else f"{number:.16g}"
