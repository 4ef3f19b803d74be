"""Rows of headings: how a heading is compared, and which of the first rows hold any."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from xlsales.books.book import Value
from xlsales.core.fold import fold

HEADINGS_WITHIN = 20
OTHER = "…"
MOST_KNOWN = 8192
DECORATION = re.compile(r"^[*:]+|(?:\([^()]*\)|\[[^\[\]]*\]|[*:])+$")

HeadingRow = tuple[int, tuple[str, ...], tuple[str, ...]]
"""The number of a row, its keys, and those of the row above it."""


@lru_cache(maxsize=8192)
def heading_key(text: object) -> str:
    """A heading as it is compared: folded, without a unit in brackets, `*` or colon at its end.

    >>> heading_key("＊ 金额（元）*"), heading_key("客戶公司\\n名稱")
    ('金额', '客户公司名称')
    """
    folded = fold(text) if isinstance(text, str) else ""
    if not folded or (folded[-1] not in ")]*:" and folded[0] not in "*:"):
        return folded
    return DECORATION.sub("", DECORATION.sub("", folded)) or folded


def heading_rows(rows: Sequence[Sequence[Value]], words: frozenset[str]) -> tuple[HeadingRow, ...]:
    """Those of the first rows that hold one of the words; all other text is one mark."""
    marks = _marks(words).room()
    keys = [tuple(map(marks.__getitem__, row)) for row in rows[:HEADINGS_WITHIN]]
    return tuple(
        (number, row, keys[number - 1] if number else ())
        for number, row in enumerate(keys)
        if not words.isdisjoint(row)
    )


def joined(row: Sequence[str], above: Sequence[str]) -> Sequence[str]:
    """The row with each empty cell filled from the row above."""
    width = max(len(row), len(above))
    pairs = zip(_padded(row, width), _padded(above, width), strict=True)
    return [low or high for low, high in pairs]


def _padded(row: Sequence[str], width: int) -> Iterator[str]:
    yield from row
    yield from [""] * (width - len(row))


class _Marks(dict[Value, str]):
    """What the cells seen before are to a search for headings: a word, nothing, or other text."""

    def __init__(self, words: frozenset[str]) -> None:
        super().__init__()
        self._words = words
        self._firsts = {word[0] for word in words if word} | set("*:([")
        self._others: set[str] = set()

    def __missing__(self, cell: Value) -> str:
        mark = self[cell] = self._mark(cell) if isinstance(cell, str) else ""
        return mark

    def _mark(self, text: str) -> str:
        first = text[:1]
        if first in self._others:
            return OTHER
        folded = fold(first)
        # No decoration in front: then a key begins as its text does.
        if folded and folded[0] not in self._firsts:
            self._others.add(first)
            return OTHER
        key = heading_key(text)
        return key if not key or key in self._words else OTHER

    def room(self) -> _Marks:
        """Itself, emptied where it has grown too large."""
        if len(self) > MOST_KNOWN:
            self.clear()
        return self


@lru_cache(maxsize=8)
def _marks(words: frozenset[str]) -> _Marks:
    return _Marks(words)
