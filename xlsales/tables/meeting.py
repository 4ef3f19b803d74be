"""周例会: the sheets of the Monday meeting pack, and the sheets 检查结果 and 文件清单."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum

from xlsales.core.kinds import COMPANY, COUNT, LINK, MONEY, NAME, SIGNED
from xlsales.core.record import Record, Ref, column, optional, table
from xlsales.tables.weekly import FunnelStage


class Punctuality(Enum):
    """How a weekly report came in."""

    ON_TIME = "按时"
    LATE = "迟交"
    MISSING = "未交"
    EMPTY = "空表"


class LogStatus(Enum):
    """How a customer log came in, where one was due."""

    NOT_DUE = "不需交"
    ON_TIME = "按时"
    LATE = "迟交"
    MISSING = "未交"


@table("提交情况", clause="C7.1")
class SubmissionStatus(Record):
    """提交情况的一行：一个人一周的周报告和应交的客户日志"""

    person: str = column("客户经理", NAME)
    week: date = column("周起始日")
    status: Punctuality = column("周报告")
    seen: datetime | None = optional("首次收到")
    imported: bool = optional("导入")
    funnel_rows: int | None = optional("漏斗行数", COUNT)
    activity_rows: int | None = optional("工作行数", COUNT)
    log: LogStatus = column("客户日志")
    log_seen: datetime | None = optional("日志首次收到")
    source: Ref | None = optional("周报告文件", LINK)


class Validity(Enum):
    """Whether an entry of the outing register counts."""

    VALID = "有效"
    NOT_FILLED = "视为未填写(旷工)"


@table("去向核对", clause="C1.1")
class OutingStatus(Record):
    """去向核对的一行：一条去向登记是否有效；旷工只是建议，由负责人确认"""

    day: date = column("拜访日期")
    person: str = column("姓名", NAME)
    customer: str = optional("客户公司名称", COMPANY)
    registered: datetime = column("登记时间")
    leaving: time = column("离开时间")
    status: Validity = column("结论")
    reason: str = optional("理由")
    confirmed: str = optional("确认")
    source: Ref | None = optional("出处", LINK)


@table("未登记的拜访", clause="C1.1")
class UnregisteredVisit(Record):
    """未登记的拜访的一行：工作或客户日志里有拜访，当天却没有这个客户的有效登记"""

    day: date = column("日期")
    person: str = column("姓名", NAME)
    customer: str = column("客户公司名称", COMPANY)
    sheet: str = column("工作表")
    confirmed: str = optional("确认")
    source: Ref | None = optional("出处", LINK)


class Change(Enum):
    """What became of an opportunity since last week's report."""

    NEW = "新增"
    ADVANCED = "推进"
    STUCK = "停滞"
    BACK = "后退"
    LOST = "流失"
    DROPPED = "未再填报"


@table("漏斗变化", clause="C7.4")
class Movement(Record):
    """漏斗变化的一行：一个机会与上周相比"""

    person: str = column("客户经理", NAME)
    customer: str = column("客户公司名称", COMPANY)
    change: Change = column("变化")
    before: FunnelStage | None = optional("上周阶段")
    now: FunnelStage | None = optional("本周阶段")
    amount: Decimal = column("预计金额", MONEY)
    weighted: Decimal = column("加权金额", MONEY)
    difference: Decimal = column("金额变化", SIGNED)
    source: Ref | None = optional("出处", LINK)


@table("按人汇总", clause="C7.4")
class PersonTotal(Record):
    """按人汇总的一行：一位客户经理的漏斗"""

    person: str = column("客户经理", NAME)
    count: int = column("机会数")
    amount: Decimal = column("预计金额")
    weighted: Decimal = column("加权金额")
    new: int = column("新增")
    advanced: int = column("推进")
    stuck: int = column("停滞")
    lost: int = column("流失")


@table("按阶段汇总", clause="C7.4")
class StageTotal(Record):
    """按阶段汇总的一行：漏斗的一个阶段"""

    stage: FunnelStage = column("阶段")
    count: int = column("机会数")
    amount: Decimal = column("预计金额")
    weighted: Decimal = column("加权金额")


@table("检查结果", clause="C7.1")
class FindingRow(Record):
    """检查结果的一行：一个问题，在哪个单元格，依据哪一条"""

    level: str = column("级别")
    code: str = column("编码")
    source: Ref = column("位置", LINK)
    value: str = optional("现内容")
    message: str = column("问题")
    clause: str = optional("依据")
    related: str = optional("相关")


@table("文件清单", clause="C7.1")
class FileRow(Record):
    """文件清单的一行：一个看到的文件和对它的处理"""

    file: str = column("文件")
    kind: str = optional("种类")
    verdict: str = column("处理")
    rows: str = optional("各表行数")
    reason: str = optional("原因和办法")


@table("首页", clause="C7.3")
class KeyFigures(Record):
    """首页上的几个数：例会前先看什么"""

    reports: str = column("周报告")
    logs: str = column("客户日志")
    opportunities: int = column("机会数")
    weighted: Decimal = column("加权金额(万元)")
    conflicts: int = column("待裁定冲突")
    outings: int = column("去向无效")
    errors: int = column("错误")
    warnings: int = column("警告")


@table("各表", clause="C7.3")
class ContentsRow(Record):
    """首页目录的一行：一张表、它的行数和内容"""

    sheet: Ref = column("工作表", LINK)
    rows: int = column("行数")
    about: str = column("内容")


@table("本周变化", clause="C7.4")
class ChangeTotal(Record):
    """本周变化的一行：与上周相比的一种变化"""

    change: Change = column("变化")
    count: int = column("机会数")
    amount: Decimal = column("预计金额")
    difference: Decimal = column("金额变化", SIGNED)
