"""The figures of the articles on money, C3 to C10.

Each takes numbers, the policy and the day on which it is asked for; None: not in force that day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from xlsales.core.days import (
    add_months,
    month_end,
    month_start,
    months_overdue,
    next_workday,
    workdays_between,
)
from xlsales.core.money import split, yuan
from xlsales.core.policy import Limit, Policy

IN_PRICE_SYSTEM = "价格体系内"
ZERO = Decimal("0.00")


def percent(share: Decimal) -> str:
    """A share as people write it: one decimal, or as many as tell it from its neighbours.

    >>> percent(Decimal("0.08")), percent(Decimal("0.050001"))
    ('8.0%', '5.0001%')
    """
    figures = f"{share * 100:.4f}".rstrip("0")
    return f"{figures}0%" if figures.endswith(".") else f"{figures}%"


def rebate_rank(share: Decimal, policy: Policy, on: date) -> str | None:
    """The post that may grant a rebate of that share of what was received."""
    return _rebate_rank(lambda limit: limit.admits(share), policy, on)


def rebate_rank_of(
    amount: Decimal, received: Sequence[Decimal], policy: Policy, on: date
) -> str | None:
    """The post that may grant a rebate of that amount on some receipts, whose sum is not 0.

    A share that is itself allowed may have been rounded up to the fen, for each receipt.
    """
    total = sum(received, ZERO)

    def admits(limit: Limit) -> bool:
        if limit.admits(amount / total) or not limit.included:
            return limit.admits(amount / total)
        each = sum((yuan(one * limit.value) for one in received), ZERO)
        return amount <= max(each, yuan(total * limit.value))

    return _rebate_rank(admits, policy, on)


def _rebate_rank(admits: Callable[[Limit], bool], policy: Policy, on: date) -> str | None:
    for id in ("C6.1", "C6.2"):
        clause = policy(id, on=on)
        if clause and admits(clause["share"]):
            return str(clause["rank"])
    beyond = policy("C6.3", on=on)
    return str(beyond["rank"]) if beyond else None


def rebate_fine(due: Decimal, paid: Decimal, policy: Policy, on: date) -> Decimal | None:
    """The fine for what was not paid on to the customer: a multiple of it, 0 if paid in full."""
    clause = policy("C6.5", on=on)
    return yuan(max(ZERO, due - paid) * clause["times"]) if clause else None


def makegood_rank(
    product: str, volume: Decimal, total: Decimal, policy: Policy, on: date
) -> str | None:
    """The post that may grant make-good of that total in a month in which so much was sent."""
    beyond = policy("C4.4", on=on)
    if beyond is None:
        return None
    if not volume:
        return str(beyond["without_volume"])
    for id in ("C4.2", "C4.3"):
        clause = policy(id, on=on)
        if clause and clause["share"][product].admits(total / volume):
            return str(clause["rank"])
    return str(beyond["rank"])


def beyond_rank(matter: str, excess: Decimal, policy: Policy, on: date) -> str | None:
    """The post that may grant what exceeds the price system by that share of its bound.

    None where nobody has to be asked.
    """
    clause, listed = policy("C5.1", on=on), policy("C5.2", on=on)
    if clause is None or listed is None or matter not in listed["matters"]:
        return None
    bound = clause["director"].get(matter)
    _, director, general_manager = clause["ranks"]
    return str(director if bound is None or bound.admits(excess) else general_manager)


def price_rank(price: Decimal, floor: Decimal, policy: Policy, on: date) -> str | None:
    """Who may grant a price: nobody needs to within the price system, else a post."""
    if price >= floor:
        return IN_PRICE_SYSTEM
    return beyond_rank("合作价格", (floor - price) / floor, policy, on)


def effective_cpm(revenue: Decimal, volume: Decimal) -> Decimal:
    """The revenue for each thousand sent, to the fen; the volume is not 0.

    >>> effective_cpm(Decimal(500), Decimal(120000))
    Decimal('4.17')
    """
    return yuan(revenue / volume * 1000)


def delivery_decision(test: Decimal, actual: Decimal, policy: Policy, on: date) -> str | None:
    """Whether a delivery goes on, needs attention or is suspended; the tested CPM is not 0."""
    return deviation_decision(abs(actual - test) / test, policy, on)


def deviation_decision(deviation: Decimal, policy: Policy, on: date) -> str | None:
    """What follows from the share by which a delivery deviates from its test."""
    clause = policy("C3.5", on=on)
    if clause is None:
        return None
    if clause["attention"].admits(deviation):
        return "继续"
    return "关注" if clause["suspend"].admits(deviation) else "暂停"


def commission_split(
    commission: Decimal, is_shared: bool, policy: Policy, on: date
) -> tuple[Decimal, Decimal]:
    """The manager's and the executive's part of a commission, which add up to it."""
    clause = policy("C10.2", on=on)
    if not is_shared or clause is None:
        return yuan(commission), ZERO
    parts = split(commission, clause["shares"])
    return parts["客户经理"], parts["客户执行"]


def overdue_stage(due: date, policy: Policy, on: date) -> str:
    """How far something outstanding is overdue, in the words of article 8."""
    if on <= due:
        return "未到期"
    months = months_overdue(due, on)
    for id, stage in (("C8.3", "可报坏账"), ("C8.2", "每周催账"), ("C8.1", "重点监控")):
        clause = policy(id, on=on)
        if clause and months >= clause["after"]:
            return stage
    return "逾期"


def claim_month(day: date, policy: Policy, on: date) -> date:
    """The first of the month with which an expense is claimed: after the last claim day, the next.

    A month that ends before the last claim day has no such days.
    """
    clause = policy("C9.1", on=on) or policy.latest("C9.1")
    month = month_start(day)
    return add_months(month, 1) if day.day > clause["last"] else month


def claim_window(month: date, policy: Policy, on: date) -> tuple[date, date]:
    """The first and the last day on which a month's expenses are claimed."""
    clause = policy("C9.1", on=on) or policy.latest("C9.1")
    return _window(month, clause["first"], clause["last"])


@lru_cache(maxsize=512)
def _window(month: date, first: int, last: int) -> tuple[date, date]:
    end = month_end(month)
    begin, until = (month.replace(day=min(day, end.day)) for day in (first, last))
    return begin, until if workdays_between(begin, until) else next_workday(until)


def claim_status(day: date, claimed: date, policy: Policy, on: date) -> str | None:
    """Whether an expense of a day can be claimed on another day, in the words of article 9."""
    if policy("C9.1", on=on) is None:
        return None
    first, last = claim_window(claim_month(day, policy, on), policy, on)
    if claimed < max(first, day):
        return "未到报销期"
    if claimed <= last:
        return "可报销"
    own_first, own_last = claim_window(month_start(claimed), policy, on)
    return "非当月费用" if own_first <= claimed <= own_last else "已过报销期"
