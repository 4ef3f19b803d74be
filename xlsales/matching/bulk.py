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
from xlsales.matching.context import chance, contexts
from xlsales.matching.forest import forest
from xlsales.matching.measure import Measures
from xlsales.matching.name import Name
from xlsales.matching.outcome import HOPELESS, MOVED, lies_elsewhere, may_have_moved, size_shift

Places = NDArray[np.int64]
Points = NDArray[np.int64]
LEARNED_SHARE, PER_SHARE, FEWEST_TO_TELL = 0.2, 1.5, 300
BATCH = 1 << 14
MOST = 30_000


class Scored(NamedTuple):
    """Pairs of distinct names, their measures and log-odds in thousandths."""

    one: Places
    other: Places
    measures: Measures
    points: Points


@lru_cache(maxsize=2)
def _planned(name: str) -> tuple[list[tuple[int, int]], list[tuple[tuple[int, ...], Points]]]:
    """A forest's different questions, and each tree by their numbers."""
    numbers: dict[tuple[int, int], int] = {}
    trees = []
    for tree in forest(name):
        asked = tuple(numbers.setdefault(question, len(numbers)) for question in tree.questions)
        trees.append((asked, np.array(tree.points, dtype=np.int64)))
    return list(numbers), trees


def forest_points(name: str, columns: Sequence[Any]) -> Points:
    """The sum of all trees' points for each pair; a column for each measure."""
    questions, trees = _planned(name)
    total = np.zeros(len(columns[0]), dtype=np.int64)
    for at in range(0, len(total), BATCH):
        part = [np.asarray(column[at : at + BATCH]) for column in columns]
        asked = [(part[what] >= least).view(np.uint8) for what, least in questions]
        for numbers, points in trees:
            answers = np.zeros(len(part[0]), dtype=np.uint8)
            for bit, number in enumerate(numbers):
                answers |= asked[number] << np.uint8(bit)
            total[at : at + BATCH] += points.take(answers)
    return total


def taken(measured: Measures, which: Any) -> Measures:
    """Some of the pairs' measures, in little room."""
    return Measures(*(np.minimum(column[which], MOST).astype(np.int16) for column in measured))


def first_scores(columns: Columns, parts: Iterable[tuple[Places, Places]]) -> Scored:
    """The pairs that are not hopeless, with their score by themselves."""
    nobody = np.zeros(0, dtype=np.int64)
    found = [_first(columns, one, other) for one, other in parts if len(one)]
    found = found or [_first(columns, nobody, nobody)]
    return Scored(
        np.concatenate([part.one for part in found]),
        np.concatenate([part.other for part in found]),
        Measures(
            *(np.concatenate(columns) for columns in zip(*(p.measures for p in found), strict=True))
        ),
        np.concatenate([part.points for part in found]),
    )


def _first(columns: Columns, one: Places, other: Places) -> Scored:
    """The first scores of one part of the pairs."""
    measured = measures(columns, one, other)
    # It says nothing of names in different places; such a pair must not rival the others.
    points = np.where(lies_elsewhere(measured), HOPELESS, forest_points("alone", measured))
    points[may_have_moved(measured)] = HOPELESS + 1
    kept = np.flatnonzero(points > HOPELESS)
    return Scored(one[kept], other[kept], taken(measured, kept), points[kept])


def scored(names: Sequence[Name]) -> Scored:
    """All pairs of distinct names that may be one customer."""
    columns = columns_of(names)
    columns = among(columns, crowd_of(columns))
    found = among_others(first_scores(columns, candidates(columns)), len(names))
    return shifted(found, size_shift(len(names)) + share_shift(found.points, len(names)))


def shifted(found: Scored, shift: int) -> Scored:
    """The pairs with their points shifted; what may have moved stays where it is."""
    moved = may_have_moved(found.measures)
    return found._replace(points=np.where(moved, MOVED, found.points + shift))


def among_others(first: Scored, count: int) -> Scored:
    """The pairs with their score in the context of the others, among that many names."""
    around = contexts(first.one, first.other, first.points / 1000, count)
    return first._replace(points=forest_points("among", [*first.measures, *around, first.points]))


def share_shift(points: Points, count: int) -> int:
    """What the share of conflicts among that many names takes from every pair.

    The score was learned where about a third of the names conflict; where fewer pairs are
    to be expected, fewer of the unsure ones are right. It takes some names to tell.
    """
    if count < FEWEST_TO_TELL:
        return 0
    expected = max(float(chance(points / 1000).sum()) / count, 1e-4)
    return min(0, round(1000 * PER_SHARE * math.log(expected / LEARNED_SHARE)))
