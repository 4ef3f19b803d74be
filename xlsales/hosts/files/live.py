"""Columns of a template that answer while somebody types.

Each cell asks a worksheet function. Where the add-in is not there, that fails, and the cell shows
what the spreadsheet can say alone.
"""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from xlsales.core.record import Live
from xlsales.hosts.files.formats import FONT
from xlsales.hosts.files.layout import Layout

ROWS = 25
"""How many rows answer at least: few enough for one printed page; a spreadsheet goes on below."""
WIDTH = 18
LINE = Side("thin", color="A6A6A6")
OWN = PatternFill("solid", fgColor="548235")


def write_live(sheet: Worksheet, where: Layout, filled: int) -> None:
    """Write the columns that answer by themselves, behind those that are filled in."""
    for live in where.table.table.live:
        letters = where.live[live.heading]
        sheet.column_dimensions[letters].width = WIDTH
        heading = sheet[f"{letters}{where.header}"]
        heading.value, heading.fill = live.heading, OWN
        heading.font = Font(FONT, 10, bold=True, color="FFFFFF")
        heading.alignment = Alignment("center", "center", wrap_text=True)
        heading.border = Border(LINE, LINE, LINE, LINE)
        for row in range(where.first, where.first + max(ROWS, filled)):
            cell = sheet[f"{letters}{row}"]
            cell.value = _formula(live, where, row)
            cell.font = Font(FONT, 10, color="548235")
            cell.alignment = Alignment("left", "center", wrap_text=True)


def _formula(live: Live, where: Layout, row: int) -> str:
    """The formula of one row: empty without what it needs, and never an error."""
    cells = {name: f"{letters}{row}" for name, letters in where.columns.items()}
    missing = ",".join(f'{cells[name]}=""' for name in live.needs)
    answer, plain = live.formula.format(**cells), live.plain.format(**cells)
    return f'=IF(OR({missing}),"",IFERROR({answer},{plain}))'
