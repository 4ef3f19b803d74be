"""A few new names against many known ones: an index of keys, made once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from xlsales.matching.bulk import Scored, among_others, first_scores, likely
from xlsales.matching.candidates import (
    Beside,
    distinct,
    largest_block,
    side_of,
    worth_measuring,
)
from xlsales.matching.columns import Columns, among, columns_of, crowd_of
from xlsales.matching.keyed import Keys, keys_of
from xlsales.matching.letters import Places, within
from xlsales.matching.name import Name
from xlsales.matching.outcome import size_shift


def _all_keys(columns: Columns) -> Keys:
    """All keys of the names, and beside each the place of its name."""
    found = list(keys_of(columns))
    none = np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    hashes, owners = zip(none, *found, strict=True)
    return np.concatenate(hashes), np.concatenate(owners)


class Index:
    """Known names by their keys, with what is counted of them."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.names = tuple(names)
        columns = columns_of(names)
        self.crowd, self.side = crowd_of(columns), side_of(columns)
        hashes, owners = _all_keys(columns)
        order = np.argsort(hashes)
        hashes, self.owners = hashes[order], owners[order]
        self.starts = np.flatnonzero(np.diff(hashes, prepend=~hashes[:1]))
        self.sizes = np.diff(np.append(self.starts, len(hashes)))
        self.hashes = hashes[self.starts]

    def scored(self, new: Sequence[Name]) -> Scored:
        """The pairs of a new name (first) and a known one (second), scored."""
        columns = columns_of(new)
        one, other = self._sharing_a_key(columns)
        kept = np.flatnonzero(worth_measuring(Beside(side_of(columns), self.side, one, other)))
        one, other = one[kept], other[kept]
        involved = distinct(other.copy())
        names = [*new, *(self.names[place] for place in involved.tolist())]
        second = len(new) + np.searchsorted(involved, other)
        first = first_scores(among(columns_of(names), self.crowd), [(one, second)])
        shift = size_shift(len(self.names) + len(new))
        found = likely(among_others(first, len(names)), shift, len(new))
        return found._replace(other=involved.astype(np.int32)[found.other - len(new)])

    def _sharing_a_key(self, columns: Columns) -> tuple[Places, Places]:
        """The places of new and known names that share a key."""
        hashes, owners = _all_keys(columns)
        # Sorted keys are found fast: each search begins where the memory is still at hand.
        order = np.argsort(hashes)
        hashes, owners = hashes[order], owners[order]
        at = np.searchsorted(self.hashes, hashes)
        at[at == len(self.hashes)] = 0
        largest = largest_block(len(self.names))
        met = np.flatnonzero((self.hashes[at] == hashes) & (self.sizes[at] <= largest))
        at, owners = at[met], owners[met]
        sizes = self.sizes[at]
        known = self.owners[np.repeat(self.starts[at], sizes) + within(sizes)]
        packed = distinct((np.repeat(owners, sizes) << 32) | known)
        return packed >> 32, packed & 0xFFFFFFFF
