"""Worksheet functions: rebates, commissions, expenses, amounts in words."""

from __future__ import annotations

from typing import Any

from xlsales.core.days import months_overdue
from xlsales.core.money import yuan
from xlsales.core.words import in_words
from xlsales.figures import money as figures
from xlsales.functions.cells import Amount, AnyAmount, Day, Share, Someone, Unusable
from xlsales.functions.function import function
from xlsales.functions.policy import day_of, policy


@function("C6.1")
def xs_rebate_payable(received: Amount, rate: Share) -> Any:
    """应付客户佣金，四舍五入到分。

    received 实际收款金额：佣金的基数，元
    rate 佣金比例：如5%或0.05
    """
    return yuan(received * rate)


@function("C6.5")
def xs_rebate_fine(payable: Amount, paid: Amount, on: Day | None = None) -> Any:
    """客户佣金没有付足时建议的罚款，付足为0。

    payable 应付佣金：应付给客户的金额，元
    paid 实付佣金：实际付给客户的金额，元
    on 日期：按哪一天的制度，不填为今天
    """
    return figures.rebate_fine(payable, paid, policy(), day_of(on))


@function("C9.2")
def xs_commission(received: Amount, rate: Share, on: Day | None = None) -> Any:
    """销售个人佣金，四舍五入到分。

    received 实际收款金额：元
    rate 佣金比例：0到10%
    on 日期：收款日期，决定按哪一天的制度，不填为今天
    """
    clause = policy()("C9.2", on=day_of(on))
    if clause is None:
        return None
    if not clause["commission"].admits(rate):
        most = figures.percent(clause["commission"].value)
        raise Unusable(f"佣金比例{figures.percent(rate)}超过{most}")
    return yuan(received * rate)


@function("C10.2", results=("客户经理的一份", "客户执行的一份"))
def xs_commission_split(commission: Amount, has_executive: Someone, on: Day | None = None) -> Any:
    """销售个人佣金怎样分给客户经理和客户执行，两份相加等于总数。

    commission 销售个人佣金：元
    has_executive 有客户执行：填是，或写客户执行的姓名；没有的空着
    on 日期：收款日期，决定按哪一天的制度，不填为今天
    """
    return list(figures.commission_split(commission, has_executive, policy(), day_of(on)))


@function("C9.1")
def xs_claim_window(expense_date: Day, claim_date: Day, on: Day | None = None) -> Any:
    """费用能不能在这一天报销：可报销、未到报销期、已过报销期、非当月费用。

    expense_date 发生日期：费用发生的日期
    claim_date 报销日期：打算报销的日期
    on 日期：按哪一天的制度，不填为报销日期
    """
    return figures.claim_status(expense_date, claim_date, policy(), on or claim_date)


@function()
def xs_amount_in_words(amount: AnyAmount) -> Any:
    """人民币大写，按银行票据的写法。

    amount 金额：元，四舍五入到分
    """
    return in_words(amount)


@function("C3.2")
def xs_effective_cpm(revenue: Amount, volume: Amount) -> Any:
    """实际CPM：每千次发送的收入，四舍五入到分。

    revenue 收入：元
    volume 发送量：次数，大于0
    """
    if not volume:
        raise Unusable("发送量为0，无法核算CPM")
    return figures.effective_cpm(revenue, volume)


@function("C3.5")
def xs_delivery_decision(test_cpm: Amount, actual_cpm: Amount, on: Day | None = None) -> Any:
    """执行CPM与测试CPM相差多少：继续、关注、暂停。

    test_cpm 测试CPM：测试数据核算的CPM，大于0
    actual_cpm 执行CPM：执行数据核算的CPM
    on 日期：按哪一天的制度，不填为今天
    """
    if not test_cpm:
        raise Unusable("测试CPM为0，无法比较")
    return figures.delivery_decision(test_cpm, actual_cpm, policy(), day_of(on))


@function("C8.1", "C8.2", "C8.3")
def xs_receivable_stage(due: Day, on: Day, outstanding: AnyAmount | None = None) -> Any:
    """应收账款的阶段：未到期、逾期、重点监控、每周催账、可报坏账；已收清的为空。

    due 应付款日期：合同约定的付款日期
    on 截止日期：看到哪一天
    outstanding 未收金额：元，不填视为有未收
    """
    if outstanding is not None and outstanding <= 0:
        return ""
    return figures.overdue_stage(due, policy(), on)


@function("C8.1")
def xs_overdue_months(due: Day, on: Day) -> Any:
    """逾期的整月数，按日历月；到期日当天和以前为0。

    due 应付款日期：合同约定的付款日期
    on 截止日期：看到哪一天
    """
    return months_overdue(due, on)
