"""Terms: the kinds of value that a clause can set, how each is read and how it is written.

`parse` takes what stands in a rule-book or in a cell of the policy workbook; what `write` gives
is what `parse` takes. Standard library only and Python 3.8 syntax, as this runs in LibreOffice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any, Callable, Dict

from xlsales.core import clock, money
from xlsales.core.policy import Clause, Limit, Parameter, PolicyError

SHARE = "比例"
NONE = "无"
WEEKDAYS = "一二三四五六日"
_BOUND = re.compile(r"\s*(≤|<=|<|＜|〈)\s*(.+)", re.DOTALL)
_STEP = re.compile(r"(.+?)\s*[\s:：=]\s*(\S.*)", re.DOTALL)
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")

Parse = Callable[[Parameter, Any], Any]


@dataclass(frozen=True)
class Term:
    """A kind of value: what is wanted in the user's words, how it is parsed and written."""

    wanted: str
    parse: Parse
    write: Callable[[Parameter, Any], str]


def parse(parameter: Parameter, value: object) -> Any:
    """The value that a parameter's text or cell states; ValueError says what is wanted."""
    term = TERMS[parameter.kind]
    try:
        return term.parse(parameter, value)
    except Missing:
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


def describe(clause: Clause, parameters: Iterable[Parameter]) -> str:
    """A clause's values in one line: 佣金比例上限 ≤5%；审批岗位 客户经理."""
    return "；".join(f"{p.label} {write(p, clause[p.key])}" for p in parameters)


def shown(value: object) -> str:
    """A value that could not be read, short enough for a message."""
    text = str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"


class Missing(ValueError):
    """A list of steps that lacks some, has too many, or has one twice."""


def _number(parameter: Parameter, value: object) -> Decimal:
    if isinstance(value, str) and parameter.unit:
        value = value.strip()
        value = value[: -len(parameter.unit)] if value.endswith(parameter.unit) else value
    number = money.exact(value)
    if number < 0:
        raise ValueError
    return number


def _whole(parameter: Parameter, value: object) -> int:
    number = _number(parameter, value)
    if number != number.to_integral_value():
        raise ValueError
    return int(number)


def _between(first: int, last: int) -> Parse:
    def parse_within(parameter: Parameter, value: object) -> int:
        number = _whole(parameter, value)
        if not first <= number <= last:
            raise ValueError
        return number

    return parse_within


def _money(parameter: Parameter, value: object) -> Decimal:
    return money.yuan(_number(parameter, value))


def _ratio(_: Parameter, value: object) -> Decimal:
    return money.ratio(value)


def _limit(parameter: Parameter, value: Any) -> Limit:
    found = _BOUND.fullmatch(value)
    if found is None:
        raise ValueError
    sign, number = found.groups()
    is_share = parameter.unit == SHARE or "%" in number or "％" in number
    bound = money.ratio(number.strip()) if is_share else _number(parameter, number)
    return Limit(bound, sign in ("≤", "<="))


def _text(_: Parameter, value: Any) -> str:
    if not value.strip():
        raise ValueError
    return str(value.strip())


def _choice(parameter: Parameter, value: Any) -> str:
    if value.strip() not in parameter.choices:
        raise ValueError
    return str(value.strip())


def _weekday(_: Parameter, value: Any) -> int:
    found = _WEEKDAY.fullmatch(value.strip())
    if found is None:
        raise ValueError
    return WEEKDAYS.index(found.group(1).replace("天", "日"))


def _time(_: Parameter, value: object) -> time:
    return clock.as_time(value)


def _several(one: Parse, separators: str) -> Parse:
    """A parser of lists, given as a list or as one text; 无 is an empty one."""

    def parse_list(parameter: Parameter, value: Any) -> tuple[Any, ...]:
        if isinstance(value, str):
            stated = value.strip()
            value = [] if stated == NONE else re.split(f"[{separators}]+", stated.strip(separators))
        elif not isinstance(value, (list, tuple)):
            value = [value]
        if any(isinstance(part, str) and re.search(f"[{separators}]", part) for part in value):
            raise ValueError
        return tuple(one(parameter, part) for part in value)

    return parse_list


def _distinct(parse_list: Parse) -> Parse:
    def parse_distinct(parameter: Parameter, value: object) -> Any:
        parts = parse_list(parameter, value)
        _once(parts)
        return parts

    return parse_distinct


def _steps(one: Parse) -> Parse:
    """A parser of named values, given as a mapping or as text: 平台 ≤1%；CPM ≤2%."""

    def parse_steps(parameter: Parameter, value: Any) -> dict[str, Any]:
        pairs = list(value.items()) if isinstance(value, Mapping) else _pairs(value)
        _once([name for name, _ in pairs])
        named = {name: one(parameter, step) for name, step in pairs}
        if not parameter.choices:
            return named
        _complete(named, parameter.choices)
        return {name: named[name] for name in parameter.choices}

    return parse_steps


def _pairs(value: str) -> list[tuple[str, str]]:
    stated = value.strip()
    if stated == NONE:
        return []
    found = [_STEP.fullmatch(part.strip()) for part in re.split(r"[；;\n]+", stated.strip("；;\n"))]
    if None in found:
        raise ValueError
    return [(match.group(1), match.group(2)) for match in found if match]


def _once(names: Iterable[Any]) -> None:
    seen = list(names)
    twice = [str(name) for name in dict.fromkeys(seen) if seen.count(name) > 1]
    if twice:
        raise Missing(f"“{'、'.join(twice)}”写了不止一次，每项只写一次")


def _complete(named: Mapping[str, Any], choices: Iterable[str]) -> None:
    missing = [name for name in choices if name not in named]
    unknown = [name for name in named if name not in tuple(choices)]
    if missing or unknown:
        lacks = f"缺少{'、'.join(missing)}" if missing else ""
        extra = f"多出{'、'.join(unknown)}" if unknown else ""
        raise Missing(f"{'，'.join(filter(None, (lacks, extra)))}；应写全{'、'.join(choices)}")


def _plain(number: Decimal) -> str:
    return format(number.normalize() if number else Decimal(0), "f")


def _write_number(parameter: Parameter, value: Any) -> str:
    return f"{_plain(Decimal(value))}{parameter.unit}"


def _write_share(_: Parameter, value: Decimal) -> str:
    return f"{_plain(value * 100)}%"


def _write_limit(parameter: Parameter, value: Limit) -> str:
    number = _write_share if parameter.unit == SHARE else _write_number
    return f"{'≤' if value.included else '<'}{number(parameter, value.value)}"


def _write_text(_: Parameter, value: str) -> str:
    return value


def _write_list(parameter: Parameter, value: Iterable[Any]) -> str:
    parts = (v if isinstance(v, str) else _write_number(parameter, v) for v in value)
    return "、".join(parts) or NONE


def _write_steps(one: Callable[[Parameter, Any], str]) -> Callable[[Parameter, Any], str]:
    return lambda parameter, value: (
        "；".join(f"{name} {one(parameter, step)}" for name, step in value.items()) or NONE
    )


WORDS = _distinct(_several(_text, "、，,；;\n"))
TERMS: Dict[str, Term] = {  # noqa: UP006 - evaluated, and 3.8 has no dict[...]
    "ratio": Term("0到1之间的比例，如5%", _ratio, _write_share),
    "money": Term("金额，如100元", _money, _write_number),
    "count": Term("整数，如3", _whole, _write_number),
    "days": Term("天数，如7天", _whole, _write_number),
    "months": Term("月数，如2个月", _whole, _write_number),
    "day": Term("1到31之间的日，如25日", _between(1, 31), _write_number),
    "month": Term("1到12之间的月，如1月", _between(1, 12), _write_number),
    "weekday": Term("周一到周日之一", _weekday, lambda _, value: f"周{WEEKDAYS[value]}"),
    "time": Term("时间，如18:00", _time, lambda _, value: str(value.strftime("%H:%M"))),
    "limit": Term("带≤（含）或<（不含）的上限，如≤5%、<10%", _limit, _write_limit),
    "text": Term("文字", _text, _write_text),
    "choice": Term("下列之一", _choice, _write_text),
    "words": Term("用、隔开的词，没有则写无", WORDS, _write_list),
    "numbers": Term("用、隔开的整数，如2、4", _distinct(_several(_whole, "、；;\n")), _write_list),
    "amounts": Term("用、隔开的金额，如20元、50元", _several(_money, "、；;\n"), _write_list),
    "limits": Term("各项的上限，如平台 ≤1%；CPM ≤2%", _steps(_limit), _write_steps(_write_limit)),
    "ratios": Term("各项的比例，如甲 30%；乙 70%", _steps(_ratio), _write_steps(_write_share)),
}


def demand_known(parameter: Parameter) -> None:
    """Refuse a parameter whose kind does not exist or lacks its choices."""
    if parameter.kind not in TERMS:
        raise PolicyError(f"没有“{parameter.kind}”这种类型，应为{'、'.join(TERMS)}之一")
    if parameter.kind == "choice" and not parameter.choices:
        raise PolicyError("类型为choice时须写明choices（可选的词）")
