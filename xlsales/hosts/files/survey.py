"""What is known of a grid before its first row is written, found in one pass over its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice

from xlsales.books.page import Cell, Field, Formula, Grid, Link, Shaded
from xlsales.core.rule import Level
from xlsales.core.values import dataclass
from xlsales.hosts.files.layout import breadth
from xlsales.hosts.files.widths import FILTER_BUTTON, LEAST, ONE_LINE, PADDING, most, widest

Look = tuple[Level | None, str, bool]
"""The level that shades a cell, what is particular in it (link, text), whether it is a total."""

AT_ONCE = 512
STATED = {str, int, float, Decimal}
PLAIN = {type(None), str, bool, int, float, Decimal, date, datetime, time}


@dataclass(frozen=True)
class Survey:
    """The width of each field in characters, the rows that are not of simple values alone, and
    the looks that the simple values of each field may have.
    """

    widths: tuple[int, ...]
    odd: frozenset[int]
    looks: tuple[frozenset[Look], ...]


def surveyed(grid: Grid) -> Survey:
    """What one pass over the rows of a grid shows."""
    seen = [0] * len(grid.fields)
    odd: set[int] = set()
    looks: list[set[Look]] = [set() for _ in grid.fields]
    for start, rows in chunks(grid.rows):
        for index, values in enumerate(zip(*rows, strict=True)):
            field = grid.fields[index]
            if field.width is None and seen[index] < most(field):
                seen[index] = widest(values, field, seen[index])
            kinds = set(map(type, values))
            if not kinds <= PLAIN:
                odd.update(start + n for n in _odd(values))
            looks[index].update(_looks(values))
    if grid.total and grid.rows:
        for index, value in enumerate(grid.rows[-1]):
            looks[index].update((level, extra, True) for level, extra, _ in _looks([value]))
    widths = (_width(f, s) for f, s in zip(grid.fields, seen, strict=True))
    return Survey(tuple(widths), frozenset(odd), tuple(map(frozenset, looks)))


def chunks(rows: Iterable[Sequence[Cell]]) -> Iterator[tuple[int, list[Sequence[Cell]]]]:
    """The rows, some at once, with the number of the first of them."""
    left, start = iter(rows), 0
    while some := list(islice(left, AT_ONCE)):
        yield start, some
        start += len(some)


def _odd(values: Sequence[Cell]) -> Iterator[int]:
    """Which of some values is not simple: of a type of its own, or with a note to be shown."""
    for number, value in enumerate(values):
        if type(value) is Shaded:
            is_simple = type(value.value) in PLAIN
        elif type(value) is Formula:
            is_simple = type(value.value) in STATED and not value.note
        else:
            is_simple = type(value) is Link or type(value) in PLAIN
        if not is_simple:
            yield number


def _looks(values: Sequence[Cell]) -> set[Look]:
    """The looks that cells of the values may have."""
    found: set[Look] = {(None, "", False), (None, "text", False)}
    if not set(map(type, values)) <= PLAIN:
        for value in values:
            if type(value) is Link:
                found.add((None, "link", False))
            elif isinstance(value, (Shaded, Formula)):
                found |= {(value.level, "", False), (value.level, "text", False)}
    return found


def _width(field: Field, wanted: int) -> int:
    """The width of a field: as given, or as its heading and its values need, up to a limit."""
    if field.width is not None:
        return field.width
    heading = breadth(field.heading)
    if heading > ONE_LINE and field.format != "wrap":
        heading = -(-heading // 4) * 2
    heading += FILTER_BUTTON
    return max(LEAST, min(max(wanted, heading) + PADDING, most(field)))
