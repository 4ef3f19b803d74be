"""Findings shown at their cells of a document that Calc has open, and taken back without a trace.

What a mark replaces is kept in the same hidden sheet that a marked copy has, one row a cell, so
that a copy's marks are taken back here too. One undo takes back all that one marking did.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import Any, Iterator, NamedTuple, Sequence

from xlsales.hosts.calc.pages import Page, lay

STATE = "_xlsales_marks"
PLACE, TEXT, LOOK, GIVEN = 0, 1, 4, 6  # the columns of the hidden sheet
OWN_NOTE = "原批注："
NOTE_WIDTH = 6500  # hundredths of a millimetre, so that a sentence takes few lines
NOTES = 8  # com.sun.star.sheet.CellFlags.ANNOTATION
SOLID = 0xFFFFFF


class Refused(Exception):
    """A document that can't be marked: why, and what to do."""


class Mark(NamedTuple):
    """What is shown at one cell: sheet, address, colour, the text of the note."""

    sheet: str
    place: str
    colour: int
    note: str


def mark(document: Any, marks: Sequence[Mark], pages: Sequence[Page] = ()) -> None:
    """Show the marks in place of all earlier ones; the pages are sheets that go with them."""
    placed = [one for one in marks if document.Sheets.hasByName(one.sheet)]
    _demand_open(document, {one.sheet for one in placed} | _marked_sheets(document))
    with _one_step(document, "检查本表"):
        _take_back(document)
        if not placed and not pages:
            return
        front = _front(document)
        document.Sheets.insertNewByName(STATE, document.Sheets.Count)
        state = document.Sheets.getByName(STATE)
        for row, (cell, those) in enumerate(_by_cell(document, placed)):
            _mark_cell(cell, those, state, row)
        first = len(_rows(state))
        for row, page in enumerate(pages, first):
            state.getCellByPosition(PLACE, row).setString(json.dumps([lay(document, page), ""]))
        state.IsVisible = False
        _show(document, front)


def take_back(document: Any) -> bool:
    """True where there were marks; every marked cell has the look and the note that it had."""
    if not is_marked(document):
        return False
    _demand_open(document, _marked_sheets(document))
    with _one_step(document, "撤销标记"):
        _take_back(document)
    return True


def is_marked(document: Any) -> bool:
    """Whether the document shows marks."""
    return bool(document.Sheets.hasByName(STATE))


@contextmanager
def _one_step(document: Any, title: str) -> Iterator[None]:
    """What is done within is undone at once, and seen at once."""
    document.UndoManager.enterUndoContext(title)
    document.lockControllers()
    try:
        yield
    finally:
        document.unlockControllers()
        document.UndoManager.leaveUndoContext()


def _demand_open(document: Any, names: Any) -> None:
    """Refuse before anything is changed."""
    if document.isReadonly():
        raise Refused("这份文件是只读的，没有标记；请另存为一份再检查")
    if document.isProtected():
        raise Refused("工作簿的结构受保护，没有标记；请先取消保护再检查")
    sheets = document.Sheets
    for name in sorted(names):
        if sheets.hasByName(name) and sheets.getByName(name).isProtected():
            raise Refused(f"“{name}”表受保护，没有标记；请先取消保护再检查")


def _by_cell(document: Any, marks: Sequence[Mark]) -> list[tuple[Any, list[Mark]]]:
    """The marks of each cell; those within a merged area go to the cell that shows for it."""
    found: dict[str, tuple[Any, list[Mark]]] = {}
    for one in marks:
        cell = document.Sheets.getByName(one.sheet).getCellRangeByName(one.place)
        area = cell.Spreadsheet.createCursorByRange(cell)
        area.collapseToMergedArea()
        cell = area.getCellByPosition(0, 0)
        found.setdefault(cell.AbsoluteName, (cell, []))[1].append(one)
    return list(found.values())


def _mark_cell(cell: Any, marks: Sequence[Mark], state: Any, row: int) -> None:
    place = cell.AbsoluteName.rpartition(".")[2].replace("$", "")
    kept = json.dumps([cell.Spreadsheet.Name, place])
    state.getCellByPosition(PLACE, row).setString(kept)
    text = "\n\n".join(one.note for one in marks)
    own = cell.Annotation.String
    if own:
        state.getCellByPosition(TEXT, row).setString(json.dumps(own))
        text += f"\n\n{OWN_NOTE}\n{own}"
    state.getCellByPosition(LOOK, row).CellBackColor = cell.CellBackColor
    state.getCellByPosition(GIVEN, row).setValue(marks[0].colour)
    cell.CellBackColor = marks[0].colour
    _note(cell, text)


def _note(cell: Any, text: str) -> None:
    cell.clearContents(NOTES)
    if text:
        cell.Spreadsheet.Annotations.insertNew(cell.CellAddress, text)
        shape = cell.Annotation.AnnotationShape
        size = shape.Size
        size.Width = NOTE_WIDTH
        shape.setSize(size)


def _take_back(document: Any) -> None:
    if not is_marked(document):
        return
    sheets = document.Sheets
    state = sheets.getByName(STATE)
    for row, (name, place) in enumerate(_rows(state)):
        if sheets.hasByName(name) and not place:
            sheets.removeByName(name)
        elif sheets.hasByName(name):
            _restore(sheets.getByName(name).getCellRangeByName(place), state, row)
    sheets.removeByName(STATE)


def _restore(cell: Any, state: Any, row: int) -> None:
    """Undo one mark; a fill that somebody chose since then stays."""
    given = state.getCellByPosition(GIVEN, row)
    if not given.Value or int(given.Value) == cell.CellBackColor & SOLID:
        cell.CellBackColor = state.getCellByPosition(LOOK, row).CellBackColor
    text = state.getCellByPosition(TEXT, row).String
    _note(cell, json.loads(text) if text else "")


def _rows(state: Any) -> list[tuple[str, str]]:
    """The sheet and address of each kept row; a row without an address names a sheet of ours."""
    cursor = state.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress.EndRow
    cells = state.getCellRangeByPosition(PLACE, 0, PLACE, last).getDataArray()
    return [tuple(json.loads(text)) for (text,) in cells if text]


def _marked_sheets(document: Any) -> Any:
    if not is_marked(document):
        return set()
    return {name for name, place in _rows(document.Sheets.getByName(STATE)) if place}


def _front(document: Any) -> Any:
    view = document.CurrentController
    return view.ActiveSheet if view else None


def _show(document: Any, sheet: Any) -> None:
    view = document.CurrentController
    if view and sheet:
        view.setActiveSheet(sheet)
