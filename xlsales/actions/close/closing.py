"""月末核算: the accounts of a month, drawn from what the rules found, and the proofs of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from xlsales.core.days import month_end, month_start
from xlsales.core.money import yuan
from xlsales.core.record import Record, Unread
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level
from xlsales.core.submission import Submission
from xlsales.core.values import dataclass
from xlsales.figures.money import ZERO
from xlsales.rules.c08_receivables import DEPARTMENT
from xlsales.tables.accounts import (
    AccountLine,
    AnnualSales,
    CommissionSplit,
    NegativeIncome,
    RebateLine,
    ReceivableLine,
    Stage,
    UnbookedClaim,
)
from xlsales.tables.expenses import Account, Expense
from xlsales.tables.month_end import MONTH_END, Receipt, Receivable
from xlsales.tables.roster import Assignment

NEEDED: tuple[type[Record], ...] = (*MONTH_END.tables, Expense, Assignment)
"""The tables without which the accounts of a month can't be drawn up."""

STOPPING = ("C9.2-rate", "C9.2-opening")
"""Findings that make a figure of the accounts unknown, like a row that can't be read."""


@dataclass(frozen=True)
class Proof:
    """Two figures that must be the same, and what they are."""

    name: str
    sentence: str
    left: Decimal
    right: Decimal

    @property
    def holds(self) -> bool:
        """True when the figures are the same to the fen."""
        return self.left == self.right


@dataclass(frozen=True)
class Closing:
    """The accounts of one month; where something stops it, only that."""

    month: date
    accounts: tuple[AccountLine, ...] = ()
    splits: tuple[CommissionSplit, ...] = ()
    rebates: tuple[RebateLine, ...] = ()
    receivables: tuple[ReceivableLine, ...] = ()
    negative: tuple[NegativeIncome, ...] = ()
    sales: tuple[AnnualSales, ...] = ()
    unbooked: tuple[UnbookedClaim, ...] = ()
    proofs: tuple[Proof, ...] = ()
    stopped_by: tuple[Finding, ...] = ()

    @property
    def last_day(self) -> date:
        """The day for which things stand."""
        return month_end(self.month)

    @property
    def is_done(self) -> bool:
        """True when nothing stopped it and every proof holds."""
        return not self.stopped_by and all(proof.holds for proof in self.proofs)


def close(records: Records, findings: Iterable[Finding], month: date) -> Closing:
    """The accounts of a month from the records and what the rules made of them.

    A row that could not be read in a sheet that is needed stops it: nothing is summed around it.
    """
    stopped_by = tuple(_stopping(records, findings, month))
    if stopped_by:
        return Closing(month, stopped_by=stopped_by)
    splits = tuple(s for s in records[CommissionSplit] if month_start(s.day) == month)
    rebates = tuple(r for r in records[RebateLine] if month_start(r.day) == month)
    return Closing(
        month,
        records[AccountLine],
        tuple(sorted(splits, key=lambda s: (s.day, s.manager, s.customer, s.received))),
        tuple(sorted(rebates, key=lambda r: (r.day, r.manager, r.customer, r.due))),
        tuple(sorted(records[ReceivableLine], key=lambda r: (-r.months, r.due, r.agreement))),
        records[NegativeIncome],
        records[AnnualSales],
        records[UnbookedClaim],
        tuple(proofs(records, month)),
    )


def _stopping(records: Records, findings: Iterable[Finding], month: date) -> Iterator[Finding]:
    """The findings at cells that the month's figures rest on."""
    clauses = {table.table.clause for table in NEEDED}
    others = _books_of_other_months(records, month)
    for found in findings:
        clause = found.clause.id if found.clause else ""
        is_unread = found.code.startswith("T-") and clause in clauses
        is_grave = found.level is Level.ERROR and (is_unread or found.code in STOPPING)
        if is_grave and found.where.book not in others:
            yield found


def _books_of_other_months(records: Records, month: date) -> set[str]:
    """The expense workbooks of other months, and the month ends of later ones."""
    rows = [(e.place.book, e.month) for e in records[Expense]]
    rows += [
        (u.place.book, u.values["month"])
        for u in records[Unread]
        if u.table is Expense and u.values.get("month")
    ]
    later = {
        s.file
        for s in records[Submission]
        if s.kind == MONTH_END.kind and (s.period or month) > month
    }
    return {book for book, own in rows if own != month} | later


def proofs(records: Records, month: date) -> Iterator[Proof]:
    """What must tie: each figure summed up in two ways that have nothing in common."""
    yield from _account_proofs(records, month)
    yield from _receivable_proofs(records, month)
    sales = records[AnnualSales]
    for word, name in (("冲减前", "gross"), ("负收入", "negative_income"), ("冲减后", "net")):
        people = [getattr(s, name) for s in sales if s.person != DEPARTMENT]
        whole = [getattr(s, name) for s in sales if s.person == DEPARTMENT]
        yield Proof(
            f"sales {name}", f"各客户经理年度销售额（{word}）之和 = 部门", _sum(people), _sum(whole)
        )


def _account_proofs(records: Records, month: date) -> Iterator[Proof]:
    lines = records[AccountLine]
    splits = [s for s in records[CommissionSplit] if month_start(s.day) == month]
    begun = _sum(a.opening + a.income - a.claims for a in lines)
    yield Proof("accounts", "期初 + 收入 - 报销 = 期末", begun, _sum(a.closing for a in lines))
    parts = _sum(s.manager_part + s.executive_part for s in splits)
    yield Proof(
        "parts",
        "客户经理所得 + 客户执行所得 = 销售个人佣金",
        parts,
        _sum(s.commission for s in splits),
    )
    stated = _sum(yuan(r.received * r.commission_rate) for r in _receipts(records, splits))
    yield Proof(
        "receipts", "佣金分配 = 回款 × 销售佣金比例", _sum(s.commission for s in splits), stated
    )
    for account, mine in (
        (Account.SALES_EXPENSE, [s.expense_income for s in splits]),
        (Account.COMMISSION, [s.manager_part for s in splits]),
    ):
        income = _sum(a.income for a in lines if a.account is account)
        yield Proof(
            f"income {account.name}", f"{account.value}收入 = 佣金分配所列之和", income, _sum(mine)
        )
    claimed = [e for e in records[Expense] if e.month == month and e.charge.account]
    unbooked = [u.amount for u in records[UnbookedClaim] if u.charge.account]
    booked = _sum(a.claims for a in lines) + _sum(unbooked)
    yield Proof(
        "claims", "入账的报销 + 未入账的报销 = 费用明细", booked, _sum(e.amount for e in claimed)
    )


def _receipts(records: Records, splits: Iterable[CommissionSplit]) -> Iterator[Receipt]:
    """The receipts, read anew, that the splits were made of."""
    places = {(s.place.book, s.place.sheet, s.row) for s in splits}
    return (r for r in records[Receipt] if (r.place.book, r.place.sheet, r.row) in places)


def _receivable_proofs(records: Records, month: date) -> Iterator[Proof]:
    lines = records[ReceivableLine]
    stages = _sum(_sum(r.outstanding for r in lines if r.stage is stage) for stage in Stage)
    yield Proof(
        "stages", "各阶段未收金额之和 = 未收金额合计", stages, _sum(r.outstanding for r in lines)
    )
    rows = {(r.place.book, r.place.sheet, r.row) for r in lines}
    listed = [r for r in records[Receivable] if (r.place.book, r.place.sheet, r.row) in rows]
    yield Proof(
        "receivables",
        "应收账龄 = 应收金额 - 已收金额",
        _sum(r.outstanding for r in lines),
        _sum(r.amount - (r.received or ZERO) for r in listed),
    )
    end = month_end(month)
    negative = _sum(s.negative_income for s in records[AnnualSales] if s.person == DEPARTMENT)
    debts = _sum(d.amount for d in records[NegativeIncome] if d.approved <= end)
    yield Proof("negative", "部门负收入 = 坏账冲减之和，只减一次", negative, debts)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
