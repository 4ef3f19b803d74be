"""The funnel against last week's: what is new, moved, stuck, lost, dropped; its totals."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.weekly.folders import OPPORTUNITY, WEEK, judged, report
from xlsales.tables.meeting import Change, Movement, PersonTotal, StageTotal
from xlsales.tables.weekly import FunnelStage, Opportunity

BEFORE = date(2012, 4, 16)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "部门"
    made.mkdir()
    return made


def funnel(folder: Path, week: date, *rows: dict[str, object]) -> None:
    report(folder, "张三", week, {Opportunity: [{**OPPORTUNITY, **row} for row in rows]})


def moved(folder: Path) -> dict[str, Change]:
    """Last week is handed in and run first, this week a week later."""
    department = judged(folder, datetime(2012, 4, 30, 8))
    return {m.customer: m.change for m in department.records[Movement]}


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [
        ("接触", "需求确认", Change.ADVANCED),
        ("接触", "接触", Change.STUCK),
        ("谈判", "接触", Change.BACK),
        ("谈判", "流失", Change.LOST),
    ],
)
def test_an_opportunity_is_judged_by_its_stage_last_week(folder, before, now, change):
    funnel(folder, BEFORE, {"stage": before})
    judged(folder, datetime(2012, 4, 23, 8), BEFORE)
    funnel(folder, WEEK, {"stage": now})
    assert moved(folder) == {"海天科技": change}


def test_what_comes_and_what_goes(folder):
    funnel(folder, BEFORE, {"customer": "海天科技"}, {"customer": "蓝湖传媒"})
    judged(folder, datetime(2012, 4, 23, 8), BEFORE)
    funnel(folder, WEEK, {"customer": "海天科技"}, {"customer": "绿洲商贸"})
    assert moved(folder) == {
        "海天科技": Change.STUCK,
        "绿洲商贸": Change.NEW,
        "蓝湖传媒": Change.DROPPED,
    }


def test_the_same_customer_typed_otherwise_is_the_same_opportunity(folder):
    funnel(folder, BEFORE, {"customer": "北京海天科技有限公司"})
    judged(folder, datetime(2012, 4, 23, 8), BEFORE)
    funnel(folder, WEEK, {"customer": "北京海天科技"})
    assert moved(folder) == {"北京海天科技": Change.STUCK}


def test_of_a_funnel_that_was_not_read_whole_nothing_is_said_to_be_dropped(folder):
    funnel(folder, BEFORE, {"customer": "蓝湖传媒"})
    judged(folder, datetime(2012, 4, 23, 8), BEFORE)
    funnel(folder, WEEK, {"customer": "海天科技"}, {"customer": "绿洲商贸", "stage": "不知道"})
    assert moved(folder) == {"海天科技": Change.NEW}


def test_amounts_are_weighted_by_the_probability_given_or_else_by_that_of_the_stage(folder):
    funnel(
        folder,
        WEEK,
        {"customer": "海天科技", "stage": "接触", "amount": 1000},
        {"customer": "蓝湖传媒", "stage": "接触", "amount": 1000, "probability": 0.5},
        {"customer": "绿洲商贸", "stage": "流失", "amount": 9000},
    )
    records = judged(folder, datetime(2012, 4, 30, 8)).records
    stages = {t.stage: (t.count, t.amount, t.weighted) for t in records[StageTotal]}
    assert stages[FunnelStage.CONTACT] == (2, Decimal(2000), Decimal(600))
    people = {t.person: (t.count, t.amount, t.weighted) for t in records[PersonTotal]}
    assert people == {"张三": (2, Decimal(2000), Decimal(600))}
