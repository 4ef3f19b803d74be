"""置业顾问考核: the weeks, offences, wages and dismissals of the property consultants."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum

from xlsales.core.kinds import COUNT, LINK, MONTH, NAME, RATIO, WEEK
from xlsales.core.record import Record, Ref, Workbook, column, optional, table


class Offence(Enum):
    """The clause that was broken."""

    NO_HELP = "S2"
    MATERIAL = "S3"
    CLEANING = "S5"
    RECEPTION = "S6"
    COMPUTER = "S7"
    REGISTER = "S8"
    HOTLINE = "S9"


@table("周业绩", clause="S1", identity=("person", "week"))
class WeekResult(Record):
    """周业绩的一行：一位置业顾问一周的约访和看房"""

    person: str = column("姓名", NAME, aliases=("置业顾问",))
    week: date = column("周起始日", WEEK)
    invited: int = column("约访批数", COUNT)
    viewed: int = column("北京看房批数", COUNT, aliases=("看房批数",))
    sold: int | None = optional("成交套数", COUNT)
    promoted: bool = optional("外出推广")


@table("违纪登记", clause="S2", identity=("day", "person", "offence"))
class Misconduct(Record):
    """违纪登记的一行：一位置业顾问一次违纪"""

    day: date = column("日期")
    person: str = column("姓名", NAME, aliases=("置业顾问",))
    offence: Offence = column(
        "条款",
        note="S2没请配合；S3物料不齐；S5没打扫完；S6空岗；S7私用电脑；S8没做登记；S9私留来电",
    )
    renewed: bool = optional("重新计数", note="上次之后做到过的填是，连续次数从这一次算起")
    note: str = optional("说明")


@table("工资", clause="S10", identity=("person", "month"))
class Wage(Record):
    """工资的一行：一位置业顾问一个月的工资"""

    person: str = column("姓名", NAME, aliases=("置业顾问",))
    month: date = column("月份", MONTH)
    wage: Decimal | None = optional("工资", aliases=("当月工资",))


@table("辞退登记", clause="S10", identity=("person", "day"))
class Dismissal(Record):
    """辞退登记的一行：负责人已经确认的辞退"""

    person: str = column("姓名", NAME, aliases=("置业顾问",))
    day: date = column("日期", aliases=("辞退日期",))
    confirmed: str = column("确认人", NAME)
    note: str = optional("说明")


PROPERTY_TEAM = Workbook(
    "置业顾问考核",
    "置业顾问考核_{month}",
    (WeekResult, Misconduct, Wage, Dismissal),
    "销售部每月一份，由销售经理填写。",
)


@table("周考核", clause="S1")
class WeekFine(Record):
    """周考核的一行：一位置业顾问一周差几批，建议罚款多少，连续第几周"""

    person: str = column("姓名", NAME)
    week: date = column("周起始日")
    invited: int = column("约访批数", COUNT)
    viewed: int = column("北京看房批数", COUNT)
    sold: int = column("成交套数", COUNT)
    fine: Decimal = column("建议罚款")
    streak: int = column("连续不达标周数", COUNT)
    source: Ref | None = optional("出处", LINK)


@table("罚款明细", clause="S10")
class Fine(Record):
    """罚款明细的一行：一位置业顾问的一次罚款建议"""

    person: str = column("姓名", NAME)
    month: date = column("月份", MONTH)
    day: date = column("日期")
    clause: str = column("条款")
    matter: str = column("事由")
    amount: Decimal = column("建议罚款")
    source: Ref | None = optional("出处", LINK)


@table("罚款汇总", clause="S10")
class FineTotal(Record):
    """罚款汇总的一行：一位置业顾问一个月的罚款合计；只是建议，三方签字后才从工资扣除"""

    person: str = column("姓名", NAME)
    month: date = column("月份", MONTH)
    times: int = column("次数", COUNT)
    amount: Decimal = column("建议罚款")
    wage: Decimal | None = optional("当月工资")
    share: Decimal | None = optional("占工资", RATIO)
    hint: str = optional("提示")
    confirmed: str = optional("确认")


@table("不录用名单", clause="S10")
class NoHire(Record):
    """不录用名单的一行：已确认辞退、不得录用的人"""

    person: str = column("姓名", NAME)
    day: date = column("辞退日期")
    team: str = column("不录用的部门")
    source: Ref | None = optional("出处", LINK)
