"""项目流程: agency projects and their items, customer development, call scripts, and the board."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum

from xlsales.core.kinds import COMPANY, COUNT, IDENTIFIER, LINK, NAME
from xlsales.core.record import Record, Ref, Workbook, column, optional, table
from xlsales.tables.agreements import CUSTOMER_WORDS


class ProjectStage(Enum):
    """How far a project has come; the order is that of the workflow."""

    RECEPTION = "接待"
    TEAM = "项目组"
    PITCH = "提案"
    EXECUTION = "执行"


class DevelopmentStep(Enum):
    """How far the development of a customer has come."""

    TARGET = "目标定位"
    SCREENING = "客户筛选"
    COLLECTION = "信息收集"
    INTERVIEW = "面谈探询"
    FOLLOW_UP = "跟踪"


class FollowUp(Enum):
    """How a customer is followed up after the first interview."""

    PROPOSAL = "建议书"
    PURSUIT = "重点跟踪"


class Call(Enum):
    """The occasion that a script is for."""

    FAX = "传真"
    ANSWERED = "接听"
    MADE = "致电"
    MEETING = "面谈"


@table("项目", clause="P0", aliases=("项目登记",))
class Project(Record):
    """项目的一行：一个项目和它走到的阶段"""

    number: str = column("项目编号", IDENTIFIER)
    name: str = column("项目名称")
    customer: str = column("客户公司名称", COMPANY, aliases=CUSTOMER_WORDS)
    representative: str = column("客户代表", NAME, aliases=("客户经理",))
    stage: ProjectStage = column("阶段", aliases=("项目阶段",))
    budget: Decimal | None = optional("预算", aliases=("合作预算",))
    amount: Decimal | None = optional("合同金额")
    prepaid: Decimal | None = optional("预付款")
    prepaid_day: date | None = optional("预付日期")
    begun: date | None = optional("开工日期")


@table("阶段事项", clause="P0", aliases=("项目事项",))
class ProjectItem(Record):
    """阶段事项的一行：一个项目的一件事，谁办，哪天办完"""

    project: str = column("项目编号", IDENTIFIER)
    clause: str = column("条款", IDENTIFIER, note="写流程里的编号，如P2.4")
    done: date | None = optional("完成日期", note="没有办完的空着")
    owner: str = optional("负责人", NAME)
    participants: str = optional("参加人员", note="用、隔开，审稿的写上岗位，如创意总监王五")
    document: str = optional("文件")
    consented: bool = optional("同意录音", note="有会议记录的接待填是或否")
    agreed: date | None = optional("约定日期", note="与客户约定的下一步、提案的日期")
    remark: str = optional("备注")


@table("客户开发", clause="P5", aliases=("客户开发漏斗",))
class Prospect(Record):
    """客户开发的一行：一个潜在客户走到哪一步"""

    customer: str = column("客户公司名称", COMPANY, aliases=CUSTOMER_WORDS)
    step: DevelopmentStep = column("步骤", aliases=("开发步骤",))
    urgent: bool = optional("需求紧迫")
    follow_up: FollowUp | None = optional("跟踪方式")
    decider: str = optional("决策人")
    day: date | None = optional("日期")


@table("说辞", clause="P6")
class CallPlan(Record):
    """说辞的一行：一次要打的电话、要见的面；填好的说辞写在《说辞单》里"""

    customer: str = column("客户公司名称", COMPANY, aliases=CUSTOMER_WORDS)
    call: Call = column("场合")
    representative: str = column("客户代表", NAME, aliases=("客户经理",))
    contact: str = optional("联系人")


PROJECTS = Workbook(
    "项目流程",
    "项目流程",
    (Project, ProjectItem, Prospect, CallPlan),
    "全部门一份，由客户代表填写。",
)


@table("项目看板", clause="P0")
class ProjectLine(Record):
    """项目看板的一行：一个项目走到哪里，下一项是什么，由谁来办"""

    number: str = column("项目编号", IDENTIFIER)
    name: str = column("项目名称")
    customer: str = column("客户公司名称", COMPANY)
    stage: ProjectStage = column("阶段")
    done: int = column("已完成事项", COUNT)
    items: int = column("全部事项", COUNT)
    next_clause: str = optional("下一项条款")
    next_item: str = optional("下一项")
    owner: str = optional("由谁办理", NAME)
    source: Ref | None = optional("出处", LINK)


@table("阶段时间", clause="P0")
class StageSpan(Record):
    """阶段时间的一行：一个项目的一个阶段，从第一项办完的那天到最后一项办完的那天"""

    name: str = column("项目阶段")
    first: date = column("开始")
    last: date = column("结束")
    days: int = column("天数", COUNT)
    done: int = column("已完成事项", COUNT)


@table("开发漏斗", clause="P5")
class DevelopmentTotal(Record):
    """开发漏斗的一行：客户开发的一步，有多少客户走到这里或更远"""

    step: DevelopmentStep = column("步骤")
    reached: int = column("走到这一步的客户", COUNT)
    staying: int = column("停在这一步的客户", COUNT)


@table("说辞单", clause="P6")
class CallScript(Record):
    """说辞单的一行：填好客户、来电人的一段说辞"""

    customer: str = column("客户公司名称", COMPANY)
    call: Call = column("场合")
    representative: str = column("客户代表", NAME)
    text: str = column("说辞")
