"""流程管理台账: workflows from draft to revision, their checks, training, disputes, violations."""

from __future__ import annotations

from datetime import date
from enum import Enum

from xlsales.core.kinds import IDENTIFIER, LINK, NAME
from xlsales.core.record import Record, Ref, Workbook, column, optional, table


class CheckKind(Enum):
    """How a workflow was checked."""

    DAILY = "日常"
    SPOT = "抽查"
    JOINT = "集中"


class TrainingKind(Enum):
    """What people were gathered for."""

    STUDY = "学习"
    YEARLY = "年初培训"
    NEW_WORKFLOW = "新流程培训"
    NEW_STAFF = "新员工培训"


class DisputeKind(Enum):
    """What a dispute is about."""

    WORKFLOW = "流程争议"
    CORRECTION = "纠正措施"


class Standing(Enum):
    """Whether something with a last day was done by it."""

    DONE = "已完成"
    IN_TIME = "按期"
    LATE = "过期"
    DUE = "待办"
    MISSED = "已过期"


@table("流程", clause="W4", aliases=("流程台账", "流程登记"))
class Workflow(Record):
    """流程的一行：一项流程从草本到颁布、修订的日期"""

    number: str = column("流程编号", IDENTIFIER)
    name: str = column("名称", aliases=("流程名称",))
    department: str = column("责任部门")
    drafted: date | None = optional("草本日期")
    discussed: date | None = optional("讨论日期")
    corrected: date | None = optional("修正日期")
    reviewed: date | None = optional("综管部审核日期")
    approved: date | None = optional("总经理批准日期")
    issued: date | None = optional("颁布日期")
    revised: date | None = optional("上次修订日期")

    @property
    def renewed(self) -> date | None:
        """The day of the newest revision, or of the issue."""
        return max((day for day in (self.issued, self.revised) if day), default=None)


@table("检查", clause="W6.1", aliases=("流程检查",))
class WorkflowCheck(Record):
    """检查的一行：哪天怎样检查了一项流程"""

    workflow: str = column("流程编号", IDENTIFIER)
    day: date = column("日期", aliases=("检查日期",))
    kind: CheckKind = column("方式", aliases=("检查方式",))
    result: str = optional("结果")


@table("学习培训", clause="W8.2", aliases=("培训",))
class Training(Record):
    """学习培训的一行：哪天就一项流程组织了学习或培训"""

    workflow: str = column("流程编号", IDENTIFIER)
    day: date = column("日期")
    kind: TrainingKind = column("类型")
    people: str = optional("人员", note="用、隔开；新员工培训须写姓名")


@table("争议", clause="W9.1")
class Dispute(Record):
    """争议的一行：一件提交行政会议的争议"""

    number: str = column("编号", IDENTIFIER)
    kind: DisputeKind = column("类型")
    day: date = column("发生日期", note="出现分歧或收到通知单的日期")
    submitted: date | None = optional("提交日期")


@table("违规登记", clause="W10", identity=("day", "person", "workflow"))
class Violation(Record):
    """违规登记的一行：一个人一次没有按流程办"""

    day: date = column("日期")
    person: str = column("姓名", NAME)
    department: str = column("部门")
    head: str = column("部门主管", NAME)
    workflow: str = optional("流程编号", IDENTIFIER)
    note: str = optional("说明")


WORKFLOW_LEDGER = Workbook(
    "流程管理台账",
    "流程管理台账",
    (Workflow, WorkflowCheck, Training, Dispute, Violation),
    "全公司一份，由综管部填写。",
)


@table("流程一览", clause="W4")
class WorkflowLine(Record):
    """流程一览的一行：一项流程走到哪一步，下一次检查和修订在哪天"""

    number: str = column("流程编号", IDENTIFIER)
    name: str = column("名称")
    department: str = column("责任部门")
    reached: str = optional("已走到")
    next_step: str = optional("下一步")
    next_check: date | None = optional("下次检查")
    next_revision: date | None = optional("下次修订")
    source: Ref | None = optional("出处", LINK)


@table("流程日历", clause="W6.1")
class DueItem(Record):
    """流程日历的一行：本月和下月须办的一件事"""

    first: date = column("从")
    last: date = column("到")
    matter: str = column("事项")
    workflow: str = optional("流程编号", IDENTIFIER)
    name: str = column("名称")
    owner: str = column("由谁办理")
    standing: Standing = column("情况")
    basis: str = column("条款")


@table("争议期限", clause="W9.1")
class DisputeLine(Record):
    """争议期限的一行：一件争议最迟哪天提交，是否按期"""

    number: str = column("编号", IDENTIFIER)
    kind: DisputeKind = column("类型")
    day: date = column("发生日期")
    last: date = column("最后一天")
    submitted: date | None = optional("提交日期")
    standing: Standing = column("情况")
    remark: str = optional("备注")
    source: Ref | None = optional("出处", LINK)
