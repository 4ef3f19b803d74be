"""What is known of a grid before its first row is written, found in one pass over its rows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from types import NoneType

from xlsales.books.page import Cell, Field, Formula, Grid, Link, Shaded
from xlsales.core.values import dataclass
from xlsales.hosts.files.layout import breadth
from xlsales.hosts.files.looks import Look, alignment
from xlsales.hosts.files.widths import (
    FILTER_BUTTON,
    INDENT,
    LEAST,
    ONE_LINE,
    PADDING,
    most,
    unbroken,
    widest,
)

AT_ONCE = 512
PLAIN = {NoneType, str, bool, int, float, Decimal, date, datetime, time}
BARE: tuple[Look, ...] = ((None, "", False), (None, "text", False))


@dataclass(frozen=True)
class Survey:
    """The width of each field in characters, and how wide its widest value stands: infinitely where
    that was not measured; the looks that its values may have; the rows where a formula has a note.
    """

    widths: tuple[int, ...]
    widest: tuple[float, ...]
    looks: tuple[frozenset[Look], ...]
    noted: frozenset[int]


def surveyed(grid: Grid) -> Survey:
    """What one pass over the rows of a grid shows."""
    seen = [0] * len(grid.fields)
    noted: set[int] = set()
    looks = [set(BARE) for _ in grid.fields]
    for start, rows in chunks(grid.rows):
        for index, values in enumerate(zip(*rows, strict=True)):
            field = grid.fields[index]
            if field.width is None and seen[index] < most(field):
                seen[index] = widest(values, field, seen[index])
            if not PLAIN.issuperset(map(type, values)):
                looks[index].update(_looks(values))
                noted.update(start + n for n in _noted(values))
    if grid.total and grid.rows:
        for index, value in enumerate(grid.rows[-1]):
            looks[index].update((*one[:2], True) for one in (*BARE, *_looks([value])))
    every = tuple(zip(grid.fields, seen, strict=True))
    widths = tuple(_width(field, wide) for field, wide in every)
    broad = tuple(w if f.width is None and w < most(f) else math.inf for f, w in every)
    return Survey(widths, broad, tuple(map(frozenset, looks)), frozenset(noted))


def chunks(rows: Iterable[Sequence[Cell]]) -> Iterator[tuple[int, list[Sequence[Cell]]]]:
    """The rows, some at once, with the number of the first of them."""
    left, start = iter(rows), 0
    while some := list(islice(left, AT_ONCE)):
        yield start, some
        start += len(some)


def _noted(values: Sequence[Cell]) -> Iterator[int]:
    """Which of some values are formulas with a note."""
    return (n for n, value in enumerate(values) if type(value) is Formula and value.note)


def _looks(values: Sequence[Cell]) -> Iterator[Look]:
    """The looks that links, shaded values and formulas among the values may have."""
    if Link in set(map(type, values)):
        yield None, "link", False
    for level in {v.level for v in values if isinstance(v, (Shaded, Formula))}:
        yield level, "", False
        yield level, "text", False


def _width(field: Field, wanted: int) -> int:
    """The width of a field: as given, or as its heading and its values need, up to a limit."""
    if field.width is not None:
        return field.width
    heading = breadth(field.heading)
    if heading > ONE_LINE and field.format != "wrap":
        heading = -(-heading // 4) * 2
    heading += FILTER_BUTTON
    values = wanted + INDENT * (alignment(field.format) != "center")
    return unbroken(field, max(LEAST, min(max(values, heading) + PADDING, most(field))))
