"""Many names as columns, and the measures of many pairs at once: `measure` for a million."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xlsales.matching import likeness
from xlsales.matching.distance import Alike
from xlsales.matching.letters import (
    WIDEST,
    Hasher,
    Hashes,
    Numbers,
    Places,
    Texts,
    heard,
    rarities,
    texts_of,
)
from xlsales.matching.lexicon import city_number, province_number
from xlsales.matching.measure import Measures, branch_kind, form_kind, measured
from xlsales.matching.name import Name, order
from xlsales.matching.slip import NO_SLIP, kind_of_wrong, rest_is_trade, slip_between

Flags = NDArray[np.bool_]


class Columns(NamedTuple):
    """Distinct names: their parts as texts, and what is counted of them as numbers."""

    texts: dict[str, Texts]
    numbers: dict[str, NDArray[Any]]
    names: Sequence[Name]

    def part(self, first: int, end: int) -> Columns:
        """The columns of some neighbouring names."""
        stem, end = self.texts["stem"], min(end, len(self.names))
        letters = slice(
            int(stem.starts[first]), int(stem.starts[end - 1] + stem.lengths[end - 1]) + WIDEST
        )
        numbers = {what: values[first:end] for what, values in self.numbers.items()}
        texts = {part: t.neighbours(first, end, letters) for part, t in self.texts.items()}
        return Columns(texts, numbers, self.names[first:end])


def _numbered(values: Iterable[Hashable]) -> Numbers:
    """A number for each different value; 0 for the empty text."""
    known: dict[Hashable, int] = {"": 0}
    return np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int32)


class Counts(NamedTuple):
    """How often each of some hashes comes."""

    hashes: Hashes
    counts: Numbers

    def of(self, hashes: Hashes) -> Numbers:
        """How often each of these comes; 0 for what never does."""
        at = np.minimum(np.searchsorted(self.hashes, hashes), max(len(self.hashes) - 1, 0))
        if not len(self.hashes):
            return np.zeros(len(hashes), dtype=np.int32)
        return np.where(self.hashes[at] == hashes, self.counts[at], 0).astype(np.int32)


def counted(hashes: Hashes) -> Counts:
    """The hashes with how often each comes."""
    ordered = np.sort(hashes)
    first = np.flatnonzero(np.diff(ordered, prepend=~ordered[:1]))
    return Counts(ordered[first], np.diff(np.append(first, len(ordered))).astype(np.int32))


class Crowd(NamedTuple):
    """How many different cores share a brand, and how many their first two characters."""

    brands: Counts
    heads: Counts


def crowd_of(columns: Columns) -> Crowd:
    """The crowd that the names make."""
    numbers = columns.numbers
    by_core = np.lexsort((numbers["brand"], numbers["core"]))
    core, brand = numbers["core"][by_core], numbers["brand"][by_core]
    another = np.diff(core, prepend=~core[:1]) != 0
    different = another | (np.diff(brand, prepend=~brand[:1]) != 0)
    return Crowd(counted(brand[different]), counted(numbers["head"][by_core][another]))


def among(columns: Columns, crowd: Crowd) -> Columns:
    """The columns with what the crowd counts of them."""
    numbers = columns.numbers
    with_brand, with_head = crowd.brands.of(numbers["brand"]), crowd.heads.of(numbers["head"])
    more = {"with_brand": with_brand, "with_head": with_head}
    return columns._replace(numbers={**numbers, **more})


def columns_of(names: Sequence[Name]) -> Columns:
    """The names as columns."""
    size = len(names)

    def each(count: Callable[[Any], int], values: Iterable[Any]) -> Numbers:
        return np.fromiter(map(count, values), dtype=np.int32, count=size)

    texts = _texts(names, each)
    hasher = Hasher(texts["stem"].codes)
    numbers: dict[str, NDArray[Any]] = {
        "province": each(province_number, (name.place.province for name in names)),
        "city": each(city_number, (name.place.city for name in names)),
        "region": _numbered(name.region_word for name in names),
        "core": hasher.of(texts["core"]),
        "brand": hasher.of(texts["brand"]),
        "head": hasher.of(texts["core"].to(2)),
        "branch": each(branch_kind, names),
        "form": each(form_kind, names),
        "rarity": rarities(texts["brand"]),
        "core_rarity": rarities(texts["core"]),
    }
    return Columns(texts, numbers, names)


def _texts(names: Sequence[Name], each: Callable[..., Numbers]) -> dict[str, Texts]:
    """The parts of the names, all of them slices of the stems or of the stems as heard."""
    stem = texts_of([name.stem for name in names])
    at, cut = each(int, (name.at for name in names)), each(int, (name.cut for name in names))
    sound = heard(stem)
    core, brand = stem.behind(at), stem.to(cut).behind(at)
    return {
        "stem": stem,
        "core": core,
        "brand": brand,
        "trade": stem.behind(cut),
        "stem_sound": sound,
        "sound": core._replace(codes=sound.codes),
        "brand_sound": brand._replace(codes=sound.codes),
    }


def ordered(columns: Columns, one: Places, other: Places) -> tuple[Places, Places]:
    """The places of each pair's names, that with the shorter core first."""
    core = columns.texts["core"]
    first, second = core.lengths[one], core.lengths[other]
    swapped = first > second
    equal = np.flatnonzero(first == second)
    a, b = core.at(one[equal]), core.at(other[equal])
    same = likeness.common_start(a, b)
    apart = same < a.lengths
    left = equal[~apart]
    swapped[equal] = apart & (a.codes[a.starts + same] > b.codes[b.starts + same])
    for at in left.tolist():
        swapped[at] = order(columns.names[one[at]]) > order(columns.names[other[at]])
    return np.where(swapped, other, one), np.where(swapped, one, other)


class Many(NamedTuple):
    """The two sides of many pairs in one set of columns, that with the shorter core first."""

    columns: Columns
    one: Places
    other: Places

    def texts(self, part: str) -> tuple[Texts, Texts]:
        """A part of the names, for each pair's first and second name."""
        values = self.columns.texts[part]
        return values.at(self.one), values.at(self.other)

    def lengths(self, part: str) -> tuple[Numbers, Numbers]:
        """The lengths of a part of both names."""
        values = self.columns.texts[part].lengths
        return values[self.one], values[self.other]

    def numbers(self, what: str) -> tuple[NDArray[Any], NDArray[Any]]:
        """What is counted or numbered of both names."""
        values = self.columns.numbers[what]
        return values[self.one], values[self.other]

    def alike(self, part: str) -> Alike:
        """How alike a part of both names is."""
        return likeness.alike(*self.texts(part))

    def edits(self, part: str) -> Numbers:
        """The slips between a part of both names."""
        return likeness.edits(*self.texts(part))

    def slip(self, near: Flags, alike: Alike) -> Numbers:
        """The kind of the only slip between the cores, where they are near."""
        one, other = self.texts("core")
        found = np.full(len(near), NO_SLIP, dtype=np.int32)
        wrong = near & (one.lengths == other.lengths)
        wrong &= alike.start + alike.end == one.lengths - 1
        found[wrong] = self._wrong(one.at(wrong), other.at(wrong), alike.start[wrong])
        left = np.flatnonzero(near & ~wrong)
        for at, first, second in self._cores(left):
            found[at] = slip_between(first, second, int(alike.start[at]))
        return found

    def _wrong(self, one: Texts, other: Texts, at: Numbers) -> Numbers:
        """Why one character stands for another, for texts that differ in the one at a place."""
        characters = [texts.codes[texts.starts + at].astype(np.uint64) for texts in (one, other)]
        pairs = ((characters[0] << np.uint64(32)) | characters[1]).tolist()
        kinds = {two: kind_of_wrong(chr(two >> 32), chr(two & 0xFFFFFFFF)) for two in set(pairs)}
        return np.array([kinds[two] for two in pairs], dtype=np.int32)

    def rest(self, contained: Flags) -> Numbers:
        """1 where the longer core adds nothing but its trade."""
        brand, short = self.lengths("brand")[1], self.lengths("core")[0]
        found: Numbers = (contained & (brand == short)).astype(np.int32)
        # What begins within the trade may still be a word of its own; within the brand never.
        for at, first, second in self._cores(np.flatnonzero(contained & (brand < short))):
            found[at] = rest_is_trade(first, second)
        return found

    def _cores(self, which: Places) -> Iterable[tuple[int, str, str]]:
        """Some places with both cores."""
        names = self.columns.names
        ones, others = self.one[which].tolist(), self.other[which].tolist()
        for at, one, other in zip(which.tolist(), ones, others, strict=True):
            yield at, names[one].core, names[other].core

    def larger(self, one: Any, other: Any) -> Numbers:
        """The larger of two numbers, 0 at least."""
        found: Numbers = np.maximum(np.maximum(one, other), 0)
        return found


def measures(columns: Columns, one: Places, other: Places) -> Measures:
    """The measures of each pair, as columns."""
    return measured(Many(columns, *ordered(columns, one, other)))
