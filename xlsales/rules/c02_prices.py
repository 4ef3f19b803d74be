"""Article 2, item 2: prices and terms of payment within the price system, or approved."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlsales.core.policy import Clause, Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.figures.money import IN_PRICE_SYSTEM, beyond_rank, price_rank
from xlsales.rules.approvals import Need, lacking, long_enough, low_enough
from xlsales.rules.history import clause_on
from xlsales.tables.agreements import Agreement, Price
from xlsales.tables.applications import Matter

PRICE = frozenset({Matter.PRICE})
TERMS = frozenset({Matter.PAYMENT_TERMS})


def price_of(records: Records, agreement: Agreement) -> Price | None:
    """The price system's row for an agreement's product on its day; None where it has none."""
    rows = [
        p
        for p in records[Price]
        if p.product is agreement.product and (not agreement.day or p.since <= agreement.day)
    ]
    return max(rows, key=lambda p: p.since, default=None)


@rule("C2.2-price", "C5.1")
def price_beyond_system(records: Records, policy: Policy) -> Iterator[Finding]:
    """单价低于最低单价，又没有批到这个客户、这种产品、这个单价的“合作价格”审批。

    审批不能晚于签订。价格体系按协议最早的日期取。价格体系里没有这种产品的、没有读到引用的申请的、
    协议早于申请审批执行日期、没有规定由谁批的，给出警告。
    """
    lacks = lacking(records)
    for agreement in records[Agreement]:
        clause = clause_on(policy, "C2.2", agreement.day)
        price = price_of(records, agreement)
        if clause and price is None:
            message = f"价格体系里没有{agreement.product.value}的价格，无法核对"
            yield fault(agreement, "product", clause, message, level=Level.WARNING)
        elif clause and price:
            day, by = agreement.day or price.since, agreement.signed
            required = price_rank(agreement.price, price.floor, policy, day)
            found = f"单价低于最低单价{price.floor}"
            if required == IN_PRICE_SYSTEM:
                continue
            if required is None:
                yield from _before_applications(agreement, "price", clause, policy, found)
                continue
            short = low_enough(agreement.price, price.floor, price.floor_cpm)
            need = Need(agreement.customer, PRICE, required, short, by, agreement.product)
            lack = lacks(agreement.application, need)
            if lack is not None:
                message = f"{found}，须先经{required}审批合作价格{lack.text}"
                yield fault(agreement, "price", clause, message, level=lack.level)


@rule("C2.2-price", "C5.1")
def credit_beyond_system(records: Records, policy: Policy) -> Iterator[Finding]:
    """账期长于价格体系的最长账期，又没有批到这个客户、这么多天的“付款条件”审批。

    审批不能晚于签订。没有读到引用的申请的、协议早于申请审批执行日期的，给出警告。
    """
    lacks = lacking(records)
    for agreement in records[Agreement]:
        clause = clause_on(policy, "C2.2", agreement.day)
        price = price_of(records, agreement)
        longest = price.credit_days if price else None
        if not clause or not price or longest is None or agreement.credit_days is None:
            continue
        if agreement.credit_days > longest:
            excess = Decimal(agreement.credit_days - longest) / max(longest, 1)
            day, by = agreement.day or price.since, agreement.signed
            required = beyond_rank(Matter.PAYMENT_TERMS.value, excess, policy, day)
            found = f"账期长于最长账期{longest}天"
            if required is None:
                yield from _before_applications(agreement, "credit_days", clause, policy, found)
                continue
            short = long_enough(agreement.credit_days)
            need = Need(agreement.customer, TERMS, required, short, by, agreement.product)
            lack = lacks(agreement.application, need)
            if lack is not None:
                message = f"{found}，须先经{required}审批付款条件{lack.text}"
                yield fault(agreement, "credit_days", clause, message, level=lack.level)


def _before_applications(
    agreement: Agreement, name: str, clause: Clause, policy: Policy, found: str
) -> Iterator[Finding]:
    """A warning about what lies beyond the price system on a day before anybody had to approve."""
    first = policy.history("C5.1")[0].since
    if agreement.day and agreement.day < first:
        message = f"{found}；申请审批自{first}起执行，此前没有规定由谁批，请核对"
        yield fault(agreement, name, clause, message, level=Level.WARNING)


RULES = (price_beyond_system, credit_beyond_system)
