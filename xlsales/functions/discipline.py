"""Worksheet functions: workdays, and what violations and poor weeks lead to."""

from __future__ import annotations

from typing import Any

from xlsales.core import days
from xlsales.figures import discipline as figures
from xlsales.functions.cells import Count, Day, Unusable
from xlsales.functions.function import function
from xlsales.functions.policy import day_of, policy

MOST_DAYS = 3000


@function("W9.1", "W9.2")
def xs_workdays_after(start: Day, days_count: Count) -> Any:
    """从第二天算起若干个工作日的最后一天，按国家放假和调休安排。

    start 起算日期：从它的第二天算起
    days_count 工作日数：0或正整数
    """
    if days_count > MOST_DAYS:
        raise Unusable(f"工作日数不能超过{MOST_DAYS}")
    return days.workdays_after(start, days_count)


@function("W10", results=("对当事人", "对部门主管"))
def xs_workflow_penalty(offence_number: Count, on: Day | None = None) -> Any:
    """违反流程第几次，对当事人和部门主管的处理建议（元，或文字）。

    offence_number 第几次：这个人累计的违规次数
    on 日期：按哪一天的制度，不填为今天
    """
    if offence_number < 1:
        raise Unusable("违规次数应为1或更大")
    penalty = figures.workflow_penalty(offence_number, policy(), day_of(on))
    if penalty is None:
        return None
    if penalty.is_dismissal:
        return [penalty.measure, penalty.head_measure]
    return [penalty.person, penalty.head if penalty.head else penalty.head_measure]


@function("S1")
def xs_weekly_fine(
    invited: Count, visited: Count, sold: Count | None = None, on: Day | None = None
) -> Any:
    """置业顾问一周的罚款建议：每差一批按数计算，当周有成交的为0。

    invited 约访批数：当周约访的客户批数
    visited 北京看房批数：当周带去看房的批数
    sold 成交套数：当周成交的套数，不填为0
    on 日期：按哪一天的制度，不填为今天
    """
    return figures.weekly_fine(invited, visited, sold or 0, policy(), day_of(on))
