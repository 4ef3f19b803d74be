"""What the other names say about a pair: a rival lowers it, a shared third name raises it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
Floats = NDArray[np.float64]
SEEN, LIKELY = 0.01, 0.15


class Context(NamedTuple):
    """Chances in percent, the lower and the higher of each pair's two names; counts in logs."""

    low_rival: Any = 0
    high_rival: Any = 0
    low_count: Any = 1
    high_count: Any = 1
    low_sum: Any = 0
    high_sum: Any = 0
    third: Any = 0


def chance(log_odds: Floats) -> Floats:
    """The probability of log-odds."""
    bounded: Floats = 1 / (1 + np.exp(-np.clip(log_odds, -30, 30)))
    return bounded


def _rivals(one: Places, other: Places, weight: Floats, count: int) -> tuple[Floats, Floats]:
    """For each pair the best other pair of its first name, and of its second."""
    ends = np.concatenate([one, other])
    partners, weights = np.concatenate([other, one]), np.concatenate([weight, weight])
    order = np.lexsort((partners, -weights, ends))
    ends, partners, weights = ends[order], partners[order], weights[order]
    first = np.searchsorted(ends, np.arange(count + 1))
    sizes, at = np.diff(first), first[:-1]
    best, second, whose = np.zeros(count), np.zeros(count), np.full(count, -1)
    any_, two = sizes > 0, sizes > 1
    best[any_], whose[any_] = weights[at[any_]], partners[at[any_]]
    second[two] = weights[at[two] + 1]
    return (
        np.where(whose[one] == other, second[one], best[one]),
        np.where(whose[other] == one, second[other], best[other]),
    )


def _thirds(one: Places, other: Places, weight: Floats) -> Floats:
    """For each pair how sure a third name is of both."""
    near: dict[int, dict[int, float]] = {}
    for at in np.flatnonzero(weight > LIKELY).tolist():
        i, j, sure = int(one[at]), int(other[at]), float(weight[at])
        near.setdefault(i, {})[j] = near.setdefault(j, {})[i] = sure
    found = np.zeros(len(weight))
    for at in np.flatnonzero(weight > SEEN / 2).tolist():
        few, many = near.get(int(one[at]), {}), near.get(int(other[at]), {})
        if len(few) > len(many):
            few, many = many, few
        shared = [min(sure, many[name]) for name, sure in few.items() if name in many]
        found[at] = max(shared, default=0.0)
    return found


def _low_high(one: NDArray[Any], other: NDArray[Any]) -> tuple[Places, Places]:
    """The lower and the higher of both in whole hundredths."""
    low = np.rint(100 * np.minimum(one, other)).astype(np.int64)
    return low, np.rint(100 * np.maximum(one, other)).astype(np.int64)


def contexts(one: Places, other: Places, log_odds: Floats, count: int) -> Context:
    """The context of each pair of names among that many names."""
    weight = chance(log_odds)
    seen = weight > SEEN
    rivals = (np.zeros(len(one)), np.zeros(len(one)))
    first, second = _rivals(one[seen], other[seen], weight[seen], count)
    rivals[0][seen], rivals[1][seen] = first, second
    unseen = np.flatnonzero(~seen)
    best = np.zeros(count)
    np.maximum.at(best, np.concatenate([one[seen], other[seen]]), np.tile(weight[seen], 2))
    rivals[0][unseen], rivals[1][unseen] = best[one[unseen]], best[other[unseen]]
    ends = np.concatenate([one[seen], other[seen]])
    counts = np.bincount(ends, minlength=count)
    sums = np.bincount(ends, np.tile(weight[seen], 2), minlength=count)
    own = np.where(seen, weight, 0)
    return Context(
        *_low_high(*rivals),
        np.maximum(np.minimum(counts[one], counts[other]), 1),
        np.maximum(np.maximum(counts[one], counts[other]), 1),
        *_low_high(sums[one] - own, sums[other] - own),
        np.rint(100 * _thirds(one, other, weight)).astype(np.int64),
    )
