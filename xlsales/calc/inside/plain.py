"""Formulas keep their plain names in files: XS_…, as Excel writes and reads them."""

from __future__ import annotations

import re
from contextlib import contextmanager
from itertools import groupby
from typing import Any, Iterator

import unohelper
from com.sun.star.document import XDocumentEventListener

from xlsales.calc.inside.names import EXTENSION, identifier
from xlsales.calc.inside.names import FUNCTIONS as ADD_IN
from xlsales.functions import FUNCTIONS

SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
FORMULAS = 16  # com.sun.star.sheet.CellFlags.FORMULA
ALL_GROUPS, PARSING = 0x7FFFFFFF, 6  # FormulaMapGroup, FormulaLanguage.XL_ENGLISH
OURS = re.compile(re.escape(ADD_IN.upper()) + r"\.(XS\w+)\(", re.IGNORECASE)
PLAIN = {identifier(one.name).upper(): one.name.upper() for one in FUNCTIONS}
FOREIGN = re.compile(r"(?:\[\d+\]!|'[^']*\.xlam?'!|_xll\.|_xldudf_|_xlfn\.)(XS_\w+)\(", re.I)
LONG, DOWN = 100, 0  # com.sun.star.sheet.FillDirection.TO_BOTTOM
ROW = re.compile(r"(?<![\w.$])(\$?[A-Z]{1,3})(\d+)(?![\w(])")
PATTERNS = {
    "OnLoadFinished": FOREIGN,
    "OnSave": OURS,
    "OnSaveAs": OURS,
    "OnSaveTo": OURS,
    "OnCopyTo": OURS,
}


class PlainNames(unohelper.Base, XDocumentEventListener):  # type: ignore[misc]
    """Listens to all documents: before one is saved and after one is loaded, names are plain."""

    def disposing(self, event: Any) -> None:
        """Nothing is held that would have to be given up."""

    def documentEventOccured(self, event: Any) -> None:
        """Rewrite names where the document is a spreadsheet that is saved or was loaded."""
        pattern = PATTERNS.get(event.EventName)
        document = event.Source
        if pattern and document is not None and document.supportsService(SPREADSHEET):
            with _unnoticed(document):
                _rewrite(document, pattern)


@contextmanager
def _unnoticed(document: Any) -> Iterator[None]:
    """Neither the list of undone actions nor the mark of a changed document sees what is done."""
    modified = document.isModified()
    automatic = document.isAutomaticCalculationEnabled()
    document.UndoManager.lock()
    document.lockControllers()
    document.enableAutomaticCalculation(False)
    try:
        yield
    finally:
        document.enableAutomaticCalculation(automatic)
        document.unlockControllers()
        document.UndoManager.unlock()
        if document.isModified() != modified:
            document.setModified(modified)


def _rewrite(document: Any, pattern: Any) -> None:
    parser = None
    for sheet in document.Sheets:
        for area in sheet.queryContentCells(FORMULAS):
            first, rows = area.RangeAddress, area.getFormulaArray()
            found = [
                ((first.StartColumn + x, first.StartRow + y), pattern.sub(_plain, formula))
                for y, row in enumerate(rows)
                for x, formula in enumerate(row)
                if pattern.search(formula)
            ]
            if found:
                parser = parser or _parser(document)
                whole = area if len(found) == len(rows) * len(rows[0]) else None
                _rename_all(sheet, found, parser, whole)


def _rename_all(sheet: Any, found: Any, parser: Any, whole: Any) -> None:
    """Give the cells their formulas.

    They are emptied first, or each would split a run of equal ones; `whole` is their area where
    they fill one.
    """
    single = [(place, formula) for place, formula in found if not formula.startswith("{")]
    if whole and len(single) == len(found):
        whole.clearContents(FORMULAS)
    runs = groupby(sorted(single), key=lambda one: (one[0][0], _relative(one[1], one[0][1])))
    for _, run in runs:
        _rename_run(sheet, list(run), parser)
    for place, formula in found:
        if formula.startswith("{"):
            _rename_array(sheet, place, formula, parser)


def _rename_run(sheet: Any, run: Any, parser: Any) -> None:
    """Give cells below one another that say the same their formula, parsed once.

    A long run is filled down from its first cell where that changes no look: cell by cell takes
    the square of the time.
    """
    (column, row), formula = run[0]
    first = sheet.getCellByPosition(column, row)
    tokens = parser.parseFormula(formula[1:], first.CellAddress)
    first.setTokens(tokens)
    last = run[-1][0][1]
    area = sheet.getCellRangeByPosition(column, row, column, last)
    is_whole = last - row + 1 == len(run) >= LONG
    if is_whole and area.UniqueCellFormatRanges.Count == 1:
        area.fillAuto(DOWN, 1)
        if all(cell != "" for (cell,) in area.getFormulaArray()):
            return
    for (x, y), _ in run[1:]:
        sheet.getCellByPosition(x, y).setTokens(tokens)


def _relative(formula: str, row: int) -> str:
    """A formula with its rows counted from its own: equal ones in a column mean the same."""
    if "'" in formula:
        return f"{row}{formula}"  # the name of a sheet may look like a cell
    parts = formula.split('"')
    parts[::2] = [ROW.sub(lambda m: f"{m[1]}[{int(m[2]) - row}]", part) for part in parts[::2]]
    return '"'.join(parts)


def _plain(found: Any) -> str:
    name = found[1].upper()
    return f"{PLAIN.get(name, name)}("


def _rename_array(sheet: Any, place: tuple[int, int], formula: str, parser: Any) -> None:
    """Give an array its formula, at its first cell."""
    cell = sheet.getCellByPosition(*place)
    array = sheet.createCursorByRange(cell)
    array.collapseToCurrentArray()
    if (array.RangeAddress.StartColumn, array.RangeAddress.StartRow) == place:
        array.setArrayTokens(parser.parseFormula(formula[2:-1], cell.CellAddress))


def _parser(document: Any) -> Any:
    """A parser that does not know the add-in, so that names stay names."""
    mapper = document.createInstance("com.sun.star.sheet.FormulaOpCodeMapper")
    parser = document.createInstance("com.sun.star.sheet.FormulaParser")
    known = mapper.getAvailableMappings(PARSING, ALL_GROUPS)
    parser.OpCodeMap = tuple(one for one in known if not _is_ours(one.Token.Data))
    return parser


def _is_ours(token: Any) -> bool:
    return isinstance(token, str) and token.startswith(EXTENSION)
