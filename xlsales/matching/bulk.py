"""All pairs of many names scored: candidates, measures, first score, context, second score."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xlsales.matching.candidates import candidates
from xlsales.matching.columns import Columns, among, columns_of, crowd_of, measures
from xlsales.matching.context import Around, around, chance
from xlsales.matching.forest import forest
from xlsales.matching.measure import Measures
from xlsales.matching.name import Name
from xlsales.matching.outcome import (
    HOPELESS,
    MAYBE,
    MOVED,
    lies_elsewhere,
    may_have_moved,
    size_shift,
)

Places = NDArray[np.int64]
Numbers = NDArray[np.int32]
LEARNED_SHARE, PER_SHARE, FEWEST_TO_TELL = 0.2, 1.5, 300
BATCH = 1 << 14
SMALL = np.iinfo(np.int8)


class Scored(NamedTuple):
    """Pairs of distinct names, their measures and log-odds in thousandths."""

    one: Numbers
    other: Numbers
    measures: Measures
    points: Numbers


@lru_cache(maxsize=2)
def _planned(name: str) -> tuple[list[tuple[int, int]], list[tuple[list[int], Numbers]]]:
    """A forest's different questions, and each tree by their numbers, the last one first."""
    numbers: dict[tuple[int, int], int] = {}
    trees = []
    for tree in forest(name):
        asked = [numbers.setdefault(question, len(numbers)) for question in tree.questions]
        trees.append((asked[::-1], np.array(tree.points, dtype=np.int32)))
    return list(numbers), trees


def forest_points(name: str, columns: Sequence[Any]) -> Numbers:
    """The sum of all trees' points for each pair; a column for each measure."""
    questions, trees = _planned(name)
    total = np.zeros(len(columns[0]), dtype=np.int32)
    for at in range(0, len(total), BATCH):
        part = [np.asarray(column[at : at + BATCH]) for column in columns]
        asked = [(part[what] >= least).view(np.uint8) for what, least in questions]
        for (last, *others), points in trees:
            answers = asked[last].copy()
            for number in others:
                answers += answers
                answers |= asked[number]
            total[at : at + BATCH] += points.take(answers)
    return total


def small(measured: Measures) -> Measures:
    """The measures in little room: no question is about numbers beyond it."""
    return Measures(*(np.clip(one, SMALL.min, SMALL.max).astype(np.int8) for one in measured))


def first_scores(columns: Columns, parts: Iterable[tuple[Places, Places]]) -> list[Scored]:
    """The pairs that are not hopeless, with their score by themselves; at least one part."""
    nobody = np.zeros(0, dtype=np.int64)
    found = [_first(columns, one, other) for one, other in parts if len(one)]
    return found or [_first(columns, nobody, nobody)]


def _first(columns: Columns, one: Places, other: Places) -> Scored:
    """The first scores of one part of the pairs."""
    measured = small(measures(columns, one, other))
    # It says nothing of names in different places; such a pair must not rival the others.
    points = np.where(lies_elsewhere(measured), HOPELESS, forest_points("alone", measured))
    points[may_have_moved(measured)] = HOPELESS + 1
    found = Scored(one.astype(np.int32), other.astype(np.int32), measured, points)
    return some(found, points > HOPELESS)


def some(found: Scored, which: NDArray[np.bool_]) -> Scored:
    """Some of the pairs."""
    measured = Measures(*(column[which] for column in found.measures))
    return Scored(found.one[which], found.other[which], measured, found.points[which])


def scored(names: Sequence[Name]) -> Scored:
    """All pairs of distinct names that are or may be one customer."""
    found = among_others(_by_themselves(names), len(names))
    return likely(found, size_shift(len(names)), len(names))


def _by_themselves(names: Sequence[Name]) -> list[Scored]:
    """The pairs that are not hopeless; the columns of the names are let go again."""
    columns = columns_of(names)
    columns = among(columns, crowd_of(columns))
    return first_scores(columns, candidates(columns))


def among_others(parts: Sequence[Scored], count: int) -> list[Scored]:
    """The pairs with their score in the context of all others, among that many names."""
    ones, others, _, points = zip(*parts, strict=True)
    one = np.concatenate(ones, dtype=np.int64)
    other = np.concatenate(others, dtype=np.int64)
    told = around(one, other, np.concatenate(points) / 1000, count)
    return [_among(part, told) for part in parts]


def _among(part: Scored, told: Around) -> Scored:
    """A part of the pairs with their score in the context of all others."""
    one, other = part.one.astype(np.int64), part.other.astype(np.int64)
    context = told.context(one, other, part.points / 1000)
    points = forest_points("among", [*part.measures, *context, part.points])
    return part._replace(points=points)


def likely(parts: Sequence[Scored], shift: int, count: int) -> Scored:
    """The pairs that reach MAYBE when their points are shifted, among that many names."""
    shift += share_shift(np.concatenate([part.points for part in parts]), count)
    one, other, measured, points = zip(*(_likely(part, shift) for part in parts), strict=True)
    columns = map(np.concatenate, zip(*measured, strict=True))
    return Scored(
        np.concatenate(one), np.concatenate(other), Measures(*columns), np.concatenate(points)
    )


def _likely(part: Scored, shift: int) -> Scored:
    """The pairs of a part that reach MAYBE; what may have moved stays where it is."""
    points = np.where(may_have_moved(part.measures), MOVED, part.points + shift)
    return some(part._replace(points=points), points >= MAYBE)


def share_shift(points: Numbers, count: int) -> int:
    """What the share of conflicts among that many names takes from every pair.

    The score was learned where about a third of the names conflict; where fewer pairs are
    to be expected, fewer of the unsure ones are right. It takes some names to tell.
    """
    if count < FEWEST_TO_TELL:
        return 0
    expected = max(float(chance(points / 1000).sum()) / count, 1e-4)
    return min(0, round(1000 * PER_SHARE * math.log(expected / LEARNED_SHARE)))
