"""Kinds of cell: how a typed value is understood, and what is wanted where it is not.

`parse` turns a cell into a value or raises `Wrong`, whose slug becomes the finding's code
(`T-type`, `T-choice`, `T-range`) and whose text is what the user reads.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any

from xlsales.core import clock, money
from xlsales.core.clock import Period
from xlsales.core.fold import fold
from xlsales.core.values import dataclass

LONGEST_NAME = 100
YES = {"是", "√", "✓", "✔", "y", "yes", "true", "1", "有", "对"}
NO = {"否", "×", "x", "✗", "n", "no", "false", "0", "无", "没有"}


class Wrong(ValueError):
    """A cell that is not what its column takes."""

    def __init__(self, slug: str, message: str) -> None:
        super().__init__(message)
        self.slug = slug


@dataclass(frozen=True)
class Kind:
    """A kind of cell: its name, what it wants in the user's words, how it is parsed and shown."""

    name: str
    wanted: str
    parse: Callable[[Any, Period | None], Any]
    format: str = "text"
    choices: tuple[str, ...] = ()
    limit: tuple[Any, Any] = (None, None)


def text_of(value: object) -> str:
    """A cell as the text its reader sees: whole numbers without .0, dates as 2012-04-16.

    >>> text_of(7.0), text_of(date(2012, 4, 16)), text_of("  a ")
    ('7', '2012-04-16', 'a')
    """
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, float):
        return format(money.exact(value), "f")
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value).strip()


def _text(value: object, _: Period | None) -> str:
    return text_of(value)


def _name(value: object, _: Period | None) -> str:
    """A person's name; spaces inside a Chinese name are only alignment."""
    name = text_of(value)
    joined = "".join(name.split()) if not name.isascii() else " ".join(name.split())
    if not any(c.isalpha() for c in joined) or len(joined) > LONGEST_NAME:
        raise Wrong("type", "应为姓名")
    return joined


def _company(value: object, _: Period | None) -> str:
    name = text_of(value)
    if len(name) > LONGEST_NAME:
        raise Wrong("type", f"应为客户公司名称，不超过{LONGEST_NAME}字")
    starts = len(name) > 1 and name[:2].isalpha()
    if not starts and sum(c.isalpha() for c in name) < 2:
        raise Wrong("type", "应为客户公司名称，至少两个字")
    return name


def _amount(value: object, _: Period | None) -> Decimal:
    return money.yuan(_not_negative(_number(value, "金额"), "金额不能为负数"))


def _positive(value: object, _: Period | None) -> Decimal:
    amount = money.yuan(_number(value, "金额"))
    if amount <= 0:
        raise Wrong("range", "金额须大于0")
    return amount


def _signed(value: object, _: Period | None) -> Decimal:
    return money.yuan(_number(value, "金额"))


def _price(value: object, _: Period | None) -> Decimal:
    return _not_negative(_number(value, "单价"), "单价不能为负数")


def _quantity(value: object, _: Period | None) -> Decimal:
    """A number whose unit depends on the row, such as an application's value."""
    try:
        return money.ratio(value)
    except ValueError:
        return _not_negative(_number(value, "数值"), "数值不能为负数")


def _not_negative(number: Decimal, message: str) -> Decimal:
    if number < 0:
        raise Wrong("range", message)
    return number


def _number(value: object, what: str) -> Decimal:
    try:
        number = money.exact(value)
    except ValueError:
        raise Wrong("type", f"应为{what}（数字）") from None
    if abs(number) >= money.LIMIT:
        raise Wrong("range", f"{what}过大")
    return number


def _ratio(value: object, _: Period | None) -> Decimal:
    try:
        share = money.ratio(value)
    except ValueError:
        _number(str(value).strip().rstrip("%％"), "比例")
        raise Wrong("range", "比例须在0到1之间，如0.05或5%") from None
    if share < 0:
        raise Wrong("range", "比例不能为负数")
    return share


def _count(value: object, _: Period | None) -> int:
    number = _not_negative(_number(value, "数量"), "数量不能为负数")
    if number != number.to_integral_value():
        raise Wrong("type", "应为整数")
    return int(number)


def _yes_no(value: object, _: Period | None) -> bool:
    word = fold(text_of(value))
    if word in YES:
        return True
    if word in NO:
        return False
    raise Wrong("choice", "应填是或否")


def _dated(parse: Callable[[Any, Period | None], Any], wanted: str) -> Callable[..., Any]:
    def parsed(value: Any, period: Period | None) -> Any:
        try:
            return parse(value, period)
        except (ValueError, OverflowError):
            raise Wrong("type", f"应为{wanted}") from None

    return parsed


DATE_WANTED = "日期，如2012-4-16"
MOMENT_WANTED = "日期和时间，如2012-4-16 9:05"
TIME_WANTED = "时间，如9:05"
MONTH_WANTED = "月份，如2012-04"

TEXT = Kind("文字", "文字", _text)
IDENTIFIER = Kind("编号", "编号（按文字保存，前面的0不丢）", _text, "identifier")
NAME = Kind("姓名", "姓名", _name)
COMPANY = Kind("公司名称", "客户公司名称", _company)
MONEY = Kind("金额", "金额（元），不小于0", _amount, "money", limit=(0, None))
POSITIVE = Kind("金额", "金额（元），大于0", _positive, "money", limit=(0, None))
SIGNED = Kind("金额", "金额（元），可为负", _signed, "money")
PRICE = Kind("单价", "单价（元），不小于0", _price, "price", limit=(0, None))
QUANTITY = Kind("数值", "数字或百分比", _quantity, "number")
RATIO = Kind("比例", "0到1之间的比例，如0.05或5%", _ratio, "ratio", limit=(0, 1))
COUNT = Kind("数量", "不小于0的整数", _count, "count", limit=(0, None))
LINK = Kind("链接", "链接", _text, "link")
SERIAL = Kind("序号", "序号", _text, "serial")
YES_NO = Kind("是否", "是或否", _yes_no, choices=("是", "否"))
DATE = Kind("日期", DATE_WANTED, _dated(clock.as_date, DATE_WANTED), "date")
WEEK = Kind("周起始日", DATE_WANTED, _dated(clock.as_week, DATE_WANTED), "date")
TIME = Kind("时间", TIME_WANTED, _dated(clock.as_time, TIME_WANTED), "time")
DATETIME = Kind("日期时间", MOMENT_WANTED, _dated(clock.as_moment, MOMENT_WANTED), "datetime")
MONTH = Kind("月份", MONTH_WANTED, _dated(clock.as_month, MONTH_WANTED), "month")

BY_TYPE = {
    str: TEXT, bool: YES_NO, int: COUNT, Decimal: MONEY, date: DATE, time: TIME, datetime: DATETIME,
}  # fmt: skip


@lru_cache(maxsize=None)
def choice(options: type[Enum]) -> Kind:
    """The kind of a cell that takes one of an enumeration's words."""
    words = {fold(str(member.value)): member for member in options}
    listed = tuple(str(member.value) for member in options)

    def parse(value: object, _: Period | None) -> Enum:
        word = fold(text_of(value))
        if word not in words:
            raise Wrong("choice", f"应为{'、'.join(listed)}之一")
        return words[word]

    return Kind("选项", f"{'、'.join(listed)}之一", parse, "choice", listed)


def kind_of(hint: type) -> Kind:
    """The kind that a field's type implies, where the declaration names none."""
    return choice(hint) if issubclass(hint, Enum) else BY_TYPE[hint]
