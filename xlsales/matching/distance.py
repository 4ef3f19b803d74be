"""Likeness of two short texts, with the standard library only."""

from __future__ import annotations

from typing import Any, NamedTuple


class Alike(NamedTuple):
    """How alike two texts are: what they have in common, and the slips between them."""

    common: Any
    start: Any
    end: Any
    edits: Any
    start_edits: Any


def alike(one: str, other: str) -> Alike:
    """All that is measured of two texts."""
    return Alike(
        common_length(one, other),
        common_start(one, other),
        common_end(one, other),
        edits(one, other),
        start_edits(one, other),
    )


def common_length(one: str, other: str) -> int:
    """The length of the longest common subsequence."""
    before = [0] * (len(other) + 1)
    for character in one:
        row = [0]
        for at, against in enumerate(other):
            row.append(before[at] + 1 if character == against else max(row[at], before[at + 1]))
        before = row
    return before[-1]


def common_start(one: str, other: str) -> int:
    """How many characters at the start are the same."""
    count = 0
    for first, second in zip(one, other):
        if first != second:
            break
        count += 1
    return count


def common_end(one: str, other: str) -> int:
    """How many characters at the end are the same."""
    return common_start(one[::-1], other[::-1])


def edits(one: str, other: str) -> int:
    """The slips between two texts: missing, added, wrong or swapped characters."""
    if one == other:
        return 0
    earlier: list[int] = []
    before = list(range(len(other) + 1))
    for i, character in enumerate(one):
        row = [i + 1]
        for j, against in enumerate(other):
            cost = min(before[j + 1] + 1, row[j] + 1, before[j] + (character != against))
            if i and j and character == other[j - 1] and one[i - 1] == against:
                cost = min(cost, earlier[j - 1] + 1)
            row.append(cost)
        earlier, before = before, row
    return before[-1]


def start_edits(short: str, long: str) -> int:
    """The slips between a text and the start of a longer one."""
    size = len(short)
    return min(edits(short, long[: max(size + more, 0)]) for more in (-1, 0, 1))
