"""Findings shown at their cells of an open workbook, and taken back without a trace.

What a mark replaces is kept as in a marked copy (`hosts/files/marks.py`). The look and the note go
back by copying, because that is exact; only for merged cells, which can't be copied one by one,
by their colour and text.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from itertools import groupby

import xlwings as xw

from xlsales.books.page import Page
from xlsales.core.rule import Finding
from xlsales.hosts.base import Unwritable
from xlsales.hosts.excel.pages import add_sheet, free_name, lay, quiet, rgb
from xlsales.hosts.files.marks import COLOURS, GRAVEST, LOOK, OWN_NOTE, PLACE, SIZE, TEXT, WRITER
from xlsales.hosts.files.marks import note as note_of
from xlsales.hosts.files.own import STATE

USUAL_SIZE = (144, 79)
OURS = {rgb(colour) for colour in COLOURS.values()}


def mark(
    book: xw.Book, findings: Sequence[Finding], pages: Sequence[Page] = (), own: str = ""
) -> None:
    """Show the findings in place of all earlier marks; the pages are sheets that go with them.

    Where a sheet is protected nothing is changed at all.
    """
    names = {sheet.name for sheet in book.sheets}
    placed = sorted(
        (f for f in findings if f.where.sheet in names),
        key=lambda f: (f.where, GRAVEST.index(f.level)),
    )
    _demand_unprotected(book, {f.where.sheet for f in placed} | set(_marked_sheets(book)))
    take_back(book)
    with quiet(book):
        state = add_sheet(book, STATE)
        try:
            _mark_all(book, state, placed, pages, own)
        except Exception:
            take_back(book)
            raise
        state.visible = False


def take_back(book: xw.Book) -> None:
    """Give every marked cell the look and the note that it had, and forget the marks."""
    state = _state(book)
    if state is None:
        return
    _demand_unprotected(book, _marked_sheets(book))
    with quiet(book):
        for row, (name, place) in enumerate(_places(state), 1):
            sheet = next((s for s in book.sheets if s.name == name), None)
            if sheet is not None and not place:
                sheet.delete()
            elif sheet is not None:
                _restore(sheet.range(place), state, row)
        state.visible = True  # Excel deletes no hidden sheet on some platforms
        state.delete()


def is_marked(book: xw.Book) -> bool:
    """Whether the workbook shows marks."""
    return _state(book) is not None


def _state(book: xw.Book) -> xw.Sheet | None:
    return next((s for s in book.sheets if s.name == STATE), None)


def _places(state: xw.Sheet) -> list[tuple[str, str]]:
    """The sheet and cell of each kept row; a row without a cell names a sheet of ours."""
    last = state.used_range.last_cell.row
    cells = state.range((1, PLACE), (last, PLACE)).options(ndim=1).value
    return [tuple(json.loads(text)) for text in cells if isinstance(text, str)]


def _marked_sheets(book: xw.Book) -> set[str]:
    state = _state(book)
    return {name for name, place in _places(state) if place} if state is not None else set()


def _demand_unprotected(book: xw.Book, names: set[str]) -> None:
    """Refuse where a sheet that is to be changed is protected, before anything is changed."""
    for sheet in book.sheets:
        if sheet.name in names:
            corner = sheet.range((1, 1))
            try:
                corner.number_format = corner.number_format
            except Exception as error:  # each platform has its own type for what Excel refuses
                raise Unwritable(
                    f"工作表「{sheet.name}」受保护，没有标记，什么也没有改",
                    "请在“审阅”里“撤销工作表保护”，再试",
                ) from error


def _mark_all(
    book: xw.Book, state: xw.Sheet, placed: Sequence[Finding], pages: Sequence[Page], own: str
) -> None:
    cells: dict[tuple[str, str], list[Finding]] = {}
    for where, found in groupby(placed, key=lambda f: f.where):
        place = _anchor(book.sheets[where.sheet], where.cell)
        cells.setdefault((where.sheet, place), []).extend(found)
    for row, ((name, place), those) in enumerate(cells.items(), 1):
        _mark_cell(book.sheets[name].range(place), those, state, row)
    for row, page in enumerate(pages, len(cells) + 1):
        made = add_sheet(book, free_name(book, page.name))
        _keep(state, row, PLACE, [made.name, ""])
        lay(made, page, own)


def _anchor(sheet: xw.Sheet, place: str) -> str:
    """The cell of that place, or the one that shows for the merged area it lies in."""
    area = sheet.range(place).merge_area
    return str(sheet.range((area.row, area.column)).get_address(False, False))


def _mark_cell(cell: xw.Range, findings: Sequence[Finding], state: xw.Sheet, row: int) -> None:
    own, area, look = cell.note, cell.merge_area, state.range((row, LOOK))
    text = note_of(findings)
    if area.shape != (1, 1):
        look.color = cell.color
    elif own is not None or cell.color is not None:
        cell.copy(look)
        look.clear_contents()
    if own is not None:
        text += f"\n\n{OWN_NOTE}\n{own.text}"
        for place, value in ((TEXT, own.text), (WRITER, ""), (SIZE, USUAL_SIZE)):
            _keep(state, row, place, value)
    _keep(state, row, PLACE, [cell.sheet.name, cell.get_address(False, False)])
    level = min((f.level for f in findings), key=GRAVEST.index)
    area.color = rgb(COLOURS[level])
    _set_note(cell, text)


def _keep(state: xw.Sheet, row: int, column: int, value: object) -> None:
    state.range((row, column)).value = f"'{json.dumps(value)}"


def _restore(cell: xw.Range, state: xw.Sheet, row: int) -> None:
    """Undo one mark; a fill that somebody chose since then stays."""
    look, text, area = state.range((row, LOOK)), state.range((row, TEXT)).value, cell.merge_area
    is_ours = cell.color in OURS
    if is_ours and (area.shape != (1, 1) or look.color is None):
        area.color = look.color
    elif is_ours:
        look.copy()
        cell.paste("formats")
    _clear_note(cell)
    if look.note is not None:
        look.copy()
        cell.paste("comments")
    elif isinstance(text, str):
        cell.add_note(json.loads(text))


def _set_note(cell: xw.Range, text: str) -> None:
    _clear_note(cell)
    with suppress(Exception):  # where there is a threaded comment Excel takes no note: fill alone
        cell.add_note(text)


def _clear_note(cell: xw.Range) -> None:
    if cell.note is not None:
        cell.note.delete()
