"""Article 7, item 3: the day of the weekly meeting, on holidays too."""

from datetime import date
from pathlib import Path

import pytest

from tests.weekly.folders import DEADLINE, WEEK, judged, report, values
from xlsales.actions.pack.cover import reading_lines


def told(folder: Path, week: date = WEEK) -> str:
    """The first line of the pack's cover."""
    return next(reading_lines(judged(folder, DEADLINE, week)))


@pytest.mark.parametrize(
    ("week", "day"),
    [
        (date(2012, 4, 9), "2012-04-16（周一）"),
        (WEEK, "2012-05-02（周三）"),  # 30 April and 1 May are free for 劳动节
        (date(2012, 5, 7), "2012-05-14（周一）"),
    ],
)
def test_a_meeting_on_a_holiday_moves_to_the_next_working_day(tmp_path, week, day):
    report(tmp_path, "张三")
    assert told(tmp_path, week).endswith(f"汇总；周例会 {day}")


def test_a_company_may_meet_on_a_holiday_too(tmp_path):
    values(tmp_path, ("C7.3", "遇公休日", "照常"))
    assert told(tmp_path).endswith("周例会 2012-04-30（周一）")


def test_a_company_may_meet_on_another_day(tmp_path):
    values(tmp_path, ("C7.3", "例会日", "周五"))
    assert told(tmp_path).endswith("周例会 2012-05-04（周五）")


def test_before_the_article_is_in_force_no_meeting_is_named(tmp_path):
    assert "周例会" not in told(tmp_path, date(2012, 2, 20))
    assert "周例会 2012-03-12（周一）" in told(tmp_path, date(2012, 3, 5))
