"""Customers that two managers pursue, and companies whose names only look the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from xlsales.core.values import dataclass
from xlsales.demo.department import Account, Department
from xlsales.demo.names import lookalike


@dataclass(frozen=True)
class Pair:
    """Two accounts of two managers: of one customer, or of two whose names are nearly the same."""

    first: Account
    second: Account
    same: bool


def add_rivals(
    department: Department, managers: Sequence[str], count: int, random: Random
) -> tuple[Pair, ...]:
    """Let pairs of these managers pursue one customer, and as many others two that look alike."""
    pairs = tuple(_pairs(department, managers, count, random))
    for pair in pairs:
        department.accounts[pair.second.manager].append(pair.second)
    return pairs


def _pairs(
    department: Department, managers: Sequence[str], count: int, random: Random
) -> Iterator[Pair]:
    taken = dict.fromkeys(managers, 0)
    for number in range(2 * count):
        one, other = random.sample(managers, 2)
        own = department.accounts[one]
        if taken[one] >= len(own):
            continue
        account, same = own[taken[one]], number % 2 == 0
        taken[one] += 1
        if not same:
            account = own[taken[one] - 1] = replace(account, typed=account.company.full)
        yield Pair(account, _rival(account, other, number, same), same)


def _rival(account: Account, manager: str, number: int, same: bool) -> Account:
    """The other manager's account: of the same company typed otherwise, or of one that looks so."""
    company = account.company if same else lookalike(account.company)
    variant = company.variant(number // 2)
    return replace(
        account,
        company=company,
        manager=manager,
        typed=variant if same and variant != account.typed else company.full,
        executive="",
        named=None,
        started=account.started + timedelta(days=20 + number),
        assigned=not same,
    )
