"""The register of agreements: numbers that it does not have, has twice, or has for another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from xlsales.core.fold import fold
from xlsales.core.policy import Clause, Policy
from xlsales.core.record import Unread
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.rules.history import again, as_of, clause_on, identity, in_order, newest, once
from xlsales.tables.agreements import Agreement, Delivery, Price
from xlsales.tables.month_end import RebatePayment, Receipt, Receivable

UNKNOWN = f"《{Agreement.table.sheet}》里没有这个编号"


def unknown(records: Records) -> Callable[[str], bool]:
    """A function that says whether nobody has an agreement of that number.

    It says so of none where no agreement was read, or one whose number could not be read.
    """
    unread = [u.values.get("number") for u in records[Unread] if u.table is Agreement]
    numbers = {fold(n) for n in (*(a.number for a in records[Agreement]), *unread) if n}
    is_known = bool(numbers) and all(unread)
    return lambda number: bool(is_known and number and fold(number) not in numbers)


@rule("C3.4-unknown")
def delivery_of_unknown_agreement(records: Records, policy: Policy) -> Iterator[Finding]:
    """投放数据的合同编号，合同台账里没有，这一行没有拿来与测试数据比较。

    一份合同都没有读到的，只提示一次。
    """
    clause, is_unknown = policy.latest("C3.4"), unknown(records)
    for row in records[Delivery]:
        if is_unknown(row.agreement):
            message = f"{UNKNOWN}，这一行无法核对"
            yield fault(row, "agreement", clause, message, level=Level.WARNING)
    if not records[Agreement] and not any(u.table is Agreement for u in records[Unread]):
        message = f"没有读到任何{Agreement.table.sheet}，{Delivery.table.sheet}都无法核对"
        for row in records[Delivery][:1]:
            yield fault(row, "agreement", clause, message, level=Level.NOTICE)


@rule("C6.2-unknown")
def rebate_on_unknown_agreement(records: Records, policy: Policy) -> Iterator[Finding]:
    """有客户佣金的回款、客户佣金支付的合同编号，合同台账里没有。

    佣金按合同累计，编号错了就算不到一起。没有佣金的回款、应收账款可以是老合同的，不看编号；
    没有填编号的、一份合同都没有读到的不提。
    """
    is_unknown = unknown(records)
    promised = (receipt for receipt in records[Receipt] if receipt.rebate_rate)
    rows: tuple[Receipt | RebatePayment, ...] = (*promised, *records[RebatePayment])
    for row in rows:
        clause = policy("C6.2", on=row.day)
        if clause and is_unknown(row.agreement):
            message = f"{UNKNOWN}，客户佣金按合同累计，请核对编号"
            yield fault(row, "agreement", clause, message, level=Level.WARNING)


def another(records: Records) -> Callable[[str, str], Agreement | None]:
    """A function that gives the agreement of that number where it is not that customer's."""
    key = identity(records)
    known: dict[str, dict[str, Agreement]] = {}
    for agreement in records[Agreement]:
        known.setdefault(fold(agreement.number), {})[key(agreement.customer)] = agreement

    def of_another(number: str, customer: str) -> Agreement | None:
        own = known.get(fold(number), {})
        return None if key(customer) in own else next(iter(own.values()), None)

    return of_another


@rule("C6.2-other")
def rebate_on_agreement_of_another(records: Records, policy: Policy) -> Iterator[Finding]:
    """有客户佣金的回款、客户佣金支付的合同编号，在合同台账里是别的客户的；佣金按合同累计，请核对。"""
    of_another = another(records)
    promised = (receipt for receipt in records[Receipt] if receipt.rebate_rate)
    rows: tuple[Receipt | RebatePayment, ...] = (*promised, *records[RebatePayment])
    for row in rows:
        clause, other = policy("C6.2", on=row.day), of_another(row.agreement, row.customer)
        if clause and other:
            yield _of_another(row, other, clause)


@rule("C8.1-other")
def debt_on_agreement_of_another(records: Records, policy: Policy) -> Iterator[Finding]:
    """应收账款的合同编号，在合同台账里是别的客户的；编号、客户可能有一个填错了，请核对。"""
    of_another, on = another(records), as_of(records)
    clause = policy("C8.1", on=on) if on else None
    for row in newest(records, Receivable) if clause else ():
        if row.outstanding and (other := of_another(row.agreement, row.customer)):
            yield _of_another(row, other, clause)


def _of_another(
    row: Receipt | RebatePayment | Receivable, other: Agreement, clause: Clause | None
) -> Finding:
    where = other.at("customer")
    message = (
        f"《{Agreement.table.sheet}》里这是“{other.customer}”的合同，这里是“{row.customer}”，请核对"
    )
    return fault(row, "agreement", clause, message, level=Level.WARNING, related=(where,))


@rule("C2.1-twice")
def agreement_stated_twice(records: Records, policy: Policy) -> Iterator[Finding]:
    """同一个合同编号填了两份：客户不同，或者客户和产品都相同；按编号找的数会找错，请核对。

    一份合同写几种产品、各占一行的，以及另一份表里一样的一行，不提。
    """
    key, seen = identity(records), dict[str, list[Agreement]]()
    for row in once(in_order(records[Agreement])):
        own = seen.setdefault(fold(row.number), [])
        alike = (a for a in own if key(a.customer) != key(row.customer) or a.product is row.product)
        other = next(alike, None)
        own.append(row)
        clause = clause_on(policy, "C2.1", row.day) if other else None
        if clause and other:
            where = other.at("number")
            message = f"编号{row.number}已在{where}填给“{other.customer}”，请核对编号，或只留一行"
            yield fault(row, "number", clause, message, level=Level.WARNING, related=(where,))


@rule("C2.2-twice")
def price_stated_twice(records: Records, policy: Policy) -> Iterator[Finding]:
    """价格体系里同一种产品同一天生效的价格填了两行；先填的一行算数。"""
    clause = policy.latest("C2.2")
    for row, other in again(records[Price], lambda p: (p.product, p.since)):
        where = other.at("product")
        message = f"{row.product.value}自{row.since}起的价格已在{where}填过，这一行不算"
        yield fault(row, "product", clause, message, related=(where,))


RULES = (
    delivery_of_unknown_agreement,
    rebate_on_unknown_agreement,
    rebate_on_agreement_of_another,
    debt_on_agreement_of_another,
    agreement_stated_twice,
    price_stated_twice,
)
