"""Rule-book W, article 6: daily checks after the issue, spot checks, joint checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from xlsales.core.clock import Period
from xlsales.core.days import add_months, month_end, month_start, workdays_between
from xlsales.core.policy import Clause, Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, fault, rule
from xlsales.rules.history import as_of
from xlsales.rules.w04_lifecycle import LOOKED_BACK, days_held, is_recent, issued, of_workflow
from xlsales.tables.workflow import CheckKind, Workflow, WorkflowCheck

DAY = timedelta(days=1)
QUARTER = 3
"""The months of a quarter."""

MOST_NAMED = 6


def quarter_of(day: date) -> Period:
    """The quarter in which a day lies."""
    first = date(day.year, (day.month - 1) // QUARTER * QUARTER + 1, 1)
    return Period(first, month_end(add_months(first, QUARTER - 1)))


def quarter_name(quarter: Period) -> str:
    """A quarter as people name it."""
    return f"{quarter.first.year}年第{(quarter.first.month - 1) // QUARTER + 1}季度"


def past_quarters(on: date) -> tuple[Period, ...]:
    """The whole quarters of the last twelve months before a day."""
    now = quarter_of(on).first
    return tuple(quarter_of(add_months(now, -months)) for months in range(LOOKED_BACK, 0, -QUARTER))


def daily_period(workflow: Workflow, policy: Policy) -> Period | None:
    """The days on which a workflow is checked daily: the first month after its issue."""
    if workflow.issued is None:
        return None
    clause = policy("W6.1", on=workflow.issued)
    if clause is None:
        return None
    return Period(workflow.issued + DAY, add_months(workflow.issued, clause["months"]))


def joint_window(quarter: Period, policy: Policy) -> Period | None:
    """The last days of a quarter in which the joint check is held; None for a quarter without."""
    clause = policy("W6.3", on=quarter.last)
    number = quarter.last.month // QUARTER
    if clause is None or number not in clause["quarters"]:
        return None
    return Period(month_start(quarter.last).replace(day=clause["first"]), quarter.last)


@rule("W6.1-daily")
def daily_checks_missing(records: Records, policy: Policy) -> Iterator[Finding]:
    """流程颁布后头一个月里，有工作日没有检查；颁布当天和今天不算。

    放假和调休按国家安排；只看最近一年里的。
    """
    checks_of = of_workflow(records[WorkflowCheck])
    for workflow, _, on in issued(records, as_of(records)):
        period = daily_period(workflow, policy)
        clause = policy("W6.1", on=on)
        if period is None or clause is None or not is_recent(period.last, on):
            continue
        wanted = workdays_between(period.first, min(period.last, on - DAY))
        missing = sorted(set(wanted) - set(days_held(checks_of(workflow))))
        if missing:
            named = "、".join(str(day) for day in missing[:MOST_NAMED])
            more = "等" if len(missing) > MOST_NAMED else ""
            message = f"颁布后应每天检查到{period.last}，缺{len(missing)}天：{named}{more}"
            yield fault(workflow, "issued", clause, message)


@rule("W6.2-quarter")
def spot_checks_missing(records: Records, policy: Policy) -> Iterator[Finding]:
    """一个完整的季度里，抽查次数不足；只看最近四个季度，颁布以后的。

    一项流程提一次，写明是哪几个季度。
    """
    checks_of = of_workflow(records[WorkflowCheck])
    for workflow, since, on in issued(records, as_of(records)):
        days = days_held(checks_of(workflow), CheckKind.SPOT)
        missed: list[tuple[Clause, str]] = []
        for quarter in past_quarters(on):
            clause = policy("W6.2", on=quarter.first)
            found = sum(day in quarter for day in days)
            if clause and since < quarter.first and found < clause["times"]:
                least = clause["times"]
                missed.append((clause, f"{quarter_name(quarter)}抽查{found}次，至少{least}次"))
        yield from _omissions(workflow, missed)


def _omissions(workflow: Workflow, missed: Sequence[tuple[Clause, str]]) -> Iterator[Finding]:
    """One finding for all that was missed, by the clause of the last."""
    if missed:
        clause, _ = missed[-1]
        yield fault(workflow, "number", clause, "；".join(text for _, text in missed))


@rule("W6.3-joint")
def joint_checks_missing(records: Records, policy: Policy) -> Iterator[Finding]:
    """规定的季度下旬，没有集中检查；下旬是该季度最后一个月的下旬，只看下旬以前颁布的。

    一项流程提一次，写明是哪几次。
    """
    checks_of = of_workflow(records[WorkflowCheck])
    for workflow, since, on in issued(records, as_of(records)):
        days = days_held(checks_of(workflow), CheckKind.JOINT)
        missed: list[tuple[Clause, str]] = []
        for quarter in past_quarters(on):
            window = joint_window(quarter, policy)
            clause = policy("W6.3", on=quarter.last)
            if not clause or not window or since >= window.first:
                continue
            if not any(day in window for day in days):
                missed.append((clause, f"{window.first}到{window.last}之间没有集中检查"))
        yield from _omissions(workflow, missed)


RULES = (daily_checks_missing, spot_checks_missing, joint_checks_missing)
