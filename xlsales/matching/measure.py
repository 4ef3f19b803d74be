"""Two names measured against each other: whole numbers that the score is made of.

The same measures are taken of one pair here and of a million pairs in `columns`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from xlsales.matching.distance import (
    common_end,
    common_length,
    common_start,
    edits,
    start_edits,
)
from xlsales.matching.form import SUBBRANCHES
from xlsales.matching.lexicon import rarity, shapes, sounds
from xlsales.matching.name import Name
from xlsales.matching.region import trade_start


class Measures(NamedTuple):
    """What is measured of two names, the shorter first; numbers, or columns of numbers."""

    short: Any
    long: Any
    extra: Any
    missing: Any
    sound_missing: Any
    start: Any
    sound_start: Any
    end: Any
    sound_end: Any
    gap: Any
    edits: Any
    sound_edits: Any
    start_edits: Any
    sound_start_edits: Any
    stem_edits: Any
    stem_sound_edits: Any
    stem_short: Any
    stem_long: Any
    brand_edits: Any
    brand_sound_edits: Any
    brand_short: Any
    brand_long: Any
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
    slip: Any
    rest: Any
    rarity_short: Any
    rarity_long: Any
    rarity_core: Any
    brand_rivals: Any
    short_rivals: Any
    head_rivals: Any
    relation: Any


def in_order(one: Name, other: Name) -> tuple[Name, Name]:
    """The two names, that with the shorter core first."""
    swapped = (len(one.core), one.core, one.stem) > (len(other.core), other.core, other.stem)
    return (other, one) if swapped else (one, other)


def first_true(*conditions: Any) -> Any:
    """The place of the first true condition; works for truth values and columns of them."""
    place, missed = 0, 1
    for condition in conditions:
        missed = missed * (1 - condition)
        place = place + missed
    return place


def relation_of(m: Measures) -> Any:
    """How the shorter core lies in the longer: the place in judge.RELATIONS."""
    inside = m.missing == 0
    one_slip, one_start = m.edits == 1, m.start_edits == 1
    heard = (m.slip == SAME_SOUND) | (m.slip == LOOK_ALIKE)
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
        one_start & heard,
        one_start & (m.slip != OTHER),
        one_start,
        m.end == m.short,
        inside & (m.gap >= 0),
        inside & (m.start >= 1),
        inside,
        m.sound_missing == 0,
        m.missing == 1,
    )


NO_SLIP, SAME_SOUND, LOOK_ALIKE, DOUBLED, SWAPPED, LEFT_OUT, PUT_IN, OTHER = range(8)


def slip_between(short: str, long: str, at: int) -> int:
    """What kind of slip the first difference of two texts is, if it is the only one."""
    if at >= len(short) or at >= len(long):
        return LEFT_OUT if at < len(long) else NO_SLIP
    rest = len(short) - at
    if long[at + 1 : at + rest] == short[at + 1 :]:
        return _kind_of_wrong(short[at], long[at])
    if short[at : at + 2] == long[at : at + 2][::-1] and long[at + 2 : at + rest] == short[at + 2 :]:
        return SWAPPED
    if long[at + 1 : at + 1 + rest] == short[at:]:
        return DOUBLED if long[at] in (long[at - 1 : at], long[at + 1 : at + 2]) else LEFT_OUT
    if short[at + 1 :] == long[at : at + rest - 1]:
        return DOUBLED if short[at] in (short[at - 1 : at], short[at + 1]) else PUT_IN
    return OTHER


def _kind_of_wrong(one: str, other: str) -> int:
    """Why one character stands for another: its sound, its shape or neither."""
    table = sounds()
    if table.get(ord(one), one) == table.get(ord(other), other):
        return SAME_SOUND
    return LOOK_ALIKE if shapes(one) & shapes(other) else OTHER


def region_relation(same: Any, provinces: Any, cities: Any, known: Any) -> Any:
    """How two regions agree: same words, other province, other city, same, none, one, both."""
    (both_provinces, same_province), (both_cities, same_city) = provinces, cities
    return first_true(
        same,
        both_provinces & (1 - same_province),
        both_cities & (1 - same_city),
        both_cities & same_city,
        both_provinces & same_province,
        known == 0,
        known == 1,
    )


def region_of(one: Name, other: Name) -> int:
    """How the regions of two names agree."""
    a, b = one.place, other.place
    provinces = (int(bool(a.province and b.province)), int(a.province == b.province))
    cities = (int(bool(a.city and b.city)), int(a.city == b.city))
    same = int(bool(one.region) and one.region == other.region)
    known = bool(one.region) + bool(other.region)
    return int(region_relation(same, provinces, cities, known))


def branch_kind(name: Name) -> int:
    """0 without a branch, 1 with one that belongs to its parent, 2 with one of its own name."""
    if not name.branch:
        return 0
    return 2 if name.branch.endswith(SUBBRANCHES) else 1


def form_kind(name: Name) -> int:
    """0 without a legal form, 1 with any, 2 with 股份."""
    return 0 if not name.form else 2 if "股份" in name.form else 1


def rest_is_trade(short: str, long: str, start: int) -> int:
    """1 if what the longer core has behind the shorter one is its trade and nothing else."""
    rest = long[len(short) :]
    return int(start == len(short) and bool(rest) and trade_start(rest, 0) == 0)


def measured(one: Name, other: Name) -> Measures:
    """The measures of two names that nobody else's names rival."""
    a, b = in_order(one, other)
    start = common_start(a.core, b.core)
    sound_start = common_start(a.sound, b.sound)
    end, sound_end = common_end(a.core, b.core), common_end(a.sound, b.sound)
    first_edits, sound_first = start_edits(a.core, b.core), start_edits(a.sound, b.sound)
    whole = edits(a.core, b.core)
    near = whole == 1 or first_edits == 1
    size_a, size_b = len(a.core), len(b.core)
    brand_a, brand_b = a.sound[: len(a.brand)], b.sound[: len(b.brand)]
    rarity_a = rarity(a.brand)
    m = Measures(
        short=size_a,
        long=size_b,
        extra=size_b - size_a,
        missing=size_a - common_length(a.core, b.core),
        sound_missing=size_a - common_length(a.sound, b.sound),
        start=start,
        sound_start=sound_start,
        end=end,
        sound_end=sound_end,
        gap=start + end - size_a,
        edits=whole,
        sound_edits=edits(a.sound, b.sound),
        start_edits=first_edits,
        sound_start_edits=sound_first,
        stem_edits=edits(a.stem, b.stem),
        stem_sound_edits=edits(a.stem_sound, b.stem_sound),
        stem_short=len(a.stem),
        stem_long=len(b.stem),
        brand_edits=edits(a.brand, b.brand),
        brand_sound_edits=edits(brand_a, brand_b),
        brand_short=len(a.brand),
        brand_long=len(b.brand),
        trade_short=len(a.trade),
        trade_long=len(b.trade),
        trade_common=common_length(a.trade, b.trade),
        trade_start=common_start(a.trade, b.trade),
        trade_end=common_end(a.trade, b.trade),
        region=region_of(a, b),
        region_short=int(bool(a.region)),
        branch=branch_kind(a) * 3 + branch_kind(b),
        form_short=form_kind(a),
        form_long=form_kind(b),
        slip=slip_between(a.core, b.core, start) if near else NO_SLIP,
        rest=rest_is_trade(a.core, b.core, start),
        rarity_short=rarity_a,
        rarity_long=rarity(b.brand),
        rarity_core=rarity(a.core),
        brand_rivals=0,
        short_rivals=0,
        head_rivals=0,
        relation=0,
    )
    return m._replace(relation=relation_of(m))
