"""The word lists of names: regions, trades and the sounds of characters, read once."""

from __future__ import annotations

import os.path
from functools import lru_cache
from typing import NamedTuple

FIRST_SOUND = 0xE000


class Place(NamedTuple):
    """Where a region lies; empty where its name leaves it open."""

    province: str
    city: str


def _lines(name: str) -> list[str]:
    """The lines of one of the word lists."""
    path = os.path.join(os.path.dirname(__file__), "data", name)
    with open(path, encoding="utf-8") as file:
        return file.read().splitlines()


@lru_cache(maxsize=1)
def regions() -> dict[str, Place]:
    """Every region's name, with and without 省, 市, 县, 区, and where it lies."""
    found: dict[str, Place] = {}
    for line in _lines("regions.txt"):
        province, city, *names = line.split(" ")
        place = Place(province.strip("-"), city.strip("-"))
        for name in names:
            short, _, kind = name.partition("/")
            found[short] = found[short + kind] = place
    return found


@lru_cache(maxsize=1)
def trades() -> frozenset[str]:
    """The words that name a trade at the end of a company's name."""
    return frozenset(word for line in _lines("trades.txt") for word in line.split(" "))


@lru_cache(maxsize=1)
def sounds() -> dict[int, str]:
    """Each character's sound as one private character; only equality means something."""
    table: dict[int, str] = {}
    for number, line in enumerate(_lines("pinyin.txt")):
        table.update((ord(character), chr(FIRST_SOUND + number)) for character in line.split(" ")[1])
    return table
