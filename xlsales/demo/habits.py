"""How people type: everybody has their own way with dates, amounts, headings and layouts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from random import Random
from typing import Any

from xlsales.books.book import Value
from xlsales.core.clock import SERIAL_ZERO
from xlsales.core.record import Column, Record
from xlsales.core.values import dataclass

FULL_WIDTH = str.maketrans("0123456789-()*", "０１２３４５６７８９－（）＊")
TRADITIONAL = str.maketrans(
    "户称产类阶预计额进备触间联执签约经报姓离开时登记内结务单实间备",
    "戶稱產類階預計額進備觸間聯執簽約經報姓離開時登記內結務單實間備",
)
UNITS: Mapping[str, str] = {"money": "（元）", "ratio": "(%)", "time": "(时:分)"}

DAYS: tuple[Callable[[date], Value], ...] = (
    lambda day: day,
    lambda day: f"{day.year}-{day.month}-{day.day}",
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: (day - SERIAL_ZERO).days,
    lambda day: f"{day:%Y-%m-%d}".translate(FULL_WIDTH),
    lambda day: f"{day:%Y%m%d}",
)
WITHOUT_YEAR: tuple[Callable[[date], Value], ...] = (
    lambda day: f"{day.month}月{day.day}日",
    lambda day: f"{day.month}/{day.day}",
    lambda day: f"{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}）",
)
MONTHS: tuple[Callable[[date], Value], ...] = (
    lambda day: day,
    lambda day: f"{day:%Y-%m}",
    lambda day: f"{day.year}年{day.month}月",
    lambda day: f"{day.year}.{day.month}",
)
HOURS: tuple[Callable[[time], Value], ...] = (
    lambda at: at,
    lambda at: f"{at.hour}:{at.minute:02}",
    lambda at: f"{at.hour}点{at.minute}分" if at.minute else f"{at.hour}点",
    lambda at: f"{'上午' if at.hour < 12 else '下午'}{(at.hour - 1) % 12 + 1}:{at.minute:02}",
)
AMOUNTS: tuple[Callable[[Decimal], Value], ...] = (
    lambda amount: int(amount) if amount == int(amount) else float(amount),
    lambda amount: f"{amount:,.2f}",
    lambda amount: f"¥{amount:,}",
    lambda amount: f"{(amount / 10000).normalize():f}万",
    lambda amount: f"{amount}元".translate(FULL_WIDTH),
)
RATIOS: tuple[Callable[[Decimal], Value], ...] = (
    float,
    lambda ratio: f"{(ratio * 100).normalize():f}%",
    lambda ratio: f"{(ratio * 100).normalize():f}％",
)


@dataclass(frozen=True)
class Habits:
    """One person's ways.

    `number` picks the way of typing; `tidy` people use the department's template; the others lay
    their sheet out by themselves: `titles` rows above, labels in one cell or in two or left to the
    file name, columns in another order, columns of their own, empty rows, totals, merged days.
    """

    number: int
    tidy: bool
    titles: int = 0
    labels: str = "two cells"
    shuffled: bool = False
    extra: bool = False
    gaps: bool = False
    totals: bool = False
    merged: bool = False
    spaced: bool = False
    aliased: bool = False
    headings: str = "plain"


TIDY = Habits(0, True)
LOOKS = (
    TIDY,
    Habits(1, False, 1, "two cells", totals=True, headings="units"),
    Habits(2, False, 2, "one cell", shuffled=True, spaced=True, headings="traditional"),
    Habits(3, False, 1, "one cell", merged=True, gaps=True, headings="stars"),
    Habits(4, False, 0, "file name", extra=True, shuffled=True, headings="broken"),
    Habits(5, False, 2, "two cells", extra=True, gaps=True, aliased=True, headings="wide"),
    Habits(6, True),
    Habits(7, False, 1, "two cells", merged=True, totals=True, shuffled=True),
)


def habits_of(number: int) -> Habits:
    """The ways of the person of that number; the first ones cover all ways there are."""
    return LOOKS[number % len(LOOKS)]


def typed(value: Any, column: Column, habits: Habits, random: Random) -> Value:
    """A value as the person types it into the column."""
    number = habits.number if random.random() < 0.8 else random.randrange(12)
    form = column.kind.format
    if habits.tidy and not isinstance(value, (Enum, bool, str)):
        return float(value) if isinstance(value, Decimal) else value
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        no = "否" if column.required or number % 2 else ""
        return ("是", "√")[number % 2] if value else no
    if isinstance(value, Decimal):
        return _one(RATIOS if form == "ratio" else AMOUNTS, number)(value)
    if form == "month":
        return _one(MONTHS, number)(value)
    return _typed_time(value, habits, number)


def typed_row(
    table: type[Record], values: Mapping[str, Any], habits: Habits, random: Random
) -> dict[str, Value]:
    """A row as the person types it; what is not there stays empty."""
    return {
        name: None if value is None else typed(value, table.column(name), habits, random)
        for name, value in values.items()
    }


def typed_in_period(day: date, habits: Habits, random: Random) -> Value:
    """A day as the person types it where the sheet says of which week or month it is."""
    if habits.tidy or random.random() < 0.5:
        return day if habits.tidy else _one(DAYS, habits.number)(day)
    return _one(WITHOUT_YEAR, habits.number)(day)


def typed_name(name: str, habits: Habits) -> str:
    """A person's name, spread out with a space where it has two characters or the person likes."""
    return f"{name[0]} {name[1:]}" if habits.spaced else name


def typed_heading(column: Column, habits: Habits, random: Random) -> str:
    """The heading as the person writes it over their column."""
    heading = column.heading
    if habits.aliased and column.aliases:
        heading = random.choice(column.aliases)
    if habits.headings == "traditional":
        return heading.translate(TRADITIONAL)
    if habits.headings == "units":
        return heading + UNITS.get(column.kind.format, "")
    if habits.headings == "broken" and len(heading) > 4:
        return f"{heading[:4]}\n{heading[4:]}"
    if habits.headings == "wide":
        return f"　{heading}＊" if column.required else heading
    return f"{heading}*" if habits.headings == "stars" and column.required else heading


def _one(ways: tuple[Callable[[Any], Value], ...], number: int) -> Callable[[Any], Value]:
    return ways[number % len(ways)]


def _typed_time(value: Any, habits: Habits, number: int) -> Value:
    """A moment, a day, a time of day or a text."""
    if isinstance(value, datetime):
        day = _one(DAYS[:5], number)(value.date())
        return value if isinstance(day, date) else f"{day} {_one(HOURS[1:], number)(value.time())}"
    if isinstance(value, date):
        return _one(DAYS, number)(value)
    if isinstance(value, time):
        return _one(HOURS, number)(value)
    text: Value = value
    return text
