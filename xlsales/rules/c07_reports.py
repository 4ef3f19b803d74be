"""Article 7, items 1 and 2: weekly reports and customer logs are handed in, on time and filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from xlsales.core.days import THURSDAY, last_week_of_month, month_of_week, on_or_after_workday
from xlsales.core.kinds import text_of
from xlsales.core.policy import Clause, Policy
from xlsales.core.record import Blank, Ref
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, Occasion, fault, rule
from xlsales.core.submission import Submission
from xlsales.tables.log import CUSTOMER_LOG
from xlsales.tables.meeting import LogStatus, Punctuality, SubmissionStatus
from xlsales.tables.roles import Role
from xlsales.tables.roster import Person
from xlsales.tables.weekly import WEEKLY_REPORT, Activity, Opportunity

AS_USUAL = "照常"
"""The choice of a meeting that is held on a holiday too."""


def deadline(week: date, clause: Clause) -> datetime:
    """The moment by which the report of a week is due, and the log where one is due with it."""
    return datetime.combine(week + timedelta(days=7 + clause["weekday"]), clause["time"])


def meeting(week: date, clause: Clause) -> date:
    """The day on which the reports of a week are met about."""
    day = week + timedelta(days=7 + clause["weekday"])
    return day if clause["holiday"] == AS_USUAL else on_or_after_workday(day)


def asked(records: Records) -> Iterator[tuple[Occasion, date]]:
    """The occasion with the week that it asks about, where it asks about one."""
    return ((o, o.week) for o in records[Occasion] if o.week)


def reporters(records: Records, week: date) -> Mapping[str, Person]:
    """The account managers who serve on some day of the week, by name."""
    last = week + timedelta(days=6)
    return {
        p.name: p
        for p in records[Person]
        if p.role is Role.ACCOUNT_MANAGER and p.serves_within(week, last)
    }


def handed_in(
    records: Records, kind: str, period: date, by: datetime
) -> dict[str, list[Submission]]:
    """The submissions of a kind for a week or month seen by a moment, by person, oldest first."""
    found: dict[str, list[Submission]] = {}
    for one in sorted(records[Submission], key=lambda s: (s.seen, s.seq)):
        if one.kind == kind and one.period == period and one.seen <= by:
            found.setdefault(one.person, []).append(one)
    return found


@rule("C7.1", "C7.2")
def submission_statuses(records: Records, policy: Policy) -> Iterator[SubmissionStatus]:
    """每位客户经理的周报告、应交的客户日志是否按时提交。

    以提交台账首次收到的时间为准；月末最后一周须连同当月客户日志一起提交。
    """
    for occasion, week in asked(records):
        clause = policy("C7.1", on=week)
        if clause is None:
            continue
        month, log_due = logged_month(week, policy)
        reports = handed_in(records, WEEKLY_REPORT.kind, week, occasion.moment)
        logs = handed_in(records, CUSTOMER_LOG.kind, month, occasion.moment)
        for person in sorted({*reporters(records, week), *reports}):
            in_time = reports.get(person, []), logs.get(person, [])
            yield _status(person, week, in_time, clause, log_due)


def logged_month(week: date, policy: Policy) -> tuple[date, bool]:
    """The month to whose log a week belongs, and whether the log is due with its report."""
    clause = policy("C7.2", on=week)
    weekday = clause["weekday"] if clause else THURSDAY
    return month_of_week(week, weekday), bool(clause) and last_week_of_month(week, weekday)


Histories = tuple[list[Submission], list[Submission]]


def _status(
    person: str, week: date, histories: Histories, clause: Clause, log_due: bool
) -> SubmissionStatus:
    reports, logs = histories
    due = deadline(week, clause)
    last = reports[-1] if reports else None
    return SubmissionStatus(
        person=person,
        week=week,
        status=_punctuality(reports, due, clause),
        seen=reports[0].seen if reports else None,
        imported=bool(reports and reports[0].imported),
        funnel_rows=last.rows.get(Opportunity.table.sheet, 0) if last else None,
        activity_rows=last.rows.get(Activity.table.sheet, 0) if last else None,
        log=_log_status(logs, due) if log_due else LogStatus.NOT_DUE,
        log_seen=logs[0].seen if logs else None,
        source=Ref(last.file, "", 1, "A") if last else None,
    )


def _punctuality(reports: list[Submission], due: datetime, clause: Clause) -> Punctuality:
    if not reports:
        return Punctuality.MISSING
    if empty_sheets(reports[-1], clause):
        return Punctuality.EMPTY
    return Punctuality.LATE if reports[0].seen > due else Punctuality.ON_TIME


def _log_status(logs: list[Submission], due: datetime) -> LogStatus:
    if not logs:
        return LogStatus.MISSING
    return LogStatus.LATE if logs[0].seen > due else LogStatus.ON_TIME


def empty_sheets(report: Submission, clause: Clause) -> tuple[str, ...]:
    """The sheets that a weekly report must fill and that have no row or are not there."""
    return tuple(sheet for sheet in clause["sheets"] if not report.rows.get(sheet))


@rule("C7.1-missing")
def report_missing(records: Records, policy: Policy) -> Iterator[Finding]:
    """客户经理没有提交该周的周报告。

    截止时间之前只作警告；过了截止时间为错误。标在人员名单里这位客户经理的姓名上。
    """
    for occasion, week in asked(records):
        people = reporters(records, week)
        for status in records[SubmissionStatus]:
            clause = policy("C7.1", on=week)
            if status.status is Punctuality.MISSING and clause and status.person in people:
                due = deadline(week, clause)
                message = f"没有{week}这一周的周报告，应在{text_of(due)}前提交"
                level = Level.ERROR if occasion.moment > due else Level.WARNING
                yield fault(people[status.person], "name", clause, message, level=level)


@rule("C7.1-late")
def report_late(records: Records, policy: Policy) -> Iterator[Finding]:
    """周报告首次收到的时间晚于截止时间。

    以提交台账首次收到的时间为准；由导入得来的时间另行注明，不能据以认定迟交。
    """
    stated: Mapping[tuple[str, date], Opportunity] | None = None
    for status in records[SubmissionStatus]:
        clause = policy("C7.1", on=status.week)
        if clause and status.seen and status.source and status.seen > deadline(status.week, clause):
            due, seen = deadline(status.week, clause), status.seen
            note = "（导入的时间，供参考）" if status.imported else ""
            message = f"{text_of(seen)}收到{note}，应在{text_of(due)}前提交"
            stated = stated or {(o.manager, o.week): o for o in reversed(records[Opportunity])}
            row = stated.get((status.person, status.week))
            sheet = Opportunity.table.sheet
            where = row.at("week") if row else Ref(status.source.book, sheet, 1, "A")
            yield Finding(where, message, clause, str(status.week), Level.WARNING)


@rule("C7.1-empty")
def report_empty(records: Records, policy: Policy) -> Iterator[Finding]:
    """周报告的《漏斗》或《工作》没有填写任何一行。标在这张表的开头。"""
    tabs = {(b.place.book, b.table.table.sheet): b.place.sheet for b in records[Blank]}
    for occasion, week in asked(records):
        clause = policy("C7.1", on=week)
        if clause is None:
            continue
        for reports in handed_in(records, WEEKLY_REPORT.kind, week, occasion.moment).values():
            for sheet in empty_sheets(reports[-1], clause):
                message = f"《{sheet}》没有内容，请填写后重新提交"
                file = reports[-1].file
                yield Finding(Ref(file, tabs.get((file, sheet), sheet), 1, "A"), message, clause)


@rule("C7.2-missing")
def log_missing(records: Records, policy: Policy) -> Iterator[Finding]:
    """当月最后一周的周报告应附当月的客户日志，没有交。

    一周属于它的星期四（制度可另定一天）所在的月份。截止时间之前只作警告。标在人员名单里这位客户经理的姓名上。
    """
    for occasion, week in asked(records):
        people = reporters(records, week)
        due_clause = policy("C7.1", on=week)
        clause = policy("C7.2", on=week)
        if clause is None or due_clause is None:
            continue
        for status in records[SubmissionStatus]:
            if status.log is LogStatus.MISSING and status.person in people:
                due = deadline(week, due_clause)
                month, _ = logged_month(week, policy)
                message = f"没有{month:%Y-%m}的客户日志，应随周报告在{text_of(due)}前提交"
                level = Level.ERROR if occasion.moment > due else Level.WARNING
                yield fault(people[status.person], "name", clause, message, level=level)


RULES = (submission_statuses, report_missing, report_late, report_empty, log_missing)
