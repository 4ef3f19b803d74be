"""A seeded world of invented companies, and rows in which people type their names.

Regions and trades are real words, the brands are made up. As in a real register many
companies are near-identical: the same brand elsewhere or in another trade, a brand of the
same sound, one character more or another one.
"""

from __future__ import annotations

import math
from collections import defaultdict
from random import Random

from benchmarks.matching.learn.augment import typist
from benchmarks.matching.truth import Row
from benchmarks.matching.typist import STYLES, Company, Typist
from xlsales.matching.lexicon import rarity, regions, sounds, trades

FORMS = ("有限公司",) * 17 + ("有限责任公司", "有限责任公司", "股份有限公司")
GROUPS = ((1, 75), (2, 18), (3, 5), (4, 2))
RARE = rarity("\u9fa0")
SIBLINGS = 0.06
POPULAR, SHARED = 3000, 0.5
LENGTHS = ((2, 60), (3, 22), (4, 18))


def falling(count: int, flat: int) -> list[float]:
    """Weights that fall with the rank, as the sizes of cities do."""
    return [1 / (rank + flat) for rank in range(count)]


class World:
    """Invented companies; the same seed invents the same ones."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        everyday = [c for c in map(chr, sounds()) if len(c.encode("gb2312", "ignore")) == 2]
        self.characters = [c for c in everyday if rarity(c) < RARE]
        self.weights = [math.exp(-rarity(c) / 2) for c in self.characters]
        self.regions = sorted(name for name in regions() if 2 <= len(name) <= 4)
        self.chance.shuffle(self.regions)
        self.region_weights = falling(len(self.regions), 40)
        self.popular = [self.new_brand() for _ in range(POPULAR)]
        self.popularity = falling(POPULAR, 30)
        words = sorted(word for word in trades() if 2 <= len(word) <= 6)
        self.chance.shuffle(words)
        self.trades = words
        self.trade_weights = falling(len(words), 8)

    def brand(self) -> str:
        """A brand: half of the companies share popular ones."""
        if self.chance.random() < SHARED:
            return self.chance.choices(self.popular, self.popularity)[0]
        return self.new_brand()

    def new_brand(self) -> str:
        """An invented brand of two to four characters."""
        sizes, shares = zip(*LENGTHS, strict=True)
        size = self.chance.choices(sizes, shares)[0]
        return "".join(self.chance.choices(self.characters, self.weights, k=size))

    def company(self) -> Company:
        """An invented company."""
        count = self.chance.choices((1, 2), (3, 2))[0]
        words = tuple(self.chance.choices(self.trades, self.trade_weights, k=count))
        region = self.chance.choices(self.regions, self.region_weights)[0]
        return Company(region, self.brand(), words, self.chance.choice(FORMS))

    def sibling(self, company: Company) -> Company:
        """Another company that is easily taken for this one."""
        other, brand = self.company(), company.brand
        at = self.chance.randrange(len(brand))
        alike = [c for c in self.characters if sounds()[ord(c)] == sounds().get(ord(brand[at]))]
        return self.chance.choice(
            [
                company._replace(region=other.region),
                company._replace(region=other.region, trades=other.trades),
                company._replace(trades=other.trades),
                company._replace(brand=brand + other.brand[0]),
                company._replace(brand=brand[:at] + other.brand[0] + brand[at + 1 :]),
                company._replace(
                    brand=brand[:at] + self.chance.choice(alike or [brand[at]]) + brand[at + 1 :]
                ),
            ]
        )

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


def meanings(companies: list[Company], chance: Random) -> dict[str, set[int]]:
    """For each way to write a company's name without a slip, the companies it can mean."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, company in enumerate(companies):
        for style in (
            "brand",
            "brand_trade",
            "no_region",
            "region_brand",
            "group",
            "stock",
            "full",
        ):
            found[STYLES[style][1](company, chance)].add(number)
        found[company.brand + "".join(company.trades)].add(number)
    return found


def rows(count: int, seed: int, share: float = 0.36) -> list[Row]:
    """Typed rows; that share of the companies' rows belong to a company with several."""
    world = World(seed)
    companies = world.companies(2 * count)
    possible, hand = meanings(companies, world.chance), typist(seed)
    found: list[Row] = []
    for number, company in enumerate(companies):
        sizes, weights = zip(*GROUPS, strict=True)
        size = (
            world.chance.choices(sizes, weights)[0] if world.chance.random() < share / 0.36 else 1
        )
        found += [typed_row(hand, number, company, possible) for _ in range(size)]
        if len(found) >= count:
            break
    world.chance.shuffle(found)
    return found[:count]


def typed_row(hand: Typist, number: int, company: Company, possible: dict[str, set[int]]) -> Row:
    """One row that means the company, with all companies that its text can mean."""
    plain, typed, kind = hand.written(company)
    several = possible.get(plain, set()) | {number}
    candidates = frozenset(several) if len(several) > 1 else frozenset()
    return Row(typed, number, kind, candidates, company.legal_name)
