"""Article 10: account executives, their share of the commission and their expenses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from xlsales.core.fold import fold
from xlsales.core.money import yuan
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.core.submission import Earlier
from xlsales.figures.money import commission_split
from xlsales.rules.history import (
    clause_on,
    identity,
    once,
)
from xlsales.tables.accounts import CommissionSplit
from xlsales.tables.month_end import Receipt
from xlsales.tables.roles import Role
from xlsales.tables.roster import Assignment, Person


def pairings(records: Records) -> dict[str, Assignment]:
    """Of each customer the row that counts; of several that which named an executive first."""
    key = identity(records)
    ordered = sorted(records[Assignment], key=lambda a: (not a.executive, a.named or date.min))
    rows: dict[str, Assignment] = {}
    for row in ordered:
        rows.setdefault(key(row.customer), row)
    return rows


@rule("C10.1-ended")
def pairing_ended(records: Records, policy: Policy) -> Iterator[Finding]:
    """某客户指定过客户执行，后来没有了或换了人；一旦选择，不能终止。

    以前的指定由提交台账记住；指定日期后来推后的给出警告。
    """
    if not records[Assignment]:
        return
    key, now = identity(records), pairings(records)
    first: dict[str, Assignment] = {}
    for earlier in sorted(records[Earlier], key=lambda e: (e.submission.seen, e.submission.seq)):
        row = earlier.record
        if isinstance(row, Assignment) and row.executive:
            first.setdefault(key(row.customer), row)
    for customer, old in first.items():
        present = now.get(customer)
        clause = clause_on(policy, "C10.1", old.named)
        if clause and (present is None or present.executive != old.executive):
            found = f"现为“{present.executive or '空'}”" if present else "现在客户表里没有这个客户"
            message = f"“{old.customer}”已由客户执行{old.executive}配合，不能终止，{found}"
            yield fault(present or old, "executive" if present else "customer", clause, message)
        elif clause and present and old.named and (present.named or old.named) > old.named:
            message = f"指定日期原为{old.named}，推后就少分佣金；确有错的请核实"
            yield fault(present, "named", clause, message, level=Level.WARNING)


@rule("C10.1-twice")
def customer_stated_twice(records: Records, policy: Policy) -> Iterator[Finding]:
    """客户表里同一客户填了几行，客户经理或客户执行不同；没有写客户执行的一行不算不同。

    客户执行按先指定的一行算，标在别的行上；几位客户经理都算负责。
    """
    key, counted = identity(records), pairings(records)
    for row in records[Assignment]:
        clause, other = clause_on(policy, "C10.1", row.named), counted[key(row.customer)]
        for name in ("manager", "executive"):
            stated, before = getattr(row, name), getattr(other, name)
            if clause and stated and before and fold(stated) != fold(before):
                where = other.at(name)
                message = f"“{row.customer}”已在{where}填为{before}，这里是{stated}，请只留一行"
                level = Level.WARNING
                yield fault(row, name, clause, message, level=level, related=(where,))


@rule("C10.1-person")
def executive_not_on_roster(records: Records, policy: Policy) -> Iterator[Finding]:
    """客户表里指定的客户执行，人员名单里没有，或者指定那天不在职。"""
    executives: dict[str, list[Person]] = {}
    for person in records[Person]:
        if person.role is Role.ACCOUNT_EXECUTIVE:
            executives.setdefault(fold(person.name), []).append(person)
    assigned = (a for a in records[Assignment] if a.executive and records[Person])
    for row in assigned:
        clause, day = clause_on(policy, "C10.1", row.named), row.named
        known = executives.get(fold(row.executive), ())
        if clause and not any(day is None or p.serves(day) for p in known):
            when = f"{day}在职的" if day else ""
            message = f"人员名单里没有{when}客户执行“{row.executive}”"
            yield fault(row, "executive", clause, message)


@rule("C10.2-named")
def executive_without_day(records: Records, policy: Policy) -> Iterator[Finding]:
    """指定了客户执行，没有填指定日期；佣金只好从头按比例分配。"""
    for row in records[Assignment]:
        clause = clause_on(policy, "C10.2", row.named)
        if clause and row.executive and not row.named:
            message = "没有填执行指定日期，该客户的全部回款都按比例分配"
            yield fault(row, "named", clause, message, level=Level.WARNING)


@rule("C10.2", "C9.2")
def commission_splits(records: Records, policy: Policy) -> Iterator[CommissionSplit]:
    """每笔回款的销售个人佣金，自客户执行被指定之日起按比例分给客户经理和客户执行。

    客户执行的一份四舍五入到分，余数归客户经理；另按回款的比例计入客户经理的销售费用账户。
    """
    key, receipts = identity(records), tuple(once(records[Receipt]))
    assigned = pairings(records) if receipts else {}
    for receipt in receipts:
        clause = policy("C9.2", on=receipt.day)
        if clause:
            row = assigned.get(key(receipt.customer))
            executive = _executive(row, receipt.day)
            yield _split(receipt, executive, clause["expense"], policy)


def _executive(row: Assignment | None, day: date) -> str:
    """Who shares in a receipt of that day; an empty name for nobody."""
    return row.executive if row and (row.named is None or row.named <= day) else ""


def _split(receipt: Receipt, executive: str, expense: Decimal, policy: Policy) -> CommissionSplit:
    commission = yuan(receipt.received * receipt.commission_rate)
    mine, theirs = commission_split(commission, bool(executive), policy, receipt.day)
    return CommissionSplit(
        day=receipt.day,
        agreement=receipt.agreement,
        customer=receipt.customer,
        manager=receipt.manager,
        executive=executive,
        received=receipt.received,
        rate=receipt.commission_rate,
        commission=commission,
        manager_part=mine,
        executive_part=theirs,
        expense_income=yuan(receipt.received * expense),
        source=receipt.at("received"),
        place=receipt.place,
        row=receipt.row,
    )


RULES = (
    pairing_ended,
    customer_stated_twice,
    executive_not_on_roster,
    executive_without_day,
    commission_splits,
)
