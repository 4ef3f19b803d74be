"""Dates and times as people type them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from unicodedata import normalize

from xlsales.core.values import dataclass

SERIAL_ZERO = date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 10959, 73050  # 1930 to 2099: other whole numbers are not meant as days
DAY = re.compile(
    r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?"
    r"(?:\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?)?"
)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
HOUR = re.compile(
    r"(上午|下午|晚上|晚|早上|早|中午)?\s*(\d{1,2})\s*(?:[:点时]\s*(半|\d{1,2})?\s*分?(?:\s*:\s*(\d{1,2}))?)\s*"
)
MONTH = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*月?(?:\s*[-/.]\s*1)?")
AFTERNOON = {"下午", "晚上", "晚", "中午"}


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included, which a workbook reports on."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first}至{self.last}"

    @property
    def years(self) -> tuple[int, ...]:
        """The year or years that the period touches."""
        return tuple(sorted({self.first.year, self.last.year}))


def week_start(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_of(monday: date) -> Period:
    """The seven days from a Monday on."""
    return Period(monday, monday + timedelta(days=6))


def month_of(day: date) -> Period:
    """The calendar month of a day.

    >>> print(month_of(date(2012, 2, 9)))
    2012-02-01至2012-02-29
    """
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return Period(first, following - timedelta(days=1))


def as_date(value: object, period: Period | None = None) -> date:
    """The day meant by a cell: a date, a serial number, or text such as 2012年4月16日 or 4月16日.

    A day without a year takes the year of the period; ValueError where that is unknown.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_number(value)
    text = _plain(value)
    if text.isdigit():
        return _from_number(int(text))
    found = DAY.match(text)
    if not found or (text[found.end() :].strip() and not is_time(text[found.end() :])):
        raise ValueError(text)
    return _day(found, period)


def as_week(value: object, period: Period | None = None) -> date:
    """The first day of a week stated by a day of it or by a range, such as 2012.4.23-4.29."""
    if isinstance(value, str) and (found := DAY.search(_plain(value))) and found[1]:
        return _day(found, period)
    return as_date(value, period)


def as_time(value: object, period: Period | None = None) -> time:
    """The time of day meant by a cell: a time, a fraction of a day, text like 9:05, 下午3点."""
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value
    if isinstance(value, timedelta):
        return (datetime.min + value).time()
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 1:
        return (datetime.min + timedelta(seconds=round(value * 86400))).time()
    found = HOUR.fullmatch(_plain(value))
    if not found:
        raise ValueError(value)
    return _hour(found)


def is_time(text: str) -> bool:
    """Whether a text is a time of day, without a day."""
    try:
        as_time(text)
    except ValueError:
        return False
    return True


def as_moment(value: object, period: Period | None = None) -> datetime:
    """The day and time meant by a cell; a day alone is not enough."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, float) and FIRST_SERIAL < value < LAST_SERIAL:
        return datetime.combine(SERIAL_ZERO, time()) + timedelta(seconds=round(value * 86400))
    text = _plain(value) if not isinstance(value, date) else ""
    found = DAY.match(text)
    if not found:
        raise ValueError(value)
    return datetime.combine(_day(found, period), as_time(text[found.end() :].lstrip("T ,，")))


def as_month(value: object, period: Period | None = None) -> date:
    """The first day of the month meant by a cell: 2012-04, 2012年4月, or any day of it."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value < 999999:
        value = int(value)
    found = MONTH.fullmatch(_plain(value)) if not isinstance(value, date) else None
    if found:
        return date(int(found[1]), int(found[2]), 1)
    return as_date(value, period).replace(day=1)


def _plain(value: object) -> str:
    return normalize("NFKC", str(value)).strip()


def _from_number(number: float) -> date:
    """A serial number of the 1900 calendar, or eight digits 20120416."""
    if FIRST_SERIAL <= number <= LAST_SERIAL:
        return SERIAL_ZERO + timedelta(days=int(number))
    compact = COMPACT.fullmatch(str(int(number)))
    if not compact:
        raise ValueError(number)
    return date(*map(int, compact.groups()))


def _day(found: re.Match[str], period: Period | None) -> date:
    month, day = int(found[2]), int(found[3])
    if found[1]:
        return date(int(found[1]), month, day)
    if period is None:
        raise ValueError(found[0])
    days = [made for y in period.years if (made := _made(y, month, day))]
    if not days:
        raise ValueError(found[0])
    return next((d for d in days if d in period), days[0])


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _hour(found: re.Match[str]) -> time:
    half, hours, minutes, seconds = found.groups()
    hour = int(hours) + (12 if half in AFTERNOON and int(hours) < 12 else 0)
    if half == "中午" and int(hours) in (11, 12):
        hour = int(hours)
    return time(hour, 30 if minutes == "半" else int(minutes or 0), int(seconds or 0))
