"""What differs between two policies, or between two days of one."""

from __future__ import annotations

from datetime import date

from xlsales.core import terms
from xlsales.core.policy import Policy
from xlsales.core.values import dataclass

CLAUSE = "条款"
NO_CLAUSE = "无此条款"
NOT_YET = "尚未执行"


@dataclass(frozen=True)
class Change:
    """A value that differs between two policies, or between two days."""

    clause: str
    parameter: str
    before: str
    after: str
    since: date


def diff(old: Policy, new: Policy) -> tuple[Change, ...]:
    """What differs between two policies, each difference from the day on which it begins."""
    changes: list[Change] = []
    for id in dict.fromkeys((*old.ids, *new.ids)):
        versions = (c for policy in (old, new) if id in policy.ids for c in policy.history(id))
        standing: dict[str, tuple[str, str]] = {}
        for day in sorted({clause.since for clause in versions}):
            before, after = (_terms(policy, id, day) for policy in (old, new))
            differing = _differing(before, after)
            changes += [
                Change(id, name, *pair, day)
                for name, pair in differing.items()
                if standing.get(name) != pair
            ]
            standing = differing
    return tuple(changes)


def diff_days(policy: Policy, before: date, after: date) -> tuple[Change, ...]:
    """What a policy changed between two days, each change with the day of its new version."""
    return tuple(
        Change(id, name, *pair, clause.since if clause else after)
        for id in policy.ids
        for clause in [policy(id, on=after)]
        for name, pair in _differing(_terms(policy, id, before), _terms(policy, id, after)).items()
    )


def _terms(policy: Policy, id: str, day: date) -> dict[str, str]:
    """Everything that a clause says on a day, as text by its label."""
    if id not in policy.ids:
        return {CLAUSE: NO_CLAUSE}
    clause = policy(id, on=day)
    if clause is None:
        return {CLAUSE: NOT_YET}
    values = {p.label: terms.write(p, clause[p.key]) for p in policy.parameters(id)}
    return {CLAUSE: clause.title, "说明": clause.text, "依据": clause.source, **values}


def _differing(before: dict[str, str], after: dict[str, str]) -> dict[str, tuple[str, str]]:
    names = dict.fromkeys((*before, *after))
    if len(before) == 1 or len(after) == 1:
        names = {CLAUSE: None}
    pairs = {name: (before.get(name, ""), after.get(name, "")) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
