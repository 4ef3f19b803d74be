"""How the cells of a column are understood, and what was understood of those seen before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from xlsales.books.book import UNCACHED, Value
from xlsales.books.locate import Aliases
from xlsales.core.clock import Period
from xlsales.core.fold import fold
from xlsales.core.kinds import Kind, Wrong, text_of
from xlsales.core.money import exact
from xlsales.core.record import Column

ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
DATED = ("date", "datetime", "month")
MOST_KNOWN = 2048
NUMBERS = frozenset((bool, int, float))
Parse = Callable[[Any, Period | None], Any]


class Understanding:
    """How the cells of one column are understood where the workbook reports on one period.

    `period` tells the year of a day without one; a day must lie in `bound`, where that is given.
    """

    def __init__(
        self, column: Column, parse: Parse, period: Period | None, bound: Period | None
    ) -> None:
        self.column, self._parse, self._period, self._bound = column, parse, period, bound
        self._known = {kind: _Known(self.meaning) for kind in (str, *NUMBERS)}

    def value(self, cell: Value, values: Mapping[str, Any]) -> Any:
        """What a cell means in a row of which these values are known; `Wrong` where nothing."""
        if is_empty(cell) and needed(self.column, values):
            raise self._missing()
        return self.meaning(cell)

    def meaning(self, cell: Value) -> Any:
        """What a cell means by itself; `Wrong` where nothing."""
        if is_empty(cell):
            if self.column.required:
                raise self._missing()
            return self.column.default
        if isinstance(cell, str) and cell[0] == "#":
            if cell == UNCACHED:
                raise Wrong("type", "公式没有计算结果，请用Excel打开并保存后重交")
            if cell.startswith(ERRORS):
                raise Wrong("type", f"公式出错，应为{self.column.kind.wanted}")
        value = self._parse(cell, self._period)
        if self._bound and self.column.kind.format == "date" and value not in self._bound:
            raise Wrong("range", f"须在本报告的期间{self._bound}之内")
        return value

    def meanings(self, cells: Sequence[Value]) -> tuple[list[Any], set[int]]:
        """What each cell means by itself, and the places of those that mean nothing."""
        numbers = NUMBERS.intersection(map(type, cells))
        if len(numbers) > 1:
            return self._each(cells)
        known = self._known[next(iter(numbers), str)].room()
        values = list(map(known.__getitem__, cells))
        if not known.wrong or known.wrong.isdisjoint(cells):
            return values, set()
        return values, {place for place, cell in enumerate(cells) if cell in known.wrong}

    def _each(self, cells: Sequence[Value]) -> tuple[list[Any], set[int]]:
        """The meanings where 1, 1.0 and True, which are not the same cell, stand side by side."""
        known = {kind: one.room() for kind, one in self._known.items()}
        of_each = [known.get(type(cell), known[str]) for cell in cells]
        pairs = list(zip(of_each, cells, strict=True))
        values = [one[cell] for one, cell in pairs]
        return values, {place for place, (one, cell) in enumerate(pairs) if cell in one.wrong}

    def _missing(self) -> Wrong:
        return Wrong("required", f"没有填写，应填{self.column.kind.wanted}")


class _Known(dict[Value, Any]):
    """What the cells seen before mean, and which of them mean nothing: the same names, days and
    choices come again and again."""

    def __init__(self, meaning: Callable[[Value], Any]) -> None:
        super().__init__()
        self._meaning = meaning
        self.wrong: set[Value] = set()

    def __missing__(self, cell: Value) -> Any:
        try:
            value = self._meaning(cell)
        except Wrong:
            value = None
            self.wrong.add(cell)
        self[cell] = value
        return value

    def room(self) -> _Known:
        """Itself, emptied where it has grown too large."""
        if len(self) > MOST_KNOWN:
            self.clear()
            self.wrong.clear()
        return self


def is_empty(cell: Value) -> bool:
    """True for a cell that holds nothing but white space."""
    return not cell.strip() if isinstance(cell, str) else cell is None


def needed(column: Column, values: Mapping[str, Any]) -> bool:
    """True where an optional column must be filled because of another field of the row."""
    if column.unless is None:
        return False
    other, exempt = column.unless
    return other in values and values[other] not in exempt


@lru_cache(maxsize=256)
def understandings(
    table: Any, scales: tuple[tuple[str, int], ...], aliases: Aliases, period: Period | None
) -> Mapping[str, Understanding]:
    """How each column of a table is understood, with the company's own words and the headings'
    units of money, where the workbook reports on one period."""
    scale = dict(scales)
    return {
        c.name: _understanding(c, scale.get(c.name, 1), aliases, *dated)
        for c in table.columns
        for bound in [period if table.table.within else None]
        for dated in [(period, bound) if c.kind.format in DATED else (None, None)]
    }


@lru_cache(maxsize=1024)
def _understanding(
    column: Column, scale: int, aliases: Aliases, period: Period | None, bound: Period | None
) -> Understanding:
    return Understanding(column, _parser(column, aliases, scale), period, bound)


def _parser(column: Column, aliases: Aliases, scale: int) -> Parse:
    """The column's parser, which first takes the company's own words and its unit of money."""
    own = {fold(a): b for a, b in aliases.choices.get(column.heading, {}).items()}
    kind: Kind = column.kind
    if scale != 1:
        return lambda value, period: kind.parse(_scaled(value, scale), period)
    if not own:
        return kind.parse
    return lambda value, period: kind.parse(own.get(fold(text_of(value)), value), period)


def _scaled(value: Value, scale: int) -> Any:
    """A number in the heading's unit in yuan; one that states its own unit as it is."""
    try:
        return value if isinstance(value, str) and "元" in value else exact(value) * scale
    except ValueError:
        return value
