"""Known names, made ready once, against which a few new ones are screened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from xlsales.matching.compare import alike
from xlsales.matching.name import identity
from xlsales.matching.outcome import Pair
from xlsales.matching.pairs import Rows, matches, rows_of


class Known:
    """Known names, made ready once; `screen` compares new names with them."""

    def __init__(self, names: Iterable[str]) -> None:
        from xlsales.matching.screening import Index

        self._texts = tuple(names)
        self._rows = rows_of(self._texts)
        self._places = {identity(name): at for at, name in enumerate(self._rows.names)}
        self._index = Index(self._rows.names)

    def screen(self, new: Iterable[str]) -> Iterator[Pair]:
        """Yields (place among the new, place among the known, score, outcome, reason).

        Names written alike come first, then the surest. The score is that of `pairs`, but
        only the new names' own candidates are its context.
        """
        texts = list(new)
        rows = rows_of(texts)
        yield from self._alike(texts, rows)
        if not rows.names or not self._rows.names:
            return
        for one, other, match in matches(self._index.scored(rows.names)):
            if identity(rows.names[one]) != identity(self._rows.names[other]):
                for i, j in product(rows.places[one], self._rows.places[other]):
                    yield Pair(i, j, *match)

    def _alike(self, texts: list[str], rows: Rows) -> Iterator[Pair]:
        """The pairs of names that are written alike but for notes, width and the like."""
        for name, places in zip(rows.names, rows.places):
            known = self._places.get(identity(name))
            for i, j in product(places, () if known is None else self._rows.places[known]):
                yield Pair(i, j, *alike(texts[i], self._texts[j]))
