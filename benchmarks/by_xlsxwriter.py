"""Pages with every cell written by XlsxWriter: what the rows that xlsales streams must be like."""

from datetime import date, time

from xlsales.books.page import Document, Formula, Link, Shaded
from xlsales.core.kinds import text_of
from xlsales.hosts.files.heights import row_heights, row_lines
from xlsales.hosts.files.looks import Looks
from xlsales.hosts.files.pages import laid, workbook_of
from xlsales.hosts.files.shown import (
    LIVE,
    base_path,
    cell_text,
    has_serial,
    hyperlink,
    is_number,
    placed,
)  # fmt: skip


def write_pages(path, pages, document=None):
    """The path, where the pages stand as a new workbook."""
    about = document or Document()
    base = base_path(about.folder, path)
    with open(path, "wb") as made:
        workbook = workbook_of(made, about)
        looks = Looks(workbook)
        for sheet in laid(workbook, looks, pages, about, base):
            for grid in sheet.laid.values():
                _rows(grid, looks, base)
        for chart in workbook.charts:
            chart.formula_data = [None] * len(chart.formula_data)  # it looks the values up
        workbook.close()
    return path


def _rows(laid, looks, base):
    sheet = laid.sheet
    sheet.merge = [area for area in sheet.merge if not laid.first <= area[0] <= laid.last]
    heights = row_heights(laid.grid.fields, row_lines(laid.grid.rows, laid.widths))
    writers = [_Column(laid, number, looks, base) for number in range(len(laid.columns))]
    rows = zip(laid.grid.rows, heights, strict=True)
    for row, (values, height) in enumerate(rows, laid.first):
        sheet.set_row(row, height)
        for writer, value in zip(writers, values, strict=True):
            writer.write(row, value, laid.grid.total and row == laid.last)


class _Column:
    """Writes the values of one field."""

    def __init__(self, laid, number, looks, base):
        self.sheet, self.first, self.looks, self.base = laid.sheet, laid.first, looks, base
        self.field, self.place = laid.grid.fields[number], laid.columns[number]

    def write(self, row, value, total):
        """Write one value as its type and the field's format ask."""
        if self.field.span > 1:
            look = self.look(total, level=value.level if isinstance(value, Shaded) else None)
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

    def look(self, total, **options):
        """The look of a cell."""
        return self.looks.cell(self.field.format, total=total, **options)

    def _plain(self, row, value, total, level=None):
        look = self.look(total, level=level)
        if isinstance(value, str):
            self._text(row, cell_text(value), total, level)
        elif value is None:
            self.sheet.write_blank(row, self.place, None, look)
        elif is_number(value):
            self.sheet.write_number(row, self.place, value, look)
        elif isinstance(value, (date, time)) and has_serial(value):
            self.sheet.write_datetime(row, self.place, value, look)
        else:
            self._text(row, text_of(value), total, level)

    def _text(self, row, text, total, level):
        look = self.look(total, level=level, extra="text" if text.startswith(LIVE) else "")
        self.sheet.write_string(row, self.place, text, look)

    def _link(self, row, link, total):
        text = cell_text(link.text)
        formula = hyperlink(text, link.target, self.base)
        if formula is None:
            self._text(row, text, total, None)
        else:
            look = self.look(total, extra="link")
            self.sheet.write_formula(row, self.place, formula, look, text)

    def _formula(self, row, formula, total):
        text = placed(formula, self.place, self.first + 1, row + 1)
        value = formula.value if isinstance(formula.value, (str, int)) else float(formula.value)
        self.sheet.write_formula(
            row, self.place, text, self.look(total, level=formula.level), value
        )
