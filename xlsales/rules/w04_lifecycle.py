"""Rule-book W, articles 4 and 7: how a workflow comes into force, and its yearly revision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from xlsales.core.days import add_months
from xlsales.core.fold import fold
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.rules.history import as_of, clause_on
from xlsales.tables.workflow import CheckKind, Training, TrainingKind, Workflow, WorkflowCheck

R = TypeVar("R", WorkflowCheck, Training)

DAY = "日期"
FIELDS: Mapping[str, str] = {c.heading.removesuffix(DAY): c.name for c in Workflow.columns}
"""The field that holds the day of each step, by the step's word."""

DISCUSSION = ("discussed", "corrected", "reviewed")
"""The steps of W4.2; those before belong to W4.1, those after to W4.3."""


UNAPPROVED = ("approved", "issued")
"""The steps whose order W4.3 judges."""

LOOKED_BACK = 12
"""How many months back omissions are looked for; older ones can't be made good."""


def steps(policy: Policy) -> dict[str, str]:
    """The steps in their order, each with the field that holds its day."""
    words = policy.latest("W4")["steps"]
    return {word: FIELDS[word] for word in words if word in FIELDS}


def days_of(workflow: Workflow, policy: Policy) -> dict[str, date | None]:
    """The day of each step of a workflow, by the step's word."""
    return {word: getattr(workflow, name) for word, name in steps(policy).items()}


def issued(records: Records, on: date | None) -> Iterator[tuple[Workflow, date, date]]:
    """The workflows issued by a day, each with the day of its issue and that day."""
    for workflow in records[Workflow] if on else ():
        if workflow.issued and on and workflow.issued <= on:
            yield workflow, workflow.issued, on


@rule("W4-order", "W4.1", "W4.2")
def steps_out_of_order(records: Records, policy: Policy) -> Iterator[Finding]:
    """流程的制定步骤跳过了或颠倒了；没有批准就颁布的另行指出。"""
    for workflow in records[Workflow]:
        days = [(word, FIELDS[word], day) for word, day in days_of(workflow, policy).items()]
        for place, (word, name, day) in enumerate(days):
            clause = clause_on(policy, _clause(name), day or workflow.issued)
            before = [d for _, n, d in days[:place] if d and (n, name) != UNAPPROVED]
            after = [w for w, _, d in days[place + 1 :] if d]
            if clause and day is None and after and name != UNAPPROVED[0]:
                message = f"没有{word}日期，却已有{after[0]}日期"
                yield fault(workflow, name, clause, message)
            elif clause and day and before and day < max(before):
                message = f"{word}（{day}）早于排在前面的步骤（{max(before)}）"
                yield fault(workflow, name, clause, message)


def _clause(name: str) -> str:
    """The item of article 4 that a step belongs to."""
    if name == "drafted":
        return "W4.1"
    return "W4.2" if name in DISCUSSION else "W4"


@rule("W4.3-approval")
def issued_without_approval(records: Records, policy: Policy) -> Iterator[Finding]:
    """流程已经颁布，没有总经理批准，或批准在颁布之后；当天批准、当天颁布的可以。"""
    for workflow in records[Workflow]:
        clause = clause_on(policy, "W4.3", workflow.issued)
        if clause is None or workflow.issued is None:
            continue
        if workflow.approved is None or workflow.approved > workflow.issued:
            found = f"{workflow.approved}才批准" if workflow.approved else "没有总经理批准"
            message = f"{workflow.issued}颁布，{found}"
            yield fault(workflow, "approved", clause, message)


@rule("W7.1-revision")
def revision_overdue(records: Records, policy: Policy) -> Iterator[Finding]:
    """流程距上次修订（没有修订过的，距颁布）已超过修订周期。"""
    for workflow, _, on in issued(records, as_of(records)):
        clause = policy("W7.1", on=on)
        due = next_revision(workflow, policy, on)
        if clause and due and on > due:
            message = f"应在{due}前提出修订，请综管部列入修订计划"
            yield fault(workflow, "revised", clause, message, level=Level.NOTICE)


def next_revision(workflow: Workflow, policy: Policy, on: date) -> date | None:
    """The day by which the next revision of a workflow is considered."""
    clause = policy("W7.1", on=on)
    renewed = workflow.renewed
    return add_months(renewed, clause["months"]) if clause and renewed else None


def is_recent(day: date, on: date) -> bool:
    """True for a day so near that an omission of it is still told."""
    return add_months(day, LOOKED_BACK) >= on


def of_workflow(rows: Iterable[R]) -> Callable[[Workflow], Sequence[R]]:
    """A function that gives the rows which name a workflow, in their order."""
    found: dict[str, list[R]] = {}
    for row in rows:
        found.setdefault(fold(row.workflow), []).append(row)
    return lambda workflow: found.get(fold(workflow.number), ())


def days_held(rows: Iterable[R], *kinds: CheckKind | TrainingKind) -> list[date]:
    """The days of checks or trainings, of some kinds where some are named."""
    return [row.day for row in rows if not kinds or row.kind in kinds]


RULES = (steps_out_of_order, issued_without_approval, revision_overdue)
