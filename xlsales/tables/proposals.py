"""处罚建议: what a rule-book proposes against a person, for a person to confirm."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from xlsales.core.kinds import COUNT, LINK, NAME
from xlsales.core.record import Record, Ref, column, optional, table


@table("处罚建议", clause="W10")
class Proposal(Record):
    """处罚建议的一行：按制度建议怎样处理一个人；由负责人确认，不是决定"""

    person: str = column("姓名", NAME)
    day: date = column("日期")
    clause: str = column("条款")
    count: int = column("第几次", COUNT)
    measure: str = column("建议")
    amount: Decimal | None = optional("金额")
    head: str = optional("部门主管", NAME)
    head_measure: str = optional("对主管的建议")
    head_amount: Decimal | None = optional("主管金额")
    inputs: str = column("根据")
    hint: str = column("提示")
    confirmed: str = optional("确认")
    source: Ref | None = optional("出处", LINK)
