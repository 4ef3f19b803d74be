"""冲突筛查和登记裁定: conflicts are remembered by number, rulings by who made them and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from xlsales.actions.refusal import Refusal
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, fault
from xlsales.journal import Fact, Journal
from xlsales.rules.c07_conflicts import state_of
from xlsales.tables.conflicts import (
    NOT_ONE_CUSTOMER,
    Conflict,
    ConflictRow,
    Ruling,
)
from xlsales.tables.roles import Role
from xlsales.tables.roster import Person

CONFLICT, RULING = "conflict", "ruling"
Members = tuple[tuple[str, str], ...]


def rulings(journal: Journal, until: datetime | None = None) -> tuple[Ruling, ...]:
    """All rulings made until a moment, in the order in which they were recorded."""
    made = (_ruling(fact) for fact in journal.facts(RULING))
    return tuple(r for r in made if until is None or r.moment <= until)


def remember(
    journal: Journal, conflicts: Iterable[Conflict], moment: datetime, clock: datetime
) -> None:
    """Keep the number and the members of conflicts that the journal does not have yet."""
    known = _known(journal)
    fresh = [c for c in conflicts if known.get(c.id) != members_of(c)]
    if fresh:
        journal.record(CONFLICT, [_payload(c) for c in fresh], moment, clock)


def decide(journal: Journal, ruling: Ruling, clock: datetime) -> Ruling:
    """Record a director's ruling on a conflict that was found; returns it with its members."""
    known = _known(journal)
    whole = replace(ruling, conflict=ruling.conflict.strip().upper())
    for _, _, wrong in _wrong_in(whole, known):
        raise Refusal(wrong)
    whole = replace(whole, members=known[whole.conflict])
    journal.record(RULING, [_ruling_payload(whole)], whole.moment, clock)
    return whole


def take_decisions(
    journal: Journal, records: Records, policy: Policy, moment: datetime, clock: datetime
) -> tuple[Finding, ...]:
    """Record what directors filled in in the decision columns of meeting packs, each once.

    A ruling that is in the journal already is not recorded again, so that an old pack left in the
    folder takes no later ruling back. What can't be recorded is a finding at its cell.
    """
    known, director = _known(journal), _sole_director(records, moment)
    made = {_said(r) for r in rulings(journal)}
    fresh: dict[tuple[str, ...], Ruling] = {}
    findings: list[Finding] = []
    for row in records[ConflictRow]:
        if not row.owner:
            continue
        stated = Ruling(row.id.strip().upper(), row.owner, row.by or director, row.ruling, moment)
        clause, wrong = policy.latest("C7.5"), list(_wrong_in(stated, known))
        for name, code, message in wrong[:1]:
            findings.append(replace(fault(row, name, clause, message), code=code))
        if not wrong and _said(stated) not in made:
            fresh[_said(stated)] = replace(stated, members=known[stated.conflict])
    if fresh:
        journal.record(RULING, map(_ruling_payload, fresh.values()), moment, clock)
    return tuple(findings)


def members_of(conflict: Conflict) -> Members:
    """The pairs of person and typed name that a conflict is about."""
    people = ((s, p) for s in conflict.sides for p in (s.person, *s.partners))
    return tuple(sorted({(person, name) for s, person in people for name in s.customers}))


def conflict_rows(conflicts: Iterable[Conflict]) -> tuple[ConflictRow, ...]:
    """Conflicts as rows of the sheet 冲突筛查: one a side, with the ruling in each."""
    return tuple(
        ConflictRow(
            id=c.id,
            likeness=c.likeness,
            score=c.score,
            reason=c.reason,
            person=s.person,
            customers="\n".join(s.customers),
            claimed=s.claimed,
            seen=s.seen,
            credible=s.credible,
            contacts=s.contacts,
            longest_gap=s.longest_gap,
            last=s.last,
            stage=s.stage,
            notes="；".join(s.notes),
            proposal=state_of(c),
            source=s.where,
            owner=c.ruling.owner if c.ruling else "",
            ruling=c.ruling.reason if c.ruling else "",
            by=c.ruling.by if c.ruling else "",
        )
        for c in conflicts
        for s in c.sides
    )


def owners(conflicts: Iterable[Conflict]) -> tuple[str, ...]:
    """Everybody to whom a director may give a customer, and the words that they are two."""
    people = sorted({s.person for c in conflicts for s in c.sides})
    return (*people, NOT_ONE_CUSTOMER)


def _wrong_in(ruling: Ruling, known: dict[str, Members]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a ruling: the field, the code and the message."""
    if ruling.conflict not in known:
        message = f"没有编号为“{ruling.conflict}”的冲突；请照冲突筛查里的编号填写"
        yield "id", "T-choice", message
        return
    people = sorted({person for person, _ in known[ruling.conflict]})
    if ruling.owner not in (*people, NOT_ONE_CUSTOMER):
        choices = "、".join((*people, NOT_ONE_CUSTOMER))
        message = f"裁定归属“{ruling.owner}”不是这个冲突的一方；应为{choices}之一"
        yield "owner", "T-choice", message
    if not ruling.reason:
        yield "ruling", "T-required", "裁定没有写理由；请补上"
    if not ruling.by:
        yield "by", "T-required", "裁定没有写裁定人，人员名单里也没有唯一的客户总监；请补上"


def _said(ruling: Ruling) -> tuple[str, ...]:
    return ruling.conflict, ruling.owner, ruling.by, ruling.reason


def _sole_director(records: Records, moment: datetime) -> str:
    """The director, where there is just one."""
    names: Sequence[str] = [
        p.name
        for p in records[Person]
        if p.role is Role.ACCOUNT_DIRECTOR and p.serves(moment.date())
    ]
    return names[0] if len(names) == 1 else ""


def _known(journal: Journal) -> dict[str, Members]:
    """The members of every conflict that was found, by number."""
    return {f.payload["id"]: _members(f) for f in journal.facts(CONFLICT)}


def _members(fact: Fact) -> Members:
    return tuple((person, name) for person, name in fact.payload["members"])


def _payload(conflict: Conflict) -> dict[str, object]:
    return {
        "id": conflict.id,
        "likeness": conflict.likeness.value,
        "members": [list(member) for member in members_of(conflict)],
    }


def _ruling_payload(ruling: Ruling) -> dict[str, object]:
    return {
        "conflict": ruling.conflict,
        "owner": ruling.owner,
        "by": ruling.by,
        "reason": ruling.reason,
        "members": [list(member) for member in ruling.members],
    }


def _ruling(fact: Fact) -> Ruling:
    stated = fact.payload
    texts = (stated["conflict"], stated["owner"], stated["by"], stated["reason"])
    return Ruling(*texts, fact.seen, _members(fact), fact.imported)
