"""The rows of a grid as the XML of a worksheet, one after another, so that none is ever held.

XlsxWriter keeps every cell and writes it by several calls; what is simple is written here in its
form, and reads back the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any

from xlsales.books.book import letter
from xlsales.books.page import Cell, Formula, Grid, Link, Shaded
from xlsales.core.kinds import text_of
from xlsales.core.rule import Level
from xlsales.core.values import dataclass
from xlsales.hosts.files.shown import LIVE, cell_text, has_serial, hyperlink, is_number, placed
from xlsales.hosts.files.strings import Strings, escaped
from xlsales.hosts.files.survey import Look, chunks
from xlsales.hosts.files.widths import FIGURE, height_of, text_lines

FREQUENT = {str, date, datetime, time, type(None)}
MOST_KEPT, LONGEST_KEPT = 8192, 256
DAY_ZERO = date(1899, 12, 30).toordinal()  # as spreadsheets count, from March 1900 on
SECONDS = 24 * 60 * 60
ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}

Stated = tuple[str, int]
"""A cell as XML, from behind the number of its row on, and the lines that its text takes."""


@dataclass(frozen=True)
class Rows:
    """The rows of a grid that are streamed: all but the kept ones, which XlsxWriter writes.

    `first` is the number of the first row, counted from one; `widths` are those of the fields,
    `styles` the numbers of the looks that the values of each may have.
    """

    grid: Grid
    first: int
    widths: Sequence[int]
    styles: Sequence[Mapping[Look, int]]
    kept: Collection[int]
    base: str

    @property
    def last(self) -> int:
        """The number of the last row."""
        return self.first + len(self.grid.rows) - 1

    def stated(self, strings: Strings) -> Iterator[tuple[int, str]]:
        """The number of each row and its XML."""
        columns = {total: self._columns(strings, total) for total in (False, True)}
        opening = self._openings()
        for total, numbers, rows in self._blocks():
            lines = [1] * len(rows)
            fields = zip(columns[total], zip(*rows, strict=True), strict=True)
            cells = [column.cells(values, numbers, lines) for column, values in fields]
            for number, high, row in zip(numbers, lines, zip(*cells, strict=True), strict=True):
                yield number, str(number).join(('<row r="', opening(high), *row))

    def _blocks(self) -> Iterator[tuple[bool, list[int], list[Sequence[Cell]]]]:
        """Whether it is the total, the numbers of the rows, and the rows: some at once."""
        end = len(self.grid.rows) - self.grid.total
        for start, rows in chunks(self.grid.rows):
            stop = start + len(rows)
            for part in (range(start, min(stop, end)), range(max(start, end), stop)):
                places = [n for n in part if n not in self.kept]
                if places:
                    numbers = [self.first + n for n in places]
                    yield places[0] >= end, numbers, [rows[n - start] for n in places]

    def _columns(self, strings: Strings, total: bool) -> list[_Column]:
        count = len(self.grid.fields)
        after = (*(f'<c r="{letter(n)}' for n in range(1, count)), "</row>")
        return [_Column(self, n, total, after[n], strings) for n in range(count)]

    def _openings(self) -> Callable[[int], str]:
        """What opens a row of so many lines, from behind its number to that of its first cell."""
        is_figure = any(field.format == "figure" for field in self.grid.fields)

        @cache
        def opening(lines: int) -> str:
            points = in_pixels(FIGURE if is_figure else height_of(lines))
            return f'" ht="{points:.16g}" customHeight="1"><c r="A'

        return opening


def in_pixels(points: float) -> float:
    """A height rounded to pixels of the screen, as XlsxWriter does."""
    return int(points * 4 / 3 + 0.5) * 0.75


class _Column:
    """States the cells of one field; what comes again is made once."""

    def __init__(self, rows: Rows, index: int, total: bool, after: str, strings: Strings) -> None:
        self._wide, self._base = rows.widths[index], rows.base
        self._index, self._first = index, rows.first
        self._styles = {
            look[:2]: f'" s="{style}"'
            for look, style in rows.styles[index].items()
            if look[2] == total
        }
        self._after, self._strings = after, strings
        self._made: dict[object, Stated] = {}

    def cells(self, values: Sequence[Cell], numbers: Sequence[int], lines: list[int]) -> list[str]:
        """The cells of some rows as XML; `lines` is raised to the lines that each takes."""
        made, found = self._made, []
        for place, value in enumerate(values):
            stated = made.get(value) if type(value) in FREQUENT else None
            if stated is None:
                stated = self._cell(value, numbers[place])
                if type(value) in FREQUENT and len(stated[0]) < LONGEST_KEPT:
                    made[value] = stated
            found.append(stated[0])
            if stated[1] > lines[place]:
                lines[place] = stated[1]
        if len(made) > MOST_KEPT:
            made.clear()
        return found

    def _cell(self, value: Cell, number: int) -> Stated:
        if type(value) is Link:
            return self._link(value)
        if type(value) is Formula:
            return self._formula(value, number)
        if type(value) is Shaded:
            return self._plain(value.value, value.level)
        return self._plain(value, None)

    def _plain(self, value: object, level: Level | None) -> Stated:
        if isinstance(value, str):
            return self._text(cell_text(value), level, text_lines(value, self._wide))
        if value is None:
            return f"{self._styles[level, '']}/>{self._after}", 1
        if is_number(value):
            return self._number(value, level), 1
        if isinstance(value, (date, time)) and has_serial(value):
            return self._number(serial(value), level), 1
        return self._text(text_of(value), level, 1)

    def _number(self, value: Any, level: Level | None) -> str:
        if not math.isfinite(value):
            raise TypeError(f"a cell can't hold {value}")
        return f"{self._styles[level, '']}><v>{value:.16G}</v></c>{self._after}"

    def _text(self, text: str, level: Level | None, lines: int) -> Stated:
        style = self._styles[level, "text" if text.startswith(LIVE) else ""]
        return f"{style}{self._strings.content(text)}{self._after}", lines

    def _link(self, link: Link) -> Stated:
        text = cell_text(link.text)
        lines = text_lines(link.text, self._wide)
        formula = hyperlink(text, link.target, self._base)
        if formula is None:
            return self._text(text, None, lines)
        return self._calculated(self._styles[None, "link"], formula, text), lines

    def _formula(self, formula: Formula, number: int) -> Stated:
        text = placed(formula, self._index, self._first, number)
        value = float(formula.value) if isinstance(formula.value, Decimal) else formula.value
        return self._calculated(self._styles[formula.level, ""], text, value), 1

    def _calculated(self, style: str, formula: str, value: object) -> str:
        shown = escaped(str(value))
        kind = ""
        if isinstance(value, str) and value:
            kind = ' t="e"' if value in ERRORS else ' t="str"'
        return f"{style}{kind}><f>{escaped(formula)}</f><v>{shown}</v></c>{self._after}"


def serial(value: date | time) -> float:
    """A moment as spreadsheets count it: days since the end of 1899, from 1901 on."""
    if isinstance(value, time):
        day, moment = 0, value
    else:
        day = value.toordinal() - DAY_ZERO
        moment = value.time() if isinstance(value, datetime) else time.min
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return day + (seconds + moment.microsecond / 1e6) / SECONDS
