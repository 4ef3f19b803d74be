"""Workdays as the State Council sets them, calendar months, and weeks of a month."""

from datetime import date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core import holidays_table
from xlsales.core import days
from xlsales.core.days import (
    add_months,
    is_workday,
    last_week_of_month,
    month_end,
    month_of_week,
    month_start,
    months_overdue,
    next_workday,
    on_or_after_workday,
    previous_workday,
    workdays_after,
    workdays_between,
)

any_day = st.dates(date(2004, 1, 1), date(2026, 12, 31))


def test_every_day_of_every_known_year_agrees_with_the_package():
    first, last = date(2004, 1, 1), date(2026, 12, 31)
    every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    assert [day for day in every if is_workday(day) != chinese_calendar.is_workday(day)] == []


def test_the_table_is_what_the_package_gives():
    assert holidays_table.TABLE.read_text("utf-8") == holidays_table.table()


def test_a_year_that_the_table_lacks_counts_weekends_only_and_is_not_known():
    assert [year for year in range(1990, 2040) if days.known(year)] == list(range(2004, 2027))
    assert is_workday(date(2003, 10, 1))
    assert not is_workday(date(2027, 1, 2))


def test_a_moment_counts_as_its_day():
    assert is_workday(datetime(2012, 4, 1, 9, 30))
    assert not is_workday(datetime(2012, 4, 4, 9, 30))


def test_around_the_spring_festival_of_2012():
    last_before, first_after = date(2012, 1, 21), date(2012, 1, 29)  # a Saturday and a Sunday
    assert previous_workday(date(2012, 1, 25)) == last_before
    assert previous_workday(first_after) == last_before
    assert next_workday(last_before) == first_after
    assert next_workday(date(2012, 1, 23)) == first_after
    assert on_or_after_workday(date(2012, 1, 23)) == first_after
    assert on_or_after_workday(first_after) == first_after
    assert workdays_between(date(2012, 1, 21), date(2012, 1, 29)) == (last_before, first_after)
    assert workdays_between(date(2012, 1, 29), date(2012, 1, 21)) == ()


def test_a_term_of_five_workdays_skips_the_labour_holiday():
    assert workdays_after(date(2012, 4, 27), 5) == date(2012, 5, 7)
    assert workdays_after(date(2012, 4, 27), 0) == date(2012, 4, 27)
    with pytest.raises(ValueError, match="工作日天数应为0或正整数，现为-1"):
        workdays_after(date(2012, 4, 27), -1)


@given(any_day, st.integers(1, 60))
def test_a_term_holds_exactly_its_workdays(start, count):
    last = workdays_after(start, count)
    assert len(workdays_between(start + timedelta(days=1), last)) == count
    assert is_workday(last)


@given(any_day)
def test_previous_and_next_workday_are_each_others_reverse(day):
    workday = on_or_after_workday(day)
    assert previous_workday(next_workday(workday)) == workday
    assert previous_workday(workday) < day <= workday


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2012, 1, 31), 1, date(2012, 2, 29)),
        (date(2011, 1, 31), 1, date(2011, 2, 28)),
        (date(2012, 1, 31), 2, date(2012, 3, 31)),
        (date(2012, 2, 29), 12, date(2013, 2, 28)),
        (date(2012, 12, 31), 2, date(2013, 2, 28)),
        (date(2012, 3, 31), -1, date(2012, 2, 29)),
        (date(2012, 1, 15), -13, date(2010, 12, 15)),
        (date(2012, 4, 16), 0, date(2012, 4, 16)),
    ],
)
def test_months_later_is_the_same_day_or_the_months_last(day, count, later):
    assert add_months(day, count) == later


@pytest.mark.parametrize(
    ("due", "on", "months"),
    [
        (date(2012, 4, 16), date(2012, 4, 15), 0),
        (date(2012, 4, 16), date(2012, 4, 16), 0),
        (date(2012, 4, 16), date(2012, 6, 16), 1),
        (date(2012, 4, 16), date(2012, 6, 17), 2),
        (date(2011, 12, 31), date(2012, 2, 29), 1),
        (date(2011, 12, 31), date(2012, 3, 1), 2),
        (date(2012, 2, 29), date(2012, 8, 29), 5),
        (date(2012, 2, 29), date(2012, 8, 30), 6),
        (date(2013, 1, 1), date(2012, 1, 1), 0),
    ],
)
def test_overdue_by_a_month_begins_on_the_day_after(due, on, months):
    assert months_overdue(due, on) == months


@given(any_day, any_day, st.integers(1, 40))
def test_overdue_by_n_months_means_later_than_due_plus_n_months(due, on, count):
    assert (months_overdue(due, on) >= count) == (on > add_months(due, count))


def test_a_week_belongs_to_the_month_of_its_thursday():
    assert month_of_week(date(2012, 4, 30)) == date(2012, 5, 1)
    assert month_of_week(date(2012, 3, 26)) == date(2012, 3, 1)
    assert month_of_week(date(2012, 12, 31)) == date(2013, 1, 1)
    assert last_week_of_month(date(2012, 4, 23))
    assert not last_week_of_month(date(2012, 4, 30))


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_month_has_exactly_one_last_week(year):
    first = date(year, 1, 1)
    mondays = [first + timedelta(days=n) for n in range(-7, 367)]
    last_weeks = [d for d in mondays if d.weekday() == 0 and last_week_of_month(d)]
    months = [month_of_week(monday) for monday in last_weeks]
    assert [month.month for month in months if month.year == year] == list(range(1, 13))


def test_a_month_begins_on_its_first_day_and_ends_on_its_last():
    assert month_start(date(2012, 2, 29)) == date(2012, 2, 1)
    assert month_end(date(2012, 2, 1)) == date(2012, 2, 29)
    assert month_end(date(2011, 2, 1)) == date(2011, 2, 28)
