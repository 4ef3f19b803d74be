"""Which pairs of many names are worth measuring: those that share a key, never all pairs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from xlsales.matching import likeness
from xlsales.matching.columns import Columns, Flags
from xlsales.matching.keyed import keys_of
from xlsales.matching.letters import Hashes, Places, Texts, bags, within
from xlsales.matching.outcome import RARE

LARGEST_BLOCK, SMALLEST_LARGEST, BLOCK_TIMES_NAMES = 60, 30, 6_000_000
CHUNK = 200_000


def largest_block(count: int) -> int:
    """How many names may share a key that leads to pairs: the more names, the fewer."""
    return min(LARGEST_BLOCK, max(SMALLEST_LARGEST, BLOCK_TIMES_NAMES // max(count, 1)))


class Blocks(NamedTuple):
    """Places of names block behind block, each of a key; and how many follow in the block."""

    owners: NDArray[np.uint32]
    behind: NDArray[np.uint8]

    def pairs(self, which: NDArray[np.uint32]) -> Places:
        """The different pairs of some of these with those behind them, as numbers in order."""
        sizes = self.behind[which]
        at = np.repeat(which, sizes)
        one, other = self.owners[at], self.owners[at + 1 + within(sizes)]
        return distinct((one.astype(np.int64) << 32 | other)[one != other])


def blocks_of(columns: Columns) -> Blocks:
    """The names in blocks that share a key, without the blocks that are too large."""
    # The owner takes the hash's low bits: one sort in place instead of three big arrays.
    low = np.uint64((1 << len(columns.names).bit_length()) - 1)
    packed = [(hashes & ~low) | owners.view(np.uint64) for hashes, owners in keys_of(columns)]
    packed.append(np.zeros(0, dtype=np.uint64))
    largest = largest_block(len(columns.names))
    found = [
        _blocks(
            np.concatenate([part[part >> np.uint64(62) == quarter] for part in packed]),
            low,
            largest,
        )
        for quarter in range(4)
    ]
    return Blocks(*map(np.concatenate, zip(*found, strict=True)))


def _blocks(hashes: Hashes, low: np.uint64, largest: int) -> Blocks:
    """The blocks of hashes whose low bits are their owners, up to the largest."""
    hashes.sort()
    as_before = np.zeros(len(hashes) + 1, dtype=bool)
    as_before[1:-1] = (hashes[1:] ^ hashes[:-1]) <= low
    hashes = hashes[as_before[1:] | as_before[:-1]]
    starts = np.flatnonzero(np.diff(hashes & ~low, prepend=~hashes[:1]))
    sizes = np.diff(starts, append=len(hashes))
    small = np.repeat(sizes <= largest, sizes)
    behind = np.repeat(starts + sizes, sizes) - np.arange(len(hashes)) - 1
    # Sorted within its block, the first owner is the lower one.
    owners = (hashes & low).astype(np.uint32)
    return Blocks(owners[small], behind[small].astype(np.uint8))


def sharing_a_key(columns: Columns, at_once: int = CHUNK) -> Iterator[Places]:
    """Pairs of names that share a key, each as one number: first place times 2^32 plus second.

    They come in order and in parts, each with all pairs of some first names.
    """
    blocks, count = blocks_of(columns), len(columns.names)
    ends = np.cumsum(np.bincount(blocks.owners, minlength=count))
    pairs = np.cumsum(np.bincount(blocks.owners, blocks.behind, minlength=count))
    cuts = np.searchsorted(pairs, np.arange(at_once, int(blocks.behind.sum()), at_once))
    for part in np.split(ordered(blocks.owners).astype(np.uint32), ends[cuts]):
        yield blocks.pairs(part)


def ordered(places: NDArray[np.uint32]) -> Places:
    """The order that sorts places; numbers of 16 bits, twice, are sorted fastest."""
    order = np.argsort(places.astype(np.uint16), kind="stable")
    return order[np.argsort((places[order] >> 16).astype(np.uint16), kind="stable")]


def distinct(numbers: Places) -> Places:
    """The different numbers in order; sorting is much faster here than numpy's `unique`."""
    numbers.sort()
    return numbers[np.diff(numbers, prepend=-1) > 0]


class Side(NamedTuple):
    """What is asked of one side's names before their pairs are measured."""

    columns: Columns
    bags: dict[str, NDArray[np.uint64]]

    def part(self, what: str, places: Places) -> Texts:
        """A part of the names at the places."""
        return self.columns.texts[what].at(places)


def side_of(columns: Columns) -> Side:
    """The names as one side of pairs."""
    return Side(columns, {part: bags(columns.texts[part]) for part in ("sound", "stem_sound")})


class Beside(NamedTuple):
    """Pairs of names, the first of one set of columns and the second of another or the same."""

    ones: Side
    others: Side
    one: Places
    other: Places

    def at(self, which: Places) -> Beside:
        """Some of the pairs."""
        return self._replace(one=self.one[which], other=self.other[which])

    def texts(self, part: str) -> tuple[Texts, Texts]:
        """A part of each pair's names, the shorter one first."""
        first, second = self.ones.part(part, self.one), self.others.part(part, self.other)
        return first, second


def _nearly_contained(pairs: Beside, part: str) -> Flags:
    """True where all but one character of the shorter text come in the longer, in order."""
    first, second = pairs.texts(part)
    shorter = np.minimum(first.lengths, second.lengths)
    # Letters that the other text lacks are counted at a glance; the rest is measured.
    one, other = pairs.ones.bags[part][pairs.one], pairs.others.bags[part][pairs.other]
    lacking = np.where(first.lengths <= second.lengths, one & ~other, other & ~one)
    kept = np.bitwise_count(lacking) <= 1
    left = np.flatnonzero(kept)
    common = likeness.common_length(first.at(left), second.at(left))
    kept[left] = shorter[left] - common <= 1
    return kept


def _elsewhere(pairs: Beside) -> Flags:
    """True where the names lie in different places and aren't one name with one slip."""
    found: Flags = np.zeros(len(pairs.one), dtype=bool)
    for what in ("province", "city"):
        first = pairs.ones.columns.numbers[what][pairs.one]
        second = pairs.others.columns.numbers[what][pairs.other]
        found |= (first > 0) & (second > 0) & (first != second)
    apart = np.flatnonzero(found)
    one_slip = likeness.edits(*pairs.at(apart).texts("stem")) == 1
    found[apart] = ~(one_slip | _rare_and_equal(pairs.at(apart)))
    return found


def _rare_and_equal(pairs: Beside) -> Flags:
    """True where nothing but the place differs, and the brand is rare."""
    first, second = pairs.ones.columns.numbers, pairs.others.columns.numbers
    rare = first["rarity"][pairs.one] >= RARE
    equal: Flags = rare & (first["core"][pairs.one] == second["core"][pairs.other])
    return equal


def worth_measuring(pairs: Beside) -> Flags:
    """True for the pairs that are alike enough as heard, with or without their regions."""
    kept = np.zeros(len(pairs.one), dtype=bool)
    left = np.flatnonzero(~_elsewhere(pairs))
    for part in ("sound", "stem_sound"):
        kept[left] = _nearly_contained(pairs.at(left), part)
        left = left[~kept[left]]
    return kept


def candidates(columns: Columns) -> Iterator[tuple[Places, Places]]:
    """The places of the first and of the second name of each pair worth measuring, in parts."""
    side = side_of(columns)
    for pairs in sharing_a_key(columns):
        one, other = pairs >> 32, pairs & 0xFFFFFFFF
        kept = worth_measuring(Beside(side, side, one, other))
        yield one[kept], other[kept]
