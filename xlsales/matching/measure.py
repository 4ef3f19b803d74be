"""Two names measured against each other: whole numbers that the score is made of.

Said once for one pair (`two`, standard library only) and for a million pairs (`columns`):
the sides answer with numbers or with columns of numbers, and the arithmetic is the same.
"""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol, Tuple

from xlsales.matching.distance import Alike
from xlsales.matching.form import SUBBRANCHES
from xlsales.matching.name import Name
from xlsales.matching.slip import DOUBLED, LEFT_OUT, LOOK_ALIKE, OTHER, PUT_IN, SAME_SOUND, SWAPPED

Both = Tuple[Any, Any]


class Measures(NamedTuple):
    """What is measured of two names, that with the shorter core first."""

    short: Any
    long: Any
    extra: Any
    missing: Any
    start: Any
    end: Any
    gap: Any
    edits: Any
    start_edits: Any
    slip: Any
    rest: Any
    sound_missing: Any
    sound_start: Any
    sound_end: Any
    sound_edits: Any
    sound_start_edits: Any
    stem_short: Any
    stem_long: Any
    stem_edits: Any
    stem_sound_edits: Any
    brand_short: Any
    brand_long: Any
    brand_edits: Any
    brand_sound_edits: Any
    trade_short: Any
    trade_long: Any
    trade_common: Any
    trade_start: Any
    trade_end: Any
    region: Any
    region_short: Any
    branch: Any
    form_short: Any
    form_long: Any
    rarity_short: Any
    rarity_long: Any
    rarity_core: Any
    brand_rivals: Any
    short_rivals: Any
    head_rivals: Any
    relation: Any


class Sides(Protocol):
    """The two names of a pair, or of many pairs, that with the shorter core first."""

    def lengths(self, part: str) -> Both:
        """The lengths of a part of both names."""

    def numbers(self, what: str) -> Both:
        """What is counted or numbered of both names."""

    def alike(self, part: str) -> Alike:
        """How alike a part of both names is."""

    def edits(self, part: str) -> Any:
        """The slips between a part of both names."""

    def slip(self, near: Any, alike: Alike) -> Any:
        """The kind of the only slip between the cores, where they are near."""

    def rest(self, contained: Any) -> Any:
        """1 where the longer core adds nothing but its trade."""

    def larger(self, one: Any, other: Any) -> Any:
        """The larger of two numbers, 0 at least."""


def first_true(*conditions: Any) -> Any:
    """The place of the first true condition; works for truth values and columns of them."""
    place, missed = 0, 1
    for condition in conditions:
        missed = missed * (1 - condition)
        place = place + missed
    return place


def measured(sides: Sides) -> Measures:
    """The measures of a pair, or of many pairs as columns."""
    columns = [
        *_cores(sides),
        *_sounds(sides),
        *_stems_and_brands(sides),
        *sides.lengths("trade"),
        *sides.alike("trade")[:3],
        *_surroundings(sides),
        *_crowd(sides),
        0,
    ]
    m = Measures._make(columns)
    return m._replace(relation=_relation(m))


def _cores(sides: Sides) -> tuple[Any, ...]:
    """The measures of the cores, from `short` to `rest`."""
    (short, long), core = sides.lengths("core"), sides.alike("core")
    common, start, end, edits, start_edits = core
    slip = sides.slip((edits == 1) | (start_edits == 1), core)
    rest = sides.rest((start == short) & (long > short))
    missing, gap = short - common, start + end - short
    return short, long, long - short, missing, start, end, gap, edits, start_edits, slip, rest


def _sounds(sides: Sides) -> tuple[Any, ...]:
    """The measures of the cores as heard, from `sound_missing` to `sound_start_edits`."""
    (short, _), sound = sides.lengths("sound"), sides.alike("sound")
    return short - sound.common, *sound[1:]


def _stems_and_brands(sides: Sides) -> tuple[Any, ...]:
    """The measures of the stems and of the brands, up to `brand_sound_edits`."""
    return (
        *sides.lengths("stem"),
        *(sides.edits("stem"), sides.edits("stem_sound")),
        *sides.lengths("brand"),
        *(sides.edits("brand"), sides.edits("brand_sound")),
    )


def _surroundings(sides: Sides) -> tuple[Any, ...]:
    """The measures of what surrounds the cores, from `region` to `form_long`."""
    branches, regions = sides.numbers("branch"), sides.numbers("region")
    branch = branches[0] * 3 + branches[1]
    return _region(sides), (regions[0] > 0) * 1, branch, *sides.numbers("form")


def _crowd(sides: Sides) -> tuple[Any, ...]:
    """How rare the names are and how many rivals they have, up to `head_rivals`."""
    brands = _rivals(sides, "brand", "with_brand")
    heads = _rivals(sides, "head", "with_head")
    return (
        *sides.numbers("rarity"),
        sides.numbers("core_rarity")[0],
        sides.larger(*brands),
        sides.larger(brands[0], 0),
        sides.larger(*heads),
    )


def _rivals(sides: Sides, of: str, count: str) -> Both:
    """How many further cores share a value with each name."""
    (a, b), (c, d), (x, y) = sides.numbers(of), sides.numbers("core"), sides.numbers(count)
    themselves = 1 + ((a == b) & (c != d))
    return x - themselves, y - themselves


def _region(sides: Sides) -> Any:
    """How the regions agree: the place in outcome.REGIONS."""
    (a, b), (c, d) = sides.numbers("province"), sides.numbers("city")
    one, other = sides.numbers("region")
    provinces, cities = (a > 0) & (b > 0), (c > 0) & (d > 0)
    known = (one > 0) * 1 + (other > 0)
    return first_true(
        (one > 0) & (one == other),
        provinces & (a != b),
        cities & (c != d),
        cities,
        provinces,
        known == 0,
        known == 1,
    )


def _relation(m: Measures) -> Any:
    """How the shorter core lies in the longer: the place in outcome.RELATIONS."""
    inside = m.missing == 0
    one_slip, one_start = m.edits == 1, m.start_edits == 1
    return first_true(
        m.edits == 0,
        m.sound_edits == 0,
        m.start == m.short,
        m.sound_start == m.short,
        one_slip & (m.slip == SAME_SOUND),
        one_slip & (m.slip == LOOK_ALIKE),
        one_slip & (m.slip == DOUBLED),
        one_slip & (m.slip == SWAPPED),
        one_slip & ((m.slip == LEFT_OUT) | (m.slip == PUT_IN)),
        one_slip,
        m.stem_sound_edits == 0,
        one_start & ((m.slip == SAME_SOUND) | (m.slip == LOOK_ALIKE)),
        one_start & (m.slip != OTHER),
        one_start,
        m.end == m.short,
        inside & (m.gap >= 0),
        inside & (m.start >= 1),
        inside,
        m.sound_missing == 0,
        m.missing == 1,
    )


def branch_kind(name: Name) -> int:
    """0 without a branch, 1 with one that belongs to its parent, 2 with one of its own name."""
    if not name.branch:
        return 0
    return 2 if name.branch.endswith(SUBBRANCHES) else 1


def form_kind(name: Name) -> int:
    """0 without a legal form, 1 with any, 2 with 股份."""
    return 0 if not name.form else 2 if "股份" in name.form else 1
