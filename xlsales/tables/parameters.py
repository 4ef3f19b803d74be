"""制度参数: a company's own values of the policy, one row a value."""

from __future__ import annotations

from datetime import date

from xlsales.core.kinds import IDENTIFIER
from xlsales.core.record import Record, Workbook, column, optional, table


@table("制度参数", clause="C5.1", aliases=("参数",))
class PolicyValue(Record):
    """制度参数的一行：一条制度的一个参数，从哪天起是多少，依据什么

    没有列出的参数用随软件提供的值。
    """

    clause: str = column("条款", IDENTIFIER, note="如C6.1")
    title: str = optional("条款名称")
    parameter: str = column("参数")
    value: str = optional("值")
    since: date | None = optional("生效日期")
    source: str = optional("依据")
    remark: str = optional("说明")


POLICY_VALUES = Workbook(
    "制度参数",
    "制度参数",
    (PolicyValue,),
    "放在部门文件夹里，改动数值前先在这里写明依据和生效日期。",
)
