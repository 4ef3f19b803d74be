"""What the other names say about a pair: a rival lowers it, a shared third name raises it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xlsales.matching.letters import within

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


class Near(NamedTuple):
    """The likely pairs from each end, in order: the end and the other name as one number."""

    pairs: Places
    weights: Floats
    starts: Places
    sizes: Places

    def between(self, names: Places, others: Places) -> Floats:
        """How likely the pairs of names are; 0 for those that aren't among these."""
        pairs = (names << 32) | others
        at = np.minimum(np.searchsorted(self.pairs, pairs), len(self.pairs) - 1)
        return np.where(self.pairs[at] == pairs, self.weights[at], 0)

    def thirds(self, one: Places, other: Places) -> Floats:
        """For each pair of names that have likely pairs how sure a third name is of both."""
        turned = self.sizes[one] > self.sizes[other]
        few, many = np.where(turned, other, one), np.where(turned, one, other)
        sizes = self.sizes[few]
        pairs = np.repeat(np.arange(len(few)), sizes)
        places = self.starts[few][pairs] + within(sizes)
        thirds = self.pairs[places] & 0xFFFFFFFF
        sure = np.minimum(self.weights[places], self.between(many[pairs], thirds))
        found = np.zeros(len(few))
        np.maximum.at(found, pairs, sure)
        return found


def _near(one: Places, other: Places, weight: Floats, count: int) -> Near:
    """The likely ones of these pairs, among that many names."""
    likely = weight > LIKELY
    one, other, weight = one[likely], other[likely], weight[likely]
    pairs = np.concatenate([(one << 32) | other, (other << 32) | one])
    order = np.argsort(pairs)
    pairs = pairs[order]
    starts = np.searchsorted(pairs, np.arange(count + 1) << 32)
    return Near(pairs, np.concatenate([weight, weight])[order], starts, np.diff(starts))


class Around(NamedTuple):
    """What all pairs say about each name: its best one and how many are as good, the second best,
    how many are seen, their sum, and the likely ones."""

    best: Floats
    equal: Places
    second: Floats
    counts: Places
    sums: Floats
    near: Near

    def context(self, one: Places, other: Places, log_odds: Floats) -> Context:
        """The context of some of the pairs."""
        weight = chance(log_odds)
        own = np.where(weight > SEEN, weight, 0)
        first, second = np.maximum(self.counts[one], 1), np.maximum(self.counts[other], 1)
        return Context(
            *_low_high(self._rival(one, own), self._rival(other, own)),
            np.minimum(first, second),
            np.maximum(first, second),
            *_low_high(self.sums[one] - own, self.sums[other] - own),
            _hundredths(self._thirds(one, other, weight)),
        )

    def _rival(self, names: Places, own: Floats) -> Floats:
        """For each pair the best other pair of one of its names."""
        best, alone = self.best[names], self.equal[names] < 2
        return np.where(alone & (own == best), self.second[names], best)

    def _thirds(self, one: Places, other: Places, weight: Floats) -> Floats:
        """For each pair how sure a third name is of both, if it may be one at all."""
        found, sizes = np.zeros(len(weight)), self.near.sizes
        asked = (weight > SEEN / 2) & (sizes[one] > 0) & (sizes[other] > 0)
        found[asked] = self.near.thirds(one[asked], other[asked])
        return found


def around(one: Places, other: Places, log_odds: Floats, count: int) -> Around:
    """What these pairs say about each of that many names."""
    weight = chance(log_odds)
    seen = weight > SEEN
    own = np.where(seen, weight, 0)
    best, second, sums = np.zeros((3, count))
    equal, counts = np.zeros((2, count), dtype=np.int64)
    for ends in (one, other):
        np.maximum.at(best, ends, own)
        np.add.at(sums, ends, own)
        counts += np.bincount(ends[seen], minlength=count)
    for ends in (one, other):
        lower = own < best[ends]
        np.maximum.at(second, ends[lower], own[lower])
        equal += np.bincount(ends[~lower], minlength=count)
    return Around(best, equal, second, counts, sums, _near(one, other, weight, count))


def _low_high(one: Floats, other: Floats) -> tuple[Places, Places]:
    """The lower and the higher of both in whole hundredths."""
    return _hundredths(np.minimum(one, other)), _hundredths(np.maximum(one, other))


def _hundredths(values: Floats) -> Places:
    """The values in whole hundredths."""
    return np.rint(100 * values).astype(np.int64)
