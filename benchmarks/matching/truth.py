"""Rows typed by people with the company each one means, and the measure of pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    """A typed name; where it could mean several companies, all of them."""

    typed: str
    company: int
    kind: str
    candidates: frozenset[int]
    legal_name: str


class Quality(NamedTuple):
    """Precision, recall and F1 of pairs."""

    precision: float
    recall: float
    f1: float


def read(path: Path) -> list[Row]:
    """The rows of a file with columns row, person, typed, company, kinds, candidates, legal."""
    rows = []
    for line in lines(path):
        _, _, typed, company, kind, candidates, legal = line.split("\t")
        several = frozenset(map(int, candidates.split(","))) if candidates else frozenset()
        rows.append(Row(typed, int(company), kind, several, legal))
    return rows


def read_names(path: Path) -> list[str]:
    """Nothing but the typed names of such a file."""
    return [line.split("\t", 3)[2] for line in lines(path)]


def lines(path: Path) -> Iterator[str]:
    """The lines of a file."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.rstrip("\n")


def write(path: Path, rows: Iterable[Row]) -> None:
    """Writes rows to such a file."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for number, row in enumerate(rows):
            candidates = ",".join(map(str, sorted(row.candidates)))
            parts = (number, "", row.typed, row.company, row.kind, candidates, row.legal_name)
            file.write("\t".join(map(str, parts)) + "\n")


def read_listed(path: Path, first_number: int) -> list[Row]:
    """Two rows for each line of a file with columns short, full below its heading."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:]):
        short, full = line.split("\t")
        company = first_number + number
        rows.append(Row(short, company, "alias", frozenset(), full))
        rows.append(Row(full, company, "full", frozenset(), full))
    return rows


def true_pairs(rows: list[Row]) -> set[tuple[int, int]]:
    """The pairs of rows that mean one company without doubt."""
    groups: dict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if not row.candidates:
            groups[row.company].append(number)
    return {pair for group in groups.values() for pair in combinations(group, 2)}


def verdict(one: Row, other: Row) -> bool | None:
    """True if both mean one company, None if nobody could tell."""
    if not one.candidates and not other.candidates:
        return one.company == other.company
    meant = (one.candidates or {one.company}) & (other.candidates or {other.company})
    return None if meant else False


def quality(rows: list[Row], found: Iterable[tuple[int, int]], wanted: int) -> Quality:
    """The quality of found pairs where that many are to be found."""
    verdicts = [verdict(rows[i], rows[j]) for i, j in found]
    right, wrong = verdicts.count(True), verdicts.count(False)
    precision, recall = right / max(1, right + wrong), right / max(1, wanted)
    return Quality(precision, recall, 2 * precision * recall / max(1e-9, precision + recall))
