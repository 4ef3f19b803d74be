"""Likeness of many pairs of short texts at once: `distance` for a million.

Each pair has a column of bits, one for each letter of its first text, so that a step of the
comparison is a few operations on whole columns (Hyyrö's bit-parallel distances).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Callable

import numpy as np
from numpy.typing import NDArray

from xlsales.matching.letters import Codes, Numbers, Texts

Bits = NDArray[Any]
Measure = Callable[[Texts, Texts, Any], Any]
WIDTHS = ((8, np.uint8), (16, np.uint16), (32, np.uint32), (64, np.uint64))
AT_ONCE = 1 << 14
NEITHER, NOR = 0xFFFFFFFF, 0xFFFFFFFE


def _by_width(measure: Measure, one: Texts, other: Texts) -> Numbers:
    """A measure of all pairs, taken in groups of like length that fit the processor's cache."""
    found = np.zeros(len(one.starts), dtype=np.int32)
    longest, shorter = np.maximum(one.lengths, other.lengths), -1
    for width, kind in WIDTHS:
        group = np.flatnonzero((longest > shorter) & (longest <= width))
        shorter = width
        for at in range(0, len(group), AT_ONCE):
            part = group[at : at + AT_ONCE]
            found[part] = measure(one.at(part), other.at(part), kind)
    return found


def _matches(one: Texts, other: Texts, kind: Any) -> Iterator[Bits]:
    """For each letter of the second text: where in the first one it stands."""
    letters = one.grid(int(one.lengths.max()), NEITHER)
    for letter in other.grid(int(other.lengths.max()), NOR):
        found = np.zeros(len(letter), dtype=kind)
        for position, first in enumerate(letters):
            found |= (first == letter).astype(kind) << kind(position)
        yield found


def _common(one: Texts, other: Texts, kind: Any) -> Any:
    left = np.full(len(one.starts), ~kind(0), dtype=kind)
    for match in _matches(one, other, kind):
        taken = left & match
        left = (left + taken) | (left - taken)
    return np.bitwise_count(~left)


def common_length(one: Texts, other: Texts) -> Numbers:
    """The length of each pair's longest common subsequence."""
    return _by_width(_common, one, other)


def _distances(one: Texts, other: Texts, kind: Any) -> Iterator[Numbers]:
    """The slips between the first text and each start of the second, from the empty one on."""
    single, distance = kind(1), one.lengths.copy()
    last = single << np.maximum(one.lengths - 1, 0).astype(kind)
    more, fewer = np.full(len(last), ~kind(0), dtype=kind), np.zeros(len(last), dtype=kind)
    same = before = fewer
    yield distance
    for match in _matches(one, other, kind):
        swapped = ((~same & match) << single) & before
        same = (((match & more) + more) ^ more) | match | fewer | swapped
        up, down = fewer | ~(same | more), same & more
        distance = distance + ((up & last) != 0) - ((down & last) != 0).view(np.int8)
        up, down = (up << single) | single, down << single
        more, fewer, before = down | ~(same | up), up & same, match
        yield distance


def _edits(one: Texts, other: Texts, kind: Any) -> Any:
    found = np.zeros(len(one.starts), dtype=np.int32)
    for length, distance in enumerate(_distances(one, other, kind)):
        np.copyto(found, distance, where=other.lengths == length)
    return np.where(one.lengths, found, other.lengths)


def edits(one: Texts, other: Texts) -> Numbers:
    """The slips between both texts: missing, added, wrong or swapped characters."""
    return _by_width(_edits, one, other)


def _start_edits(one: Texts, other: Texts, kind: Any) -> Any:
    found = one.lengths + other.lengths
    ends = [np.clip(one.lengths + more, 0, other.lengths) for more in (-1, 0, 1)]
    for length, distance in enumerate(_distances(one, other, kind)):
        near = (ends[0] == length) | (ends[1] == length) | (ends[2] == length)
        np.minimum(found, distance, out=found, where=near)
    return found


def start_edits(one: Texts, other: Texts) -> Numbers:
    """The slips between each first text and the start of the second, which is not shorter."""
    return _by_width(_start_edits, one, other)


def common_start(one: Texts, other: Texts) -> Numbers:
    """How many characters at the start are the same."""
    return _by_width(_common_start, one, other)


def _common_start(one: Texts, other: Texts, _: Any) -> Any:
    width = int(np.minimum(one.lengths, other.lengths).max())
    return _run(one.grid(width, NEITHER), other.grid(width, NOR))


def _run(letters: Codes, others: Codes) -> Any:
    """In how many rows from the first on the letters are the same."""
    same = np.logical_and.accumulate(letters == others, axis=0)
    return same.sum(axis=0)


def common_end(one: Texts, other: Texts) -> Numbers:
    """How many characters at the end are the same."""
    return _by_width(_common_end, one, other)


def _common_end(one: Texts, other: Texts, _: Any) -> Any:
    width = int(np.minimum(one.lengths, other.lengths).max())
    return _run(one.grid_from_end(width, NEITHER), other.grid_from_end(width, NOR))
