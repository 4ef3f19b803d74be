"""One pair of names compared, with the standard library only."""

from __future__ import annotations

from xlsales.matching.forest import points_of
from xlsales.matching.measure import measured
from xlsales.matching.name import Name, parsed_name
from xlsales.matching.outcome import (
    Match,
    may_be_same,
    outcome_of,
    reason_of,
    score_of,
    size_shift,
)
from xlsales.matching.two import Two

ALONE_IN_CONTEXT = (0, 0, 1, 1, 0, 0, 0)
EXACT, ALIKE = Match(0.9999, "same", "完全相同"), Match(0.9999, "same", "仅写法不同")


def compare(a: str, b: str) -> Match:
    """Whether two typed names are one customer: what `pairs` says of these two alone."""
    one, other = parsed_name(a), parsed_name(b)
    if one is None or other is None:
        return Match(0.0, "different", "不是客户名称")
    return compared(one, other)


def compared(one: Name, other: Name) -> Match:
    """Whether two split names are one customer."""
    if identity(one) == identity(other):
        return EXACT if one.text == other.text else ALIKE
    measures = measured(Two(one, other))
    first = points_of("alone", measures)
    points = points_of("among", (*measures, *ALONE_IN_CONTEXT, first)) + size_shift(2)
    outcome = outcome_of(points, bool(may_be_same(measures)))
    return Match(score_of(points), outcome, reason_of(measures))


def identity(name: Name) -> tuple[str, str, str, str]:
    """What is equal of two names that are written alike but for notes, width and the like."""
    return name.stem, name.region, name.branch, name.form
