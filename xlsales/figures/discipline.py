"""The figures of the rule-books on discipline, W10 and S1.

Each takes numbers, the policy and the day on which it is asked for; None: not in force that day.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xlsales.core.money import yuan
from xlsales.core.policy import Policy

LEGAL = "须由负责人确认，并经法务审核"
"""The hint that every fine, donation and dismissal carries."""

DISMISSAL = "提请辞退"


class Penalty(NamedTuple):
    """What a violation leads to: amounts for the person and the head, or a dismissal proposed."""

    person: Decimal
    head: Decimal
    is_dismissal: bool

    @property
    def measure(self) -> str:
        """What is proposed for the person, in words."""
        return DISMISSAL if self.is_dismissal else f"乐捐{self.person}元"

    @property
    def head_measure(self) -> str:
        """What is proposed for the head of the department, in words."""
        if self.is_dismissal:
            return "无"
        return f"乐捐{self.head}元" if self.head else "警告"


def workflow_penalty(number: int, policy: Policy, on: date) -> Penalty | None:
    """What somebody's violation of that number leads to; the numbers begin with 1."""
    clause = policy("W10", on=on)
    if clause is None:
        return None
    if number < 1:
        raise ValueError(f"违规次数应为1或更大，现为{number}")
    zero = yuan(0)
    if number >= clause["dismissal"]:
        return Penalty(zero, zero, True)
    person, head = (_step(clause[name], number) for name in ("person", "head"))
    return Penalty(person, head, False)


def _step(amounts: tuple[Decimal, ...], number: int) -> Decimal:
    """The amount of that number, the last one where there are fewer."""
    return yuan(amounts[min(number, len(amounts)) - 1]) if amounts else yuan(0)


def groups_missing(invited: int, viewed: int, policy: Policy, on: date) -> int | None:
    """How many groups of customers a week lacks, of both kinds together."""
    clause = policy("S1", on=on)
    if clause is None:
        return None
    wanted: tuple[int, int] = (clause["invited"], clause["taken"])
    return max(0, wanted[0] - invited) + max(0, wanted[1] - viewed)


def weekly_fine(invited: int, visited: int, sold: int, policy: Policy, on: date) -> Decimal | None:
    """The fine of a consultant's week; a week in which something was sold has none."""
    missing = groups_missing(invited, visited, policy, on)
    clause = policy("S1", on=on)
    if clause is None or missing is None:
        return None
    return yuan(0 if sold else missing * clause["fine"])
