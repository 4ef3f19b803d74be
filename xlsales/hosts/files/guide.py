"""The guide sheet of a template: what each column takes, from the declarations alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import copy

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from xlsales.core.record import Column, Record, Workbook
from xlsales.hosts.files.formats import FONT
from xlsales.hosts.files.layout import LINE_HEIGHT, lines_of

GUIDE = "填写说明"
CAPTIONS = ("工作表", "栏目", "必填", "填什么", "提示", "条款")
GUIDE_WIDTHS = (14, 20, 8, 52, 40, 9)
PLACEHOLDERS: Mapping[str, str] = {"manager": "姓名", "week": "周一日期", "month": "年-月"}
ANSWERS, ADD_IN = "自动算出，不必填", "装有插件的电脑显示完整的结果"
HINTS = (
    "栏目名后带 * 的必填；整行空着的行不读，以“合计”开头的行不读。",
    "日期写成 2012-4-16 或 2012年4月16日，时间写成 9:05，比例写成 5% 或 0.05，金额以元为单位。",
    "可以增加自己的列、调整列的次序；请不要改动栏目名，也不要在栏目名一行以上插入数据。",
    "粘贴时请用“选择性粘贴—数值”，以保留下拉列表和检查。",
)
LINE = Side("thin", color="BFBFBF")


def write_guide(sheet: Worksheet, workbook: Workbook) -> None:
    """Fill the sheet with what the workbook is, how it is named and what each column takes."""
    sheet.title = GUIDE
    lines = (workbook.about, f"文件名：{_file_name(workbook.pattern)}", *HINTS)
    sheet["A1"] = f"{workbook.kind} · {GUIDE}"
    sheet["A1"].font = Font(FONT, 16, bold=True, color="1F3864")
    for number, line in enumerate(filter(None, lines), 2):
        sheet.cell(number, 1, line).font = Font(FONT, 10, color="595959")
    header = sheet.max_row + 2
    for index, (text, width) in enumerate(zip(CAPTIONS, GUIDE_WIDTHS, strict=True), 1):
        cell = sheet.cell(header, index, text)
        cell.font = Font(FONT, 10, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E79")
        cell.border = Border(LINE, LINE, LINE, LINE)
        sheet.column_dimensions[cell.column_letter].width = width
    for number, row in enumerate(_rows(workbook), header + 1):
        _write_row(sheet, number, row, header + 1)
    sheet.freeze_panes = f"A{header + 1}"
    sheet.print_title_rows = f"{header}:{header}"


def _write_row(sheet: Worksheet, number: int, row: tuple[str, ...], first: int) -> None:
    """A row of the table, in the looks of its first row."""
    for index, text in enumerate(row, 1):
        cell = sheet.cell(number, index, text or None)
        if number > first:
            cell._style = copy(sheet.cell(first, index)._style)
            continue
        cell.font = Font(FONT, 10)
        cell.alignment = Alignment("center" if index in (3, 6) else None, "center", wrap_text=True)
        cell.border = Border(LINE, LINE, LINE, LINE)
    lines = max(lines_of(text, room) for text, room in zip(row, GUIDE_WIDTHS, strict=True))
    sheet.row_dimensions[number].height = LINE_HEIGHT * lines


def _rows(workbook: Workbook) -> Iterator[tuple[str, ...]]:
    homes: dict[str, str] = {}
    for table in workbook.tables:
        for column in table.columns:
            must, note = _must(table, column)
            if column.labelled:
                home = homes.setdefault(column.name, table.table.sheet)
                is_first = home == table.table.sheet
                note = "填在栏目名上方" if is_first else f"自动取自「{home}」，不必再填"
            yield (
                table.table.sheet, column.heading, must, column.kind.wanted, note,
                table.table.clause,
            )  # fmt: skip
        for live in table.table.live:
            yield table.table.sheet, live.heading, "自动", ANSWERS, ADD_IN, table.table.clause


def _must(table: type[Record], column: Column) -> tuple[str, str]:
    """Whether the column must be filled, and what else there is to say about it."""
    if column.unless:
        other, exempt = column.unless
        heading = table.column(other).heading
        words = [str(w.value) for w in type(next(iter(exempt))) if w in exempt]
        return "视情况", f"「{heading}」为{'、'.join(words)}时可不填"
    return ("是" if column.required else ""), column.note


def _file_name(pattern: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda m: f"〔{PLACEHOLDERS[m[1]]}〕", pattern) + ".xlsx"
