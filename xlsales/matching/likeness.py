"""Likeness of many pairs of short texts at once: `distance` for a million.

Each pair has a column of bits, one for each letter of its first text, so that a step of the
comparison is a few operations on whole columns (Hyyrö's bit-parallel distances).
"""

from __future__ import annotations

from typing import Any, Callable, Tuple

import numpy as np
from numpy.typing import NDArray

from xlsales.matching.distance import Alike
from xlsales.matching.letters import Codes, Numbers, Texts

Bits = NDArray[Any]
Measure = Callable[[Texts, Texts, Any], Tuple[Any, ...]]
WIDTHS = ((8, np.uint8), (16, np.uint16), (32, np.uint32), (64, np.uint64))
AT_ONCE = 1 << 13
NEITHER, NOR = 0xFFFFFFFF, 0xFFFFFFFE


def _by_width(measure: Measure, many: int, one: Texts, other: Texts) -> tuple[Numbers, ...]:
    """That many measures of all pairs, in groups of like length that fit the cache."""
    found = tuple(np.zeros(len(one.starts), dtype=np.int32) for _ in range(many))
    longest, shorter = np.maximum(one.lengths, other.lengths), -1
    for width, kind in WIDTHS:
        group = np.flatnonzero((longest > shorter) & (longest <= width))
        shorter = width
        for at in range(0, len(group), AT_ONCE):
            part = group[at : at + AT_ONCE]
            for whole, values in zip(found, measure(one.at(part), other.at(part), kind)):
                whole[part] = values
    return found


def _grids(one: Texts, other: Texts) -> tuple[Codes, Codes]:
    """The letters of both texts of each pair, a row for each position."""
    first, second = int(one.lengths.max()), int(other.lengths.max())
    return one.grid(first, NEITHER), other.grid(second, NOR)


def _matches(letters: Codes, others: Codes, kind: Any) -> Bits:
    """For each letter of the second text (a row each): where in the first one it stands."""
    found = np.zeros(others.shape, dtype=kind)
    for position, letter in enumerate(letters):
        found |= (others == letter).astype(kind) << kind(position)
    return found


def _common(matches: Bits, kind: Any) -> Any:
    """The length of the longest common subsequence."""
    left = np.full(matches.shape[1], ~kind(0), dtype=kind)
    for match in matches:
        taken = left & match
        left = (left + taken) | (left - taken)
    return np.bitwise_count(~left)


def _distances(matches: Bits, lengths: Numbers, kind: Any) -> Bits:
    """The slips between the first text and each start of the second (a row each, from none on)."""
    single, distance = kind(1), np.empty((len(matches) + 1, len(lengths)), dtype=np.int8)
    distance[0] = lengths
    last = single << np.maximum(lengths - 1, 0).astype(kind)
    more, fewer = np.full(len(last), ~kind(0), dtype=kind), np.zeros(len(last), dtype=kind)
    same = before = fewer
    for row, match in enumerate(matches):
        swapped = ((~same & match) << single) & before
        same = (((match & more) + more) ^ more) | match | fewer | swapped
        up, down = fewer | ~(same | more), same & more
        change = ((up & last) != 0).view(np.int8) - ((down & last) != 0).view(np.int8)
        np.add(distance[row], change, out=distance[row + 1])
        up, down = (up << single) | single, down << single
        more, fewer, before = down | ~(same | up), up & same, match
    return distance


def _edits(distances: Bits, one: Texts, other: Texts) -> Any:
    """The slips between both texts."""
    found = distances[other.lengths, np.arange(distances.shape[1])]
    return np.where(one.lengths, found, other.lengths)


def _start_edits(distances: Bits, one: Texts, other: Texts) -> Any:
    """The slips between the first text and the start of the second, a letter more or less."""
    ends = [np.clip(one.lengths + more, 0, other.lengths) for more in (-1, 0, 1)]
    pairs = np.arange(distances.shape[1])
    return np.minimum.reduce([distances[end, pairs] for end in ends])


def _run(letters: Codes, others: Codes) -> Any:
    """In how many rows from the first on the letters are the same."""
    width = min(len(letters), len(others))
    same = np.logical_and.accumulate(letters[:width] == others[:width], axis=0)
    return same.sum(axis=0)


def _common_only(one: Texts, other: Texts, kind: Any) -> tuple[Any, ...]:
    return (_common(_matches(*_grids(one, other), kind), kind),)


def _edits_only(one: Texts, other: Texts, kind: Any) -> tuple[Any, ...]:
    matches = _matches(*_grids(one, other), kind)
    return (_edits(_distances(matches, one.lengths, kind), one, other),)


def _start_only(one: Texts, other: Texts, _: Any) -> tuple[Any, ...]:
    return (_run(*_grids(one, other)),)


def _alike(one: Texts, other: Texts, kind: Any) -> tuple[Any, ...]:
    letters, others = _grids(one, other)
    matches = _matches(letters, others, kind)
    width = min(len(letters), len(others))
    ends = one.grid_from_end(width, NEITHER), other.grid_from_end(width, NOR)
    distances = _distances(matches, one.lengths, kind)
    return (
        *(_common(matches, kind), _run(letters, others), _run(*ends)),
        *(_edits(distances, one, other), _start_edits(distances, one, other)),
    )


def common_length(one: Texts, other: Texts) -> Numbers:
    """The length of each pair's longest common subsequence."""
    return _by_width(_common_only, 1, one, other)[0]


def common_start(one: Texts, other: Texts) -> Numbers:
    """How many characters at the start are the same."""
    return _by_width(_start_only, 1, one, other)[0]


def edits(one: Texts, other: Texts) -> Numbers:
    """The slips between both texts: missing, added, wrong or swapped characters."""
    return _by_width(_edits_only, 1, one, other)[0]


def alike(one: Texts, other: Texts) -> Alike:
    """All that is measured of each pair of texts."""
    return Alike(*_by_width(_alike, len(Alike._fields), one, other))
