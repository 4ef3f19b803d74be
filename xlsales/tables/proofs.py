"""月末核算首页: what the month end proves of itself, and the figures to see first."""

from __future__ import annotations

from decimal import Decimal

from xlsales.core.kinds import SIGNED
from xlsales.core.record import Record, column, table


@table("核对", clause="C9.2")
class ProofLine(Record):
    """核对的一行：两个应当相等的数"""

    sentence: str = column("核对的内容")
    left: Decimal = column("左边", SIGNED)
    right: Decimal = column("右边", SIGNED)
    difference: Decimal = column("相差", SIGNED)
    verdict: str = column("结论")


@table("月末核算", clause="C9.2")
class MonthFigures(Record):
    """月末核算首页上的几个数"""

    received: Decimal = column("本月收款")
    commission: Decimal = column("销售个人佣金总额")
    claims: Decimal = column("入账报销")
    unbooked: Decimal = column("未入账报销")
    outstanding: Decimal = column("应收未收")
    negative: Decimal = column("今年坏账")
    errors: int = column("错误")


@table("试算", clause="C9.2")
class TrialLine(Record):
    """试算的一行：同一个数，按现行参数和按改动后的参数"""

    item: str = column("试算项目")
    present: Decimal | None = column("现行", SIGNED)
    changed: Decimal | None = column("改动后", SIGNED)
    difference: Decimal = column("试算差额", SIGNED)
