"""周报告: the weekly report, with the sheets 漏斗 and 工作."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum

from xlsales.core.kinds import COMPANY, NAME, RATIO, SERIAL, WEEK
from xlsales.core.record import Record, Workbook, column, labelled, optional, table
from xlsales.tables.roles import Product


class FunnelStage(Enum):
    """How far an opportunity has come; the order is that of the funnel."""

    LEAD = "线索"
    CONTACT = "接触"
    NEED = "需求确认"
    PROPOSAL = "方案报价"
    NEGOTIATION = "谈判"
    SIGNING = "签约"
    EXECUTION = "执行"
    LOST = "流失"


class ActivityKind(Enum):
    """What a manager did."""

    VISIT = "拜访"
    CALL = "电话"
    MAIL = "邮件"
    MEETING = "会议"
    PROPOSAL = "方案"
    AGREEMENT = "合同"
    COLLECTION = "催款"
    INTERNAL = "内部"


@table("漏斗", clause="C7.1", aliases=("销售漏斗",), identity=("customer", "first_contact"))
class Opportunity(Record):
    """漏斗的一行：一个在跟进的客户机会"""

    manager: str = labelled("客户经理", NAME)
    week: date = labelled("周起始日", WEEK, aliases=("周一日期", "报告周"))
    number: str = optional("序号", SERIAL)
    customer: str = column(
        "客户公司名称",
        COMPANY,
        aliases=("客户名称", "公司名称", "客户"),
        note="写公司全称或常用简称",
    )
    contact: str = optional("联系人")
    product: Product = column("产品类型", aliases=("产品",))
    stage: FunnelStage = column("阶段", aliases=("销售阶段",))
    amount: Decimal = column("预计金额", aliases=("金额", "预计合同额"))
    probability: Decimal | None = optional("成交概率", RATIO, note="留空时按阶段取默认值")
    signing: date | None = optional("预计签约日期")
    first_contact: date = column("首次接触日期", aliases=("首次联系日期",))
    executive: str = optional("客户执行", NAME)
    progress: str = column("本周进展")
    next_step: str = optional("下一步")
    remark: str = optional("备注")


@table(
    "工作",
    clause="C7.1",
    within="week",
    aliases=("本周工作",),
    identity=("customer", "day", "kind"),
)
class Activity(Record):
    """工作的一行：客户经理做的一件事"""

    manager: str = labelled("客户经理", NAME)
    week: date = labelled("周起始日", WEEK, aliases=("周一日期", "报告周"))
    day: date = column("日期")
    kind: ActivityKind = column("工作类型", aliases=("类型",))
    customer: str = optional(
        "客户公司名称",
        COMPANY,
        aliases=("客户名称", "公司名称", "客户"),
        note="会议、内部可不填",
        unless=("kind", frozenset({ActivityKind.MEETING, ActivityKind.INTERNAL})),
    )
    content: str = column("工作内容", aliases=("内容",))
    result: str = optional("结果")
    remark: str = optional("备注")


WEEKLY_REPORT = Workbook(
    "周报告",
    "周报告_{manager}_{week}",
    (Opportunity, Activity),
    "每位客户经理每周一份。",
)
