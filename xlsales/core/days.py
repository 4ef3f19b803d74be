"""Days as the department counts them: Chinese working days, calendar months, weeks of a month."""

from __future__ import annotations

import os.path
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

_TABLE = os.path.join(os.path.dirname(__file__), "data", "holidays.txt")
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
THURSDAY = 3
"""The day by which a week belongs to a month, as ISO weeks belong to years."""


class _Holidays(NamedTuple):
    """The ordinals of weekdays that are free and weekend days that are worked, of some years."""

    years: frozenset[int]
    free: frozenset[int]
    worked: frozenset[int]


def is_workday(day: date) -> bool:
    """Whether the day is worked in China, with its public holidays and make-up workdays.

    >>> is_workday(date(2012, 4, 4)), is_workday(date(2012, 4, 1))  # 清明, a Sunday worked for it
    (False, True)
    """
    table = _holidays()
    number = day.toordinal()
    return number in table.worked or (day.weekday() < 5 and number not in table.free)


def known(year: int) -> bool:
    """Whether the year's holidays are known; in another year only weekends count, and say so."""
    return year in _holidays().years


def previous_workday(day: date) -> date:
    """The last workday before the day."""
    day -= _DAY
    while not is_workday(day):
        day -= _DAY
    return day


def next_workday(day: date) -> date:
    """The first workday after the day."""
    return on_or_after_workday(day + _DAY)


def on_or_after_workday(day: date) -> date:
    """The day itself if it is a workday, else the first one after it."""
    while not is_workday(day):
        day += _DAY
    return day


def workdays_after(start: date, count: int) -> date:
    """The last day of a term of so many workdays that begins on the day after the start.

    >>> workdays_after(date(2012, 3, 29), 3)  # Friday, then Saturday and Sunday worked for 清明
    datetime.date(2012, 4, 1)
    """
    if count < 0:
        raise ValueError(f"工作日天数应为0或正整数，现为{count}")
    for _ in range(count):
        start = next_workday(start)
    return start


def workdays_between(first: date, last: date) -> tuple[date, ...]:
    """The workdays from the first day to the last, both included."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(day for day in days if is_workday(day))


def add_months(day: date, count: int) -> date:
    """The same day so many calendar months later, or that month's last day where it is shorter.

    >>> add_months(date(2012, 1, 31), 1)
    datetime.date(2012, 2, 29)
    """
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, _length(year, month + 1)))


def months_overdue(due: date, on: date) -> int:
    """The whole calendar months by which something due is overdue; on the very day: not yet.

    >>> months_overdue(date(2012, 1, 31), date(2012, 2, 29))
    0
    >>> months_overdue(date(2012, 1, 31), date(2012, 3, 1))
    1
    """
    months = (on.year - due.year) * 12 + on.month - due.month
    return max(0, months if on > add_months(due, months) else months - 1)


def month_start(day: date) -> date:
    """The first day of the day's month, which stands for the month."""
    return date(day.year, day.month, 1)


def month_end(day: date) -> date:
    """The last day of the day's month."""
    return date(day.year, day.month, _length(day.year, day.month))


def _length(year: int, month: int) -> int:
    """The days of a month."""
    return 31 if month == 12 else (date(year, month + 1, 1) - _DAY).day


def month_of_week(monday: date, weekday: int = THURSDAY) -> date:
    """The first day of the month to which a week belongs: that of its Thursday, or another day.

    >>> month_of_week(date(2012, 4, 30))
    datetime.date(2012, 5, 1)
    """
    return month_start(monday + weekday * _DAY)


def last_week_of_month(monday: date, weekday: int = THURSDAY) -> bool:
    """Whether the week is the last one that belongs to its month."""
    return month_of_week(monday, weekday) != month_of_week(monday + _WEEK, weekday)


@lru_cache(maxsize=None)
def _holidays() -> _Holidays:
    """The table, read once, when first asked for: years of 休 (free) and 班 (worked) days."""
    days: dict[str, set[date]] = {"休": set(), "班": set()}
    with open(_TABLE, encoding="utf-8") as file:
        lines = file.read().splitlines()[1:]
    for line in lines:
        year, kind, *stated = line.split()
        days[kind].update(date(int(year), int(text[:2]), int(text[2:])) for text in stated)
    free, worked = (frozenset(day.toordinal() for day in days[kind]) for kind in "休班")
    return _Holidays(frozenset(day.year for day in days["休"]), free, worked)
