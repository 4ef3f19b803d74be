"""What is known of a grid before its first row is written, found in one pass over its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice

from xlsales.books.page import Cell, Field, Grid, Link, Shaded
from xlsales.core.rule import Level
from xlsales.hosts.files.layout import breadth
from xlsales.hosts.files.widths import FILTER_BUTTON, LEAST, ONE_LINE, PADDING, most, widest

Look = tuple[Level | None, str]
"""The level that shades a cell, and what is particular in its look: link, text, or nothing."""

AT_ONCE = 512
PLAIN = {type(None), str, bool, int, float, Decimal, date, datetime, time}
SIMPLE = PLAIN | {Link, Shaded}


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
    looks: list[set[Look]] = [{(None, ""), (None, "text")} for _ in grid.fields]
    for start, rows in chunks(grid.rows):
        for index, values in enumerate(zip(*rows, strict=True)):
            field = grid.fields[index]
            if field.width is None and seen[index] < most(field):
                seen[index] = max(seen[index], widest(values, field))
            kinds = set(map(type, values))
            if not kinds <= PLAIN:
                odd.update(start + n for n in _odd(values))
                looks[index].update(_looks(values))
    widths = (_width(f, s) for f, s in zip(grid.fields, seen, strict=True))
    return Survey(tuple(widths), frozenset(odd), tuple(map(frozenset, looks)))


def chunks(rows: Iterable[Sequence[Cell]]) -> Iterator[tuple[int, list[Sequence[Cell]]]]:
    """The rows, some at once, with the number of the first of them."""
    left, start = iter(rows), 0
    while some := list(islice(left, AT_ONCE)):
        yield start, some
        start += len(some)


def _odd(values: Sequence[Cell]) -> Iterator[int]:
    """Which of some values is neither plain, nor a link, nor a plain value on a colour."""
    for number, value in enumerate(values):
        inner = value.value if type(value) is Shaded else value
        if type(inner) not in (PLAIN if inner is not value else SIMPLE):
            yield number


def _looks(values: Sequence[Cell]) -> Iterator[Look]:
    """The looks beside those of plain values."""
    for value in values:
        if type(value) is Link:
            yield None, "link"
        elif type(value) is Shaded:
            yield from ((value.level, ""), (value.level, "text"))


def _width(field: Field, wanted: int) -> int:
    """The width of a field: as given, or as its heading and its values need, up to a limit."""
    if field.width is not None:
        return field.width
    heading = breadth(field.heading)
    if heading > ONE_LINE and field.format != "wrap":
        heading = -(-heading // 4) * 2
    heading += FILTER_BUTTON
    return max(LEAST, min(max(wanted, heading) + PADDING, most(field)))
