"""Rule-book W: where each workflow stands, and what is due in this month and the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xlsales.core.clock import Period
from xlsales.core.days import add_months, month_end, month_start, next_workday, workdays_between
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import rule
from xlsales.core.values import dataclass
from xlsales.rules.history import as_of
from xlsales.rules.w04_lifecycle import days_of, next_revision
from xlsales.rules.w06_checks import QUARTER, checks, daily_period, joint_window, quarter_of
from xlsales.rules.w08_training import DISPUTES, study_week, trainings, year_opening
from xlsales.tables.roles import Role
from xlsales.tables.workflow import (
    CheckKind,
    DisputeLine,
    DueItem,
    Standing,
    TrainingKind,
    Workflow,
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


def next_check(records: Records, workflow: Workflow, policy: Policy, on: date) -> date | None:
    """The day by which a workflow is checked next: daily at first, then by the quarter."""
    daily, ahead = daily_period(workflow, policy), next_workday(on)
    if daily and ahead in daily:
        return ahead
    own = duties(records, workflow, policy, on)
    due = (d.period.last for d in own if d.clause in CHECKS and d.standing(on) is Standing.DUE)
    return min(due, default=None)


@rule("W4", "W6.1", "W6.2", "W7.1")
def workflow_lines(records: Records, policy: Policy) -> Iterator[WorkflowLine]:
    """每项流程走到哪一步、下一步是什么，颁布了的下次检查和修订在哪天。"""
    on = as_of(records)
    for workflow in records[Workflow]:
        days = days_of(workflow, policy)
        taken = [word for word, day in days.items() if day]
        ahead = [word for word, day in days.items() if not day]
        in_force = on is not None and workflow.issued is not None and workflow.issued <= on
        yield WorkflowLine(
            number=workflow.number,
            name=workflow.name,
            department=workflow.department,
            reached=taken[-1] if taken else "",
            next_step=ahead[0] if ahead and not in_force else "",
            next_check=next_check(records, workflow, policy, on) if in_force and on else None,
            next_revision=next_revision(workflow, policy, on) if in_force and on else None,
            source=workflow.at("number"),
            place=workflow.place,
            row=workflow.row,
        )


def duties(records: Records, workflow: Workflow, policy: Policy, on: date) -> Iterator[Duty]:
    """What is to be done about a workflow that is issued, in this quarter and the next."""
    issue = workflow.issued
    if issue is None:
        return
    yield from _first_duties(records, workflow, policy, issue)
    spots = tuple(checks(records, workflow, CheckKind.SPOT))
    joint = tuple(checks(records, workflow, CheckKind.JOINT))
    held = tuple(t.day for t in trainings(records, workflow, TrainingKind.YEARLY))
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
    records: Records, workflow: Workflow, policy: Policy, issue: date
) -> Iterator[Duty]:
    """What is to be done in the first weeks after the issue."""
    daily = daily_period(workflow, policy)
    if daily:
        wanted = set(workdays_between(daily.first, daily.last))
        is_whole = wanted <= set(checks(records, workflow))
        yield Duty(daily, "每个工作日检查", OFFICE, "W6.1", (daily.last,) if is_whole else ())
    studied = tuple(t.day for t in trainings(records, workflow, TrainingKind.STUDY))
    yield Duty(study_week(issue), "组织学习", workflow.department, "W8.1", studied)


@rule("W6.1", "W6.2", "W6.3", "W7.1", "W8.1", "W8.2", "W9.1", "W9.2")
def workflow_calendar(records: Records, policy: Policy) -> Iterator[DueItem]:
    """本月和下月每项流程须办的事，争议最迟哪天提交；按最后一天排列。"""
    on = as_of(records)
    if on is None:
        return
    shown = Period(month_start(on), month_end(add_months(month_start(on), 1)))
    items: list[DueItem] = []
    for workflow in records[Workflow]:
        if workflow.issued and workflow.issued <= shown.last:
            own = duties(records, workflow, policy, on)
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
