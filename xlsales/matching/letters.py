"""The letters of many texts as numbers, one text behind the other, and hashes of their slices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xlsales.matching.lexicon import rarity_grades, sounds

Codes = NDArray[np.uint32]
Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int32]
Places = NDArray[np.int64]
WIDEST = 64
LAST = 0x110000
_BASE = 0x9E3779B97F4A7C15
_MIXED = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


class Texts(NamedTuple):
    """A slice of the letters for each of many texts."""

    codes: Codes
    starts: Places
    lengths: Numbers

    def at(self, which: Any) -> Texts:
        """Some of the texts."""
        return self._replace(starts=self.starts[which], lengths=self.lengths[which])

    def neighbours(self, first: int, end: int, letters: slice) -> Texts:
        """Some neighbouring texts with a slice of the letters only."""
        starts = self.starts[first:end] - letters.start
        return Texts(self.codes[letters], starts, self.lengths[first:end])

    def to(self, length: Any) -> Texts:
        """The texts' first letters, that many at most."""
        return self._replace(lengths=np.minimum(self.lengths, length))

    def last(self, length: Any) -> Texts:
        """The texts' last letters, that many at most."""
        lengths = np.minimum(self.lengths, length)
        return self._replace(starts=self.starts + self.lengths - lengths, lengths=lengths)

    def behind(self, length: Any) -> Texts:
        """What follows the texts' first letters."""
        cut = np.minimum(self.lengths, length)
        return self._replace(starts=self.starts + cut, lengths=self.lengths - cut)

    def grid(self, width: int, beyond: int) -> Codes:
        """A row for each position and a column for each text; `beyond` behind its end."""
        positions = np.arange(width, dtype=np.int64)[:, None]
        return self._taken(self.starts + positions, positions, beyond)

    def grid_from_end(self, width: int, beyond: int) -> Codes:
        """A row for each position from the last on; `beyond` before the texts' first letters."""
        positions = np.arange(width, dtype=np.int64)[:, None]
        return self._taken(self.starts + self.lengths - 1 - positions, positions, beyond)

    def _taken(self, places: Places, positions: Places, beyond: int) -> Codes:
        """The letters at the places; something else where a text has no such position."""
        found: Codes = self.codes.take(places, mode="clip")
        np.copyto(found, np.uint32(beyond), where=positions >= self.lengths)
        return found


def texts_of(values: Sequence[str]) -> Texts:
    """Texts as slices of their letters, with room behind the last."""
    joined = "".join([*values, "\0" * WIDEST])
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    lengths = np.fromiter(map(len, values), dtype=np.int32, count=len(values))
    return Texts(codes, np.cumsum(lengths, dtype=np.int64) - lengths, lengths)


@lru_cache(maxsize=1)
def _sound_table() -> Codes:
    """Each character's sound."""
    table = np.arange(LAST, dtype=np.uint32)
    known = sounds()
    table[list(known)] = list(known.values())
    return table


@lru_cache(maxsize=1)
def _rarity_table() -> NDArray[np.uint8]:
    """How rare each character is."""
    grades, other = rarity_grades()
    table = np.full(LAST, other, dtype=np.uint8)
    table[list(map(ord, grades))] = list(grades.values())
    return table


def within(sizes: NDArray[Any]) -> Places:
    """The numbers from 0 on for each size, one row behind the other."""
    ends = np.cumsum(sizes, dtype=np.int64)
    found: Places = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - sizes, sizes)
    return found


def heard(texts: Texts) -> Texts:
    """The texts as they sound."""
    return texts._replace(codes=_sound_table()[texts.codes])


def sums(texts: Texts, values: NDArray[Any]) -> NDArray[Any]:
    """The sum over each text of the values of its letters."""
    before = np.concatenate([np.zeros(1, values.dtype), np.cumsum(values, dtype=values.dtype)])
    found: NDArray[Any] = before[texts.starts + texts.lengths] - before[texts.starts]
    return found


def rarities(texts: Texts) -> Numbers:
    """How rare each text is as a brand."""
    return sums(texts, _rarity_table()[texts.codes].astype(np.int32))


def bags(texts: Texts) -> Hashes:
    """The letters of each text as a set: one of 64 bits for each letter."""
    bits = np.uint64(1) << ((texts.codes * np.uint32(0x9E3779B1)) >> np.uint32(26)).astype(
        np.uint64
    )
    found = np.zeros(len(texts.starts), dtype=np.uint64)
    for position in range(int(texts.lengths.max(initial=0))):
        longer = np.flatnonzero(texts.lengths > position)
        found[longer] |= bits[texts.starts[longer] + position]
    return found


class Hasher:
    """Hashes slices of letters: equal slices have equal hashes, wherever they lie."""

    def __init__(self, codes: Codes) -> None:
        powers = np.full(len(codes) + 1, _BASE, dtype=np.uint64)
        powers[0] = 1
        values = mixed(codes.astype(np.uint64) + np.uint64(1)) * np.cumprod(powers)[:-1]
        self.before = np.concatenate([np.zeros(1, np.uint64), np.cumsum(values)])
        powers[1:] = pow(_BASE, -1, 1 << 64)
        self.shifts = np.cumprod(powers)

    def of(self, texts: Texts) -> Hashes:
        """The hash of each text."""
        ends = texts.starts + texts.lengths
        found: Hashes = self.before[ends] - self.before[texts.starts]
        return found * self.shifts[texts.starts]

    def one_less(self, texts: Texts) -> tuple[Hashes, Places]:
        """The hash of each text without each of its letters, and the place of its text."""
        owners = np.repeat(np.arange(len(texts.starts)), texts.lengths)
        starts = texts.starts[owners]
        left, ends = starts + within(texts.lengths), starts + texts.lengths[owners]
        head = (self.before[left] - self.before[starts]) * self.shifts[starts]
        tail = (self.before[ends] - self.before[left + 1]) * self.shifts[starts + 1]
        return head + tail, owners


def mixed(values: Hashes) -> Hashes:
    """Hashes whose bits all depend on all bits of the values."""
    found = (values ^ (values >> np.uint64(30))) * _MIXED[0]
    found = (found ^ (found >> np.uint64(27))) * _MIXED[1]
    return found ^ (found >> np.uint64(31))


def joined(kind: int, parts: Iterable[Any]) -> Hashes:
    """One hash of several, of a kind of its own."""
    found = np.full(1, kind, dtype=np.uint64)
    for part in parts:
        found = mixed(np.asarray(part, dtype=np.uint64) + found * np.uint64(_BASE))
    return found
