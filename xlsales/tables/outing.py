"""去向登记表: who goes out to which customer, filled in before leaving."""

from __future__ import annotations

from datetime import date, datetime, time

from xlsales.core.kinds import NAME
from xlsales.core.record import Live, Record, Workbook, column, optional, table

STATUS = Live(
    "登记是否有效（自动）",
    "xs_outing_status({customer},{registered},{leaving},{direct},{day})",
    ("registered", "leaving", "day"),
    'IF({registered}>{day}+{leaving},"登记晚于离开时间","")',
)


@table("去向登记", clause="C1.2", aliases=("去向登记表",), live=(STATUS,))
class Outing(Record):
    """去向登记的一行：一个人的一次外出

    客户公司名称不写、写得不明确，由第一条的规则说明，所以这里不作必填。
    """

    registered: datetime = column("登记时间", note="填写本行的日期和时间")
    person: str = column("姓名", NAME)
    day: date = column("拜访日期")
    leaving: time = column("离开时间")
    direct: bool = optional("直接拜访", note="当天不到公司、直接去客户处的填是")
    customer: str = optional(
        "客户公司名称", aliases=("客户名称", "公司名称"), note="必填，写明客户公司"
    )
    returning: time | None = optional("预计返回", aliases=("预计返回时间",))
    remark: str = optional("备注")


OUTING_REGISTER = Workbook(
    "去向登记表", "去向登记表_{month}", (Outing,), "全部门一份，离开公司前填写。"
)
