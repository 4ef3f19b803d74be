"""Rule-book W, articles 8 and 9: study and training, and the last days of disputes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from xlsales.core.clock import Period, week_of, week_start
from xlsales.core.days import known, month_end, workdays_after
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, fault, rule
from xlsales.rules.history import as_of
from xlsales.rules.p01_stages import names_in
from xlsales.rules.w04_lifecycle import days_held, is_recent, issued, of_workflow
from xlsales.tables.roster import Person
from xlsales.tables.workflow import (
    Dispute,
    DisputeKind,
    DisputeLine,
    Standing,
    Training,
    TrainingKind,
)

DISPUTES = {DisputeKind.WORKFLOW: "W9.1", DisputeKind.CORRECTION: "W9.2"}


def study_week(issue: date) -> Period:
    """The days for studying a workflow: from its issue to the Sunday of that week."""
    return Period(issue, week_of(week_start(issue)).last)


def year_opening(on: date, policy: Policy) -> Period | None:
    """The days of the yearly training in the year of a day."""
    clause = policy("W8.2", on=on)
    first = date(on.year, clause["month"], 1) if clause else None
    return Period(first, month_end(first)) if first else None


@rule("W8.1-study")
def study_missing(records: Records, policy: Policy) -> Iterator[Finding]:
    """流程颁布的那一周，没有组织学习；一周到星期日为止。只看最近一年里颁布的。"""
    trainings_of = of_workflow(records[Training])
    for workflow, issue, on in issued(records, as_of(records)):
        clause, week = policy("W8.1", on=issue), study_week(issue)
        days = days_held(trainings_of(workflow), TrainingKind.STUDY)
        is_over = on > week.last and is_recent(issue, on)
        if clause and is_over and not any(day in week for day in days):
            message = f"{issue}颁布，到{week.last}没有学习记录"
            yield fault(workflow, "issued", clause, message)


@rule("W8.2-training")
def yearly_training_missing(records: Records, policy: Policy) -> Iterator[Finding]:
    """今年年初没有集中培训；年初以前颁布的流程才要。"""
    trainings_of = of_workflow(records[Training])
    for workflow, issue, on in issued(records, as_of(records)):
        clause, opening = policy("W8.2", on=on), year_opening(on, policy)
        if clause is None or opening is None or issue >= opening.first or on <= opening.last:
            continue
        held = days_held(trainings_of(workflow), TrainingKind.YEARLY)
        if not any(day in opening for day in held):
            message = f"{opening.first}到{opening.last}没有年初培训"
            yield fault(workflow, "number", clause, message)


@rule("W8.2-training")
def starting_training_missing(records: Records, policy: Policy) -> Iterator[Finding]:
    """新流程颁布前、修订的流程实施前，没有培训；当天培训的可以。只看最近一年里的。"""
    trainings_of = of_workflow(records[Training])
    for workflow, issue, on in issued(records, as_of(records)):
        held = days_held(trainings_of(workflow), TrainingKind.NEW_WORKFLOW)
        starts = (("issued", date.min, issue), ("revised", issue, workflow.revised))
        for name, after, start in starts:
            if start is None or not after < start <= on or not is_recent(start, on):
                continue
            clause = policy("W8.2", on=start)
            if clause and not any(after < day <= start for day in held):
                yield fault(workflow, name, clause, f"{start}起实施，之前没有培训")


@rule("W8.2-training")
def newcomer_untrained(records: Records, policy: Policy) -> Iterator[Finding]:
    """新员工入职的那一周过去了，还没有就本部门的流程培训过；入职以前颁布的流程才要。"""
    trainings_of = of_workflow(records[Training])
    newcomers: dict[str, list[tuple[Person, date]]] = {}
    for person in records[Person]:
        if person.joined:
            newcomers.setdefault(person.department, []).append((person, person.joined))
    for workflow, issue, on in issued(records, as_of(records)):
        last = _last_trained(trainings_of(workflow))
        for person, joined in newcomers.get(workflow.department, ()):
            clause, week = policy("W8.2", on=joined), study_week(joined)
            is_new = joined >= issue and is_recent(joined, on) and person.serves(on)
            trained = last.get(person.name, date.min) >= joined
            if clause and is_new and on > week.last and not trained:
                message = f"{joined}入职，没有就流程《{workflow.name}》培训过"
                yield fault(person, "joined", clause, message)


def _last_trained(held: Iterable[Training]) -> dict[str, date]:
    """The day on which each new employee was trained last."""
    new_staff = (t for t in held if t.kind is TrainingKind.NEW_STAFF)
    return {
        name: t.day for t in sorted(new_staff, key=lambda t: t.day) for name in names_in(t.people)
    }


def last_day(dispute: Dispute, policy: Policy) -> date | None:
    """The last day on which a dispute can be submitted."""
    clause = policy(DISPUTES[dispute.kind], on=dispute.day)
    return workdays_after(dispute.day, clause["days"]) if clause else None


def _remark(last: date) -> str:
    return "" if known(last.year) else f"没有{last.year}年的放假安排，只按周末算"


@rule("W9.1", "W9.2")
def dispute_lines(records: Records, policy: Policy) -> Iterator[DisputeLine]:
    """每件争议最迟哪天提交、是否按期；发生当天不算，按工作日数。"""
    on = as_of(records)
    for dispute in records[Dispute]:
        last = last_day(dispute, policy)
        if last:
            yield DisputeLine(
                number=dispute.number,
                kind=dispute.kind,
                day=dispute.day,
                last=last,
                submitted=dispute.submitted,
                standing=_standing(dispute.submitted, last, on),
                remark=_remark(last),
                source=dispute.at("day"),
                place=dispute.place,
                row=dispute.row,
            )


def _standing(submitted: date | None, last: date, on: date | None) -> Standing:
    if submitted:
        return Standing.IN_TIME if submitted <= last else Standing.LATE
    return Standing.MISSED if on and on > last else Standing.DUE


def _late(records: Records, policy: Policy, kind: DisputeKind) -> Iterator[Finding]:
    for dispute in records[Dispute]:
        last = last_day(dispute, policy)
        if dispute.kind is kind and last and dispute.submitted and dispute.submitted > last:
            clause = policy(DISPUTES[kind], on=dispute.day)
            remark = f"（{_remark(last)}）" if _remark(last) else ""
            message = f"最迟{last}提交{remark}，实际{dispute.submitted}提交"
            yield fault(dispute, "submitted", clause, message)


@rule("W9.1-late")
def dispute_late(records: Records, policy: Policy) -> Iterator[Finding]:
    """对流程的争议，过了期限才提交行政会议；最后一天提交的不算晚。"""
    yield from _late(records, policy, DisputeKind.WORKFLOW)


@rule("W9.2-late")
def objection_late(records: Records, policy: Policy) -> Iterator[Finding]:
    """对纠正措施的异议，过了期限才提交行政会议；最后一天提交的不算晚。"""
    yield from _late(records, policy, DisputeKind.CORRECTION)


RULES = (
    study_missing,
    yearly_training_missing,
    starting_training_missing,
    newcomer_untrained,
    dispute_lines,
    dispute_late,
    objection_late,
)
