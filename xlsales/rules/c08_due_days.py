"""Article 8: due days moved later from one submission to the next, and debts entered twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from xlsales.core.days import months_overdue
from xlsales.core.fold import fold
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.core.submission import Earlier, Submission
from xlsales.core.values import dataclass
from xlsales.figures.money import ZERO
from xlsales.rules.history import again, as_of, each_once, identity, newest, today, with_earlier
from xlsales.tables.applications import Application, Matter
from xlsales.tables.month_end import Receipt, Receivable

Debt = tuple[str, str, Decimal]
"""Which debt a row is about: its agreement, its customer, its amount."""

Order = tuple[date, int]
"""The month or day of a submission and its number: the order in which debts were stated."""


@dataclass(frozen=True)
class Stated:
    """A debt as it was last stated with a due day, and when it first and last was."""

    row: Receivable
    first: Order
    last: Order


def debt_of(records: Records) -> Callable[[Receivable], Debt]:
    """A function that says which debt a row is about."""
    key = identity(records)
    return lambda row: (fold(row.agreement), key(row.customer), row.amount)


def stated_before(records: Records) -> Mapping[Debt, dict[date, Stated]]:
    """Of each debt the due days with which any submission stated it."""
    debt, known = debt_of(records), dict[Debt, dict[date, Stated]]()
    for earlier in records[Earlier]:
        if isinstance(row := earlier.record, Receivable):
            at, dues = _order(earlier.submission), known.setdefault(debt(row), {})
            old = dues.get(row.due, Stated(row, at, at))
            newer = row if at >= old.last else old.row
            dues[row.due] = Stated(newer, min(old.first, at), max(old.last, at))
    return known


def _order(of: Submission) -> Order:
    return of.period or of.seen.date(), of.seq


def moved(records: Records) -> Iterator[tuple[Receivable, Stated]]:
    """What is still to be paid now with what stood before, where a later due day took its place.

    Where both due days stood in one submission, they are two debts.
    """
    debt, before = debt_of(records), stated_before(records)
    rows = newest(records, Receivable) if before else ()
    listed = {(debt(row), row.due) for row in rows}
    for row in rows:
        own, dues = debt(row), before.get(debt(row), {})
        begun = dues[row.due].first if row.due in dues else (date.max, 0)
        gone = [s for due, s in dues.items() if due < row.due and (own, due) not in listed]
        old = max((s for s in gone if s.last < begun), key=lambda s: s.last, default=None)
        if old and old.row.outstanding and row.outstanding:
            yield row, old


@rule("C8.1-moved", "C5.2")
def due_day_moved(records: Records, policy: Policy) -> Iterator[Finding]:
    """应付款日期比以前提交的推后了，逾期就少算了，请核对；账龄仍按现在填的日期算。

    同一合同、同一客户、同样金额，原来的日期不再列出的才算。此后收过这么多款的、批过付款条件的不提。
    """
    on = as_of(records)
    clause = policy("C8.1", on=on) if on else None
    for row, old in moved(records) if clause else ():
        if on and not _is_settled(old, records) and not _is_agreed(old, records):
            where, was = old.row.at("due"), old.row.due
            ages = f"原来逾期{months_overdue(was, on)}个月，现在{months_overdue(row.due, on)}个月"
            message = (
                f"应付款日期原为{was}，推后了（{ages}）；填错的请改回，改期的请登记付款条件申请"
            )
            yield fault(row, "due", clause, message, level=Level.WARNING, related=(where,))


def _is_settled(old: Stated, records: Records) -> bool:
    """True where as much was received since, so that the old row may be gone because it is paid."""
    number, customer, _ = debt_of(records)(old.row)
    key = identity(records)
    since = (
        receipt.received
        for receipt in each_once(records, Receipt)
        if receipt.day >= old.last[0]
        and key(receipt.customer) == customer
        and fold(receipt.agreement) in ("", number)
    )
    return sum(since, ZERO) >= old.row.outstanding


def _is_agreed(old: Stated, records: Records) -> bool:
    """True where other terms of payment were approved for the customer since."""
    key, last = identity(records), today(records)
    return any(
        row.matter is Matter.PAYMENT_TERMS
        and key(row.customer) == key(old.row.customer)
        and row.approved is not None
        and old.last[0] <= row.approved <= last
        for row in with_earlier(records, Application)
    )


@rule("C8.1-twice")
def debt_stated_twice(records: Records, policy: Policy) -> Iterator[Finding]:
    """同一合同、同一客户、同样金额、同一天到期的应收账款填了两行，账龄和冲减各算一次，请核对。

    确是两笔的可以保留。
    """
    on, debt = as_of(records), debt_of(records)
    clause = policy("C8.1", on=on) if on else None
    rows = [row for row in newest(records, Receivable) if row.outstanding] if clause else []
    for row, other in again(rows, lambda r: (debt(r), r.due)):
        where = other.at("amount")
        message = f"{row.due}到期的这笔已在{where}填过，请核对；重复的删去一行，确是两笔的可保留"
        yield fault(row, "amount", clause, message, level=Level.WARNING, related=(where,))


RULES = (due_day_moved, debt_stated_twice)
