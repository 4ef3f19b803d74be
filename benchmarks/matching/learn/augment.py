"""More ways to type the companies of a training file, so that rare slips are seen often."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from random import Random

from opencc import OpenCC

from benchmarks.matching.truth import Row
from benchmarks.matching.typist import Company, Typist
from xlsales.matching.lexicon import rarity, shapes, sounds, trades
from xlsales.matching.name import parse


def lookalikes() -> dict[str, str]:
    """For each character those that share most parts with it."""
    sharing: dict[int, list[str]] = defaultdict(list)
    characters = [c for c in map(chr, sounds()) if shapes(c)]
    for character in characters:
        for part in shapes(character):
            sharing[part].append(character)
    found = {}
    for character in characters:
        counts = Counter(c for part in shapes(character) for c in sharing[part] if c != character)
        if counts:
            most = max(counts.values())
            found[character] = "".join(sorted(c for c in counts if counts[c] == most)[:40])
    return found


def traditional() -> dict[str, str]:
    """The traditional form of each simplified character that has one."""
    convert = OpenCC("s2t").convert
    return {c: convert(c) for c in map(chr, sounds()) if convert(c) != c}


def typist(seed: int) -> Typist:
    """A typist who makes every kind of slip."""
    return Typist(seed, lookalikes(), traditional())


def words_of(trade: str) -> Iterator[str]:
    """The trade words that a trade is made of."""
    while trade:
        size = next((k for k in range(6, 1, -1) if trade[:k] in trades()), len(trade))
        yield trade[:size]
        trade = trade[size:]


def company_of(legal_name: str, chance: Random) -> Company:
    """A legal name in its parts; now and then a trade word counts to the brand."""
    name = parse(legal_name)
    brand, words = name.brand, list(words_of(name.trade))
    if words and chance.random() < 0.12:
        brand += words.pop(0)
    return Company(name.region, brand, tuple(words), name.form)


def ambiguous_rarity(companies: list[Company]) -> float:
    """The rarity below which a brand alone is taken to mean several companies."""
    grades = sorted(rarity(company.brand) for company in companies)
    return grades[math.floor(0.43 * len(grades))]


def typed_again(rows: list[Row], times: int, seed: int) -> list[Row]:
    """Each company of the rows by its legal name and typed that many times."""
    chance, hand = Random(seed), typist(seed)
    companies = {row.company: row.legal_name for row in rows}
    parts = {number: company_of(name, chance) for number, name in companies.items()}
    common = ambiguous_rarity(list(parts.values()))
    found = [Row(name, number, "full", frozenset(), name) for number, name in companies.items()]
    for number, company in parts.items():
        for _ in range(times):
            typed, kind = hand.typed(company)
            if kind.split("+")[0] in ("brand", "group") and rarity(company.brand) < common:
                continue
            found.append(Row(typed, number, kind, frozenset(), companies[number]))
    return found


def like(rows: list[Row], seed: int) -> list[Row]:
    """As many rows for the same companies, typed anew; those typed in doubt stay as they are."""
    chance, hand = Random(seed), typist(seed)
    found = []
    for row in rows:
        if (
            row.candidates
            or row.kind.startswith(("alias", "brand+", "group"))
            or row.kind == "brand"
        ):
            found.append(row)
            continue
        company = company_of(row.legal_name, chance)
        typed, kind = hand.typed(company)
        while kind.split("+")[0] in ("brand", "group", "stock"):
            typed, kind = hand.typed(company)
        found.append(row._replace(typed=typed, kind=kind))
    return found
