"""Article 3: CPS and CPA agreements, tested before signing and compared while they run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from xlsales.core.days import add_months
from xlsales.core.fold import fold
from xlsales.core.policy import Clause, Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.core.values import dataclass
from xlsales.figures.money import ZERO, beyond_rank, deviation_decision, effective_cpm, percent
from xlsales.rules.approvals import Need, lacking, low_enough
from xlsales.rules.c02_prices import PRICE, price_of
from xlsales.rules.history import as_of, today
from xlsales.tables.agreements import (
    Agreement,
    Delivery,
    DeliveryDecision,
    DeliveryKind,
    Price,
)

DECIDED = (DeliveryDecision.CONTINUE, DeliveryDecision.END)


@dataclass(frozen=True)
class Tested:
    """A signed agreement to which article 3 applies: its test, its execution, its prices.

    Where a test had ended by the signing, a later one changes nothing.
    """

    agreement: Agreement
    day: date
    tests: tuple[Delivery, ...]
    runs: tuple[Delivery, ...]
    price: Price | None

    @property
    def floor(self) -> Decimal | None:
        """The floor CPM of the price system; None where it has none."""
        return self.price.floor_cpm if self.price else None

    @property
    def is_in_time(self) -> bool:
        """True where a test had ended by the signing."""
        return any(test.last <= self.day for test in self.tests)

    @property
    def cpm(self) -> Decimal | None:
        """The CPM of the whole test; None without a volume."""
        return effective_cpm(self.revenue, self.volume) if self.volume else None

    @property
    def revenue(self) -> Decimal:
        """The revenue of the whole test."""
        return sum((d.revenue for d in self.tests), ZERO)

    @property
    def volume(self) -> Decimal:
        """What was sent in the whole test."""
        return Decimal(sum(d.volume for d in self.tests))

    def deviation(self, run: Delivery) -> Decimal | None:
        """The share by which a period's CPM, unrounded, deviates from the test's; None without."""
        tested = self.revenue * run.volume
        return abs(run.revenue * self.volume - tested) / tested if tested else None

    @property
    def is_under(self) -> bool:
        """True when the tested CPM is under the floor of the price system."""
        return self.cpm is not None and self.floor is not None and self.cpm < self.floor


def tested(records: Records, policy: Policy) -> Iterator[Tested]:
    """The signed agreements for the products of article 3, with their delivery figures."""
    deliveries: dict[str, list[Delivery]] = {}
    for delivery in sorted(records[Delivery], key=lambda d: (d.first, d.last, d.volume)):
        deliveries.setdefault(fold(delivery.agreement), []).append(delivery)
    for agreement in records[Agreement]:
        clause = policy("C3.1", on=agreement.signed) if agreement.signed else None
        if clause and agreement.signed and agreement.product.value in clause["products"]:
            own = deliveries.get(fold(agreement.number), [])
            tests = [d for d in own if d.kind is DeliveryKind.TEST]
            yield Tested(
                agreement,
                agreement.signed,
                tuple(d for d in tests if d.last <= agreement.signed) or tuple(tests),
                tuple(d for d in own if d.kind is DeliveryKind.EXECUTION),
                price_of(records, agreement),
            )


@rule("C3.1-missing")
def test_missing(records: Records, policy: Policy) -> Iterator[Finding]:
    """CPS、CPA协议签订时没有提供测试数据；签订以后才测完的不算。"""
    for one in tested(records, policy):
        if not one.is_in_time:
            found = f"里测到{one.tests[0].last}才完" if one.tests else "里没有"
            product = one.agreement.product.value
            message = f"{product}协议{one.day}签订时须有测试数据，《投放数据》{found}"
            yield fault(one.agreement, "number", policy("C3.1", on=one.day), message)


@rule("C3.2-cpm")
def cpm_under_floor(records: Records, policy: Policy) -> Iterator[Finding]:
    """测试数据核算的CPM低于价格体系的最低CPM；发送量为0、价格体系没有最低CPM的，无法核对。"""
    for one in tested(records, policy):
        clause = policy("C3.2", on=one.day)
        if clause and one.tests and one.cpm is None:
            yield fault(one.tests[0], "volume", clause, "测试发送量为0，无法核算CPM")
        elif clause and one.tests and one.price and one.floor is None:
            message = f"价格体系里没有{one.agreement.product.value}的最低CPM，无法核对测试的CPM"
            yield fault(one.agreement, "product", clause, message, level=Level.WARNING)
        elif clause and one.is_under:
            message = f"测试核算的CPM为{one.cpm}，低于最低CPM {one.floor}"
            yield fault(one.tests[0], "revenue", clause, message, level=Level.WARNING)


@rule("C3.3-approval", "C5.1")
def cpm_without_approval(records: Records, policy: Policy) -> Iterator[Finding]:
    """测试核算的CPM低于最低CPM，又没有批到这个客户、这种产品、这个CPM的“合作价格”审批。

    审批不能晚于签订。没有读到引用的申请的，给出警告。
    """
    lacks = lacking(records)
    for one in tested(records, policy):
        clause = policy("C3.3", on=one.day)
        if clause and one.is_under and one.cpm is not None and one.floor:
            excess = (one.floor - one.cpm) / one.floor
            required = beyond_rank("合作价格", excess, policy, one.day)
            lack = lacks(one.agreement.application, _need(one, required)) if required else None
            if lack is not None:
                text = f"CPM {one.cpm}低于最低CPM {one.floor}，须先经{required}审批合作价格"
                message = f"{text}{lack.text}"
                yield fault(one.agreement, "application", clause, message, level=lack.level)


def _need(one: Tested, rank: str) -> Need:
    cpm, agreement = one.cpm or ZERO, one.agreement
    short = low_enough(cpm, one.floor, one.price.floor if one.price else None)
    return Need(agreement.customer, PRICE, rank, short, one.day, agreement.product)


@rule("C3.4-overdue")
def comparison_overdue(records: Records, policy: Policy) -> Iterator[Finding]:
    """执行中的协议超过规定间隔没有新的执行数据可与测试数据比较。

    间隔从签订日或最近一期执行数据的截止日算起；截止日还没有到的、已决定暂停、终止的不算。
    """
    on, known = as_of(records), today(records)
    for one in tested(records, policy):
        ended = (run for run in one.runs if run.last <= known)
        last = max(ended, key=lambda d: d.last, default=None)
        since = last.last if last else one.day
        clause = policy("C3.4", on=since)
        if clause is None or on is None or (last and _is_stopped(last)):
            continue
        if on > add_months(since, clause["months"]):
            message = f"{since}之后没有执行数据，至少每{clause['months']}个月比较一次"
            row, name = (last, "last") if last else (one.agreement, "signed")
            yield fault(row, name, clause, message, level=Level.WARNING)


def _is_stopped(delivery: Delivery) -> bool:
    return delivery.decision in (DeliveryDecision.SUSPEND, DeliveryDecision.END)


@rule("C3.5-attention")
def deviation_to_watch(records: Records, policy: Policy) -> Iterator[Finding]:
    """执行CPM与测试CPM的偏差超过关注线，未超过暂停线；偏高偏低都算。"""
    for run, clause, message in _deviations(records, policy, "关注"):
        yield fault(run, "revenue", clause, message, level=Level.WARNING)


@rule("C3.5-suspend")
def deviation_to_suspend(records: Records, policy: Policy) -> Iterator[Finding]:
    """执行CPM与测试CPM的偏差超过暂停线，须暂停，直到写明原因和决定（继续或终止）。"""
    for run, clause, message in _deviations(records, policy, "暂停"):
        if run.decision not in DECIDED:
            text = f"{message}，须暂停，查明原因后填写继续或终止"
            yield fault(run, "decision", clause, text)
        elif not run.reason:
            yield fault(run, "reason", clause, f"{message}，须写明原因")


def _deviations(
    records: Records, policy: Policy, wanted: str
) -> Iterator[tuple[Delivery, Clause | None, str]]:
    """The periods whose CPM deviates from the test so far that `wanted` follows."""
    for one in tested(records, policy):
        for run in one.runs:
            share = one.deviation(run)
            if share is not None and deviation_decision(share, policy, run.last) == wanted:
                actual = effective_cpm(run.revenue, Decimal(run.volume))
                message = f"执行CPM {actual}与测试CPM {one.cpm}相差{percent(share)}"
                yield run, policy("C3.5", on=run.last), message


@rule("C3.5-attention")
def run_not_comparable(records: Records, policy: Policy) -> Iterator[Finding]:
    """执行期间的发送量为0，或者测试的CPM为0，无法与测试数据比较；已决定暂停、终止的不提。"""
    for one in tested(records, policy):
        for run in one.runs if one.volume else ():
            clause = policy("C3.5", on=run.last)
            if clause and one.deviation(run) is None and not _is_stopped(run):
                which = "测试的CPM" if run.volume else "发送量"
                message = f"{which}为0，这一期间无法与测试数据比较"
                yield fault(run, "volume", clause, message, level=Level.WARNING)


RULES = (
    test_missing,
    cpm_under_floor,
    cpm_without_approval,
    comparison_overdue,
    deviation_to_watch,
    deviation_to_suspend,
    run_not_comparable,
)
