"""One pair of names compared, with the standard library only."""

from __future__ import annotations

from functools import lru_cache

from xlsales.matching.distance import common_length
from xlsales.matching.forest import points_of
from xlsales.matching.keys import keys
from xlsales.matching.measure import Measures, measured
from xlsales.matching.name import Name, identity, parsed_name
from xlsales.matching.outcome import (
    HOPELESS,
    MOVED,
    Match,
    lies_elsewhere,
    match_of,
    may_be_same,
    may_have_moved,
    reason_of,
    size_shift,
)
from xlsales.matching.two import Two

ALONE_IN_CONTEXT = (0, 0, 1, 1, 0, 0, 0)
EXACT, ALIKE = Match(0.9999, "same", "完全相同"), Match(0.9999, "same", "仅写法不同")


@lru_cache(maxsize=1 << 14)
def compare(a: str, b: str) -> Match:
    """Whether two typed names are one customer: what `pairs` says of these two alone."""
    one, other = parsed_name(a), parsed_name(b)
    if one is None or other is None:
        return Match(0.0, "different", "不是客户名称")
    return alike(a, b) if identity(one) == identity(other) else compared(one, other)


def may_be_one(a: str, b: str) -> bool:
    """Whether `compare` finds two names the same or maybe so; cheap where they are far or near."""
    one, other = parsed_name(a), parsed_name(b)
    if one is None or other is None:
        return False
    if one.core == other.core and (one.region == other.region or not (one.region and other.region)):
        return True
    near = not set(keys(one)).isdisjoint(keys(other))
    return near and compare(a, b).outcome != "different"


def alike(a: str, b: str) -> Match:
    """The match of two texts that are one name but for notes, width and the like."""
    return EXACT if a.strip() == b.strip() else ALIKE


def compared(one: Name, other: Name) -> Match:
    """Whether two split names are one customer."""
    sides = Two(one, other)
    measures = measured(sides)
    shared = not set(keys(one)).isdisjoint(keys(other))
    likely = shared and alike_enough(sides, measures) and not lies_elsewhere(measures)
    points = MOVED if may_have_moved(measures) else _points(measures) if likely else HOPELESS
    return match_of(points, bool(may_be_same(measures)), reason_of(measures))


def alike_enough(sides: Two, measures: Measures) -> bool:
    """True if all but one character of one name come in the other, as written or as heard."""
    if measures.missing <= 1 or measures.sound_missing <= 1:
        return True
    return bool(min(sides.lengths("stem_sound")) - common_length(*sides.texts("stem_sound")) <= 1)


def _points(measures: Measures) -> int:
    """The log-odds of a pair without rivals, in thousandths."""
    first = points_of("alone", measures)
    if first <= HOPELESS:
        return HOPELESS
    return points_of("among", (*measures, *ALONE_IN_CONTEXT, first)) + size_shift(2)
