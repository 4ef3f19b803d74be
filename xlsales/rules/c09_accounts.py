"""Article 9, item 2: the two accounts of each account manager, and claims against them.

These rules come last, because a claim in which any rule found an error is not booked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from xlsales.core.days import add_months, month_end, month_start
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.core.submission import Earlier
from xlsales.figures.money import ZERO
from xlsales.rules.c09_expenses import claim_order
from xlsales.rules.history import again, is_faulty, month_asked, newest
from xlsales.tables.accounts import AccountLine, CommissionSplit, UnbookedClaim
from xlsales.tables.expenses import Account, Expense
from xlsales.tables.month_end import Opening, Receipt
from xlsales.tables.roles import Role
from xlsales.tables.roster import Person

Key = tuple[str, Account]


def accounting_month(records: Records) -> date | None:
    """The month whose accounts are drawn up: the one asked for, else that of the newest receipt."""
    last = max((r.day for r in records[Receipt]), default=None)
    return month_asked(records) or (month_start(last) if last else None)


def claims_of(records: Records, month: date) -> tuple[Expense, ...]:
    """The claims handed in for a month."""
    return tuple(e for e in records[Expense] if e.month == month)


@rule("C9.2-opening")
def opening_stated_twice(records: Records, policy: Policy) -> Iterator[Finding]:
    """同一个人同一个账户的期初余额填了两次；先填的算数，另一份表里一样的一行不提。"""
    clause = policy.latest("C9.2")
    for row, other in again(newest(records, Opening), _account):
        where = other.at("amount")
        message = f"{row.person}的{row.account.value}期初余额已在{where}填过，这一行不算"
        yield fault(row, "amount", clause, message, related=(where,))


def _account(row: Opening) -> Key:
    return row.person, row.account


@rule("C9.2-noopening")
def opening_missing(records: Records, policy: Policy) -> Iterator[Finding]:
    """有回款的客户经理没有期初余额，按0起算。"""
    known = {row.person for row in newest(records, Opening)}
    for receipt in records[Receipt] if known else ():
        if receipt.manager not in known:
            known.add(receipt.manager)
            message = f"《{Opening.table.sheet}》里没有{receipt.manager}，期初按0计算"
            clause = policy("C9.2", on=receipt.day)
            yield fault(receipt, "manager", clause, message, level=Level.NOTICE)


@rule("C9.2-carried")
def opening_unlike_closing(records: Records, policy: Policy) -> Iterator[Finding]:
    """期初余额与上个月关账时的期末余额不同，或者上个月有余额、这个月没有填期初。"""
    month, clause = accounting_month(records), policy.latest("C9.2")
    last = add_months(month, -1) if month else None
    closed = {
        (e.record.person, e.record.account): e.record.closing
        for e in records[Earlier]
        if isinstance(e.record, AccountLine) and e.submission.period == last
    }
    rows = newest(records, Opening)
    for row in rows:
        closing = closed.pop(_account(row), row.amount)
        if closing != row.amount and last:
            message = f"{last:%Y-%m}关账时{row.person}的{row.account.value}余额为{closing}"
            yield fault(row, "amount", clause, message, level=Level.WARNING)
    stated: tuple[Opening | Receipt, ...] = (*rows, *newest(records, Receipt))
    for (person, account), closing in closed.items() if stated else ():
        if closing and last:
            name = "amount" if isinstance(stated[0], Opening) else "received"
            message = f"{last:%Y-%m}关账时{person}的{account.value}余额为{closing}，这里没有填期初"
            yield fault(stated[0], name, clause, message, level=Level.WARNING)


def balances(records: Records, month: date) -> dict[Key, tuple[Decimal, Decimal]]:
    """The opening balance and the month's income of each account."""
    opening: dict[Key, Decimal] = {}
    for row in newest(records, Opening):
        opening.setdefault(_account(row), row.amount)
    income: dict[Key, Decimal] = {}
    for one in records[CommissionSplit]:
        if month_start(one.day) == month:
            for account, amount in (
                (Account.SALES_EXPENSE, one.expense_income),
                (Account.COMMISSION, one.manager_part),
            ):
                key = one.manager, account
                income[key] = income.get(key, ZERO) + amount
    return {k: (opening.get(k, ZERO), income.get(k, ZERO)) for k in {*opening, *income}}


@rule("C9.2-overdrawn")
def claim_over_balance(records: Records, policy: Policy) -> Iterator[Finding]:
    """报销金额超过账户余额（期初加本月收入，减去先报的）。

    按报销日期先后逐笔扣；有别的错误的不扣；没有月末核算资料时不核对。
    """
    month = accounting_month(records)
    clause = policy("C9.2", on=month_end(month)) if month else None
    rows = len(records[Receipt]) + len(records[Opening])
    if month is None or clause is None or not (rows or month_asked(records)):
        return
    left = {key: sum(pair) for key, pair in balances(records, month).items()}
    faulty = is_faulty(records)
    for claim in sorted(claims_of(records, month), key=claim_order):
        account = claim.charge.account
        if account is None or faulty(claim):
            continue
        key = claim.manager, account
        rest = left.get(key, ZERO)
        if claim.amount > rest:
            message = f"{claim.manager}的{account.value}只余{rest}元，不够报{claim.amount}元"
            yield fault(claim, "amount", clause, message)
        else:
            left[key] = rest - claim.amount


@rule("C9.2")
def account_lines(records: Records, policy: Policy) -> Iterator[AccountLine]:
    """每位客户经理的两个账户：期初余额加本月收入，减本月入账的报销，等于期末余额。"""
    month = accounting_month(records)
    if month is None:
        return
    known, faulty = balances(records, month), is_faulty(records)
    claims: dict[Key, Decimal] = {}
    for claim in claims_of(records, month):
        if claim.charge.account and not faulty(claim):
            key = claim.manager, claim.charge.account
            claims[key] = claims.get(key, ZERO) + claim.amount
    managers = (p for p in records[Person] if p.role is Role.ACCOUNT_MANAGER)
    serving = {p.name for p in managers if p.serves_within(month, month_end(month))}
    for person in sorted({*serving, *(p for p, _ in (*known, *claims))}):
        for account in Account:
            opening, income = known.get((person, account), (ZERO, ZERO))
            spent = claims.get((person, account), ZERO)
            yield AccountLine(
                person=person,
                account=account,
                opening=opening,
                income=income,
                claims=spent,
                closing=opening + income - spent,
            )


@rule("C9.2")
def unbooked_claims(records: Records, policy: Policy) -> Iterator[UnbookedClaim]:
    """有错误、没有入账的报销和原因；改正后入账。"""
    month = accounting_month(records)
    reasons: dict[tuple[str, str, int], list[str]] = {}
    for found in records[Finding]:
        if found.level is Level.ERROR:
            where = found.where.book, found.where.sheet, found.where.row
            reasons.setdefault(where, []).append(f"{found.code} {found.message}")
    claims = sorted(claims_of(records, month), key=claim_order) if month and reasons else ()
    for claim in claims:
        why = reasons.get((claim.place.book, claim.place.sheet, claim.row))
        if why:
            yield UnbookedClaim(
                person=claim.manager,
                day=claim.day,
                kind=claim.kind,
                invoice=claim.invoice,
                amount=claim.amount,
                charge=claim.charge,
                reason="；".join(why),
                source=claim.at("amount"),
            )


RULES = (
    opening_stated_twice,
    opening_missing,
    opening_unlike_closing,
    claim_over_balance,
    account_lines,
    unbooked_claims,
)
