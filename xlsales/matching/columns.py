"""Many names as columns, and the measures of many pairs at once: `measure` for a million."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, LCSseq, Postfix, Prefix

from xlsales.matching.lexicon import city_number, province_number, rarity
from xlsales.matching.measure import Measures, branch_kind, form_kind, measured
from xlsales.matching.name import Name, order
from xlsales.matching.slip import NO_SLIP, rest_is_trade, slip_between

Numbers = NDArray[np.int32]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]
BRAND_SOUND = "brand_sound"
PARTS = ("core", "sound", "stem", "stem_sound", "brand", BRAND_SOUND, "trade")


class Columns(NamedTuple):
    """Distinct names: their parts as texts, and what is counted of them as numbers."""

    texts: dict[str, list[str]]
    lengths: dict[str, Numbers]
    numbers: dict[str, Numbers]
    names: Sequence[Name]


def _numbered(values: Iterable[Hashable]) -> Numbers:
    """A number for each different value; 0 for the empty text."""
    known: dict[Hashable, int] = {"": 0}
    return np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int32)


class Crowd(NamedTuple):
    """How many different cores share a brand, and how many their first two characters."""

    brands: Mapping[str, int]
    heads: Mapping[str, int]


def crowd_of(names: Iterable[Name]) -> Crowd:
    """The crowd that the names make."""
    different = {(name.core, name.brand) for name in names}
    heads = Counter(core[:2] for core in {core for core, _ in different})
    return Crowd(Counter(brand for _, brand in different), heads)


def columns_of(names: Sequence[Name], crowd: Crowd) -> Columns:
    """The names as columns, among a crowd of names."""
    texts = {part: [getattr(name, part) for name in names] for part in PARTS if part != BRAND_SOUND}
    texts[BRAND_SOUND] = [name.sound[: len(name.brand)] for name in names]
    heads = [name.core[:2] for name in names]
    size = len(names)

    def each(count: Callable[[Any], int], values: Iterable[Any]) -> Numbers:
        return np.fromiter(map(count, values), dtype=np.int32, count=size)

    numbers = {
        "province": each(province_number, (name.place.province for name in names)),
        "city": each(city_number, (name.place.city for name in names)),
        "region": _numbered(name.region for name in names),
        "core": _numbered(texts["core"]),
        "brand": _numbered(texts["brand"]),
        "head": _numbered(heads),
        "with_brand": each(lambda brand: crowd.brands.get(brand, 0), texts["brand"]),
        "with_head": each(lambda head: crowd.heads.get(head, 0), heads),
        "branch": each(branch_kind, names),
        "form": each(form_kind, names),
        "rarity": each(rarity, texts["brand"]),
        "core_rarity": each(rarity, texts["core"]),
    }
    lengths = {part: each(len, texts[part]) for part in PARTS}
    return Columns(texts, lengths, numbers, names)


def ordered(columns: Columns, one: Places, other: Places) -> tuple[Places, Places]:
    """The places of each pair's names, that with the shorter core first."""
    length = columns.lengths["core"]
    swapped = length[one] > length[other]
    for at in np.flatnonzero(length[one] == length[other]).tolist():
        swapped[at] = order(columns.names[one[at]]) > order(columns.names[other[at]])
    return np.where(swapped, other, one), np.where(swapped, one, other)


class Many(NamedTuple):
    """The two sides of many pairs in one set of columns, that with the shorter core first."""

    columns: Columns
    one: Places
    other: Places

    def texts(self, part: str) -> tuple[list[str], list[str]]:
        """A part of the names, for each pair's first and second name."""
        values = self.columns.texts[part]
        return picked(values, self.one), picked(values, self.other)

    def lengths(self, part: str) -> tuple[Numbers, Numbers]:
        """The lengths of a part of both names."""
        values = self.columns.lengths[part]
        return values[self.one], values[self.other]

    def numbers(self, what: str) -> tuple[Numbers, Numbers]:
        """What is counted or numbered of both names."""
        values = self.columns.numbers[what]
        return values[self.one], values[self.other]

    def common(self, part: str) -> Numbers:
        """The length of the longest common subsequence."""
        return paired(*self.texts(part), LCSseq.similarity)

    def start(self, part: str) -> Numbers:
        """How many characters at the start are the same."""
        return paired(*self.texts(part), Prefix.similarity)

    def end(self, part: str) -> Numbers:
        """How many characters at the end are the same."""
        return paired(*self.texts(part), Postfix.similarity)

    def edits(self, part: str) -> Numbers:
        """The slips between a part of both names."""
        return paired(*self.texts(part), OSA.distance)

    def start_edits(self, part: str, contained: Flags) -> Numbers:
        """The slips between a part and the start of the longer one; 0 where contained."""
        found = np.zeros(len(contained), dtype=np.int32)
        left = np.flatnonzero(~contained)
        short, long = self._replace(one=self.one[left], other=self.other[left]).texts(part)
        cut = [
            [other[: len(one) + more] for one, other in zip(short, long, strict=True)]
            for more in (-1, 0, 1)
        ]
        found[left] = np.minimum.reduce([paired(short, starts, OSA.distance) for starts in cut])
        return found

    def slip(self, near: Flags, start: Numbers) -> Numbers:
        """The kind of the only slip between the cores, where they are near."""
        found, cores = np.full(len(near), NO_SLIP, dtype=np.int32), self.columns.texts["core"]
        for at in np.flatnonzero(near).tolist():
            one, other = cores[self.one[at]], cores[self.other[at]]
            found[at] = slip_between(one, other, int(start[at]))
        return found

    def rest(self, contained: Flags) -> Numbers:
        """1 where the longer core adds nothing but its trade."""
        found, cores = np.zeros(len(contained), dtype=np.int32), self.columns.texts["core"]
        for at in np.flatnonzero(contained).tolist():
            found[at] = rest_is_trade(cores[self.one[at]], cores[self.other[at]])
        return found

    def larger(self, one: Any, other: Any) -> Numbers:
        """The larger of two numbers, 0 at least."""
        found: Numbers = np.maximum(np.maximum(one, other), 0)
        return found


def picked(values: Sequence[str], places: Places) -> list[str]:
    """The texts at the places."""
    return [values[place] for place in places.tolist()]


def paired(ones: Sequence[str], others: Sequence[str], scorer: Any) -> Numbers:
    """One of rapidfuzz's measures of each two texts, on one core."""
    found = process.cpdist(ones, others, scorer=scorer, dtype=np.uint8, workers=1)
    return found.astype(np.int32)


def measures(columns: Columns, one: Places, other: Places) -> Measures:
    """The measures of each pair, as columns."""
    return measured(Many(columns, *ordered(columns, one, other)))
