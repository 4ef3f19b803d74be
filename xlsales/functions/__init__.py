"""Worksheet functions: the same names and results in Excel, in Calc and in Python.

`FUNCTIONS` describes them all; hosts, help and documentation are made from it.
"""

from __future__ import annotations

from typing import Any

from xlsales.functions.accounts import (
    xs_amount_in_words,
    xs_claim_window,
    xs_commission,
    xs_commission_split,
    xs_delivery_decision,
    xs_effective_cpm,
    xs_overdue_months,
    xs_rebate_fine,
    xs_rebate_payable,
    xs_receivable_stage,
)
from xlsales.functions.approvals import (
    xs_makegood_approver,
    xs_price_approver,
    xs_rebate_approver,
)
from xlsales.functions.cells import Text
from xlsales.functions.customers import (
    xs_conflicts,
    xs_customer_key,
    xs_customer_similarity,
    xs_outing_status,
)
from xlsales.functions.discipline import (
    xs_weekly_fine,
    xs_workdays_after,
    xs_workflow_penalty,
)
from xlsales.functions.explaining import explained, xs_clause
from xlsales.functions.function import Argument, Function, function

COMPUTING: tuple[Function, ...] = (
    xs_rebate_approver, xs_rebate_payable, xs_rebate_fine, xs_makegood_approver,
    xs_price_approver, xs_effective_cpm, xs_delivery_decision, xs_commission, xs_commission_split,
    xs_receivable_stage, xs_overdue_months, xs_outing_status, xs_claim_window, xs_amount_in_words,
    xs_customer_key, xs_customer_similarity, xs_conflicts, xs_workdays_after, xs_workflow_penalty,
    xs_weekly_fine, xs_clause,
)  # fmt: skip
BY_NAME: dict[str, Function] = {one.name: one for one in COMPUTING}


@function(rows=False)
def xs_explain(  # noqa: PLR0913 - as many as a function takes
    code: Text,
    a: Text | None = None,
    b: Text | None = None,
    c: Text | None = None,
    d: Text | None = None,
    e: Text | None = None,
) -> Any:
    """为什么：函数的各个值、结果和所依据的条款；或一个编码、条款的意思。

    code 函数或编码：函数名如xs_rebate_approver，或编码如C6.2-approver
    a 第一个值：这个函数的第一个参数
    b 第二个值：这个函数的第二个参数
    c 第三个值：这个函数的第三个参数
    d 第四个值：这个函数的第四个参数
    e 第五个值：这个函数的第五个参数
    """
    return explained(BY_NAME, code, [a, b, c, d, e])


FUNCTIONS: tuple[Function, ...] = (*COMPUTING, xs_explain)

__all__ = [
    "Argument",
    "FUNCTIONS",
    "Function",
    "xs_amount_in_words",
    "xs_claim_window",
    "xs_clause",
    "xs_commission",
    "xs_commission_split",
    "xs_conflicts",
    "xs_customer_key",
    "xs_customer_similarity",
    "xs_delivery_decision",
    "xs_effective_cpm",
    "xs_explain",
    "xs_makegood_approver",
    "xs_outing_status",
    "xs_overdue_months",
    "xs_price_approver",
    "xs_rebate_approver",
    "xs_rebate_fine",
    "xs_rebate_payable",
    "xs_receivable_stage",
    "xs_weekly_fine",
    "xs_workdays_after",
    "xs_workflow_penalty",
]
