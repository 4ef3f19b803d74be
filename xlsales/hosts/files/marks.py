"""Findings shown at their cells of an openpyxl workbook, and taken back without a trace.

What a mark replaces is kept in a sheet that nobody sees: one row a cell, with the cell's place, the
author's own note, and the cell's own look and note as those of the row's last cell. Every host
keeps it in the same way and can take back the marks of the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from itertools import groupby

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from xlsales.core.rule import Finding, Level
from xlsales.hosts.files.own import MARKED, PROPERTY, STATE
from xlsales.hosts.files.shown import cell_text

AUTHOR = "xlsales"
COLOURS: Mapping[Level, str] = {
    Level.ERROR: "FFF4B6AE",
    Level.WARNING: "FFFFE08A",
    Level.NOTICE: "FFBFD9F5",
}
GRAVEST = tuple(Level)
OWN_NOTE = "原批注："
LONGEST_NOTE = 1000
NOTE_WIDTH, LINE_HEIGHT, LETTERS_A_LINE = 320, 20, 20
PLACE, TEXT, WRITER, SIZE, LOOK = range(1, 6)


def mark(workbook: Workbook, findings: Iterable[Finding], sheets: Sequence[str] = ()) -> None:
    """Show the findings at their cells in place of all earlier marks; none takes them back.

    `sheets` names those that go with the marks and are taken back with them.
    """
    take_back(workbook)
    placed = sorted(
        (f for f in findings if f.where.sheet in workbook.sheetnames),
        key=lambda f: (f.where, GRAVEST.index(f.level)),
    )
    if not placed and not sheets:
        return
    state = workbook.create_sheet(STATE)
    state.sheet_state = "veryHidden"
    cells: dict[tuple[str, str], list[Finding]] = {}
    for where, found in groupby(placed, key=lambda f: f.where):
        cell = _anchor(workbook[where.sheet], where.cell)
        cells.setdefault((where.sheet, cell.coordinate), []).extend(found)
    for number, ((sheet, place), those) in enumerate(cells.items(), 1):
        _mark_cell(workbook[sheet][place], those, state, number)
    for number, sheet in enumerate(sheets, len(cells) + 1):
        state.cell(number, PLACE).value = json.dumps([sheet, ""])
    workbook.custom_doc_props.append(StringProperty(name=PROPERTY, value=MARKED))


def take_back(workbook: Workbook) -> None:
    """Give every marked cell the look and the note that it had, and forget the marks."""
    if PROPERTY in workbook.custom_doc_props.names:
        del workbook.custom_doc_props[PROPERTY]
    if STATE not in workbook.sheetnames:
        return
    state = workbook[STATE]
    for row in range(1, state.max_row + 1):
        sheet, place = json.loads(state.cell(row, PLACE).value)
        if sheet in workbook.sheetnames and not place:
            del workbook[sheet]
        elif sheet in workbook.sheetnames:
            _restore(workbook[sheet][place], state, row)
    del workbook[STATE]


def _anchor(sheet: Worksheet, place: str) -> Cell:
    """The cell of that place, or the one that shows for the merged area it lies in."""
    cell = sheet[place]
    if isinstance(cell, MergedCell):
        area = next(a for a in sheet.merged_cells.ranges if place in a)
        return sheet.cell(area.min_row, area.min_col)
    return cell


def _mark_cell(cell: Cell, findings: Sequence[Finding], state: Worksheet, row: int) -> None:
    own = cell.comment
    state.cell(row, PLACE).value = json.dumps([cell.parent.title, cell.coordinate])
    if own is not None:
        state.cell(row, TEXT).value = json.dumps(own.text)
        state.cell(row, WRITER).value = json.dumps(own.author)
        state.cell(row, SIZE).value = json.dumps([own.width, own.height])
    look = state.cell(row, LOOK)
    look._style, look.comment = copy(cell._style), copy(own)
    level = min((f.level for f in findings), key=GRAVEST.index)
    cell.fill = PatternFill("solid", fgColor=COLOURS[level], bgColor=COLOURS[level])
    text = note(findings) + (f"\n\n{OWN_NOTE}\n{own.text}" if own else "")
    cell.comment = Comment(text, AUTHOR, height=_height(text), width=NOTE_WIDTH)


def _restore(cell: Cell, state: Worksheet, row: int) -> None:
    """Undo one mark; a fill that somebody chose since then stays."""
    if cell.fill.fgColor.rgb in COLOURS.values():
        cell.fill = copy(state.cell(row, LOOK).fill)
    text, writer, size = (state.cell(row, n).value for n in (TEXT, WRITER, SIZE))
    if text is None:
        cell.comment = None
        return
    width, height = json.loads(size)
    cell.comment = Comment(json.loads(text), json.loads(writer), height=height, width=width)


def note(findings: Iterable[Finding]) -> str:
    """The text of a note: for each finding its level, message, clause and code."""
    return cell_text("\n\n".join("\n".join(_lines(f)) for f in findings))


def _lines(finding: Finding) -> Iterator[str]:
    message = finding.message
    cut = message if len(message) <= LONGEST_NOTE else f"{message[:LONGEST_NOTE]}…"
    yield f"【{finding.level.value}】{cut}"
    if finding.clause:
        yield f"依据：{finding.clause}"
    yield f"编码：{finding.code}"


def _height(text: str) -> int:
    return LINE_HEIGHT * (1 + sum(1 + len(line) // LETTERS_A_LINE for line in text.split("\n")))
