"""What a comparison of names says: the outcome, how sure it is and why."""

from __future__ import annotations

import math
from sys import intern
from typing import Any, Literal, NamedTuple

from xlsales.matching.measure import Measures

Outcome = Literal["same", "maybe", "different"]

SAME, MAYBE, HOPELESS = 1000, -1200, -6000
MANY, RARE, MOVED = 5, 24, -1000
FEWEST, LEARNED_FROM, PER_SIZE = 900, 9400, 400
MOST_POINTS = 6000

RELATIONS = (
    "名称相同",
    "同音错字",
    "简称与全称",
    "简称与全称、同音错字",
    "同音错字",
    "形近错字",
    "重复字",
    "字序颠倒",
    "缺字",
    "一字之差",
    "地区错字",
    "简称与全称、错字",
    "简称与全称、缺字",
    "简称与全称、一字之差",
    "简称与全称",
    "缩写与全称",
    "缩写与全称",
    "缩写与全称",
    "缩写与全称、同音错字",
    "部分相同",
    "很少相同",
)
FAINT = RELATIONS[-2:]
EQUAL, STARTS = 0, 2
REGIONS = (
    "地区相同",
    "地区不同",
    "城市不同",
    "城市相同",
    "省份相同",
    "",
    "一方未写地区",
    "地区写法不同",
)
ANOTHER_PROVINCE, ANOTHER_CITY, SAME_CITY, SAME_PROVINCE, ONE_KNOWN, BOTH_UNKNOWN = 1, 2, 3, 4, 6, 7


class Match(NamedTuple):
    """How alike two names are: 0 to 1, the outcome and its reason in words."""

    score: float
    outcome: Outcome
    reason: str


class Pair(NamedTuple):
    """Two of the names given, by their places, that are or may be one customer."""

    i: int
    j: int
    score: float
    outcome: Outcome
    reason: str


def size_shift(count: int) -> int:
    """What the number of names takes from every pair: among more names chance finds more alike."""
    return -round(PER_SIZE * math.log(max(count, FEWEST) / LEARNED_FROM))


def may_be_same(m: Measures) -> Any:
    """True where the names differ by nothing that another company could be named by.

    The cores are equal, or the shorter is the longer one's brand or ends before a trade;
    the regions don't speak against it. One wrong character is never enough.
    """
    equal = m.relation == EQUAL
    short_form = (m.relation == STARTS) & ((m.brand_edits == 0) | (m.rest == 1))
    # One says where and the other says what: they share no more than a brand.
    short_form = short_form & (1 - (m.region == ONE_KNOWN) * m.region_short)
    # Of many companies with one brand a short form may mean any.
    short_form = short_form & (m.brand_rivals < MANY)
    elsewhere = (m.region == ANOTHER_PROVINCE) | (m.region == ANOTHER_CITY)
    elsewhere = elsewhere | (m.region == BOTH_UNKNOWN) | (m.region == SAME_PROVINCE)
    # Two counties of one city may have a company each that is called so for short.
    elsewhere = elsewhere | ((m.region == SAME_CITY) & short_form)
    own_branch = ((m.branch % 3 == 2) | (m.branch >= 6)) & (m.stem_edits > 0)
    return (equal | short_form) & (1 - elsewhere) & (1 - own_branch)


def shown(points: Any, safe: Any) -> Any:
    """The log-odds shown: what is for review stays below what is the same, in its own order."""
    bounded = points * SAME // (abs(points) + SAME // 2)
    return bounded + (points - bounded) * ((points < SAME // 2) | safe)


def lies_elsewhere(m: Measures) -> Any:
    """True where the names lie in different places and aren't one name with one slip."""
    apart = (m.region == ANOTHER_PROVINCE) | (m.region == ANOTHER_CITY)
    return apart & (m.stem_edits != 1)


def may_have_moved(m: Measures) -> Any:
    """True where all but the place agrees, and nobody else has that rare brand."""
    rare = (m.rarity_short >= RARE) & (m.brand_rivals == 0)
    return lies_elsewhere(m) & (m.relation == EQUAL) & (m.trade_short > 0) & rare


def score_of(points: int) -> float:
    """The chance, from log-odds in thousandths."""
    return round(1 / (1 + math.exp(-points / 1000)), 4)


def match_of(points: int, safe: bool, reason: str) -> Match:
    """What is said of a pair; `safe` says whether it may be `same`."""
    return Match(score_of(shown(points, safe)), outcome_of(points, safe), reason)


def outcome_of(points: int, safe: bool) -> Outcome:
    """The outcome of a score; `safe` says whether it may be `same`."""
    if points >= SAME and safe:
        return "same"
    return "maybe" if points >= MAYBE else "different"


def reason_of(m: Measures) -> str:
    """The reason in words: how the names lie in each other, branches and regions."""
    words = [RELATIONS[int(m.relation)]]
    if words[0] in FAINT and m.sound_edits <= 1:
        words = ["读音相近"]
    if m.relation == EQUAL and m.stem_edits == 0:
        words = [] if m.branch // 3 != m.branch % 3 else ["仅公司形式不同"]
    if m.branch:
        words.append("分支机构")
    if m.relation != EQUAL or m.stem_edits or m.region == ONE_KNOWN:
        words.append(REGIONS[int(m.region)])
    return intern("、".join(word for word in words if word))
