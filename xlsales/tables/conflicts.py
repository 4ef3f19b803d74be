"""冲突筛查: suspected conflicts over a customer, the evidence of each side, the rulings."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from xlsales.core.kinds import COUNT, IDENTIFIER, LINK, NAME, RATIO
from xlsales.core.record import Record, Ref, Workbook, column, optional, table
from xlsales.core.values import dataclass
from xlsales.tables.weekly import FunnelStage

NOT_ONE_CUSTOMER = "不是同一客户"
"""What a director rules instead of an owner when two names are two customers."""


class Likeness(Enum):
    """How sure it is that the names are one customer."""

    SAME = "同一客户"
    MAYBE = "待核对"


class Source(Enum):
    """Where an event on the time line comes from."""

    LOG = "客户日志"
    FUNNEL = "漏斗"
    ACTIVITY = "工作"
    OUTING = "去向登记"
    AGREEMENT = "合同"
    RECEIPT = "回款"


@dataclass(frozen=True)
class Event:
    """One thing that a side did or claims: on which day, by which sheet, when that was seen.

    `explain` says what about it needs an explanation; `counts_from` is the day from which it
    counts as evidence, where it is one.
    """

    day: date
    person: str
    source: Source
    text: str
    where: Ref
    seen: datetime | None = None
    counts_from: date | None = None
    explain: str = ""


@dataclass(frozen=True)
class Ruling:
    """A director's decision on a conflict: who owns the customer, by whom, when and why.

    `members` are the pairs of person and typed customer name that it was about.
    """

    conflict: str
    owner: str
    by: str
    reason: str
    moment: datetime
    members: tuple[tuple[str, str], ...] = ()
    imported: bool = False


@dataclass(frozen=True)
class Side:
    """One manager's claim on a customer, with the executives who serve it along with them.

    `claimed` is the earliest contact in the log, `credible` the first day of the contacts that are
    believed and kept up, `seen` the moment at which any of it was first handed in.
    """

    person: str
    partners: tuple[str, ...]
    customers: tuple[str, ...]
    where: Ref
    seen: datetime
    imported: bool
    claimed: date | None = None
    funnel_claim: date | None = None
    credible: date | None = None
    contacts: int = 0
    substantial: int = 0
    longest_gap: int | None = None
    last: date | None = None
    stage: FunnelStage | None = None
    agreements: int = 0
    received: Decimal = Decimal("0.00")
    assigned: bool = False
    notes: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def explanations(self) -> tuple[Event, ...]:
        """The events that need an explanation."""
        return tuple(e for e in self.events if e.explain)


@dataclass(frozen=True)
class Conflict:
    """Several managers over what is or may be one customer; the surest evidence first.

    `owner` is whom the proposal names, empty where none can be named; `news` says what speaks
    against a ruling since it was made.
    """

    id: str
    likeness: Likeness
    score: Decimal
    reason: str
    sides: tuple[Side, ...]
    owner: str
    proposal: str
    ruling: Ruling | None = None
    news: tuple[str, ...] = ()

    @property
    def is_settled(self) -> bool:
        """True when it was ruled and nothing new speaks against the ruling."""
        return self.ruling is not None and not self.news

    @property
    def customer(self) -> str:
        """The customer as it is spoken of: the fullest name."""
        return max((c for s in self.sides for c in s.customers), key=lambda c: (len(c), c))

    @property
    def by_claim(self) -> tuple[str, ...]:
        """The people in the order of the first contact that they claim in their logs."""
        return _in_order([(s.claimed, s.person) for s in self.sides])

    @property
    def by_seen(self) -> tuple[str, ...]:
        """The people in the order in which their claims were first handed in."""
        return _in_order([(s.seen.date(), s.person) for s in self.sides])


def _in_order(stated: list[tuple[date | None, str]]) -> tuple[str, ...]:
    """The people by day; who states none comes last."""
    return tuple(person for _, person in sorted(stated, key=lambda s: (s[0] or date.max, s[1])))


@table("冲突筛查", clause="C7.5")
class ConflictRow(Record):
    """冲突筛查的一行：一个疑似冲突的一方，连同总监的裁定

    归属由客户总监裁定：在任何一方的行里填写裁定归属和裁定理由，再次汇总即登记。
    """

    id: str = column("编号", IDENTIFIER, note="冲突的编号，同一冲突的各方相同")
    likeness: Likeness | None = optional("判断")
    score: Decimal | None = optional("相似程度", RATIO)
    reason: str = optional("理由")
    person: str = optional("客户经理", NAME)
    customers: str = optional("客户公司名称")
    claimed: date | None = optional("日志最早联系", note="客户日志里写的最早一次联系")
    seen: datetime | None = optional("首次收到", note="提交台账第一次收到这一方的记录")
    credible: date | None = optional("可信起始日", note="可信并持续跟进的联系从这一天起")
    contacts: int | None = optional("联系次数", COUNT)
    longest_gap: int | None = optional("最长间隔", COUNT, note="两次联系之间最多隔几天，算到今天")
    last: date | None = optional("最近联系")
    stage: FunnelStage | None = optional("漏斗阶段")
    notes: str = optional("注意事项")
    proposal: str = optional("建议", note="已经裁定的写裁定和此后的新情况")
    owner: str = optional("裁定归属", note=f"填客户经理姓名，或“{NOT_ONE_CUSTOMER}”")
    ruling: str = optional("裁定理由")
    by: str = optional("裁定人", NAME, note="不填时为客户总监")
    source: Ref | None = optional("出处", LINK)


@table("证据", clause="C7.5")
class EvidenceRow(Record):
    """证据的一行：冲突双方时间线上的一件事"""

    day: date = column("日期")
    person: str = column("客户经理", NAME)
    source: Source = column("来源")
    text: str = optional("内容")
    seen: datetime | None = optional("首次收到")
    counts_from: date | None = optional("计入证据自", note="从这一天起算作证据")
    explain: str = optional("需要说明")
    where: Ref | None = optional("出处", LINK)


MEETING_PACK = Workbook(
    "周例会", "周例会_{week}", (ConflictRow,), "汇总生成的周例会材料；总监在冲突筛查里填写裁定。"
)
