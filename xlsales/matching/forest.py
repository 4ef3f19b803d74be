"""The learned score: trees of a few questions each, whose answers' points are added up."""

from __future__ import annotations

import os.path
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple


class Tree(NamedTuple):
    """Questions (which measure, at least how much) and the points for each set of answers."""

    questions: tuple[tuple[int, int], ...]
    points: tuple[int, ...]


@lru_cache(maxsize=2)
def forest(name: str) -> tuple[Tree, ...]:
    """The trees of a file: on each line the questions, a bar, and the points in thousandths."""
    path = os.path.join(os.path.dirname(__file__), "data", f"{name}.txt")
    trees = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            asked, _, points = line.partition("|")
            numbers = [int(number) for number in asked.split()]
            questions = tuple((numbers[k], numbers[k + 1]) for k in range(0, len(numbers), 2))
            trees.append(Tree(questions, tuple(int(point) for point in points.split())))
    return tuple(trees)


def points_of(name: str, measures: Sequence[int]) -> int:
    """The sum of all trees' points for one pair: log-odds in thousandths."""
    total = 0
    for tree in forest(name):
        answers = 0
        for bit, (what, least) in enumerate(tree.questions):
            answers += (measures[what] >= least) << bit
        total += tree.points[answers]
    return total
