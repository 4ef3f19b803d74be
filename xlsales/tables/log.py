"""客户日志: a manager's contacts of one month, the evidence of who pursued a customer."""

from __future__ import annotations

from datetime import date
from enum import Enum

from xlsales.core.kinds import COMPANY, MONTH, NAME
from xlsales.core.record import Record, Workbook, column, labelled, optional, table


class Channel(Enum):
    """How a customer was contacted."""

    VISIT = "拜访"
    CALL = "电话"
    MAIL = "邮件"
    WECHAT = "微信"
    QQ = "QQ"
    FAX = "传真"
    MEETING = "会议"


@table(
    "客户日志",
    clause="C7.2",
    within="month",
    aliases=("客户日志表", "日志"),
    identity=("customer", "day", "channel"),
)
class Contact(Record):
    """客户日志的一行：与一个客户的一次联系"""

    manager: str = labelled("客户经理", NAME)
    month: date = labelled("月份", MONTH)
    day: date = column("日期")
    customer: str = column(
        "客户公司名称",
        COMPANY,
        aliases=("客户名称", "公司名称", "客户"),
        note="写公司全称或常用简称",
    )
    person: str = optional("联系人")
    channel: Channel = column("联系方式", aliases=("方式",))
    content: str = column("沟通内容", aliases=("内容",))
    feedback: str = optional("客户反馈", aliases=("反馈",))
    next_step: str = optional("下一步")
    remark: str = optional("备注")


CUSTOMER_LOG = Workbook(
    "客户日志",
    "客户日志_{manager}_{month}",
    (Contact,),
    "每位客户经理每月一份，随当月最后一周的周报告提交。",
)
