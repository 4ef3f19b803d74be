"""Learns the two forests of the score from typed rows with their companies.

Run: python -m benchmarks.matching.learn.train ROWS.tsv [--listed NAMES.tsv] [--validate]
Needs catboost. ROWS.tsv is in the format of `benchmarks.matching.truth.read`.
With --validate nothing is written: the companies are split in five parts, and each part is
scored by forests that saw none of its companies.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from itertools import combinations, product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from catboost import CatBoostClassifier

from benchmarks.matching.learn.augment import like, typed_again
from benchmarks.matching.truth import Row, read, read_listed, true_pairs, verdict
from xlsales.matching.candidates import candidates
from xlsales.matching.columns import among, columns_of, crowd_of, measures
from xlsales.matching.context import around
from xlsales.matching.name import identity, parse

TARGET = Path(__file__).parents[3] / "xlsales" / "matching" / "data"
PARTS = 5
ALONE = {"iterations": 300, "depth": 6, "learning_rate": 0.08, "l2_leaf_reg": 5}
AMONG = {"iterations": 200, "depth": 5, "learning_rate": 0.06, "l2_leaf_reg": 5}


class Set(NamedTuple):
    """Candidate pairs of distinct names with their measures and verdicts (-1: nobody knows)."""

    rows: list[Row]
    members: list[list[int]]
    one: Any
    other: Any
    table: Any
    right: Any
    parts: Any


def prepared(rows: list[Row]) -> Set:
    """The candidate pairs of the rows, measured."""
    distinct: dict[Any, int] = {}
    members: list[list[int]] = []
    names = []
    for number, row in enumerate(rows):
        name = parse(row.typed)
        at = distinct.setdefault(identity(name), len(names))
        if at == len(names):
            names.append(name)
            members.append([])
        members[at].append(number)
    columns = columns_of(names)
    columns = among(columns, crowd_of(columns))
    one, other = (np.concatenate(ends) for ends in zip(*candidates(columns), strict=True))
    table = np.array(measures(columns, one, other), dtype=np.int64).T
    first = [rows[group[0]] for group in members]
    pairs = list(zip(one.tolist(), other.tolist(), strict=True))
    verdicts = [verdict(first[i], first[j]) for i, j in pairs]
    right = np.array([-1 if v is None else int(v) for v in verdicts])
    parts = np.array(
        [[first[i].company * 7919 % PARTS, first[j].company * 7919 % PARTS] for i, j in pairs]
    )
    return Set(rows, members, one, other, table, right, parts)


def learned(table: Any, right: Any, settings: dict[str, Any]) -> Any:
    """A forest learned from the pairs whose verdict is known."""
    known = right >= 0
    model = CatBoostClassifier(verbose=0, thread_count=2, random_seed=1, **settings)
    return model.fit(table[known], right[known])


def log_odds(model: Any, table: Any) -> Any:
    """What a forest gives each pair."""
    return model.predict(table, prediction_type="RawFormulaVal")


def out_of_part(model_of: Any, chosen: Set, table: Any) -> Any:
    """Log-odds of each pair by the forest that saw none of its first name's companies."""
    found = np.zeros(len(chosen.right))
    for part in range(PARTS):
        here = chosen.parts[:, 0] == part
        found[here] = log_odds(model_of(part), table[here])
    return found


def shift_of(points: Any, right: Any) -> float:
    """What to add to log-odds so that as many pairs are expected as there are."""
    known, low, high = right >= 0, -10.0, 10.0
    for _ in range(60):
        middle = (low + high) / 2
        expected = (1 / (1 + np.exp(-(points[known] + middle)))).sum()
        low, high = (middle, high) if expected < (right[known] == 1).sum() else (low, middle)
    return low


def with_context(chosen: Set, points: Any) -> Any:
    """The measures with what the other names say, and the first score."""
    one, other = chosen.one, chosen.other
    context = around(one, other, points, len(chosen.members)).context(one, other, points)
    thousandths = np.rint(1000 * points)
    return np.column_stack([chosen.table, *context, thousandths])


def known_verdicts(chosen: Set, points: Any) -> list[tuple[float, bool]]:
    """The score and the verdict of each pair of rows whose verdict is known."""
    found = [
        (score, verdict(chosen.rows[a], chosen.rows[b]))
        for i, j, score in zip(chosen.one, chosen.other, points, strict=True)
        for a, b in product(chosen.members[i], chosen.members[j])
    ]
    found += [
        (99.0, verdict(chosen.rows[a], chosen.rows[b]))
        for group in chosen.members
        for a, b in combinations(group, 2)
    ]
    return [(score, right) for score, right in found if right is not None]


def curve(chosen: Set, points: Any) -> str:
    """The best F1 of rows' pairs, and recall at some precisions."""
    found = known_verdicts(chosen, points)
    found.sort(key=lambda pair: -pair[0])
    right = np.cumsum([v for _, v in found])
    count = np.arange(1, len(found) + 1)
    precision, recall = right / count, right / len(true_pairs(chosen.rows))
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    best = int(f1.argmax())
    text = f"F1 {f1[best]:.4f} P {precision[best]:.3f} R {recall[best]:.3f} at {found[best][0]:.2f}"
    for wanted in (0.99, 0.985, 0.97, 0.9, 0.8):
        enough = np.flatnonzero(precision >= wanted)
        text += f" R@P{wanted} {recall[enough[-1]] if len(enough) else 0:.3f}"
    return text


def written(model: Any, shift: float, name: str) -> None:
    """Writes a forest in the form that `xlsales.matching.forest` reads."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        content = json.loads(path.read_text())
    lines = []
    for tree in content["oblivious_trees"]:
        asked = " ".join(
            f"{split['float_feature_index']} {int(np.floor(split['border'])) + 1}"
            for split in tree["splits"]
        )
        points = " ".join(str(round(1000 * value)) for value in tree["leaf_values"])
        lines.append(f"{asked}|{points}")
    scale, bias = content["scale_and_bias"]
    assert scale == 1
    lines.append(f"0 0|0 {round(1000 * (bias[0] + shift))}")
    (TARGET / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    """Learns both forests, and validates or writes them."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("rows", type=Path)
    arguments.add_argument("--listed", type=Path)
    arguments.add_argument("--validate", action="store_true")
    options = arguments.parse_args()
    rows = read(options.rows)
    taken = {row.legal_name for row in rows}
    listed = read_listed(options.listed, 10_000_000) if options.listed else []
    listed = [row for row in listed if row.legal_name not in taken]
    many = prepared(rows + typed_again(rows, 5, seed=1) + listed)
    real = [prepared(rows), *(prepared(like(rows, seed)) for seed in (2, 3, 4, 5))]
    mixed = listed[: len(rows) // 5] + rows
    real += [prepared(mixed)] if listed else []
    models = {}
    for part in range(PARTS):
        unseen = (many.parts != part).all(axis=1)
        models[part] = learned(many.table[unseen], many.right[unseen], ALONE)
    alone = [out_of_part(models.__getitem__, chosen, chosen.table) for chosen in real]
    shift = shift_of(alone[0], real[0].right)
    print("alone ", curve(real[0], alone[0] + shift), "shift", shift)
    tables = [with_context(c, points + shift) for c, points in zip(real, alone, strict=True)]
    if options.validate:
        validate(real, tables)
        return
    written(learned(many.table, many.right, ALONE), shift, "alone")
    among = learned(np.concatenate(tables), np.concatenate([c.right for c in real]), AMONG)
    written(among, 0.0, "among")


def validate(real: list[Set], tables: list[Any]) -> None:
    """Prints how well pairs are found whose companies were not learned from."""
    second: dict[int, Any] = {}
    for part in range(PARTS):
        unseen = [(c.parts != part).all(axis=1) for c in real]
        table = np.concatenate([t[u] for t, u in zip(tables, unseen, strict=True)])
        right = np.concatenate([c.right[u] for c, u in zip(real, unseen, strict=True)])
        second[part] = learned(table, right, AMONG)
    found = out_of_part(second.__getitem__, real[0], tables[0])
    print("among ", curve(real[0], found))
    for more, table in list(zip(real, tables, strict=True))[5:]:
        print("listed", curve(more, out_of_part(second.__getitem__, more, table)))
    wrong: dict[str, int] = defaultdict(int)
    for score, right, i, j in zip(found, real[0].right, real[0].one, real[0].other, strict=True):
        if right == 1 and score < 0:
            kinds = sorted(
                real[0].rows[real[0].members[at][0]].kind.replace("+cosmetic", "") for at in (i, j)
            )
            wrong[" ".join(kinds)] += 1
    print(sorted(wrong.items(), key=lambda pair: -pair[1])[:25])


if __name__ == "__main__":
    main()
