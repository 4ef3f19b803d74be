"""Known names, made ready once, against which a few new ones are screened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlsales.matching.outcome import Pair
from xlsales.matching.pairs import pairs


class Known:
    """Known names, made ready once; `screen` compares new names with them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)

    def screen(self, new: Iterable[str]) -> Iterator[Pair]:
        """Yields (place among the new, place among the known, score, outcome, reason)."""
        rows = list(new)
        count = len(rows)
        for pair in pairs(rows + list(self.names)):
            if pair.i < count <= pair.j:
                yield pair._replace(j=pair.j - count)
