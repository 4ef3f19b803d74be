"""A seeded world of invented companies, and rows in which people type their names.

Regions and trades are real words, the brands are made up. As in a real register many
companies are near-identical: the same brand elsewhere or in another trade, a brand of the
same sound, one character more or another one.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate
from random import Random
from typing import Any, NamedTuple

from benchmarks.matching.learn.augment import typist
from benchmarks.matching.truth import Row
from benchmarks.matching.typist import Company, short
from xlsales.matching.lexicon import rarity, regions, sounds, trades

FORMS = ("有限公司",) * 17 + ("有限责任公司", "有限责任公司", "股份有限公司")
GROUPS = ((1, 75), (2, 18), (3, 5), (4, 2))
RARE = rarity("\u9fa0")
SIBLINGS = 0.06
POPULAR, SHARED, ONE_WORD = 20_000, 0.5, 0.6
LENGTHS = ((2, 60), (3, 22), (4, 18))


class Choice(NamedTuple):
    """Values with their weights added up, which makes a choice among many fast."""

    values: Sequence[Any]
    weights: list[float]

    def one(self, chance: Random) -> Any:
        """One of the values."""
        return chance.choices(self.values, cum_weights=self.weights)[0]


def weighted(values: Sequence[Any], weights: Iterable[float]) -> Choice:
    """The values, to be chosen by weight."""
    return Choice(values, list(accumulate(weights)))


def falling(values: Sequence[Any], flat: int) -> Choice:
    """The values with weights that fall with the rank, as the sizes of cities do."""
    return weighted(values, (1 / (rank + flat) for rank in range(len(values))))


class World:
    """Invented companies; the same seed invents the same ones."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        everyday = [c for c in map(chr, sounds()) if len(c.encode("gb2312", "ignore")) == 2]
        usual = [c for c in everyday if rarity(c) < RARE]
        self.characters = weighted(usual, (math.exp(-rarity(c) / 2) for c in usual))
        self.alike: dict[int, list[str]] = defaultdict(list)
        for character in usual:
            self.alike[sounds()[ord(character)]].append(character)
        self.regions = self.shuffled(name for name in regions() if 2 <= len(name) <= 4)
        self.words = self.shuffled(word for word in trades() if 2 <= len(word) <= 6)
        self.by_region, self.by_word = falling(self.regions, 40), falling(self.words, 8)
        self.by_length = weighted(*zip(*LENGTHS, strict=True))
        self.by_brand = falling([self.new_brand() for _ in range(POPULAR)], 60)

    def shuffled(self, words: Iterable[str]) -> list[str]:
        """The words, the most common first: which ones are is up to chance."""
        found = sorted(words)
        self.chance.shuffle(found)
        return found

    def brand(self) -> str:
        """A brand: half of the companies share popular ones."""
        if self.chance.random() >= SHARED:
            return self.new_brand()
        popular: str = self.by_brand.one(self.chance)
        return popular

    def new_brand(self) -> str:
        """An invented brand of two to four characters."""
        size = self.by_length.one(self.chance)
        return "".join(self.characters.one(self.chance) for _ in range(size))

    def company(self) -> Company:
        """An invented company."""
        count = 1 if self.chance.random() < ONE_WORD else 2
        words = tuple(self.by_word.one(self.chance) for _ in range(count))
        region = self.by_region.one(self.chance)
        return Company(region, self.brand(), words, self.chance.choice(FORMS))

    def sibling(self, company: Company) -> Company:
        """Another company that is easily taken for this one."""
        other, brand = self.company(), company.brand
        at = self.chance.randrange(len(brand))
        alike = self.alike.get(sounds().get(ord(brand[at]), 0), [brand[at]])
        changed = (
            {"region": other.region},
            {"region": other.region, "trades": other.trades},
            {"trades": other.trades},
            {"brand": brand + other.brand[0]},
            {"brand": brand[:at] + other.brand[0] + brand[at + 1 :]},
            {"brand": brand[:at] + self.chance.choice(alike) + brand[at + 1 :]},
        )
        return company._replace(**self.chance.choice(changed))

    def companies(self, count: int) -> list[Company]:
        """That many different companies, some of them siblings of another."""
        found: dict[str, Company] = {}
        while len(found) < count:
            company = self.company()
            found[company.legal_name] = company
            while self.chance.random() < SIBLINGS:
                company = self.sibling(company)
                found[company.legal_name] = company
        return list(found.values())[:count]


def writings(company: Company) -> set[str]:
    """The ways to write a company's name without a slip that may mean another one as well."""
    region, brand, trades = company.region, company.brand, "".join(company.trades)
    return {
        *(brand, brand + "集团", brand + company.trades[-1][-2:], brand + company.trades[0]),
        *(brand + trades, brand + trades + company.form, region + brand + trades + company.form),
        short(region) + brand,
    }


def meanings(companies: list[Company], texts: set[str]) -> dict[str, set[int]]:
    """For each of the texts the companies that it can mean."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, company in enumerate(companies):
        for text in writings(company) & texts:
            found[text].add(number)
    return found


def rows(count: int, seed: int, share: float = 0.36) -> list[Row]:
    """Typed rows; that share of the companies' rows belong to a company with several."""
    world, hand = World(seed), typist(seed)
    companies = world.companies(2 * count)
    several = weighted(*zip(*GROUPS, strict=True))
    typed: list[tuple[int, str, str, str]] = []
    for number, company in enumerate(companies):
        many = world.chance.random() < share / 0.36
        size = several.one(world.chance) if many else 1
        typed += [(number, *hand.written(company)) for _ in range(size)]
        if len(typed) >= count:
            break
    possible = meanings(companies, {plain for _, plain, _, _ in typed})
    world.chance.shuffle(typed)
    return [
        Row(
            text,
            number,
            kind,
            candidates(number, possible.get(plain)),
            companies[number].legal_name,
        )
        for number, plain, text, kind in typed[:count]
    ]


def candidates(number: int, possible: set[int] | None) -> frozenset[int]:
    """All companies that a text can mean; none if that is plain."""
    found = frozenset({number, *(possible or ())})
    return found if len(found) > 1 else frozenset()
