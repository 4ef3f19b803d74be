"""Worksheet functions: what a clause says, and why a function gave what it gave."""

from __future__ import annotations

from typing import Any, Iterator, Mapping

from xlsales.core.codes import READING_CODES, as_code
from xlsales.core.policy import ALWAYS, Clause
from xlsales.core.terms import write
from xlsales.functions.cells import Day, Text, Unusable, is_empty
from xlsales.functions.function import NOT_IN_FORCE, PREFIX, Function, function
from xlsales.functions.policy import day_of, policy

LONGEST_VALUE = 60


@function(results=("标题", "现值", "生效日期", "依据"))
def xs_clause(id: Text, on: Day | None = None) -> Any:
    """制度条款：标题、现值、生效日期、依据。

    id 条款：如C6.2
    on 日期：按哪一天的制度，不填为今天
    """
    wanted = as_code(id)
    if wanted not in policy().ids:
        raise Unusable(f"没有条款“{id}”，应如C6.2")
    found = policy()(wanted, on=day_of(on))
    if found is None:
        first = policy().history(wanted)[0]
        return [first.title, NOT_IN_FORCE, first.since, first.source]
    since = "始终" if found.since == ALWAYS else found.since
    return [found.title, values_of(found) or found.text, since, found.source]


def values_of(clause: Clause) -> str:
    """The values of a clause in the user's words."""
    shown = (
        f"{parameter.label}{_short(write(parameter, clause[parameter.key]))}"
        for parameter in policy().parameters(clause.id)
    )
    return "；".join(shown)


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_VALUE else f"{words[:LONGEST_VALUE]}…"


def explained(known: Mapping[str, Function], code: str, cells: Any) -> str:
    """Why: the values given, the result, and the clauses with their boundaries and first days."""
    name = code.strip().lower()
    found = known.get(name) or known.get(PREFIX + name)
    if found is None:
        wanted = as_code(code)
        if wanted in READING_CODES:
            return READING_CODES[wanted]
        id = wanted.partition("-")[0]
        if id not in policy().ids:
            raise Unusable(f"没有函数或编码“{code}”，应如xs_rebate_approver或C6.2")
        return _basis(id, None)
    while cells and is_empty(cells[-1]):
        cells = cells[:-1]
    parts = list(_called(found, cells)) if cells else [found.help]
    on = _day(found, cells)
    return "；".join((*parts, *(_basis(id, on) for id in found.clauses)))


def _called(found: Function, cells: Any) -> Iterator[str]:
    for argument, cell in zip(found.arguments, cells):
        yield f"{argument.label}={cell}"
    yield f"结果={found(*cells)}"


def _day(found: Function, cells: Any) -> Any | None:
    """The day that a function was asked for, where it takes one and was given one."""
    names = [argument.name for argument in found.arguments]
    if "on" not in names or len(cells) <= names.index("on"):
        return None
    from xlsales.functions.cells import day

    return day(cells[names.index("on")])


def _basis(id: str, on: Any) -> str:
    found = policy()(id, on=day_of(on))
    if found is None:
        return f"{id}{NOT_IN_FORCE}，自{policy().history(id)[0].since}起"
    values = values_of(found)
    return f"{id} {found.title}{'：' if values else ''}{values}（依据{found}）"
