"""Article 7, item 4: the department's funnel, its totals and what moved since last week."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from xlsales.core.money import yuan
from xlsales.core.policy import Policy
from xlsales.core.record import Unread
from xlsales.core.records import Records
from xlsales.core.rule import rule
from xlsales.core.submission import Earlier
from xlsales.matching import customer_key
from xlsales.rules.c07_reports import asked
from xlsales.tables.meeting import Change, Movement, PersonTotal, StageTotal
from xlsales.tables.roles import Product
from xlsales.tables.weekly import FunnelStage, Opportunity

ZERO = Decimal("0.00")
ORDER = {stage: place for place, stage in enumerate(FunnelStage)}
Key = tuple[str, str, Product]


def weighted(opportunity: Opportunity, policy: Policy) -> Decimal:
    """The amount times the probability: the one given, else that of the stage in the policy."""
    chance = opportunity.probability
    if chance is None:
        clause = policy("C7.1", on=opportunity.week) or policy.latest("C7.1")
        chance = clause["probability"][opportunity.stage.value]
    return yuan(opportunity.amount * chance)


def funnel(records: Records, week: date) -> tuple[Opportunity, ...]:
    """The opportunities reported for a week."""
    return tuple(o for o in records[Opportunity] if o.week == week)


def earlier_funnel(records: Records, week: date) -> tuple[Opportunity, ...]:
    """The opportunities that the journal has of a week."""
    rows = (e.record for e in records[Earlier])
    return tuple(o for o in rows if isinstance(o, Opportunity) and o.week == week)


@rule("C7.4")
def movements(records: Records, policy: Policy) -> Iterator[Movement]:
    """与上周的漏斗相比，每个机会是新增、推进、停滞、后退、流失，还是没有再填报。

    同一客户经理、同一客户、同一产品算同一个机会。本周没有交漏斗、或有读不懂的行的人，不说他没有再填报。
    """
    for _, week in asked(records):
        before = _by_key(earlier_funnel(records, week - timedelta(days=7)))
        now = _by_key(funnel(records, week))
        unsure = {u.values.get("manager") for u in records[Unread] if u.table is Opportunity}
        whole = {o.manager for o in now.values()} - unsure
        for key in sorted(before.keys() | now.keys(), key=lambda k: (*k[:2], k[2].name)):
            if key in now or key[0] in whole:
                moved = _movement(before.get(key), now.get(key), policy)
                if moved:
                    yield moved


def _by_key(opportunities: tuple[Opportunity, ...]) -> Mapping[Key, Opportunity]:
    return {(o.manager, customer_key(o.customer), o.product): o for o in opportunities}


def _movement(
    before: Opportunity | None, now: Opportunity | None, policy: Policy
) -> Movement | None:
    """What became of one opportunity; None for one that was lost before."""
    shown = now or before
    if shown is None or (before and before.stage is FunnelStage.LOST):
        return None
    change = _change(before, now)
    return Movement(
        person=shown.manager,
        customer=shown.customer,
        change=change,
        before=before.stage if before else None,
        now=now.stage if now else None,
        amount=shown.amount,
        weighted=weighted(now, policy) if now else ZERO,
        difference=(now.amount if now else ZERO) - (before.amount if before else ZERO),
        source=shown.at("customer"),
    )


def _change(before: Opportunity | None, now: Opportunity | None) -> Change:
    if now is None:
        return Change.DROPPED
    if now.stage is FunnelStage.LOST:
        return Change.LOST
    if before is None:
        return Change.NEW
    if before.stage is now.stage:
        return Change.STUCK
    return Change.ADVANCED if ORDER[now.stage] > ORDER[before.stage] else Change.BACK


@rule("C7.4")
def stage_totals(records: Records, policy: Policy) -> Iterator[StageTotal]:
    """本周漏斗按阶段汇总：机会数、预计金额、加权金额。"""
    for _, week in asked(records):
        rows = funnel(records, week)
        for stage in FunnelStage:
            own = [o for o in rows if o.stage is stage]
            yield StageTotal(
                stage=stage,
                count=len(own),
                amount=sum((o.amount for o in own), ZERO),
                weighted=sum((weighted(o, policy) for o in own), ZERO),
            )


@rule("C7.4")
def person_totals(records: Records, policy: Policy) -> Iterator[PersonTotal]:
    """本周漏斗按客户经理汇总，连同与上周相比的变化；流失的机会不计入数目和金额。"""
    for _, week in asked(records):
        rows = funnel(records, week)
        moved = Counter((m.person, m.change) for m in records[Movement])
        by_person: dict[str, list[Opportunity]] = defaultdict(list)
        for row in rows:
            by_person[row.manager].append(row)
        for person in sorted(by_person):
            own = [o for o in by_person[person] if o.stage is not FunnelStage.LOST]
            yield PersonTotal(
                person=person,
                count=len(own),
                amount=sum((o.amount for o in own), ZERO),
                weighted=sum((weighted(o, policy) for o in own), ZERO),
                new=moved[person, Change.NEW],
                advanced=moved[person, Change.ADVANCED],
                stuck=moved[person, Change.STUCK],
                lost=moved[person, Change.LOST],
            )


RULES = (movements, stage_totals, person_totals)
