"""What really happens in the department: who serves whom, and who did what when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from random import Random

from xlsales.core.days import is_workday, month_end, month_of_week, month_start, previous_workday
from xlsales.core.values import dataclass
from xlsales.demo.names import Company, companies, people
from xlsales.tables.log import Channel
from xlsales.tables.roles import Product, Role
from xlsales.tables.weekly import ActivityKind, FunnelStage

DAY = timedelta(days=1)
FOUNDED = date(2010, 1, 4)
PROGRESS = tuple(FunnelStage)[:6]
TOGETHER = {
    ActivityKind.VISIT: Channel.VISIT,
    ActivityKind.CALL: Channel.CALL,
    ActivityKind.MAIL: Channel.MAIL,
    ActivityKind.PROPOSAL: Channel.MAIL,
    ActivityKind.COLLECTION: Channel.CALL,
}
CONTENTS = {
    ActivityKind.VISIT: ("上门介绍平台发送方案", "与市场部沟通二季度投放", "演示数据库营销案例"),
    ActivityKind.CALL: ("电话跟进报价", "电话确认测试数量", "电话沟通投放排期"),
    ActivityKind.MAIL: ("发送报价单", "发送产品介绍", "邮件确认素材修改"),
    ActivityKind.PROPOSAL: ("撰写投放方案", "修改方案第二稿", "整理同行业案例"),
    ActivityKind.COLLECTION: ("催收三月尾款", "核对账单并催款"),
    ActivityKind.MEETING: ("部门周例会", "与客户支持讨论排期"),
    ActivityKind.INTERNAL: ("整理客户资料", "填写申请表", "参加产品培训"),
}
RESULTS = ("", "客户有意向", "等客户回复", "约定下周再谈", "已确认", "客户要求补充案例")
CONTACTS = ("王女士", "李先生", "张经理", "刘主管", "陈小姐", "周总监", "")


@dataclass(frozen=True)
class Member:
    """Somebody of the department."""

    name: str
    role: Role
    superior: str = ""
    joined: date = FOUNDED


@dataclass(frozen=True)
class Account:
    """A customer as its manager serves it; `typed` is what the manager calls it."""

    company: Company
    manager: str
    typed: str
    executive: str = ""
    named: date | None = None
    contact: str = ""
    product: Product = Product.PLATFORM
    amount: Decimal = Decimal(0)
    started: date = FOUNDED
    pace: int = 1
    lead: int = 0
    assigned: bool = True


@dataclass(frozen=True)
class Deed:
    """Something that a manager did on a day; what is inside the company has no account."""

    day: date
    kind: ActivityKind
    account: Account | None
    content: str
    result: str


@dataclass(frozen=True)
class Trip:
    """A way out of the office, as it is registered."""

    registered: datetime
    person: str
    day: date
    leaving: time
    direct: bool
    customer: str
    returning: time | None


@dataclass(frozen=True)
class Department:
    """A department over some weeks: its people, their customers, what they did."""

    weeks: tuple[date, ...]
    members: tuple[Member, ...]
    accounts: dict[str, list[Account]]
    deeds: dict[str, tuple[Deed, ...]] = field(default_factory=dict)
    trips: list[Trip] = field(default_factory=list)

    @property
    def managers(self) -> tuple[str, ...]:
        """The names of the account managers."""
        return tuple(m.name for m in self.members if m.role is Role.ACCOUNT_MANAGER)

    def deeds_between(self, manager: str, first: date, last: date) -> list[Deed]:
        """What a manager did from one day to another, both included."""
        return [deed for deed in self.deeds[manager] if first <= deed.day <= last]

    @property
    def months(self) -> tuple[date, ...]:
        """The months of which the last week is among the weeks, so that their logs are due."""
        following = (month_of_week(week + 7 * DAY) for week in self.weeks)
        return tuple(
            month_of_week(week)
            for week, after in zip(self.weeks, following, strict=True)
            if month_of_week(week) != after
        )


def staff(managers: int, names: Iterator[str]) -> tuple[Member, ...]:
    """The director and everybody below, one executive for every three managers."""
    general, director, supervisor, head = islice(names, 4)
    fixed = (
        Member(general, Role.GENERAL_MANAGER),
        Member(director, Role.ACCOUNT_DIRECTOR, general),
        Member(supervisor, Role.SUPPORT_SUPERVISOR, general),
        Member(head, Role.EXECUTIVE_MANAGER, director),
        Member(next(names), Role.FINANCE, general),
        Member(next(names), Role.SUPPORT, supervisor),
    )
    sold = (Member(name, Role.ACCOUNT_MANAGER, director) for name in islice(names, managers))
    served = (
        Member(name, Role.ACCOUNT_EXECUTIVE, head) for name in islice(names, max(2, managers // 3))
    )
    return (*fixed, *sold, *served)


def staffed(managers: int, weeks: Sequence[date], seed: int) -> Department:
    """A department of so many account managers, over weeks given by their Mondays."""
    random = Random(f"{seed} names")
    members = staff(managers, people(random))
    made = Department(tuple(sorted(weeks)), members, {})
    executives = [m.name for m in members if m.role is Role.ACCOUNT_EXECUTIVE]
    known = companies(random)
    for manager in made.managers:
        own = Random(f"{seed} {manager}")
        made.accounts[manager] = [
            _account(own, company, manager, executives)
            for company in islice(known, own.randint(5, 9))
        ]
    return made


def live(made: Department, seed: int) -> None:
    """Let the days of the department's weeks and months pass: deeds, and the trips they need."""
    days = [day for day in _days(made.weeks) if is_workday(day)]
    for manager in made.managers:
        random = Random(f"{seed} {manager} days")
        accounts = made.accounts[manager]
        deeds = [deed for day in days for deed in _day(random, day, accounts)]
        made.deeds[manager] = tuple(deeds)
        made.trips.extend(
            trip(random, manager, deed.day, deed.account.company.full)
            if random.random() < 0.2
            else trip(random, manager, deed.day, deed.account.typed)
            for deed in deeds
            if deed.account and deed.kind is ActivityKind.VISIT
        )


def stage_of(account: Account, week: date, first: date) -> FunnelStage:
    """How far an account has come in a week: it moves on by its own pace."""
    steps = account.lead + (week - first).days // 7 * account.pace
    return PROGRESS[min(steps, len(PROGRESS) - 1)]


def _account(random: Random, company: Company, manager: str, executives: Sequence[str]) -> Account:
    executive = random.choice(executives) if random.random() < 0.3 else ""
    started = date(2011, 11, 1) + random.randint(0, 130) * DAY
    return Account(
        company,
        manager,
        company.full if random.random() < 0.6 else company.short,
        executive,
        started + 7 * DAY if executive else None,
        random.choice(CONTACTS),
        random.choice(tuple(Product)),
        Decimal(random.randint(20, 600) * 1000),
        started,
        random.randint(0, 1),
        random.randint(0, 4),
    )


def _days(weeks: Sequence[date]) -> Iterator[date]:
    """Every day from the first month's first to the last week's end."""
    day = min(month_start(weeks[0]), month_of_week(weeks[0]))
    last = min(weeks[-1] + 6 * DAY, max(month_end(month_of_week(w)) for w in weeks))
    while day <= last:
        yield day
        day += DAY


def _day(random: Random, day: date, accounts: Sequence[Account]) -> Iterator[Deed]:
    """What a manager does on one day; each customer at most once."""
    kinds = list(TOGETHER)
    for account in random.sample(accounts, min(len(accounts), random.randint(1, 3))):
        kind = random.choices(kinds, (6, 5, 3, 2, 1))[0]
        yield Deed(day, kind, account, random.choice(CONTENTS[kind]), random.choice(RESULTS))
    if day.weekday() == 0 or random.random() < 0.2:
        kind = ActivityKind.MEETING if day.weekday() == 0 else ActivityKind.INTERNAL
        yield Deed(day, kind, None, random.choice(CONTENTS[kind]), "")


def trip(random: Random, person: str, day: date, customer: str) -> Trip:
    """A trip registered in time: the same morning, or the evening before a direct visit."""
    leaving = time(random.randint(9, 15), random.choice((0, 10, 15, 30, 40)))
    direct = random.random() < 0.25
    if direct:
        evening = time(random.randint(14, 17), random.randint(0, 55))
        registered = datetime.combine(previous_workday(day), evening)
    else:
        ahead = timedelta(minutes=random.randint(5, 50))
        registered = datetime.combine(day, leaving) - ahead
    returning = time(leaving.hour + 2, leaving.minute) if random.random() < 0.8 else None
    return Trip(registered, person, day, leaving, direct, customer, returning)
