"""The cells of a column as the XML of a worksheet.

XlsxWriter keeps every cell and writes it by several calls; here they are written in its form, and
read back the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime, time
from decimal import Decimal
from types import NoneType

from xlsales.books.page import Cell, Formula, Link, Shaded
from xlsales.core.kinds import text_of
from xlsales.core.record import Ref
from xlsales.core.rule import Level
from xlsales.core.values import dataclass
from xlsales.hosts.files.shown import LIVE, Number, cell_text, hyperlink, number_of, placed
from xlsales.hosts.files.strings import Strings, escaped

SAME = {str, date, datetime, time, NoneType}
"""The types of which equal values give the same cell."""
OWN = {Link, Formula, Decimal, float}
"""The types whose values seldom come again, or give another cell in another row."""
MOST_WAYS = 1 << 12
LAST = 1 << 20, "XFD"
"""The row and the column of the last cell of a sheet."""
PARTS = 4
"""A link's cell stands in its formula's place, in its formula's text and in its own."""
ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}


@dataclass(frozen=True)
class ColumnWriter:
    """States the cells of one column of a sheet; what comes again is made once.

    `place` is that of the column, from zero, and `first` the number of the first row of its grid.
    `styles` gives the looks as XML, by the level and what is particular in the cell; `after` is
    what stands between a cell and the number of the next one's row. `ways` are links in parts,
    between which their cells stand.
    """

    place: int
    first: int
    styles: Mapping[tuple[Level | None, str], str]
    after: str
    base: str
    strings: Strings
    ways: dict[tuple[str, str, str], list[bytes]] = field(default_factory=dict)

    def cells(self, values: Sequence[Cell], numbers: Iterable[int]) -> list[bytes]:
        """The cells of some rows as XML, each from behind the number of its row on."""
        kinds = set(map(type, values))
        if kinds == {Decimal}:
            return [self._number(v, None) for v in values if isinstance(v, Decimal)]
        if kinds & OWN:
            return list(map(self._cell, values, numbers))
        if kinds <= SAME:
            made = {value: self._plain(value, None) for value in dict.fromkeys(values)}
            return [made[value] for value in values]
        once = dict(zip(map(id, values), values, strict=True))
        known = {place: self._cell(value, 0) for place, value in once.items()}
        return [known[place] for place in map(id, values)]

    def _cell(self, value: Cell, number: int) -> bytes:
        if type(value) is Link:
            return self._link(value)
        if type(value) is Formula:
            return self._formula(value, number)
        if type(value) is Shaded:
            return self._plain(value.value, value.level)
        return self._plain(value, None)

    def _plain(self, value: object, level: Level | None) -> bytes:
        if isinstance(value, str):
            return self._text(cell_text(value), level)
        if value is None:
            return f"{self.styles[level, '']}/>{self.after}".encode()
        number = number_of(value)
        return self._text(text_of(value), level) if number is None else self._number(number, level)

    def _number(self, value: Number, level: Level | None) -> bytes:
        if not math.isfinite(value):
            raise TypeError(f"a cell can't hold {value}")
        return f"{self.styles[level, '']}><v>{value:.16G}</v></c>{self.after}".encode()

    def _text(self, text: str, level: Level | None) -> bytes:
        style = self.styles[level, "text" if text.startswith(LIVE) else ""]
        return f"{style}{self.strings.content(text)}{self.after}".encode()

    def _link(self, link: Link) -> bytes:
        """A link; those that differ in nothing but their cell are made of the same parts."""
        target, text = link.target, link.text
        cell = target.cell
        if target.sheet and text.endswith(cell):
            way = target.book, target.sheet, text[: -len(cell)]
            parts = self.ways.get(way) or self._way(*way)
            if len(parts) == PARTS:
                return cell.encode().join(parts)
        return self._linked(text, target) or self._text(cell_text(text), None)

    def _way(self, book: str, sheet: str, text: str) -> list[bytes]:
        """The parts between which the cell of a link stands, made of the one to the last cell."""
        last = Ref(book, sheet, *LAST)
        made = self._linked(text + last.cell, last) or b""
        if len(self.ways) > MOST_WAYS:
            self.ways.clear()
        parts = self.ways[book, sheet, text] = made.split(last.cell.encode())
        return parts

    def _linked(self, text: str, target: Ref) -> bytes | None:
        """A link as its formula; None where that would be too long."""
        shown = cell_text(text)
        formula = hyperlink(shown, target, self.base)
        if formula is None:
            return None
        return self._calculated(self.styles[None, "link"], formula, shown)

    def _formula(self, formula: Formula, number: int) -> bytes:
        text = placed(formula, self.place, self.first, number)
        value = float(formula.value) if isinstance(formula.value, Decimal) else formula.value
        return self._calculated(self.styles[formula.level, ""], text, value)

    def _calculated(self, style: str, formula: str, value: object) -> bytes:
        shown = int(value) if isinstance(value, bool) else escaped(str(value))
        kind = ' t="b"' if isinstance(value, bool) else ""
        if isinstance(value, str) and value:
            kind = ' t="e"' if value in ERRORS else ' t="str"'
        return f"{style}{kind}><f>{escaped(formula)}</f><v>{shown}</v></c>{self.after}".encode()
