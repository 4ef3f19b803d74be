"""The region that opens a name: provinces, cities, districts and zones, also with one slip."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from xlsales.matching.lexicon import (
    NOWHERE,
    Place,
    districts,
    heard_regions,
    regions,
    slipped_regions,
    sounds,
    trades,
)

LONGEST_SLIPPED = 6
_ZONE = re.compile(
    "经济特区|经济技术开发区|高新技术产业开发区|经济开发区|高新区|开发区|保税区|新区"
)


@lru_cache(maxsize=1)
def _lengths() -> dict[str, tuple[int, ...]]:
    """How long the regions are that begin with two characters, the longest first."""
    return _sizes(regions(), slice(2))


@lru_cache(maxsize=1)
def _heard_starts() -> frozenset[str]:
    """The first two sounds of regions."""
    return frozenset(name[:2] for name in heard_regions())


@lru_cache(maxsize=1)
def _trade_sizes() -> dict[str, tuple[int, ...]]:
    """How long the trade words are that end with two characters, the longest first."""
    return _sizes(trades(), slice(-2, None))


def _sizes(words: Iterable[str], part: slice) -> dict[str, tuple[int, ...]]:
    """How long the words are that share a part, the longest first."""
    found: dict[str, tuple[int, ...]] = {}
    for word in sorted(words, key=len):
        shorter = found.get(word[part], ())
        if len(word) not in shorter:
            found[word[part]] = (len(word), *shorter)
    return found


@lru_cache(maxsize=None)
def _place(province: str, city: str) -> Place:
    """The one place of that province and city."""
    return Place(province, city)


def region_at_start(text: str) -> tuple[int, int, Place]:
    """Where the core begins behind a region that opens the text, where its trade, and the place.

    The core and its brand keep two characters at least.
    """
    place, at = NOWHERE, 0
    before = (at, place)
    for _ in range(3):
        length, found = _next_region(text, at, place)
        if not length:
            break
        before = (at, place)
        place = _place(found.province or place.province, found.city or place.city)
        at += length
        if at < len(text) - 2 and text[at] in "省市县区" and text[at + 1] not in "场政":
            at += 1
    cut = trade_start(text, at)
    if at and cut == at:
        at, place = before
    return at, cut if cut >= at + 2 else trade_start(text, at + 2), place


def _next_region(text: str, at: int, within: Place) -> tuple[int, Place]:
    """How long the region's name at this place is, and where it lies; 0 if there is none."""
    left = len(text) - at - 2
    for length in _lengths().get(text[at : at + 2], ()):
        if length <= left:
            found = regions().get(text[at : at + length])
            if found and not (within.province and found.province not in ("", within.province)):
                return length, found
    return _inner_region(text, at, within) if at else _slipped_region(text)


def _inner_region(text: str, at: int, within: Place) -> tuple[int, Place]:
    """A zone, or a district by its short name, behind its city."""
    zone, left = _ZONE.match(text, at), len(text) - at - 2
    if zone and zone.end() - at <= left:
        return zone.end() - at, within
    for length in (3, 2):
        found = districts().get(text[at : at + length])
        if found and length <= left and found.city and found.city == within.city:
            return length, found
    return 0, NOWHERE


def _slipped_region(text: str) -> tuple[int, Place]:
    """A region at the start typed with one slip: its length and place; 0 if there is none."""
    heard = text[:LONGEST_SLIPPED].translate(sounds())
    typed, spoken = slipped_regions(text[:1]), heard_regions()
    if not typed and heard[:2] not in _heard_starts():
        return 0, NOWHERE
    for length in range(min(LONGEST_SLIPPED, len(text) - 2), 1, -1):
        found = typed.get(text[:length])
        if found is None and (like := spoken.get(heard[:length])):
            names = (like.city, like.province)
            found = like if any(len(set(text[:length]) - set(n)) <= 1 for n in names) else None
        if found is not None:
            return length, found
    return 0, NOWHERE


def trade_start(text: str, least: int) -> int:
    """Where the trade begins at the end of a text that keeps that many characters before it."""
    known, sizes, end = trades(), _trade_sizes(), len(text)
    while end > least:
        for size in sizes.get(text[end - 2 : end], ()):
            if size <= end - least and text[end - size : end] in known:
                end -= size
                break
        else:
            break
    return end


def region_of_note(note: str) -> str:
    """The region that a note in brackets names; empty if it names none."""
    known = regions()
    if note in known or note.rstrip("省市县区") in known or place_of_short(note):
        return note
    return next((note[:k] for k in range(len(note), 1, -1) if note[:k] in known), "")


def place_of_short(name: str) -> Place | None:
    """Where a county or district lies whose name is written without 县, 区 or 市."""
    found = (regions().get(name + kind) for kind in "县区市") if len(name) > 1 else ()
    return next((place for place in found if place), None)


def place_of_note(region: str) -> Place:
    """Where the region of a note lies."""
    return place_of_short(region) or region_at_start(region + "公司")[2]
