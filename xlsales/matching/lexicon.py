"""The word lists of names: regions, trades and the sounds of characters, read once."""

from __future__ import annotations

import os.path
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

FIRST_SOUND = 0xE000


class Place(NamedTuple):
    """Where a region lies; empty where its name leaves it open."""

    province: str
    city: str


NOWHERE = Place("", "")


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
def _numbers() -> tuple[dict[str, int], dict[str, int]]:
    """A number for each province and for each city, 0 for none."""
    provinces = sorted({place.province for place in regions().values()} | {""})
    cities = sorted({place.city for place in regions().values()} | {""})
    return (
        {name: number for number, name in enumerate(provinces)},
        {name: number for number, name in enumerate(cities)},
    )


def province_number(province: str) -> int:
    """The number of a province; 0 where it is not known."""
    return _numbers()[0][province]


def city_number(city: str) -> int:
    """The number of a city; 0 where it is not known."""
    return _numbers()[1][city]


@lru_cache(maxsize=1)
def districts() -> dict[str, Place]:
    """Short names of districts, which count as regions only behind their city."""
    return {
        name[:-1]: place
        for name, place in regions().items()
        if len(name) in (3, 4) and name[-1] in "区县市" and name[:-1] not in regions()
    }


@lru_cache(maxsize=1)
def _by_start() -> Mapping[str, Sequence[str]]:
    """The names that a slip of typing leaves plain, by the characters they may then start with."""
    found: dict[str, list[str]] = {}
    for name in filter(_is_full, regions()):
        for first in {*name[:2]}:
            found.setdefault(first, []).append(name)
    return found


@lru_cache(maxsize=4096)
def slipped_regions(first: str) -> Mapping[str, Place]:
    """Cities' and provinces' names with one slip of typing, those that start with a character."""
    names = _by_start().get(first, ())
    return _places((slip, name) for name in names for slip in _slips(name) if slip[0] == first)


@lru_cache(maxsize=1)
def heard_regions() -> Mapping[str, Place]:
    """Cities' and provinces' names as their sounds."""
    heard = sounds()
    return _places(
        (name.translate(heard), name)
        for name, place in regions().items()
        if _is_full(name) or place.city.startswith(name) or place.province.startswith(name)
    )


def _is_full(name: str) -> bool:
    """True for a city's, county's or province's name that says that it is one."""
    return len(name) >= 3 and name[-1] in "省市县"


def _places(meant: Iterable[tuple[str, str]]) -> Mapping[str, Place]:
    """Where texts lie that stand for regions; open where a text stands for several."""
    known = regions()
    found: dict[str, Place] = {}
    for text, name in meant:
        if text not in known and found.setdefault(text, known[name]) != known[name]:
            found[text] = NOWHERE
    return found


def _slips(name: str) -> Iterator[str]:
    """The name with a character missing, doubled or swapped with the next."""
    for at in range(len(name) - 1):
        head, one, tail = name[:at], name[at], name[at + 1 :]
        yield f"{head}{one}{one}{tail}"
        if len(name) > 3 or name[-1] != "县":
            yield head + tail
        if at + 2 < len(name):
            yield f"{head}{tail[0]}{one}{tail[1:]}"


@lru_cache(maxsize=1)
def trades() -> frozenset[str]:
    """The words that name a trade at the end of a company's name."""
    return frozenset(word for line in _lines("trades.txt") for word in line.split(" "))


@lru_cache(maxsize=1)
def sounds() -> dict[int, int]:
    """Each character's sound as one private character; only equality means something."""
    alike = [line.split(" ")[1] for line in _lines("pinyin.txt")]
    heard = [chr(FIRST_SOUND + number) * len(those) for number, those in enumerate(alike)]
    return str.maketrans("".join(alike), "".join(heard))


@lru_cache(maxsize=1)
def rarity_grades() -> tuple[dict[str, int], int]:
    """How rare each character is in brands, in half powers of e, and how rare the others are."""
    lines = _lines("rarity.txt")
    return {c: grade for grade, line in enumerate(lines) for c in line}, len(lines)


def rarity(text: str) -> int:
    """How rare a text is as a brand: the sum over its characters."""
    grades, other = rarity_grades()
    return sum(grades.get(character, other) for character in text)


@lru_cache(maxsize=1)
def _shape_table() -> Mapping[str, Set[int]]:
    """The parts of each character that few others share, by number."""
    parts: dict[str, set[int]] = {}
    for number, line in enumerate(_lines("shapes.txt")):
        for character in line:
            parts.setdefault(character, set()).add(number)
    return parts


def shapes(character: str) -> Set[int]:
    """The parts that a character shares with those that look like it."""
    return _shape_table().get(character, frozenset())
