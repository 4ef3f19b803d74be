"""Terms: the kinds of value that a clause can set, how each is read and how it is written.

`parse` takes what stands in a rule-book or in a cell of the policy workbook; what `write` gives
is what `parse` takes. Standard library only and Python 3.8 syntax, as this runs in LibreOffice.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Callable

from xlsales.core import term_parsers as parsers
from xlsales.core.policy import Limit, Parameter, PolicyError
from xlsales.core.term_parsers import NONE, SHARE, WEEKDAYS, Incomplete
from xlsales.core.values import dataclass

LONGEST_SHOWN = 40

Write = Callable[[Parameter, Any], str]


@dataclass(frozen=True)
class Term:
    """A kind of value: what is wanted in the user's words, how it is parsed and written."""

    wanted: str
    parse: parsers.Parse
    write: Write


def parse(parameter: Parameter, value: object) -> Any:
    """The value that a parameter's text or cell states; ValueError says what is wanted."""
    try:
        return TERMS[parameter.kind].parse(parameter, value)
    except Incomplete:
        raise
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise ValueError(f"“{shown(value)}”应为{wanted(parameter)}") from None


def write(parameter: Parameter, value: Any) -> str:
    """The value as people read it in a table or a cell."""
    return TERMS[parameter.kind].write(parameter, value)


def wanted(parameter: Parameter) -> str:
    """What may be written as a parameter's value, in the user's words."""
    listed = f"：{'、'.join(parameter.choices)}" if parameter.choices else ""
    return TERMS[parameter.kind].wanted + listed


def shown(value: object) -> str:
    """A value that could not be read, short enough for a message."""
    text = str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def demand_known(parameter: Parameter) -> None:
    """Refuse a parameter whose kind does not exist or lacks its choices."""
    if parameter.kind not in TERMS:
        raise PolicyError(f"没有“{parameter.kind}”这种类型，应为{'、'.join(TERMS)}之一")
    if parameter.kind == "choice" and not parameter.choices:
        raise PolicyError("类型为choice时须写明choices（可选的词）")


def _plain(number: Decimal) -> str:
    return format(number.normalize() if number else Decimal(0), "f")


def _number(parameter: Parameter, value: Any) -> str:
    return f"{_plain(Decimal(value))}{parameter.unit}"


def _share(_: Parameter, value: Decimal) -> str:
    return f"{_plain(value * 100)}%"


def _limit(parameter: Parameter, value: Limit) -> str:
    number = _share if parameter.unit == SHARE else _number
    return f"{'≤' if value.included else '<'}{number(parameter, value.value)}"


def _text(_: Parameter, value: Any) -> str:
    return str(value)


def _list(one: Write) -> Write:
    return lambda parameter, value: "、".join(one(parameter, part) for part in value) or NONE


def _steps(one: Write) -> Write:
    return lambda parameter, value: (
        "；".join(f"{name} {one(parameter, step)}" for name, step in value.items()) or NONE
    )


TERMS: dict[str, Term] = {
    "ratio": Term("0到1之间的比例，如5%", parsers.share, _share),
    "money": Term("金额，如100元", parsers.amount, _number),
    "count": Term("整数，如3", parsers.whole, _number),
    "days": Term("天数，如7天", parsers.whole, _number),
    "months": Term("月数，如2个月", parsers.whole, _number),
    "day": Term("1到31之间的日，如25日", parsers.between(1, 31), _number),
    "month": Term("1到12之间的月，如1月", parsers.between(1, 12), _number),
    "weekday": Term("周一到周日之一", parsers.weekday, lambda _, day: f"周{WEEKDAYS[day]}"),
    "time": Term("时间，如18:00", parsers.time_of_day, lambda _, at: str(at.strftime("%H:%M"))),
    "date": Term("日期，如2012-4-16", parsers.day, _text),
    "limit": Term("带≤（含）或<（不含）的上限，如≤5%、<10%", parsers.limit, _limit),
    "text": Term("文字", parsers.text, _text),
    "choice": Term("下列之一", parsers.choice, _text),
    "words": Term(
        "用、隔开的词，没有则写无", parsers.distinct(parsers.word, "、，,；;\n"), _list(_text)
    ),
    "numbers": Term(
        "用、隔开的整数，如2、4", parsers.distinct(parsers.whole, "、；;\n"), _list(_number)
    ),
    "amounts": Term(
        "用、隔开的金额，如20元、50元", parsers.several(parsers.amount, "、；;\n"), _list(_number)
    ),
    "limits": Term("各项的上限，如平台 ≤1%；CPM ≤2%", parsers.steps(parsers.limit), _steps(_limit)),
    "some limits": Term(
        "几项的上限，没有则写无；可写的", parsers.steps(parsers.limit, parsers.some), _steps(_limit)
    ),
    "ratios": Term("各项的比例，如甲 30%；乙 70%", parsers.steps(parsers.share), _steps(_share)),
}
