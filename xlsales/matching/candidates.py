"""Which pairs of many names are worth measuring: those that share a key, never all pairs."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, LCSseq

from xlsales.matching.columns import Columns, Flags, Numbers, Places, paired, picked
from xlsales.matching.keys import keys
from xlsales.matching.name import Name

LARGEST_BLOCK = 60
CHUNK = 400_000


def keys_of(names: Sequence[Name]) -> tuple[Places, NDArray[np.int32]]:
    """All keys, and beside each the place of its name."""
    hashes, sizes = array("q"), array("i")
    for name in names:
        before = len(hashes)
        hashes.extend(keys(name))
        sizes.append(len(hashes) - before)
    owners = np.repeat(np.arange(len(names), dtype=np.int32), np.frombuffer(sizes, dtype=np.int32))
    return np.frombuffer(hashes, dtype=np.int64), owners


def sharing_a_key(names: Sequence[Name]) -> Places:
    """Pairs of names that share a key, each as one number: first place times 2^32 plus second."""
    hashes, owners = keys_of(names)
    if not len(hashes):
        return np.zeros(0, dtype=np.int64)
    # The owner takes the hash's low bits: one sort in place instead of three big arrays.
    low = (1 << len(names).bit_length()) - 1
    hashes = (hashes & ~low) | owners
    del owners
    hashes.sort()
    starts = np.flatnonzero(np.diff(hashes & ~low, prepend=~hashes[0] & ~low))
    sizes = np.diff(np.append(starts, len(hashes)))
    found = [np.zeros(0, dtype=np.int64)]
    for size in np.unique(sizes[(sizes > 1) & (sizes <= LARGEST_BLOCK)]).tolist():
        block = starts[sizes == size]
        i, j = np.triu_indices(size, 1)
        # Sorted within its block, the first owner is the lower one.
        one, other = (hashes[(block[:, None] + k).ravel()] & low for k in (i, j))
        found.append(((one << 32) | other)[one != other])
    del hashes, starts, sizes
    return distinct(np.concatenate(found))


def distinct(numbers: Places) -> Places:
    """The different numbers in order; sorting is much faster here than numpy's `unique`."""
    numbers.sort()
    return numbers[np.diff(numbers, prepend=-1) > 0]


class Beside(NamedTuple):
    """Pairs of names, the first of one set of columns and the second of another or the same."""

    ones: Columns
    others: Columns
    one: Places
    other: Places

    def at(self, which: Places) -> Beside:
        """Some of the pairs."""
        return self._replace(one=self.one[which], other=self.other[which])

    def measured(self, part: str, scorer: Any) -> Numbers:
        """One of rapidfuzz's measures of a part of each pair's names."""
        first, second = self.ones.texts[part], self.others.texts[part]
        return paired(picked(first, self.one), picked(second, self.other), scorer)


def _nearly_contained(pairs: Beside, part: str) -> Flags:
    """True where all but one character of the shorter text come in the longer, in order."""
    first, second = pairs.ones.lengths[part][pairs.one], pairs.others.lengths[part][pairs.other]
    kept: Flags = np.minimum(first, second) - pairs.measured(part, LCSseq.similarity) <= 1
    return kept


def _elsewhere(pairs: Beside) -> Flags:
    """True where the names lie in different places and aren't one name with one slip."""
    found: Flags = np.zeros(len(pairs.one), dtype=bool)
    for what in ("province", "city"):
        first, second = pairs.ones.numbers[what][pairs.one], pairs.others.numbers[what][pairs.other]
        found |= (first > 0) & (second > 0) & (first != second)
    apart = np.flatnonzero(found)
    found[apart] = pairs.at(apart).measured("stem", OSA.distance) > 1
    return found


def worth_measuring(pairs: Beside) -> Flags:
    """True for the pairs that are alike enough, as written or as heard."""
    kept = np.zeros(len(pairs.one), dtype=bool)
    left = np.flatnonzero(~_elsewhere(pairs))
    for part in ("core", "sound", "stem_sound"):
        kept[left] = _nearly_contained(pairs.at(left), part)
        left = left[~kept[left]]
    return kept


def candidates(names: Sequence[Name], columns: Columns) -> tuple[Places, Places]:
    """The places of the first and of the second name of each pair worth measuring."""
    packed = sharing_a_key(names)
    kept = [np.zeros(0, dtype=np.int64)]
    for at in range(0, len(packed), CHUNK):
        part = packed[at : at + CHUNK]
        kept.append(part[worth_measuring(Beside(columns, columns, part >> 32, part & 0xFFFFFFFF))])
    chosen = np.concatenate(kept)
    return chosen >> 32, chosen & 0xFFFFFFFF
