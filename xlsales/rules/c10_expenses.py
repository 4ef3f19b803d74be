"""Article 10, items 3 and 4: who bears the expenses of account executives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from xlsales.core.days import month_start
from xlsales.core.fold import fold
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.figures.money import ZERO
from xlsales.rules.c09_expenses import claim_order, statuses
from xlsales.rules.history import is_faulty, is_here, managers_of, with_earlier
from xlsales.tables.expenses import Charge, Expense, Position


@rule("C10.3-account")
def executive_on_department(records: Records, policy: Policy) -> Iterator[Finding]:
    """客户执行为客户发生的销售费用、交通费、招待费等，应由客户经理承担，却记在部门费用。"""
    for expense in _executives(records):
        clause = policy("C10.3", on=expense.day)
        is_borne = clause is not None and expense.kind.value in clause["kinds"]
        if is_borne and expense.charge is Charge.DEPARTMENT:
            message = f"{expense.kind.value}由客户经理{expense.manager}承担，不能记在部门费用"
            yield fault(expense, "charge", clause, message)


@rule("C10.3-customer")
def executive_for_another_manager(records: Records, policy: Policy) -> Iterator[Finding]:
    """客户执行的费用记在这位客户经理账上，客户表、合同台账里却是别的客户经理的客户，请核对由谁承担。

    没有写客户的、两张表里都没有的客户，无法核对，不提。
    """
    managers = managers_of(records)
    for expense in _executives(records):
        clause, known = policy("C10.3", on=expense.day), managers(expense.customer)
        is_own = expense.charge is Charge.DEPARTMENT or fold(expense.manager) in known
        if clause and known and not is_own:
            message = f"“{expense.customer}”的客户经理是{'、'.join(known.values())}，请核对由谁承担"
            yield fault(expense, "customer", clause, message, level=Level.WARNING)


@rule("C10.4-account")
def phone_on_account(records: Records, policy: Policy) -> Iterator[Finding]:
    """客户执行的手机通讯费由部门承担，却记在客户经理账上。"""
    for expense in _executives(records):
        clause = policy("C10.4", on=expense.day)
        is_phone = clause is not None and expense.kind.value in clause["kinds"]
        if clause and is_phone and expense.charge.value != clause["account"]:
            message = f"客户执行的{expense.kind.value}由{clause['account']}报销"
            yield fault(expense, "charge", clause, message)


@rule("C10.4-cap")
def phone_over_cap(records: Records, policy: Policy) -> Iterator[Finding]:
    """客户执行当月的手机通讯费合计超过限额，超出的不予报销；以前提交过的也合计在内。

    有别的错误、没有入账的不计在内。
    """
    sums: dict[tuple[str, date], Decimal] = {}
    is_ours = is_here(records, Expense)
    for expense in phone_claims(records, policy):
        clause = policy("C10.4", on=expense.day)
        month = (fold(expense.person), month_start(expense.day))
        used = sums.get(month, ZERO)
        if clause is None or used + expense.amount <= clause["cap"]:
            sums[month] = used + expense.amount
        elif is_ours(expense):
            left = clause["cap"] - used
            message = f"每月限额{clause['cap']}元，本月已报{used}元，最多还可报{left}元"
            yield fault(expense, "amount", clause, message)


def phone_claims(records: Records, policy: Policy) -> Iterator[Expense]:
    """The executives' phone bills that are booked, those of earlier submissions first.

    What was wrong with an earlier one is no longer told, so its account and window are looked at.
    """
    if not records[Expense]:
        return
    faulty, status = is_faulty(records), statuses(policy)
    is_ours = is_here(records, Expense)
    rows = (e for e in with_earlier(records, Expense) if e.position is Position.ACCOUNT_EXECUTIVE)
    for expense in sorted(rows, key=lambda e: (is_ours(e), *claim_order(e))):
        clause = policy("C10.4", on=expense.day)
        if not clause or expense.kind.value not in clause["kinds"] or faulty(expense):
            continue
        is_on_account = expense.charge.value == clause["account"]
        if is_ours(expense) or (is_on_account and status(expense) in (None, "可报销")):
            yield expense


def _executives(records: Records) -> tuple[Expense, ...]:
    return tuple(e for e in records[Expense] if e.position is Position.ACCOUNT_EXECUTIVE)


RULES = (
    executive_on_department,
    executive_for_another_manager,
    phone_on_account,
    phone_over_cap,
)
