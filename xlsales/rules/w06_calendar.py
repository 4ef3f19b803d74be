"""Rule-book W: where each workflow stands, and what is due in this month and the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from xlsales.core.clock import Period
from xlsales.core.days import add_months, month_end, month_start, next_workday, workdays_between
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import rule
from xlsales.core.values import dataclass
from xlsales.rules.history import as_of
from xlsales.rules.w04_lifecycle import days_held, days_of, next_revision, of_workflow
from xlsales.rules.w06_checks import QUARTER, daily_period, joint_window, quarter_of
from xlsales.rules.w08_training import DISPUTES, study_week, year_opening
from xlsales.tables.roles import Role
from xlsales.tables.workflow import (
    CheckKind,
    DisputeLine,
    DueItem,
    Standing,
    Training,
    TrainingKind,
    Workflow,
    WorkflowCheck,
    WorkflowLine,
)

OFFICE = Role.ADMINISTRATION.value
CHECKS = ("W6.2", "W6.3")


@dataclass(frozen=True)
class Duty:
    """Something to be done within a period, by whom, by which clause, and the days it was done."""

    period: Period
    matter: str
    owner: str
    clause: str
    days: tuple[date, ...] = ()

    def standing(self, on: date) -> Standing:
        """Whether it was done, is still to be done, or was missed."""
        if any(day in self.period for day in self.days):
            return Standing.DONE
        return Standing.MISSED if on > self.period.last else Standing.DUE


def next_check(workflow: Workflow, own: Iterable[Duty], policy: Policy, on: date) -> date | None:
    """The day by which a workflow is checked next: daily at first, then by the quarter."""
    daily, ahead = daily_period(workflow, policy), next_workday(on)
    if daily and ahead in daily:
        return ahead
    due = (d.period.last for d in own if d.clause in CHECKS and d.standing(on) is Standing.DUE)
    return min(due, default=None)


@rule("W4", "W6.1", "W6.2", "W7.1")
def workflow_lines(records: Records, policy: Policy) -> Iterator[WorkflowLine]:
    """每项流程走到哪一步、下一步是什么，颁布了的下次检查和修订在哪天。"""
    on, duties_of = as_of(records), duties(records, policy)
    for workflow in records[Workflow]:
        days = days_of(workflow, policy)
        taken = [word for word, day in days.items() if day]
        ahead = [word for word, day in days.items() if not day]
        in_force = on if on and workflow.issued and workflow.issued <= on else None
        own = duties_of(workflow, in_force) if in_force else ()
        yield WorkflowLine(
            number=workflow.number,
            name=workflow.name,
            department=workflow.department,
            reached=taken[-1] if taken else "",
            next_step=ahead[0] if ahead and not in_force else "",
            next_check=next_check(workflow, own, policy, in_force) if in_force else None,
            next_revision=next_revision(workflow, policy, in_force) if in_force else None,
            source=workflow.at("number"),
            place=workflow.place,
            row=workflow.row,
        )


def duties(records: Records, policy: Policy) -> Callable[[Workflow, date], Iterable[Duty]]:
    """A function that gives what is to be done about a workflow, as seen on a day."""
    checks_of = of_workflow(records[WorkflowCheck])
    trainings_of = of_workflow(records[Training])
    return lambda workflow, on: _duties(
        workflow, policy, on, checks_of(workflow), trainings_of(workflow)
    )


def _duties(
    workflow: Workflow,
    policy: Policy,
    on: date,
    checks: Sequence[WorkflowCheck],
    trainings: Sequence[Training],
) -> Iterator[Duty]:
    """What is to be done about a workflow that is issued, in this quarter and the next."""
    issue = workflow.issued
    if issue is None:
        return
    yield from _first_duties(workflow, policy, issue, checks, trainings)
    spots = tuple(days_held(checks, CheckKind.SPOT))
    joint = tuple(days_held(checks, CheckKind.JOINT))
    held = tuple(days_held(trainings, TrainingKind.YEARLY))
    for quarter in (quarter_of(on), quarter_of(add_months(on, QUARTER))):
        if issue < quarter.first:
            yield Duty(quarter, "季度抽查", OFFICE, "W6.2", spots)
        window = joint_window(quarter, policy)
        if window and issue < window.first:
            yield Duty(window, "集中检查", OFFICE, "W6.3", joint)
        opening = year_opening(quarter.first, policy)
        if opening and opening.last in quarter and issue < opening.first:
            yield Duty(opening, "年初培训", workflow.department, "W8.2", held)
    due = next_revision(workflow, policy, on)
    if due:
        yield Duty(Period(due, due), "考虑修订", OFFICE, "W7.1")


def _first_duties(
    workflow: Workflow,
    policy: Policy,
    issue: date,
    checks: Sequence[WorkflowCheck],
    trainings: Sequence[Training],
) -> Iterator[Duty]:
    """What is to be done in the first weeks after the issue."""
    daily = daily_period(workflow, policy)
    if daily:
        wanted = set(workdays_between(daily.first, daily.last))
        is_whole = wanted <= set(days_held(checks))
        yield Duty(daily, "每个工作日检查", OFFICE, "W6.1", (daily.last,) if is_whole else ())
    studied = tuple(days_held(trainings, TrainingKind.STUDY))
    yield Duty(study_week(issue), "组织学习", workflow.department, "W8.1", studied)


@rule("W6.1", "W6.2", "W6.3", "W7.1", "W8.1", "W8.2", "W9.1", "W9.2")
def workflow_calendar(records: Records, policy: Policy) -> Iterator[DueItem]:
    """本月和下月每项流程须办的事，争议最迟哪天提交；按最后一天排列。"""
    on = as_of(records)
    if on is None:
        return
    duties_of = duties(records, policy)
    shown = Period(month_start(on), month_end(add_months(month_start(on), 1)))
    items: list[DueItem] = []
    for workflow in records[Workflow]:
        if workflow.issued and workflow.issued <= shown.last:
            own = duties_of(workflow, on)
            items += [_item(workflow, duty, on) for duty in own if duty.period.last in shown]
    items += [_dispute(line) for line in records[DisputeLine] if line.last in shown]
    yield from sorted(items, key=lambda item: (item.last, item.first, item.workflow))


def _item(workflow: Workflow, duty: Duty, on: date) -> DueItem:
    return DueItem(
        first=duty.period.first,
        last=duty.period.last,
        matter=duty.matter,
        workflow=workflow.number,
        name=workflow.name,
        owner=duty.owner,
        standing=duty.standing(on),
        basis=duty.clause,
        place=workflow.place,
        row=workflow.row,
    )


def _dispute(line: DisputeLine) -> DueItem:
    return DueItem(
        first=line.day,
        last=line.last,
        matter=f"提交行政会议：{line.kind.value}",
        workflow="",
        name=line.number,
        owner="当事各方",
        standing=line.standing,
        basis=DISPUTES[line.kind],
        place=line.place,
        row=line.row,
    )


RULES = (workflow_lines, workflow_calendar)
