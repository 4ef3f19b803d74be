"""Whether a policy is sound on every day: gaps, overlaps, sums and orders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

from xlsales.core.policy import Clause, Limit, Policy
from xlsales.core.values import dataclass


@dataclass(frozen=True)
class PolicyFault:
    """Something unsound in a policy: the clause and parameter that have to be put right."""

    clause: str
    parameter: str
    since: date
    message: str

    def __str__(self) -> str:
        return f"{self.clause} {self.parameter}：{self.message}"


Look = Callable[[str], Clause | None]
Fault = tuple[str, str, str]


def lint(policy: Policy) -> tuple[PolicyFault, ...]:
    """What is unsound on any day: gaps and overlaps of tiers, sums, wrong orders."""
    found: dict[Fault, PolicyFault] = {}
    for day in sorted({clause.since for clause in policy.clauses}):
        for clause, parameter, message in _faults(_in_force(policy, day)):
            fault = PolicyFault(clause, parameter, day, message)
            found.setdefault((clause, parameter, message), fault)
    return tuple(found.values())


def _in_force(policy: Policy, day: date) -> Look:
    return lambda id: policy(id, on=day) if id in policy.ids else None


def _faults(look: Look) -> Iterator[Fault]:
    for check in CHECKS:
        yield from check(look)


def _present(look: Look, *ids: str) -> list[Clause]:
    return [clause for clause in map(look, ids) if clause is not None]


def _beyond(lower: Limit, upper: Limit) -> bool:
    """True when the lower of two tiers leaves nothing to the upper one."""
    return (lower.value, lower.included) >= (upper.value, upper.included)


def rebate_tiers(look: Look) -> Iterator[Fault]:
    """The rebate authority of each rank ends above that of the rank below."""
    for lower, upper in pairwise(_present(look, "C6.1", "C6.2")):
        if _beyond(lower["share"], upper["share"]):
            yield upper.id, "share", f"与{lower.id}的上限重叠：应高于下一级的上限"


def make_good_tiers(look: Look) -> Iterator[Fault]:
    """The make-good authority of each rank ends above that of the rank below, by product."""
    for lower, upper in pairwise(_present(look, "C4.2", "C4.3")):
        for product in lower["share"]:
            if _beyond(lower["share"][product], upper["share"][product]):
                yield upper.id, "share", f"{product}与{lower.id}的上限重叠：应高于下一级的上限"


def ranks_of_tiers(look: Look) -> Iterator[Fault]:
    """Each ladder of approval names every rank once, from low to high."""
    ranks = [r for clause in _present(look, "C5.1") for r in clause["ranks"]]
    for ladder in (("C4.2", "C4.3", "C4.4"), ("C6.1", "C6.2", "C6.3")):
        clauses = _present(look, *ladder)
        if len(clauses) < len(ladder) or not ranks:
            continue
        if len(ranks) != len(ladder):
            yield "C5.1", "ranks", f"审批级别有{len(ranks)}级，{ladder[0]}至{ladder[-1]}有3级"
        for clause, rank in zip(clauses, ranks, strict=False):
            if clause["rank"] != rank:
                yield clause.id, "rank", f"审批级别有缺口或重叠：这一级应为{rank}"


def shares_add_up(look: Look) -> Iterator[Fault]:
    """The shares of a split add up to one."""
    for clause in _present(look, "C10.2"):
        total = sum(clause["shares"].values())
        if total != 1:
            yield clause.id, "shares", f"各份合计{total * 100:f}%，应为100%"


def months_ascend(look: Look) -> Iterator[Fault]:
    """Each stage of a receivable begins later than the one before."""
    for earlier, later in pairwise(_present(look, "C8.1", "C8.2", "C8.3")):
        if later["after"] <= earlier["after"]:
            yield (
                later.id,
                "after",
                f"{later['after']}个月不长于{earlier.id}的{earlier['after']}个月",
            )


def starts_before_ends(look: Look) -> Iterator[Fault]:
    """Windows begin before they end."""
    for clause in _present(look, "C9.1"):
        if clause["first"] > clause["last"]:
            yield clause.id, "last", f"止日{clause['last']}日早于起日{clause['first']}日"
    for clause in _present(look, "S7"):
        if clause["start"] >= clause["end"]:
            yield clause.id, "end", "下班时间不晚于上班时间"


def suspension_follows_attention(look: Look) -> Iterator[Fault]:
    """A deviation is a matter of attention before it is one of suspension."""
    for clause in _present(look, "C3.5"):
        if _beyond(clause["attention"], clause["suspend"]):
            yield clause.id, "suspend", "暂停线应高于关注线"


def penalties_reach_dismissal(look: Look) -> Iterator[Fault]:
    """Every violation before the one that leads to dismissal has its penalty."""
    for clause in _present(look, "W10"):
        for party in ("person", "head"):
            if len(clause[party]) != clause["dismissal"] - 1:
                yield clause.id, party, f"应写第1次至第{clause['dismissal'] - 1}次，每次一个金额"


def words_are_known(look: Look) -> Iterator[Fault]:
    """What one clause names is named in the clause that lists it, and in one list only."""
    for limits, listed in zip(_present(look, "C5.1"), _present(look, "C5.2"), strict=False):
        for matter in limits["director"]:
            if matter not in listed["matters"]:
                yield limits.id, "director", f"“{matter}”不在{listed.id}的申请事项之内"
    for one, other in zip(_present(look, "C10.3"), _present(look, "C10.4"), strict=False):
        for kind in other["kinds"]:
            if kind in one["kinds"]:
                yield other.id, "kinds", f"“{kind}”与{one.id}重叠：一种发票只由一方承担"


CHECKS: tuple[Callable[[Look], Iterator[Fault]], ...] = (
    rebate_tiers,
    make_good_tiers,
    ranks_of_tiers,
    shares_add_up,
    months_ascend,
    starts_before_ends,
    suspension_follows_attention,
    penalties_reach_dismissal,
    words_are_known,
)
