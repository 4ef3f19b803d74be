"""Many names as columns, and the measures of many pairs at once: `measure` for a million."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, LCSseq, Postfix, Prefix

from xlsales.matching.lexicon import rarity
from xlsales.matching.measure import (
    NO_SLIP,
    Measures,
    branch_kind,
    form_kind,
    region_relation,
    relation_of,
    rest_is_trade,
    slip_between,
)
from xlsales.matching.name import Name

Numbers = NDArray[np.int32]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]
PARTS = ("core", "sound", "stem", "stem_sound", "brand", "brand_sound", "trade")


class Columns(NamedTuple):
    """Distinct names: their parts as texts, and what is counted of them as numbers."""

    texts: dict[str, list[str]]
    lengths: dict[str, Numbers]
    numbers: dict[str, Numbers]


def _numbered(values: Iterable[Hashable]) -> Numbers:
    """A number for each different value; 0 for the empty text."""
    known: dict[Hashable, int] = {"": 0}
    return np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int32)


def _counted(values: Sequence[str], cores: Sequence[str]) -> Numbers:
    """How many different cores share each name's value."""
    counts = Counter(value for value, _ in set(zip(values, cores, strict=True)))
    return np.array([counts[value] for value in values], dtype=np.int32)


def columns_of(names: Sequence[Name]) -> Columns:
    """The names as columns."""
    texts = {part: [getattr(name, part) for name in names] for part in PARTS if "brand_" not in part}
    texts["brand_sound"] = [name.sound[: len(name.brand)] for name in names]
    heads = [name.core[:2] for name in names]
    each: Callable[[Callable[[Any], int], Iterable[Any]], Numbers] = lambda count, values: (  # noqa: E731
        np.fromiter(map(count, values), dtype=np.int32, count=len(names))
    )
    numbers = {
        "province": _numbered(name.place.province for name in names),
        "city": _numbered(name.place.city for name in names),
        "region": _numbered(name.region for name in names),
        "core": _numbered(texts["core"]),
        "brand": _numbered(texts["brand"]),
        "head": _numbered(heads),
        "with_brand": _counted(texts["brand"], texts["core"]),
        "with_head": _counted(heads, texts["core"]),
        "branch": each(branch_kind, names),
        "form": each(form_kind, names),
        "rarity": each(rarity, texts["brand"]),
        "core_rarity": each(rarity, texts["core"]),
    }
    return Columns(texts, {part: each(len, texts[part]) for part in PARTS}, numbers)


def ordered(columns: Columns, one: Places, other: Places) -> tuple[Places, Places]:
    """The places of each pair's names, that with the shorter core first."""
    length, cores, stems = columns.lengths["core"], columns.texts["core"], columns.texts["stem"]
    swapped = length[one] > length[other]
    for at in np.flatnonzero(length[one] == length[other]).tolist():
        i, j = one[at], other[at]
        swapped[at] = (cores[i], stems[i]) > (cores[j], stems[j])
    return np.where(swapped, other, one), np.where(swapped, one, other)


class Sides(NamedTuple):
    """The two sides of many pairs in one set of columns."""

    columns: Columns
    one: Places
    other: Places

    def texts(self, part: str) -> tuple[list[str], list[str]]:
        """A part of the name, for each pair's first and second name."""
        values = self.columns.texts[part]
        return [values[i] for i in self.one.tolist()], [values[j] for j in self.other.tolist()]

    def numbers(self, what: str) -> tuple[Numbers, Numbers]:
        """A number of each pair's first and second name."""
        values = self.columns.numbers[what]
        return values[self.one], values[self.other]

    def lengths(self, part: str) -> tuple[Numbers, Numbers]:
        """The lengths of a part of each pair's names."""
        values = self.columns.lengths[part]
        return values[self.one], values[self.other]

    def measured(self, part: str, scorer: Any) -> Numbers:
        """One of rapidfuzz's measures of a part, for each pair."""
        return paired(*self.texts(part), scorer)


def paired(ones: Sequence[str], others: Sequence[str], scorer: Any) -> Numbers:
    """One of rapidfuzz's measures of each two texts, on one core."""
    found = process.cpdist(ones, others, scorer=scorer, dtype=np.uint8, workers=1)
    return found.astype(np.int32)


def _start_edits(ones: list[str], others: list[str], equal: Flags) -> Numbers:
    """The slips between each text and the start of its longer one; 0 where it is known."""
    found = np.zeros(len(ones), dtype=np.int32)
    left = np.flatnonzero(~equal)
    short = [ones[at] for at in left.tolist()]
    long = [others[at] for at in left.tolist()]
    cut = [
        [other[: len(one) + more] for one, other in zip(short, long, strict=True)]
        for more in (-1, 0, 1)
    ]
    found[left] = np.minimum.reduce([paired(short, starts, OSA.distance) for starts in cut])
    return found


def _regions(sides: Sides) -> Numbers:
    """How the regions of each pair agree."""
    (a, b), (c, d), (e, f) = map(sides.numbers, ("province", "city", "region"))
    both = [((x > 0) & (y > 0), x == y) for x, y in ((a, b), (c, d))]
    known = (e > 0).astype(np.int32) + (f > 0)
    found: Numbers = region_relation((e > 0) & (e == f), both[0], both[1], known)
    return found


def _rivals(sides: Sides, of: str, count: str) -> tuple[Numbers, Numbers]:
    """How many further cores share a value with each pair's names."""
    (a, b), (c, d), (x, y) = sides.numbers(of), sides.numbers("core"), sides.numbers(count)
    themselves = 1 + ((a == b) & (c != d))
    return x - themselves, y - themselves


def _slips(sides: Sides, near: Flags, start: Numbers) -> Numbers:
    """What kind of slip parts the two cores, where there is only one."""
    found = np.full(len(near), NO_SLIP, dtype=np.int32)
    cores = sides.columns.texts["core"]
    for at in np.flatnonzero(near).tolist():
        one, other = cores[sides.one[at]], cores[sides.other[at]]
        found[at] = slip_between(one, other, int(start[at]))
    return found


def _rests(sides: Sides, contained: Flags) -> Numbers:
    """1 where the longer core adds nothing but its trade to the shorter one."""
    found = np.zeros(len(contained), dtype=np.int32)
    cores = sides.columns.texts["core"]
    for at in np.flatnonzero(contained).tolist():
        one, other = cores[sides.one[at]], cores[sides.other[at]]
        found[at] = rest_is_trade(one, other, len(one))
    return found


def measures(columns: Columns, one: Places, other: Places) -> Measures:
    """The measures of each pair, as columns."""
    sides = Sides(columns, *ordered(columns, one, other))
    short, long = sides.lengths("core")
    start, end = sides.measured("core", Prefix.similarity), sides.measured("core", Postfix.similarity)
    edits, first = sides.measured("core", OSA.distance), _start_edits(*sides.texts("core"), start == short)
    sound_start = sides.measured("sound", Prefix.similarity)
    brand_rivals, head_rivals = (
        _rivals(sides, "brand", "with_brand"),
        _rivals(sides, "head", "with_head"),
    )
    trade, branch, form = sides.lengths("trade"), sides.numbers("branch"), sides.numbers("form")
    m = Measures(
        short=short,
        long=long,
        extra=long - short,
        missing=short - sides.measured("core", LCSseq.similarity),
        sound_missing=short - sides.measured("sound", LCSseq.similarity),
        start=start,
        sound_start=sound_start,
        end=end,
        sound_end=sides.measured("sound", Postfix.similarity),
        gap=start + end - short,
        edits=edits,
        sound_edits=sides.measured("sound", OSA.distance),
        start_edits=first,
        sound_start_edits=_start_edits(*sides.texts("sound"), sound_start == short),
        stem_edits=sides.measured("stem", OSA.distance),
        stem_sound_edits=sides.measured("stem_sound", OSA.distance),
        stem_short=sides.lengths("stem")[0],
        stem_long=sides.lengths("stem")[1],
        brand_edits=sides.measured("brand", OSA.distance),
        brand_sound_edits=sides.measured("brand_sound", OSA.distance),
        brand_short=sides.lengths("brand")[0],
        brand_long=sides.lengths("brand")[1],
        trade_short=trade[0],
        trade_long=trade[1],
        trade_common=sides.measured("trade", LCSseq.similarity),
        trade_start=sides.measured("trade", Prefix.similarity),
        trade_end=sides.measured("trade", Postfix.similarity),
        region=_regions(sides),
        region_short=(sides.numbers("region")[0] > 0).astype(np.int32),
        branch=branch[0] * 3 + branch[1],
        form_short=form[0],
        form_long=form[1],
        slip=_slips(sides, (edits == 1) | (first == 1), start),
        rest=_rests(sides, (start == short) & (long > short)),
        rarity_short=sides.numbers("rarity")[0],
        rarity_long=sides.numbers("rarity")[1],
        rarity_core=sides.numbers("core_rarity")[0],
        brand_rivals=np.maximum(*brand_rivals),
        short_rivals=brand_rivals[0],
        head_rivals=np.maximum(*head_rivals),
        relation=0,
    )
    return m._replace(relation=relation_of(m))
