"""Cells as spreadsheets hand them over, taken as values; and values as a cell shows them.

A spreadsheet hands over floats, serial numbers, dates, texts and None. Every kind of argument has
one function here, which raises `Unusable` with a short Chinese sentence.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Callable

from xlsales.core import clock, money
from xlsales.core.fold import fold
from xlsales.core.kinds import NO, YES

LONGEST_SHOWN = 12


class Unusable(ValueError):
    """A cell that is not what an argument takes: what it is and what is expected."""


class Propagated(Unusable):
    """A cell that already says what is wrong, because another function wrote it."""


def is_empty(cell: object) -> bool:
    """True for a cell without content."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def amount(cell: object) -> Decimal:
    """A number that is not negative."""
    number = any_amount(cell)
    if number.is_signed() and number:
        raise Unusable(f"{_shown(cell)}不能为负数")
    return number


def any_amount(cell: object) -> Decimal:
    """A number."""
    try:
        number = money.exact(cell)
    except ValueError:
        raise Unusable(f"{_shown(cell)}应为数字，如1234.50") from None
    if abs(number) >= money.LIMIT:
        raise Unusable(f"{_shown(cell)}过大")
    return number


def share(cell: object) -> Decimal:
    """A share from 0 to 1."""
    try:
        return money.ratio(cell)
    except ValueError:
        raise Unusable(f"{_shown(cell)}应为0到1之间的比例，如5%或0.05") from None


def count(cell: object) -> int:
    """A whole number that is not negative."""
    number = amount(cell)
    if number != number.to_integral_value():
        raise Unusable(f"{_shown(cell)}应为整数")
    return int(number)


def day(cell: object) -> date:
    """A day."""
    try:
        return clock.as_date(cell)
    except (ValueError, OverflowError, TypeError):
        raise Unusable(f"{_shown(cell)}应为日期，如2012-4-16") from None


def moment(cell: object) -> datetime:
    """A day with a time."""
    try:
        return clock.as_moment(cell)
    except (ValueError, OverflowError, TypeError):
        raise Unusable(f"{_shown(cell)}应为日期和时间，如2012-4-16 9:05") from None


def moment_or_time(cell: object) -> Any:
    """A day with a time, or a time alone."""
    try:
        return clock.as_time(cell) if _is_time(cell) else clock.as_moment(cell)
    except (ValueError, OverflowError, TypeError):
        raise Unusable(f"{_shown(cell)}应为时间，如9:05或2012-4-16 9:05") from None


def _is_time(cell: object) -> bool:
    if isinstance(cell, (time, timedelta)):
        return True
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return 0 <= cell < 1
    return isinstance(cell, str) and clock.is_time(cell)


def yes(cell: object) -> bool:
    """Whether a cell says yes; an empty one says no."""
    word = fold(text(cell))
    if word in YES:
        return True
    if not word or word in NO:
        return False
    raise Unusable(f"{_shown(cell)}应填是或否")


def yes_or_some(cell: object) -> bool:
    """Whether a cell says yes, or names somebody or something."""
    word = fold(text(cell))
    return bool(word) and word not in NO


def text(cell: object) -> str:
    """A text; whole numbers without .0."""
    if isinstance(cell, float) and cell == cell and abs(cell) < money.LIMIT:
        return format(money.exact(cell), "f")
    return str("" if cell is None else cell).strip()


KINDS: dict[str, Callable[[Any], Any]] = {
    "Amount": amount,
    "AnyAmount": any_amount,
    "Share": share,
    "Count": count,
    "Day": day,
    "Moment": moment,
    "MomentOrTime": moment_or_time,
    "YesNo": yes,
    "Someone": yes_or_some,
    "Text": text,
    "Entry": text,
}
"""The kinds of argument by the names that the functions' signatures use."""

# The same names for the checker: what each kind of argument becomes.
Amount = Decimal
AnyAmount = Decimal
Share = Decimal
Count = int
Day = date
Moment = datetime
MomentOrTime = Any
YesNo = bool
Someone = bool
Text = str
Entry = str

MAY_BE_EMPTY = frozenset(("YesNo", "Someone", "Entry"))
"""The kinds of which an empty cell says something."""


def given(result: Any) -> Any:
    """A result as a cell takes it: numbers as floats, None as empty, words as they are."""
    if type(result) is Decimal:
        return float(result)
    return "" if result is None else result


def _shown(cell: object) -> str:
    words = text(cell)
    return f"“{words if len(words) <= LONGEST_SHOWN else words[:LONGEST_SHOWN] + '…'}”"
