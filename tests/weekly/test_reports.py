"""Article 7, items 1 and 2: both sides of the deadline, the last week of a month, empty sheets."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.weekly.folders import DEADLINE, WEEK, found, judged, log, manager, report, roster, values
from xlsales.core.rule import Level
from xlsales.tables.meeting import LogStatus, Punctuality, SubmissionStatus
from xlsales.tables.weekly import Activity, Opportunity

MINUTE = timedelta(minutes=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "部门"
    made.mkdir()
    roster(made, manager("张三"))
    return made


def statuses(department) -> dict[str, tuple[Punctuality, LogStatus]]:
    return {s.person: (s.status, s.log) for s in department.records[SubmissionStatus]}


@pytest.mark.parametrize(
    ("moment", "status"),
    [(DEADLINE, Punctuality.ON_TIME), (DEADLINE + MINUTE, Punctuality.LATE)],
)
def test_a_report_is_on_time_up_to_the_very_deadline(folder, moment, status):
    report(folder, "张三")
    log(folder, "张三")
    department = judged(folder, moment)
    assert statuses(department)["张三"][0] is status
    assert bool(found(department, "C7.1-late")) is (status is Punctuality.LATE)


def test_a_report_first_seen_in_time_stays_on_time_when_it_is_read_again_later(folder):
    report(folder, "张三")
    judged(folder, DEADLINE)
    assert statuses(judged(folder, DEADLINE + MINUTE))["张三"][0] is Punctuality.ON_TIME


@pytest.mark.parametrize(
    ("moment", "level"), [(DEADLINE, Level.WARNING), (DEADLINE + MINUTE, Level.ERROR)]
)
def test_a_missing_report_is_an_error_from_the_deadline_on_at_the_persons_name(
    folder, moment, level
):
    department = judged(folder, moment)
    missing = [f for f in department.findings if f.code == "C7.1-missing"]
    assert [(f.level, f.value, f.where.sheet) for f in missing] == [(level, "张三", "人员")]


@pytest.mark.parametrize(
    ("more", "is_missed"),
    [
        ({"joined": WEEK + timedelta(days=6)}, True),
        ({"joined": WEEK + timedelta(days=7)}, False),
        ({"left": WEEK}, True),
        ({"left": WEEK - timedelta(days=1)}, False),
    ],
)
def test_only_those_who_serve_on_some_day_of_the_week_owe_a_report(folder, more, is_missed):
    roster(folder, manager("李四", **more))
    assert bool(found(judged(folder, DEADLINE), "C7.1-missing")) is is_missed


def test_nobody_but_account_managers_owes_a_report(folder):
    roster(folder, {"name": "王总监", "role": "客户总监"})
    assert found(judged(folder, DEADLINE), "C7.1-missing") == []


@pytest.mark.parametrize(
    ("week", "status"),
    [
        (date(2012, 4, 16), LogStatus.NOT_DUE),
        (date(2012, 4, 23), LogStatus.MISSING),
        (date(2012, 4, 30), LogStatus.NOT_DUE),
        (date(2012, 5, 28), LogStatus.MISSING),
    ],
)
def test_the_log_is_due_with_the_last_week_whose_thursday_lies_in_the_month(folder, week, status):
    report(folder, "张三", week)
    moment = datetime.combine(week + timedelta(days=7), DEADLINE.time()) + MINUTE
    department = judged(folder, moment, week)
    assert statuses(department)["张三"][1] is status
    assert bool(found(department, "C7.2-missing")) is (status is LogStatus.MISSING)


@pytest.mark.parametrize(("week", "is_due"), [(WEEK, False), (date(2012, 4, 30), True)])
def test_where_its_monday_decides_the_week_from_30_april_is_the_last_of_april(folder, week, is_due):
    values(folder, ("C7.2", "决定一周归属月份的那天", "周一"))
    report(folder, "张三", week)
    moment = datetime.combine(week + timedelta(days=7), DEADLINE.time()) + MINUTE
    assert bool(found(judged(folder, moment, week), "C7.2-missing")) is is_due


def test_the_log_of_that_month_settles_it_and_one_of_another_month_does_not(folder):
    report(folder, "张三")
    log(folder, "张三", "2012-03")
    assert statuses(judged(folder, DEADLINE))["张三"][1] is LogStatus.MISSING
    log(folder, "张三", "2012-04")
    assert statuses(judged(folder, DEADLINE))["张三"][1] is LogStatus.ON_TIME


@pytest.mark.parametrize(("table", "sheet"), [(Opportunity, "漏斗"), (Activity, "工作")])
def test_a_sheet_without_a_row_makes_the_report_empty(folder, table, sheet):
    report(folder, "张三", rows={table: []})
    department = judged(folder, DEADLINE)
    assert statuses(department)["张三"][0] is Punctuality.EMPTY
    name = f"周报告_张三_{WEEK}.xlsx"
    assert found(department, "C7.1-empty") == [(f"{name}!{sheet}!A1", "C7.1-empty")]


@pytest.mark.parametrize(
    ("table", "status"), [(Opportunity, Punctuality.EMPTY), (Activity, Punctuality.ON_TIME)]
)
def test_a_company_may_ask_for_one_of_the_two_sheets(folder, table, status):
    values(folder, ("C7.1", "必填的表", "漏斗"))
    report(folder, "张三", rows={table: []})
    assert statuses(judged(folder, DEADLINE))["张三"][0] is status


def test_an_empty_sheet_is_shown_under_the_name_that_it_has_in_the_workbook(folder):
    report(folder, "张三", rows={Opportunity: []})
    path = folder / f"周报告_张三_{WEEK}.xlsx"
    book = load_workbook(path)
    book["漏斗"].title = "销售漏斗"
    book.save(path)
    for _ in range(2):
        department = judged(folder, DEADLINE)
        assert found(department, "C7.1-empty") == [(f"{path.name}!销售漏斗!A1", "C7.1-empty")]


def test_before_the_article_came_into_force_nothing_is_asked_of_anybody(folder):
    week = date(2012, 2, 20)
    department = judged(folder, datetime(2012, 2, 27, 10), week)
    assert found(department) == []
    assert department.records[SubmissionStatus] == ()
