"""Worksheet functions: outings and customers."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, Iterable

from xlsales.figures.outings import latest_registration, names_a_company
from xlsales.functions.cells import Day, Entry, Moment, MomentOrTime, Text, YesNo, text
from xlsales.functions.function import function
from xlsales.functions.policy import policy
from xlsales.matching import Pair, compare, customer_key, pairs

VALID, NOT_FILLED = "有效", "视为未填写"
DIFFERENT = "different"
PAIR = ("客户", "客户经理", "另一客户", "另一客户经理", "相似度", "理由")
NONE_FOUND = "没有发现疑似冲突"


@function("C1.1", "C1.2", "C1.3", "C1.4")
def xs_outing_status(
    company: Entry,
    filled_at: Moment,
    departs_at: MomentOrTime,
    direct_visit: YesNo | None = None,
    visit_date: Day | None = None,
) -> Any:
    """去向登记是否有效；无效的视为未填写，并说明原因。

    company 客户公司名称：登记里写的公司
    filled_at 登记时间：日期和时间
    departs_at 离开时间：时间，或日期和时间
    direct_visit 直接拜访：当天直接去客户处的填是
    visit_date 拜访日期：不填取离开时间的日期，再没有取登记的日期
    """
    is_time = isinstance(departs_at, time)
    day = visit_date or (filled_at if is_time else departs_at).date()
    leaving = datetime.combine(day, departs_at) if is_time else departs_at
    if policy()("C1.1", on=day) is None:
        return None
    faults = list(_faults(company, day, (filled_at, leaving), bool(direct_visit)))
    return f"{NOT_FILLED}：{'；'.join(faults)}" if faults else VALID


def _faults(company: str, day: Any, times: Any, direct: bool) -> Iterable[str]:
    filled_at, leaving = times
    vague, early = policy()("C1.3", on=day), policy()("C1.4", on=day)
    if not company:
        yield "没有写客户公司名称"
    elif vague and not names_a_company(company, vague):
        yield "看不出是哪家公司"
    if filled_at > leaving:
        yield "登记晚于离开时间"
    if direct and early and filled_at > latest_registration(day, early):
        yield f"直接拜访须在{latest_registration(day, early):%m-%d %H:%M}前登记"


@function("C7.4")
def xs_customer_key(name: Text) -> Any:
    """客户名称的统一写法：去掉全角、繁体、空格、标点和公司形式的不同，用来比较。

    name 客户名称：公司全称或简称
    """
    return customer_key(name)


@function("C7.4")
def xs_customer_similarity(a: Text, b: Text) -> Any:
    """两个客户名称有多像同一家，0到1。

    a 客户名称：一个名称
    b 另一名称：与它比较的名称
    """
    return float(compare(a, b).score)


@function("C7.4", results=PAIR, whole=True)
def xs_conflicts(names: Text, managers: Text) -> Any:
    """疑似冲突：不同客户经理名下可能是同一家的客户，每对一行。

    names 客户名称：一列客户名称
    managers 客户经理：一列客户经理，与名称逐行对应
    """
    customers, people = _column(names), _column(managers)
    people += [""] * (len(customers) - len(people))
    if not any(customers):
        return ""
    found = [
        [customers[p.i], people[p.i], customers[p.j], people[p.j], float(p.score), p.reason]
        for p in _pairs(customers)
        if people[p.i] != people[p.j]
    ]
    return found or [[NONE_FOUND, *[""] * (len(PAIR) - 1)]]


def _column(cells: Any) -> list[str]:
    """A range's first column as texts."""
    rows = cells if isinstance(cells, (list, tuple)) else [cells]
    firsts = ((row[0] if row else None) if isinstance(row, (list, tuple)) else row for row in rows)
    return [text(cell) for cell in firsts]


def _pairs(names: list[str]) -> list[Pair]:
    """The pairs, the surest first; without the libraries for many names, one by one."""
    try:
        return list(pairs(names))
    except ImportError:
        places = [at for at, name in enumerate(names) if name]
        compared = [
            Pair(i, j, *compare(names[i], names[j])) for i in places for j in places if i < j
        ]
        alike = [pair for pair in compared if pair.outcome != DIFFERENT]
        return sorted(alike, key=lambda pair: (-pair.score, pair.i, pair.j))
