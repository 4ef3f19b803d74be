"""What a comparison of names says: the outcome, how sure it is and why."""

from __future__ import annotations

from typing import Literal, NamedTuple

Outcome = Literal["same", "maybe", "different"]


class Match(NamedTuple):
    """How alike two names are: 0 to 1, the outcome and its reason in words."""

    score: float
    outcome: Outcome
    reason: str


class Pair(NamedTuple):
    """Two of the names given, by their places, that are or may be one customer."""

    i: int
    j: int
    score: float
    outcome: Outcome
    reason: str
