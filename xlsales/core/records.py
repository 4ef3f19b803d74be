"""Records: everything read, from however many workbooks, looked up by type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


class Records:
    """An ordered, unchanging collection of values, looked up by their type.

    Adding is consolidating: every record still knows its workbook and its cells.

    >>> (Records([1, "a"]) + [2])[int]
    (1, 2)
    """

    __slots__ = ("_items", "_kinds")

    def __init__(self, items: Iterable[object] = ()) -> None:
        self._items = tuple(items)
        kinds: dict[type, list[object]] = {}
        for item in self._items:
            kinds.setdefault(type(item), []).append(item)
        self._kinds = {kind: tuple(found) for kind, found in kinds.items()}

    def __iter__(self) -> Iterator[object]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, kind: type[T]) -> tuple[T, ...]:
        return self._kinds.get(kind, ())  # type: ignore[return-value]

    def __add__(self, other: Iterable[object]) -> Records:
        return Records((*self._items, *other))
