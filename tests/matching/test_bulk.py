"""Many pairs at once against the plain definitions: candidates, context and room for measures."""

from collections import defaultdict
from itertools import combinations
from random import Random

import numpy as np
import pytest

from benchmarks.matching.companies import rows
from xlsales.matching.candidates import largest_block, sharing_a_key
from xlsales.matching.columns import columns_of
from xlsales.matching.context import LIKELY, SEEN, around, chance
from xlsales.matching.forest import forest
from xlsales.matching.keyed import keys_of
from xlsales.matching.measure import Measures
from xlsales.matching.name import parse

NAMES = [parse(row.typed) for row in rows(600, seed=11)]


def test_pairs_that_share_a_key_come_once_and_in_order_however_many_at_once() -> None:
    columns = columns_of(NAMES)
    owners = defaultdict(list)
    for hashes, places in keys_of(columns):
        for key, place in zip(hashes.tolist(), places.tolist(), strict=True):
            owners[key].append(place)
    shared = {
        (min(two), max(two))
        for block in owners.values()
        if len(block) <= largest_block(len(NAMES))
        for two in combinations(block, 2)
        if two[0] != two[1]
    }
    for at_once in (7, 500, 10**6):
        parts = list(sharing_a_key(columns, at_once))
        assert len(parts) > 1 or at_once == 10**6
        found = [(pair >> 32, pair & 0xFFFFFFFF) for part in parts for pair in part.tolist()]
        assert found == sorted(shared)


@pytest.mark.parametrize("names", [[], NAMES[:1], NAMES[:1] * 2])
def test_few_names_share_keys_only_with_another(names: list) -> None:
    found = [pair for part in sharing_a_key(columns_of(names)) for pair in part.tolist()]
    assert found == ([1] if len(names) == 2 else [])


def told_of(pairs: dict[tuple[int, int], float], i: int, j: int) -> list[float]:
    """What the other names say about a pair, said plainly."""

    def rivals(name: int) -> list[float]:
        return [w for two, w in pairs.items() if name in two and two != (i, j) and w > SEEN]

    def sure(one: int, other: int) -> float:
        weight = pairs.get((min(one, other), max(one, other)), 0)
        return weight if weight > LIKELY else 0

    own = int(pairs[i, j] > SEEN)
    best = sorted(max(rivals(name), default=0) for name in (i, j))
    counts = sorted(max(len(rivals(name)) + own, 1) for name in (i, j))
    sums = sorted(sum(rivals(name)) for name in (i, j))
    names = {name for two in pairs for name in two} - {i, j}
    third = max((min(sure(i, k), sure(j, k)) for k in names), default=0)
    third = third if pairs[i, j] > SEEN / 2 else 0
    return [*(100 * b for b in best), *counts, *(100 * s for s in sums), 100 * third]


@pytest.mark.parametrize("seed", range(40))
def test_the_context_of_each_pair_is_what_the_other_pairs_say(seed: int) -> None:
    random = Random(seed)
    count = random.randrange(2, 15)
    every = list(combinations(range(count), 2))
    chosen = sorted(random.sample(every, random.randrange(len(every) + 1)))
    odds = [random.choice((-5.5, -5.0, -1.0, 0.0, random.uniform(-6, 5))) for _ in chosen]
    one, other = np.array(chosen, dtype=np.int64).reshape(-1, 2).T
    found = around(one, other, np.array(odds), count).context(one, other, np.array(odds))
    weights = chance(np.array(odds)).tolist()
    pairs = dict(zip(chosen, weights, strict=True))
    for at, (i, j) in enumerate(chosen):
        told = [float(column[at]) for column in found]
        assert told == pytest.approx(told_of(pairs, i, j), abs=0.51)


def test_no_question_is_about_measures_beyond_their_little_room() -> None:
    room = np.iinfo(np.int8)
    asked = [q for name in ("alone", "among") for tree in forest(name) for q in tree.questions]
    limits = {least for what, least in asked if what < len(Measures._fields)}
    assert room.min < min(limits) and max(limits) <= room.max
