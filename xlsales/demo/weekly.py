"""周报告 as each account manager hands it in."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from xlsales.core.clock import week_of
from xlsales.demo.department import Account, Deed, Department, stage_of
from xlsales.demo.draft import Draft, Row
from xlsales.demo.habits import DAYS, Habits, typed_in_period, typed_name, typed_row
from xlsales.tables.weekly import WEEKLY_REPORT, Activity, FunnelStage, Opportunity

PROGRESS = {
    FunnelStage.LEAD: "展会上拿到名片，尚未联系",
    FunnelStage.CONTACT: "已介绍平台，对方要案例",
    FunnelStage.NEED: "确认投放人群和月发送量",
    FunnelStage.PROPOSAL: "报价已提交，等市场部反馈",
    FunnelStage.NEGOTIATION: "讨论账期和付款方式",
    FunnelStage.SIGNING: "合同已寄出，等盖章",
}
NEXT = ("约下周见面", "补充同行业案例", "", "跟进测试数量", "等对方内部审批", "")
CHANCES = (None, None, Decimal("0.1"), Decimal("0.3"), Decimal("0.5"), Decimal("0.8"))


def weekly(department: Department, manager: str, week: date, habits: Habits, seed: int) -> Draft:
    """The report of one manager for one week."""
    random = Random(f"{seed} {manager} {week}")
    first = department.weeks[0]
    funnel = [
        _opportunity(account, stage_of(account, week, first), number, habits, random)
        for number, account in enumerate(department.accounts[manager], 1)
    ]
    work = [_activity(deed, habits, random) for deed in deeds_of_week(department, manager, week)]
    stated: Row = {
        "manager": typed_name(manager, habits),
        "week": week if habits.tidy else DAYS[habits.number % len(DAYS)](week),
    }
    return Draft(
        f"周报告/{week}/{_file_name(manager, week, habits)}",
        WEEKLY_REPORT,
        habits,
        {Opportunity: funnel, Activity: work},
        {Opportunity: dict(stated), Activity: dict(stated)},
        first=week,
    )


def deeds_of_week(department: Department, manager: str, week: date) -> list[Deed]:
    """What stands in the report's second sheet, row by row."""
    period = week_of(week)
    return department.deeds_between(manager, period.first, period.last)


def _file_name(manager: str, week: date, habits: Habits) -> str:
    if habits.shuffled:
        return f"周报告-{manager}-{week:%Y.%m.%d}.xlsx"
    return f"周报告_{manager}_{week}.xlsx"


def _opportunity(
    account: Account, stage: FunnelStage, number: int, habits: Habits, random: Random
) -> Row:
    chance = random.choice(CHANCES)
    signing = date(2012, 5, 2) + timedelta(days=random.randint(0, 80))
    values = {
        "customer": account.typed,
        "contact": account.contact or None,
        "product": account.product,
        "stage": stage,
        "amount": account.amount,
        "probability": chance,
        "signing": signing if random.random() < 0.7 else None,
        "first_contact": account.started,
        "executive": account.executive or None,
        "progress": PROGRESS[stage],
        "next_step": random.choice(NEXT) or None,
    }
    return {"number": number, **typed_row(Opportunity, values, habits, random)}


def _activity(deed: Deed, habits: Habits, random: Random) -> Row:
    return {
        "day": typed_in_period(deed.day, habits, random),
        "kind": deed.kind.value,
        "customer": deed.account.typed if deed.account else None,
        "content": deed.content,
        "result": deed.result or None,
    }
