"""Which pairs of many names are worth measuring: those that share a key, never all pairs."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, LCSseq

from xlsales.matching.columns import Columns, paired
from xlsales.matching.keys import keys
from xlsales.matching.name import Name

Places = NDArray[np.int64]
Flags = NDArray[np.bool_]
LARGEST_BLOCK = 60
CHUNK = 400_000


def _keys_of(names: Sequence[Name]) -> tuple[Places, NDArray[np.int32]]:
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
    hashes, owners = _keys_of(names)
    if not len(hashes):
        return np.zeros(0, dtype=np.int64)
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])
    sizes = np.diff(np.r_[starts, len(hashes)])
    del hashes, order
    found = [np.zeros(0, dtype=np.int64)]
    for size in np.unique(sizes[(sizes > 1) & (sizes <= LARGEST_BLOCK)]).tolist():
        block = starts[sizes == size]
        i, j = np.triu_indices(size, 1)
        one = owners[(block[:, None] + i).ravel()].astype(np.int64)
        other = owners[(block[:, None] + j).ravel()].astype(np.int64)
        packed = (np.minimum(one, other) << 32) | np.maximum(one, other)
        found.append(packed[one != other])
    return _distinct(np.concatenate(found))


def _distinct(numbers: Places) -> Places:
    """The different numbers in order; sorting is much faster here than numpy's `unique`."""
    numbers.sort()
    return numbers[np.diff(numbers, prepend=-1) > 0]


def _pick(texts: Sequence[str], places: Places) -> list[str]:
    """The texts at the places."""
    return [texts[place] for place in places.tolist()]


def _nearly_contained(columns: Columns, one: Places, other: Places, part: str) -> Flags:
    """True where all but one character of the shorter text come in the longer, in order."""
    texts, lengths = columns.texts[part], columns.lengths[part]
    common = paired(_pick(texts, one), _pick(texts, other), LCSseq.similarity)
    kept: Flags = np.minimum(lengths[one], lengths[other]) - common <= 1
    return kept


def _elsewhere(columns: Columns, one: Places, other: Places) -> Flags:
    """True where the names lie in different provinces and aren't one name with a slip or two."""
    province, stems = columns.numbers["province"], columns.texts["stem"]
    a, b = province[one], province[other]
    found: Flags = (a > 0) & (b > 0) & (a != b)
    apart = np.flatnonzero(found)
    edits = paired(_pick(stems, one[apart]), _pick(stems, other[apart]), OSA.distance)
    found[apart] = edits > 2
    return found


def worth_measuring(columns: Columns, one: Places, other: Places) -> Flags:
    """True for the pairs that are alike enough, as written or as heard."""
    kept = np.zeros(len(one), dtype=bool)
    left = np.flatnonzero(~_elsewhere(columns, one, other))
    for part in ("core", "sound", "stem_sound"):
        kept[left] = _nearly_contained(columns, one[left], other[left], part)
        left = left[~kept[left]]
    return kept


def candidates(names: Sequence[Name], columns: Columns) -> tuple[Places, Places]:
    """The places of the first and of the second name of each pair worth measuring."""
    packed = sharing_a_key(names)
    kept = [np.zeros(0, dtype=np.int64)]
    for at in range(0, len(packed), CHUNK):
        part = packed[at : at + CHUNK]
        kept.append(part[worth_measuring(columns, part >> 32, part & 0xFFFFFFFF)])
    chosen = np.concatenate(kept)
    return chosen >> 32, chosen & 0xFFFFFFFF
