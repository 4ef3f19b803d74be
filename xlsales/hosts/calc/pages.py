"""Pages laid into a document that Calc has open, as plain values.

A page is what `plain` in `host` makes of one: name, title, lines, and grids of headings, widths
and rows. A cell is a text, a number, None, or a mapping: a `link` with its `text`, or a `value`
with a `colour`.
"""

from __future__ import annotations

from typing import Any, Mapping, Sequence

BOLD, LARGE = 150.0, 16.0
HEAD, BLUE = 0xD9E2F0, 0x1D5FA8
SINGLE = 1  # com.sun.star.awt.FontUnderline.SINGLE
TOP = 1  # com.sun.star.table.CellVertJustify2.TOP
CHARACTER = 190  # the width of one, in hundredths of a millimetre
Page = Mapping[str, Any]


def lay(document: Any, page: Page) -> str:
    """The name of the new last sheet that shows the page."""
    sheets = document.Sheets
    name = _free_name(sheets, page["name"])
    sheets.insertNewByName(name, sheets.Count)
    sheet = sheets.getByName(name)
    title = sheet.getCellByPosition(0, 0)
    title.setString(page["title"])
    title.CharWeight = title.CharWeightAsian = BOLD
    title.CharHeight = title.CharHeightAsian = LARGE
    row = 1
    for line in page["lines"]:
        sheet.getCellByPosition(0, row).setString(line)
        row += 1
    for grid in page["grids"]:
        row = _grid(sheet, grid, row + 1)
    return name


def _free_name(sheets: Any, name: str) -> str:
    taken, number = name, 2
    while sheets.hasByName(taken):
        taken, number = f"{name}{number}", number + 1
    return taken


def _grid(sheet: Any, grid: Mapping[str, Any], row: int) -> int:
    """The row after the grid that begins at that row."""
    if grid["title"]:
        sheet.getCellByPosition(0, row).setString(grid["title"])
        row += 1
    for x, (heading, width) in enumerate(zip(grid["headings"], grid["widths"])):
        cell = sheet.getCellByPosition(x, row)
        cell.setString(heading)
        cell.CharWeight = cell.CharWeightAsian = BOLD
        cell.CellBackColor = HEAD
        sheet.Columns.getByIndex(x).Width = width * CHARACTER
    for y, cells in enumerate(grid["rows"], row + 1):
        for x, cell in enumerate(cells):
            _fill(sheet.getCellByPosition(x, y), cell)
    if grid["rows"]:
        last = (len(grid["headings"]) - 1, row + len(grid["rows"]))
        area = sheet.getCellRangeByPosition(0, row + 1, *last)
        area.IsTextWrapped, area.VertJustify = True, TOP
        area.Rows.OptimalHeight = True
    else:
        sheet.getCellByPosition(0, row + 1).setString(grid["empty"])
    return row + 1 + max(1, len(grid["rows"]))


def _fill(cell: Any, value: Any) -> None:
    if isinstance(value, Mapping):
        if "link" in value:
            cell.setFormula(f"=HYPERLINK({_quoted(value['link'])};{_quoted(value['text'])})")
            cell.CharColor, cell.CharUnderline = BLUE, SINGLE
            return
        cell.CellBackColor = value["colour"]
        value = value["value"]
    if isinstance(value, (int, float)):
        cell.setValue(float(value))
    elif value is not None:
        cell.setString(value)


def _quoted(text: Any) -> str:
    return '"' + str(text).replace('"', '""') + '"'


def rows_of(sheet: Any) -> Sequence[Sequence[Any]]:
    """The values of a sheet from its first cell on."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    area = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
    rows: Sequence[Sequence[Any]] = area.getDataArray()
    return rows
