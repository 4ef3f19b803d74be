"""Workbooks made from the declarations of their tables: blank templates, or filled with rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from xlsales.core.kinds import SERIAL, TEXT, text_of
from xlsales.core.record import Column, Record, Workbook
from xlsales.hosts.files.checks import column_checks
from xlsales.hosts.files.formats import FONT, number_format
from xlsales.hosts.files.guide import GUIDE, write_guide
from xlsales.hosts.files.layout import (
    HINT,
    LINE_HEIGHT,
    TITLE,
    Layout,
    breadth,
    caption,
    layout,
    lines_of,
    width,
)
from xlsales.hosts.files.live import write_live
from xlsales.hosts.files.stable import save

Rows = Mapping[type[Record], Sequence[Mapping[str, object]]]
A4 = 9
LINE = Side("thin", color="A6A6A6")
BOX = Border(LINE, LINE, LINE, LINE)
REQUIRED, OPTIONAL, LABEL = (
    PatternFill("solid", fgColor=c) for c in ("1F4E79", "7F7F7F", "DDEBF7")
)
MISSING = PatternFill("solid", bgColor="FCE4D6")
MOST_LINES, BROAD = 5, 40
"""From more lines of a text on, its column is as broad as this."""


def write_workbook(
    path: Path,
    workbook: Workbook,
    filled: Rows | None = None,
    fields: Mapping[str, object] | None = None,
) -> None:
    """Write a workbook of this kind with its checks and guide; blank unless rows are given.

    `filled` gives the rows of each table by field name, `fields` the labelled fields.
    """
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.creator, book.properties.title = "xlsales", workbook.kind
    homes: dict[str, str] = {}
    for table in workbook.tables:
        sheet = book.create_sheet(table.table.sheet)
        _write_sheet(sheet, workbook, layout(table), (filled or {}).get(table, ()))
        _write_fields(sheet, layout(table), fields or {}, homes)
    write_guide(book.create_sheet(), workbook)
    for sheet in book:
        _print_setup(sheet, workbook)
    save(book, path)


def _write_sheet(
    sheet: Worksheet, workbook: Workbook, where: Layout, rows: Sequence[Mapping[str, object]]
) -> None:
    sheet.cell(TITLE, 1, f"{workbook.kind} · {sheet.title}").font = Font(
        FONT, 16, bold=True, color="1F3864"
    )
    hint = f"{workbook.about}带 * 的必填，每一列填什么见「{GUIDE}」。"
    sheet.cell(HINT, 1, hint).font = Font(FONT, 9, color="7F7F7F")
    sheet.row_dimensions[TITLE].height, sheet.row_dimensions[where.header].height = 26, 32
    widths = {name: _width(where.table.column(name), rows) for name in where.columns}
    for name, letters in where.columns.items():
        _write_column(sheet, where, where.table.column(name), letters)
        sheet.column_dimensions[letters].width = widths[name]
    for number, row in enumerate(rows, where.first):
        lines = 1
        for name, value in row.items():
            _write_value(sheet, f"{where.columns[name]}{number}", value)
            lines = max(lines, lines_of(text_of(value), widths[name]))
        if lines > 1:
            sheet.row_dimensions[number].height = LINE_HEIGHT * lines
    write_live(sheet, where, len(rows))
    for check in column_checks(where):
        sheet.add_data_validation(check)
    sheet.conditional_formatting.add(
        f"A{where.first}:{where.edge}{where.last}",
        FormulaRule([f"COUNTA($A{where.first}:${where.end}{where.first})>0"], border=BOX),
    )
    sheet.freeze_panes = f"A{where.first}"
    sheet.auto_filter.ref = f"A{where.header}:{where.end}{where.last}"
    sheet.print_title_rows = f"{where.header}:{where.header}"


def _width(column: Column, rows: Sequence[Mapping[str, object]]) -> int:
    """The width of a column; a broad one where a text in it would be very high."""
    usual = width(column)
    texts = (text_of(row.get(column.name)) for row in rows)
    return BROAD if any(lines_of(text, usual) > MOST_LINES for text in texts) else usual


def _write_column(sheet: Worksheet, where: Layout, column: Column, letters: str) -> None:
    """The heading of a column, how all its cells look, and the colour of a cell left out."""
    dimension = sheet.column_dimensions[letters]
    dimension.font, dimension.alignment = Font(FONT, 10), _alignment(column)
    dimension.number_format = number_format(column.kind.format)
    heading = sheet[f"{letters}{where.header}"]
    heading.value, heading.font = caption(column), Font(FONT, 10, bold=True, color="FFFFFF")
    heading.fill = REQUIRED if column.required or column.unless else OPTIONAL
    heading.alignment = Alignment("center", "center", wrap_text=True)
    heading.border = BOX
    condition = _left_out(where, column)
    if condition:
        rule = FormulaRule([condition], fill=MISSING, border=BOX)
        sheet.conditional_formatting.add(where.cells(column.name), rule)


def _left_out(where: Layout, column: Column) -> str:
    """The formula that is true for an empty cell of a row begun in which it must be filled."""
    first, own = where.first, where.columns[column.name]
    begun = f"COUNTA($A{first}:${where.end}{first})"
    for name, letters in where.columns.items():
        if where.table.column(name).kind is SERIAL:
            begun += f"-COUNTA(${letters}{first})"
    conditions = [f"{begun}>0", f"LEN(TRIM(${own}{first}))=0"]
    if column.unless:
        other, exempt = column.unless
        cell = f"${where.columns[other]}{first}"
        words = sorted(text_of(value) for value in exempt)
        conditions += [f'{cell}<>""', *[f'{cell}<>"{word}"' for word in words]]
    elif not column.required:
        return ""
    return f"AND({','.join(conditions)})"


def _write_fields(
    sheet: Worksheet, where: Layout, given: Mapping[str, object], homes: dict[str, str]
) -> None:
    """The labelled fields; a later sheet takes them over from the first one that has them."""
    for name, cell in where.fields.items():
        column = where.table.column(name)
        value = sheet[cell]
        label = sheet.cell(value.row, value.column - 1, f"{column.heading}*")
        label.font, label.fill = Font(FONT, 10, bold=True), LABEL
        label.alignment = Alignment("center", "center")
        label.border = value.border = BOX
        value.font, value.alignment = Font(FONT, 10), Alignment("center", "center")
        value.number_format = number_format(column.kind.format)
        if name in given:
            value.value = given[name]
        elif name in homes:
            value.value = f'=IF({homes[name]}="","",{homes[name]})'
        homes.setdefault(name, f"'{sheet.title}'!{cell}")
        for one, wanted in ((label, breadth(column.heading) + 3), (value, 12)):
            dimension = sheet.column_dimensions[one.column_letter]
            dimension.width = max(dimension.width, wanted)


def _write_value(sheet: Worksheet, address: str, value: Any) -> None:
    """A value in the looks of its column; a text stays a text whatever it begins with."""
    cell = sheet[address]
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    cell._style = copy(sheet.column_dimensions[cell.column_letter]._style)


def _alignment(column: Column) -> Alignment:
    if column.kind.format in ("money", "price", "ratio", "count", "number"):
        return Alignment("right", "center")
    return Alignment(None if column.kind is TEXT else "left", "center", wrap_text=True)


def _print_setup(sheet: Worksheet, workbook: Workbook) -> None:
    """A4 across, as wide as the page, headings on every page, pages numbered."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.8, 0.3, 0.3
    sheet.oddFooter.left.text = f"{workbook.kind} · &A"
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
