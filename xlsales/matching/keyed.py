"""The keys of many names at once: `keys` for a million, as hashes of slices of their letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, Tuple

import numpy as np
from numpy.typing import NDArray

from xlsales.matching.columns import Columns
from xlsales.matching.keys import latin_start
from xlsales.matching.letters import Hasher, Hashes, Places, Texts, joined, mixed

Keys = Tuple[Hashes, Places]
SOUND, HEAD, HEARD, HEAD_END, BRAND, BRAND_PLACE, BRAND_TRADE, LESS, END, TAIL, WHERE = range(11)
PROVINCES = 10_000
AT_ONCE = 1 << 14


class Parts(NamedTuple):
    """Names with what hashes their parts as written and as heard."""

    columns: Columns
    written: Hasher
    heard: Hasher

    def of(self, part: str, which: Any = slice(None)) -> Texts:
        """A part of some of the names."""
        return self.columns.texts[part].at(which)

    def where(self) -> NDArray[np.int32]:
        """A number for each name's city, or else its province."""
        numbers = self.columns.numbers
        province = np.where(numbers["province"] > 0, numbers["province"] + PROVINCES, 0)
        return np.where(numbers["city"] > 0, numbers["city"], province)


def keys_of(columns: Columns) -> Iterator[Keys]:
    """All keys, and beside each the place of its name; in parts, which take less room."""
    for first in range(0, len(columns.names), AT_ONCE):
        hashes, owners = _keys(columns.part(first, first + AT_ONCE))
        yield hashes, owners + first


def _keys(columns: Columns) -> Keys:
    """The keys of neighbouring names."""
    texts = columns.texts
    parts = Parts(columns, Hasher(texts["stem"].codes), Hasher(texts["sound"].codes))
    everybody = np.arange(len(columns.names))
    found = [(key, everybody) for key in _for_all(parts)] + list(_for_some(parts))
    hashes = np.concatenate([key for key, _ in found])
    return mixed(hashes), np.concatenate([owners for _, owners in found])


def _for_all(parts: Parts) -> Iterator[Hashes]:
    """The keys that every name has."""
    core, sound, trade = parts.of("core"), parts.of("sound"), parts.of("trade")
    written, heard, where = parts.written.of, parts.heard.of, parts.where()
    brand, first = written(parts.of("brand")), written(trade.to(1))
    two = heard(sound.to(2))
    yield joined(SOUND, [heard(sound)])
    yield joined(SOUND, [heard(parts.of("stem_sound"))])
    yield joined(HEAD, [written(core.to(2))])
    yield joined(HEARD, [heard(sound.to(3))])
    yield joined(TAIL, [two, written(core.last(1))])
    yield joined(WHERE, [two, where, first])
    yield joined(HEAD_END, [written(core.to(2)), written(core.last(2))])
    yield joined(BRAND, [heard(parts.of("brand_sound"))])
    yield joined(BRAND_PLACE, [brand, where])
    yield joined(BRAND_TRADE, [brand, first])


def _for_some(parts: Parts) -> Iterator[Keys]:
    """The keys that longer names, names with a region and names with Latin letters have."""
    core, written, heard = parts.of("core"), parts.written.of, parts.heard.of
    long = np.flatnonzero(core.lengths >= 3)
    yield from _one_less(parts, "core", long)
    longer = np.flatnonzero(core.lengths >= 5)
    yield joined(END, [heard(parts.of("sound", longer).last(5))]), longer
    placed = np.flatnonzero(parts.of("stem").lengths > core.lengths)
    yield from _one_less(parts, "stem", placed)
    yield joined(HEAD, [written(parts.of("stem", placed).to(2))]), placed
    yield joined(HEARD, [heard(parts.of("stem_sound", placed).to(4))]), placed
    latin = np.flatnonzero(core.codes[core.starts] < 128)
    starts = [latin_start(parts.columns.names[at].core) for at in latin.tolist()]
    begin = np.array(starts, dtype=np.int32)
    latin, begin = latin[begin > 0], begin[begin > 0]
    yield joined(HEAD, [written(core.at(latin).behind(begin).to(2))]), latin
    yield joined(SOUND, [heard(parts.of("sound", latin).behind(begin))]), latin


def _one_less(parts: Parts, part: str, which: Places) -> Iterator[Keys]:
    """The part itself and the part without each of its characters."""
    texts = parts.of(part, which)
    yield joined(LESS, [parts.written.of(texts)]), which
    long = np.flatnonzero(texts.lengths >= 4)
    hashes, owners = parts.written.one_less(texts.at(long))
    yield joined(LESS, [hashes]), which[long[owners]]
