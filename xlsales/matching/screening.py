"""A few new names against many known ones: an index of keys, made once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from xlsales.matching.bulk import Scored, among_others, first_scores, share_shift
from xlsales.matching.candidates import LARGEST_BLOCK, Beside, distinct, keys_of, worth_measuring
from xlsales.matching.columns import Places, columns_of, crowd_of
from xlsales.matching.name import Name
from xlsales.matching.outcome import size_shift


class Index:
    """Known names by their keys, with what is counted of them."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.names = tuple(names)
        self.crowd = crowd_of(names)
        self.columns = columns_of(names, self.crowd)
        hashes, owners = keys_of(names)
        order = np.argsort(hashes, kind="stable")
        self.hashes, self.owners = hashes[order], owners[order]

    def scored(self, new: Sequence[Name]) -> Scored:
        """The pairs of a new name (first) and a known one (second), scored."""
        one, other = self._sharing_a_key(new)
        beside = Beside(columns_of(new, self.crowd), self.columns, one, other)
        kept = np.flatnonzero(worth_measuring(beside))
        one, other = one[kept], other[kept]
        involved = distinct(other.copy())
        names = [*new, *(self.names[place] for place in involved.tolist())]
        columns = columns_of(names, self.crowd)
        second = len(new) + np.searchsorted(involved, other)
        found = among_others(first_scores(columns, one, second), len(names))
        shift = size_shift(len(self.names) + len(new)) + share_shift(found.points, len(new))
        others = involved[found.other - len(new)]
        return found._replace(other=others, points=found.points + shift)

    def _sharing_a_key(self, new: Sequence[Name]) -> tuple[Places, Places]:
        """The places of new and known names that share a key."""
        hashes, owners = keys_of(new)
        first = np.searchsorted(self.hashes, hashes, "left")
        sizes = np.searchsorted(self.hashes, hashes, "right") - first
        sizes[sizes > LARGEST_BLOCK] = 0
        ends = np.cumsum(sizes)
        within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - sizes, sizes)
        known = self.owners[np.repeat(first, sizes) + within].astype(np.int64)
        packed = distinct((np.repeat(owners, sizes).astype(np.int64) << 32) | known)
        return packed >> 32, packed & 0xFFFFFFFF
