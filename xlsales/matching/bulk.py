"""All pairs of many names scored: candidates, measures, first score, context, second score."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xlsales.matching.candidates import CHUNK, candidates
from xlsales.matching.columns import Columns, columns_of, crowd_of, measures
from xlsales.matching.context import chance, contexts
from xlsales.matching.forest import forest
from xlsales.matching.measure import Measures
from xlsales.matching.name import Name
from xlsales.matching.outcome import HOPELESS, size_shift

Places = NDArray[np.int64]
Points = NDArray[np.int64]
LEARNED_SHARE, PER_SHARE, FEWEST_TO_TELL = 0.2, 1.5, 300
BATCH = 50_000
MOST = 30_000


class Scored(NamedTuple):
    """Pairs of distinct names, their measures and log-odds in thousandths."""

    one: Places
    other: Places
    measures: Measures
    points: Points


def forest_points(name: str, columns: Sequence[Any]) -> Points:
    """The sum of all trees' points for each pair; a column for each measure."""
    total = np.zeros(len(columns[0]), dtype=np.int64)
    for at in range(0, len(total), BATCH):
        part = np.array([column[at : at + BATCH] for column in columns], dtype=np.int32)
        for tree in forest(name):
            answers = np.zeros(part.shape[1], dtype=np.intp)
            for bit, (what, least) in enumerate(tree.questions):
                answers |= (part[what] >= least).astype(np.intp) << bit
            total[at : at + BATCH] += np.array(tree.points)[answers]
    return total


def taken(measured: Measures, which: Any) -> Measures:
    """Some of the pairs' measures, in little room."""
    return Measures(*(np.minimum(column[which], MOST).astype(np.int16) for column in measured))


def first_scores(columns: Columns, one: Places, other: Places) -> Scored:
    """The pairs that are not hopeless, with their score by themselves."""
    found: list[Scored] = []
    for at in range(0, max(len(one), 1), CHUNK):
        i, j = one[at : at + CHUNK], other[at : at + CHUNK]
        measured = measures(columns, i, j)
        points = forest_points("alone", measured)
        kept = np.flatnonzero(points > HOPELESS)
        found.append(Scored(i[kept], j[kept], taken(measured, kept), points[kept]))
    return Scored(
        np.concatenate([part.one for part in found]),
        np.concatenate([part.other for part in found]),
        Measures(
            *(np.concatenate(columns) for columns in zip(*(p.measures for p in found), strict=True))
        ),
        np.concatenate([part.points for part in found]),
    )


def scored(names: Sequence[Name]) -> Scored:
    """All pairs of distinct names that may be one customer."""
    columns = columns_of(names, crowd_of(names))
    found = among_others(first_scores(columns, *candidates(names, columns)), len(names))
    shift = size_shift(len(names)) + share_shift(found.points, len(names))
    return found._replace(points=found.points + shift)


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
