"""Worksheet functions: who may grant a rebate, make-good, a price."""

from __future__ import annotations

from typing import Any

from xlsales.core.fold import fold
from xlsales.figures import money as figures
from xlsales.functions.cells import Amount, Day, Share, Text, Unusable
from xlsales.functions.function import function
from xlsales.functions.policy import day_of, policy


@function("C6.1", "C6.2", "C6.3")
def xs_rebate_approver(rate: Share, on: Day | None = None) -> Any:
    """客户佣金须由谁审批。

    rate 佣金比例：占实际收款金额的比例，如5%或0.05
    on 日期：按哪一天的制度，不填为今天
    """
    return figures.rebate_rank(rate, policy(), day_of(on))


@function("C4.2", "C4.3", "C4.4")
def xs_makegood_approver(
    product: Text,
    month_volume: Amount,
    makegood: Amount,
    already_granted: Amount | None = None,
    on: Day | None = None,
) -> Any:
    """客户发送补量须由谁审批，按该客户当月累计补量算。

    product 产品类型：平台、CPM、CPS或CPA
    month_volume 月发送量：该客户当月的发送量
    makegood 补量数量：这次申请的补量
    already_granted 已批补量：当月此前已批的补量，不填为0
    on 日期：按哪一天的制度，不填为今天
    """
    total = makegood + (already_granted or 0)
    return figures.makegood_rank(_product(product), month_volume, total, policy(), day_of(on))


@function("C2.2", "C5.1")
def xs_price_approver(
    product: Text, price: Amount, list_price: Amount, floor_price: Amount, on: Day | None = None
) -> Any:
    """单价是否在价格体系内，超出时须由谁审批。

    product 产品类型：平台、CPM、CPS或CPA
    price 单价：与客户谈的单价
    list_price 标准单价：价格体系的标准单价
    floor_price 最低单价：价格体系的最低单价
    on 日期：按哪一天的制度，不填为今天
    """
    _product(product)
    if floor_price > list_price:
        raise Unusable(f"最低单价{floor_price}高于标准单价{list_price}，请检查")
    return figures.price_rank(price, floor_price, policy(), day_of(on))


def _product(word: str) -> str:
    known = policy().latest("C4.2")["share"]
    upper = fold(word).upper()
    if upper not in known:
        raise Unusable(f"产品类型“{word}”应为{'、'.join(known)}之一")
    return upper
