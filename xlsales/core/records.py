"""Records: everything read, from however many workbooks, looked up by type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import TypeVar

T = TypeVar("T")


class Records:
    """An unchanging collection of values in order, looked up by their type.

    Adding is consolidating: every record still knows its workbook and its cells. It costs no more
    than what is added.

    >>> (Records([1, "a"]) + [2])[int]
    (1, 2)
    """

    __slots__ = ("_kinds",)

    def __init__(self, items: Iterable[object] = ()) -> None:
        kinds: dict[type, list[object]] = {}
        for kind, alike in groupby(items, type):
            kinds.setdefault(kind, []).extend(alike)
        self._kinds = {kind: tuple(found) for kind, found in kinds.items()}

    def __iter__(self) -> Iterator[object]:
        return chain.from_iterable(self._kinds.values())

    def __len__(self) -> int:
        return sum(map(len, self._kinds.values()))

    def __getitem__(self, kind: type[T]) -> tuple[T, ...]:
        return self._kinds.get(kind, ())  # type: ignore[return-value]

    def without(self, *kinds: type) -> Records:
        """The records but those of some types."""
        left = Records()
        left._kinds = {kind: found for kind, found in self._kinds.items() if kind not in kinds}
        return left

    def __add__(self, other: Iterable[object]) -> Records:
        added = other if isinstance(other, Records) else Records(other)
        total = Records()
        total._kinds = self._kinds | {
            kind: (*self._kinds.get(kind, ()), *found) for kind, found in added._kinds.items()
        }
        return total
