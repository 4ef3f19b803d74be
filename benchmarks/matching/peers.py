"""What a user would pick instead: each method finds pairs of names with a likeness."""

from __future__ import annotations

import logging
import re
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Any

from xlsales.matching import customer_key, pairs

# Of each pair both places and a likeness; this package says more.
Found = Sequence[tuple[Any, ...]]
FORM = re.compile("(股份有限公司|有限责任公司|有限公司|公司|集团)$")
LARGEST_BLOCK = 200


def _equal(keys: Iterable[str]) -> Found:
    """All pairs of names with an equal key that is not empty."""
    groups: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        if key:
            groups[key].append(place)
    return [(i, j, 1.0) for group in groups.values() for i, j in combinations(group, 2)]


def exact(names: list[str]) -> Found:
    """Equal after stripping spaces."""
    return _equal(name.strip() for name in names)


def normalised(names: list[str]) -> Found:
    """Equal without width, script, punctuation and legal form."""
    return _equal(customer_key(name) for name in names)


def _blocks(names: list[str]) -> set[tuple[int, int]]:
    """Pairs that share two neighbouring characters which few names have."""
    owners: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        for pair in {name[k : k + 2] for k in range(len(name) - 1)}:
            owners[pair].append(place)
    return {
        pair
        for places in owners.values()
        if len(places) <= LARGEST_BLOCK
        for pair in combinations(places, 2)
    }


def _plain(names: list[str]) -> list[str]:
    """The names as most people clean them: no spaces, no brackets, no legal form."""
    return [FORM.sub("", re.sub(r"[\W_]", "", name)) for name in names]


def rapidfuzz_blocked(names: list[str]) -> Found:
    """rapidfuzz's WRatio over pairs that share two rare neighbouring characters."""
    from rapidfuzz import fuzz, process

    cleaned = _plain(names)
    chosen = sorted(_blocks(cleaned))
    scores = process.cpdist(
        [cleaned[i] for i, _ in chosen],
        [cleaned[j] for _, j in chosen],
        scorer=fuzz.WRatio,
        workers=1,
    )
    scored = zip(chosen, scores.tolist(), strict=True)
    return [(i, j, score / 100) for (i, j), score in scored if score >= 60]


def string_grouper(names: list[str]) -> Found:
    """string_grouper: cosine of two-character TF-IDF."""
    import pandas as pd
    from string_grouper import match_strings

    found = match_strings(
        pd.Series(_plain(names)),
        ngram_size=2,
        normalize_to_ascii=False,
        min_similarity=0.4,
        max_n_matches=50,
        number_of_processes=1,
    )
    columns = ("left_index", "right_index", "similarity")
    rows = zip(*(found[column].tolist() for column in columns), strict=True)
    return [(i, j, score) for i, j, score in rows if i < j]


def splink(names: list[str]) -> Found:
    """splink on DuckDB: first characters, last characters and likeness, learned unsupervised."""
    import pandas as pd
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    cleaned = _plain(names)
    frame = pd.DataFrame({"unique_id": range(len(names)), "name": cleaned})
    frame["head"], frame["tail"] = frame["name"].str[:2], frame["name"].str[-2:]
    frame["second"] = frame["name"].str[2:4]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.8, 0.7]),
            cl.ExactMatch("second").configure(term_frequency_adjustments=True),
            cl.ExactMatch("tail"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("head"),
            block_on("second"),
            block_on("tail", "substr(name, 1, 1)"),
        ],
    )
    linker = Linker(DuckDBAPI().register(frame), settings, log_level="ERROR")
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("head"))
    found = linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()
    columns = ("unique_id_l", "unique_id_r", "match_probability")
    rows = zip(*(found[column].tolist() for column in columns), strict=True)
    return [(min(i, j), max(i, j), score) for i, j, score in rows]


def xlsales(names: list[str]) -> Found:
    """This package: every pair it yields."""
    return list(pairs(names))


METHODS: dict[str, Callable[[list[str]], Found]] = {
    "exact": exact,
    "normalised": normalised,
    "rapidfuzz, blocked": rapidfuzz_blocked,
    "string_grouper": string_grouper,
    "splink": splink,
    "xlsales": xlsales,
}


LARGEST = {"rapidfuzz, blocked": 100_000, "string_grouper": 100_000, "splink": 100_000}


def quietly(method: str, names: list[str]) -> Found:
    """What a method finds, its warnings left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return METHODS[method](names)
