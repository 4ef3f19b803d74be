"""Article 7, items 4 and 5: customers that several managers pursue, and who was first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, rule
from xlsales.core.submission import Sighting
from xlsales.matching import customer_key
from xlsales.rules.c07_claims import (
    History,
    customer_of,
    history_of,
    in_force,
    log_is_out,
)
from xlsales.rules.c07_evidence import side_of
from xlsales.rules.c07_notes import LOG_IS_OUT, after_rival
from xlsales.rules.c07_parties import (
    Scene,
    claims_of,
    parties,
    people_by_name,
    pursuers,
    scene_of,
)
from xlsales.rules.c07_proposal import news_of, owner_of, proposal_of, ruling_on
from xlsales.rules.c07_screening import Group, Matched, groups, matched
from xlsales.tables.conflicts import Conflict, Likeness, Ruling, Side
from xlsales.tables.log import Contact
from xlsales.tables.roster import Assignment
from xlsales.tables.weekly import Opportunity

DAYS_LAST = "9999"
SHORT = 6


@rule("C7.4")
def customer_groups(records: Records, policy: Policy) -> Iterator[Matched | Group]:
    """漏斗、客户日志等表里的客户名称，哪些是或可能是同一客户。

    公司自己的客户别名和总监以前的裁定都算数。
    """
    for _ in in_force(records, policy):
        assigned: dict[str, set[str]] = {a.customer: set() for a in records[Assignment]}
        people = assigned | people_by_name(records)
        found = matched(people, records)
        yield found
        yield from groups(people, found.pairs)


@rule("C7.5", "C7.4")
def conflicts(records: Records, policy: Policy) -> Iterator[History | Conflict]:
    """不同的客户经理在跟同一客户的，或可能是同一客户的，连同各方的证据和归属建议。

    比较漏斗和客户日志里的客户名称，本文件夹的和提交台账里的都算；超过规定天数没有联系、
    漏斗已写流失的一方不算在跟。同一配合的客户经理和客户执行不算冲突。
    """
    for today, clause in in_force(records, policy):
        history = history_of(records, today, clause)
        yield history
        scene = scene_of(records, history)
        shared = (g for g in records[Group] if len(g.people) > 1)
        found = [c for g in shared if (c := _conflict(g, scene))]
        yield from sorted(found, key=lambda c: (c.likeness is Likeness.MAYBE, -c.score, c.id))


def _conflict(group: Group, scene: Scene) -> Conflict | None:
    """The conflict over a group of names; None where fewer than two sides pursue it."""
    stated, assigned = scene.stated(group.names), scene.assigned(group.names)
    claims = claims_of(stated)
    people = pursuers(claims, scene.history)
    everybody = {p for own in people.values() for p in own}
    if len(everybody) < 2:
        return None
    score, reason = group.reason_between(people)
    sides = [
        side_of(party, stated, any(a.manager == party.person for a in assigned), scene.history)
        for party in parties(everybody, claims, assigned)
    ]
    if len(sides) < 2 or not _is_between(group, people, sides):
        return None
    sides = [after_rival(side, [s for s in sides if s is not side]) for side in sides]
    sides.sort(key=lambda s: (str(s.credible or DAYS_LAST), str(s.claimed or DAYS_LAST),
                              s.seen, s.person))  # fmt: skip
    id = _id(sides, group.likeness, [s for _, s in claims])
    members = [(p, c) for s in sides for p in (s.person, *s.partners) for c in s.customers]
    ruling = ruling_on(id, members, scene.records[Ruling])
    return Conflict(
        id=id,
        likeness=group.likeness,
        score=score,
        reason=reason,
        sides=tuple(sides),
        owner=owner_of(sides),
        proposal=proposal_of(sides),
        ruling=ruling,
        news=tuple(news_of(ruling, sides, scene.history)) if ruling else (),
    )


def _is_between(group: Group, people: Mapping[str, set[str]], sides: Sequence[Side]) -> bool:
    """True where the names themselves are shared, or linked between different sides.

    Names that only may be one customer are no conflict where all their people share a name anyway.
    """
    if group.likeness is Likeness.SAME:
        return True
    of = {p: s.person for s in sides for p in (s.person, *s.partners)}
    whose = {name: {of[p] for p in own} for name, own in people.items()}
    return any(
        not whose.get(group.texts[p.i], set()) & whose.get(group.texts[p.j], set())
        and whose.get(group.texts[p.i])
        and whose.get(group.texts[p.j])
        for p in group.links
    )


def _id(sides: Sequence[Side], likeness: Likeness, claims: Sequence[Sighting]) -> str:
    """A short name that stays while the same people pursue the customer.

    It is made of the people and of the first name that was seen, so that a further way of typing
    the customer changes nothing.
    """
    seen = min(c.first.seen for c in claims)
    names = {customer_of(c.record) for c in claims if c.first.seen == seen}
    first = min(map(customer_key, names))
    stated = "\n".join([likeness.value, first, *sorted(s.person for s in sides)])
    return "K" + sha256(stated.encode()).hexdigest()[:SHORT].upper()


@rule("C7.4-conflict")
def customer_conflict(records: Records, policy: Policy) -> Iterator[Finding]:
    """同一客户由两个或更多客户经理在跟。

    标在最后出现的一方的客户公司名称上：漏斗里有就标在最新的漏斗，没有就标在客户日志；其他各方的
    单元格列为相关。名称只是可能相同的、已经裁定而没有新情况的，作提示。
    """
    for conflict in records[Conflict]:
        last = max(
            conflict.sides, key=lambda s: (s.seen, str(s.claimed or s.funnel_claim), s.person)
        )
        others = [s for s in conflict.sides if s is not last]
        names = "、".join(f"{s.person}的“{s.customers[0]}”" for s in others)
        sure = conflict.likeness is Likeness.SAME and not conflict.is_settled
        word = "是" if conflict.likeness is Likeness.SAME else "可能是"
        message = (
            f"“{last.customers[0]}”与{names}{word}同一客户"
            f"（{conflict.reason}，相似{conflict.score:.0%}，编号{conflict.id}）；{state_of(conflict)}"
        )
        level = Level.WARNING if sure else Level.NOTICE
        related = tuple(s.where for s in others)
        clause = policy.latest("C7.4")
        yield Finding(last.where, message, clause, last.customers[0], level, related=related)


def state_of(conflict: Conflict) -> str:
    """How a conflict stands: its ruling with what is new since, or the proposal."""
    ruling = conflict.ruling
    if ruling is None:
        return conflict.proposal
    ruled = f"{ruling.moment:%Y-%m-%d}{ruling.by}裁定：{ruling.owner}（{ruling.reason}）"
    return "；".join([ruled, *(f"新情况：{news}" for news in conflict.news)])


@rule("C7.5-backdated")
def backdated(records: Records, policy: Policy) -> Iterator[Finding]:
    """冲突一方的日期早于当时已提交、却没有这条记录的日志，或过期才补交，需要说明。

    这样的日期只从首次提交那天起算作证据。说的是需要说明，不是认定作假。
    """
    told = set()
    for conflict in records[Conflict]:
        for side in conflict.sides:
            for event in side.explanations:
                if event.where not in told:
                    told.add(event.where)
                    message = f"需要说明：{event.explain}；冲突编号{conflict.id}"
                    clause = policy.latest("C7.5")
                    yield Finding(event.where, message, clause, str(event.day), Level.WARNING)


@rule("C7.5-nolog")
def no_log(records: Records, policy: Policy) -> Iterator[Finding]:
    """冲突的一方没有这个客户的日志，没有证据支持它的漏斗；当月的日志还没有交的，作提示。"""
    told = set()
    for history in records[History]:
        for conflict in records[Conflict]:
            for side in conflict.sides:
                if side.claimed is None and side.where not in told:
                    told.add(side.where)
                    out = log_is_out(side.person, history)
                    message = f"客户日志里没有与这个客户的联系{LOG_IS_OUT if out else ''}，没有证据"
                    message += f"；冲突编号{conflict.id}"
                    level = Level.NOTICE if out else Level.WARNING
                    clause, name = policy.latest("C7.5"), side.customers[0]
                    yield Finding(side.where, message, clause, name, level)


@rule("C7.4-variant")
def own_variants(records: Records, policy: Policy) -> Iterator[Finding]:
    """同一客户经理把一个客户写成几种名称，请统一。"""
    rows: tuple[Opportunity | Contact, ...] = (*records[Opportunity], *records[Contact])
    typed: dict[str, dict[str, Opportunity | Contact]] = defaultdict(dict)
    for row in rows:
        typed[row.customer].setdefault(row.manager, row)
    for group in records[Group]:
        own: dict[str, list[Opportunity | Contact]] = defaultdict(list)
        for name in group.names if group.likeness is Likeness.SAME else ():
            for person, row in typed.get(name, {}).items():
                own[person].append(row)
        for person in sorted(own):
            yield from _variants(own[person], policy)


def _variants(rows: Sequence[Opportunity | Contact], policy: Policy) -> Iterator[Finding]:
    """One notice for a person's second and further names of a customer."""
    first, *others = sorted(rows, key=lambda r: (-len(r.customer), r.customer))
    for row in others:
        message = f"与“{first.customer}”应是同一客户，请统一写法"
        where, related = row.at("customer"), (first.at("customer"),)
        clause = policy.latest("C7.4")
        yield Finding(where, message, clause, row.customer, Level.NOTICE, related=related)


RULES = (conflicts, customer_conflict, backdated, no_log, own_variants)
