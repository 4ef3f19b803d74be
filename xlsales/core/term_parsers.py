"""Parsers of a clause's values: a number, text, list or mapping in, a checked value out.

A parser raises ValueError, TypeError or AttributeError where the value is not of its kind, and
`Incomplete`, whose text is for the user, where the kind is right and the parts are not.
Standard library only and Python 3.8 syntax, because this module also runs inside LibreOffice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, Callable

from xlsales.core import clock, money
from xlsales.core.policy import Limit, Parameter

SHARE = "比例"
NONE = "无"
WEEKDAYS = "一二三四五六日"
_BOUND = re.compile(r"\s*(≤|<=|<|＜)\s*(\S.*)", re.DOTALL)
_STEP = re.compile(r"(.+?)\s*[\s:：=]\s*(\S.*)", re.DOTALL)
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")

Parse = Callable[[Parameter, Any], Any]


class Incomplete(ValueError):
    """A list or mapping that lacks a part, has too many, or has one twice."""


def number(parameter: Parameter, value: Any) -> Decimal:
    """A number that is not negative; its unit may stand behind it."""
    if isinstance(value, str) and parameter.unit:
        value = value.strip()
        value = value[: -len(parameter.unit)] if value.endswith(parameter.unit) else value
    exact = money.exact(value)
    if exact < 0:
        raise ValueError
    return exact


def whole(parameter: Parameter, value: Any) -> int:
    """A whole number that is not negative."""
    exact = number(parameter, value)
    if exact != exact.to_integral_value():
        raise ValueError
    return int(exact)


def between(first: int, last: int) -> Parse:
    """A parser of whole numbers from the first to the last."""

    def parse(parameter: Parameter, value: Any) -> int:
        found = whole(parameter, value)
        if not first <= found <= last:
            raise ValueError
        return found

    return parse


def amount(parameter: Parameter, value: Any) -> Decimal:
    """An amount of money in yuan."""
    return money.yuan(number(parameter, value))


def share(_: Parameter, value: Any) -> Decimal:
    """A ratio from 0 to 1."""
    return money.ratio(value)


def limit(parameter: Parameter, value: Any) -> Limit:
    """An upper bound, whose sign says whether it includes its number."""
    found = _BOUND.fullmatch(value)
    if found is None:
        raise ValueError
    sign, bound = found.groups()
    is_share = parameter.unit == SHARE or bound.rstrip().endswith(("%", "％"))
    exact = money.ratio(bound) if is_share else number(parameter, bound)
    return Limit(exact, sign in ("≤", "<="))


def text(_: Parameter, value: Any) -> str:
    """A text that is not empty."""
    stripped: str = value.strip()
    if not stripped:
        raise ValueError
    return stripped


def choice(parameter: Parameter, value: Any) -> str:
    """One of the parameter's choices."""
    word = text(parameter, value)
    if word not in parameter.choices:
        raise ValueError
    return word


def word(parameter: Parameter, value: Any) -> str:
    """A text; one of the parameter's choices where it has some."""
    return choice(parameter, value) if parameter.choices else text(parameter, value)


def weekday(_: Parameter, value: Any) -> int:
    """A day of the week, Monday 0 as in `date.weekday()`."""
    found = _WEEKDAY.fullmatch(value.strip())
    if found is None:
        raise ValueError
    return WEEKDAYS.index(found.group(1).replace("天", "日"))


def time_of_day(_: Parameter, value: Any) -> time:
    """A time of day."""
    return clock.as_time(value)


def day(_: Parameter, value: Any) -> date:
    """A day of the calendar."""
    return clock.as_date(value)


def several(one: Parse, separators: str) -> Parse:
    """A parser of lists, given as a list or as one text; 无 is an empty one."""
    between_parts = re.compile(f"[{separators}]+")

    def parse(parameter: Parameter, value: Any) -> tuple[Any, ...]:
        if isinstance(value, str):
            stated = value.strip()
            parts = [] if stated == NONE else between_parts.split(stated.strip(separators))
        else:
            parts = list(value) if isinstance(value, (list, tuple)) else [value]
        if any(isinstance(part, str) and between_parts.search(part) for part in parts):
            raise ValueError
        return tuple(one(parameter, part) for part in parts)

    return parse


def distinct(one: Parse, separators: str) -> Parse:
    """A parser of lists in which nothing stands twice."""
    parse_all = several(one, separators)

    def parse(parameter: Parameter, value: Any) -> Any:
        parts = parse_all(parameter, value)
        _demand_once(parts)
        return parts

    return parse


def steps(one: Parse, demand: Callable[..., None] | None = None) -> Parse:
    """A parser of named values, given as a mapping or as one text: 平台 ≤1%；CPM ≤2%.

    Where the parameter has choices they are demanded to be complete, or as `demand` says.
    """

    def parse(parameter: Parameter, value: Any) -> dict[str, Any]:
        pairs = list(value.items()) if isinstance(value, Mapping) else _pairs(value)
        _demand_once(name for name, _ in pairs)
        named = {name: one(parameter, step) for name, step in pairs}
        if not parameter.choices:
            return named
        (demand or _demand_complete)(named, parameter.choices)
        return {name: named[name] for name in parameter.choices if name in named}

    return parse


def _pairs(value: str) -> list[tuple[str, str]]:
    stated = value.strip()
    if stated == NONE:
        return []
    found = [_STEP.fullmatch(part.strip()) for part in re.split(r"[；;\n]+", stated.strip("；;\n"))]
    if None in found:
        raise ValueError
    return [(match.group(1), match.group(2)) for match in found if match]


def _demand_once(names: Iterable[Any]) -> None:
    twice = [str(name) for name, times in Counter(names).items() if times > 1]
    if twice:
        raise Incomplete(f"“{'、'.join(twice)}”写了不止一次，每项只写一次")


def some(named: Mapping[str, Any], choices: tuple[str, ...]) -> None:
    """Refuse what is not among the choices; any of them may be left out."""
    unknown = [name for name in named if name not in choices]
    if unknown:
        raise Incomplete(f"“{'、'.join(unknown)}”不在这里定，这里可写{'、'.join(choices)}")


def _demand_complete(named: Mapping[str, Any], choices: tuple[str, ...]) -> None:
    missing = [name for name in choices if name not in named]
    unknown = [name for name in named if name not in choices]
    lacks = [f"缺少{'、'.join(missing)}"] if missing else []
    extra = [f"多出{'、'.join(unknown)}"] if unknown else []
    if lacks or extra:
        raise Incomplete(f"{'，'.join(lacks + extra)}；应写全{'、'.join(choices)}")
