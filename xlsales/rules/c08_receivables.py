"""Article 8: receivables by calendar months overdue, and debts that the board wrote off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xlsales.core.days import months_overdue
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.figures.money import ZERO, overdue_stage
from xlsales.rules.history import as_of, each_once, newest, today
from xlsales.tables.accounts import AnnualSales, NegativeIncome, ReceivableLine, Stage
from xlsales.tables.month_end import DebtStatus, Receipt, Receivable

DEPARTMENT = "部门"
"""The name that stands for all account managers together."""


def outstanding(records: Records, on: date) -> Iterator[Receivable]:
    """What is still to be paid on a day; what the board wrote off is no longer collected."""
    for row in newest(records, Receivable):
        if row.outstanding and not _is_gone(row, on):
            yield row


def _is_gone(row: Receivable, on: date) -> bool:
    return row.is_written_off and row.approved is not None and row.approved <= on


@rule("C8.1", "C8.2", "C8.3")
def ageing(records: Records, policy: Policy) -> Iterator[ReceivableLine]:
    """每笔未收回的账款逾期几个日历月、处于哪个阶段；到期日当天不算逾期。

    已全部收回的不列；董事会已批准为坏账、呆账的列入坏账冲减。
    """
    on = as_of(records)
    if on is None:
        return
    for row in outstanding(records, on):
        stage = overdue_stage(row.due, policy, on)
        yield ReceivableLine(
            agreement=row.agreement,
            customer=row.customer,
            manager=row.manager,
            due=row.due,
            amount=row.amount,
            received=row.received or ZERO,
            outstanding=row.outstanding,
            months=months_overdue(row.due, on),
            stage=Stage(stage),
            status=row.status or DebtStatus.NORMAL,
            progress=row.progress,
            progress_day=row.progress_day,
            source=row.at("due"),
            place=row.place,
            row=row.row,
        )


@rule("C8.1-report")
def not_reported(records: Records, policy: Policy) -> Iterator[Finding]:
    """逾期超过规定月数的账款没有上报，处理状态还是正常。"""
    on = as_of(records)
    for line in records[ReceivableLine]:
        clause = policy("C8.1", on=on) if on else None
        if clause and line.months >= clause["after"] and line.status is DebtStatus.NORMAL:
            message = f"已逾期{line.months}个月，须上报并列入重点监控，处理状态应为已上报"
            yield fault(line, "status", clause, message, level=Level.WARNING)


@rule("C8.2-progress")
def no_recent_progress(records: Records, policy: Policy) -> Iterator[Finding]:
    """须每周催账的账款，近期没有催账进展；还没有到的日期不算。"""
    on, last = as_of(records), today(records)
    for line in records[ReceivableLine]:
        clause = policy("C8.2", on=on) if on else None
        if clause is None or on is None or line.months < clause["after"]:
            continue
        if not line.progress:
            message = f"已逾期{line.months}个月，每周例会须说明催账进展，没有填写"
            yield fault(line, "progress", clause, message)
        elif not line.progress_day or (on - line.progress_day).days > clause["progress"]:
            told = line.progress_day or "没有填写"
            message = f"已逾期{line.months}个月，{clause['progress']}天内须有进展，进展日期{told}"
            yield fault(line, "progress_day", clause, message)
        elif line.progress_day > last:
            message = f"进展日期{line.progress_day}还没有到，{clause['progress']}天内须有进展"
            yield fault(line, "progress_day", clause, message)


@rule("C8.4-unapproved")
def written_off_without_board(records: Records, policy: Policy) -> Iterator[Finding]:
    """处理状态为坏账、呆账，没有董事会批准日期，或者日期还没有到，不能冲减销售额。"""
    on, last = as_of(records), today(records)
    for row in newest(records, Receivable) if on else ():
        clause = policy("C8.4", on=on) if on else None
        if clause and row.is_written_off and (not row.approved or row.approved > last):
            found = "批准日期还没有到" if row.approved else "没有批准日期"
            message = f"坏账、呆账由董事会决定，{found}，不冲减销售额"
            yield fault(row, "approved", clause, message)


@rule("C8.3-early")
def written_off_too_early(records: Records, policy: Policy) -> Iterator[Finding]:
    """董事会批准为坏账、呆账那天，逾期还没有超过可以上报的月数，请核对日期。"""
    for row in newest(records, Receivable):
        clause = policy("C8.3", on=row.approved) if row.approved else None
        if clause and row.approved and row.is_written_off and row.outstanding:
            months = months_overdue(row.due, row.approved)
            if months < clause["after"]:
                message = f"批准时逾期满{months}个月，超过{clause['after']}个月才可上报，请核对日期"
                yield fault(row, "approved", clause, message, level=Level.WARNING)


@rule("C8.4-status")
def approved_but_kept(records: Records, policy: Policy) -> Iterator[Finding]:
    """填了董事会批准日期，处理状态不是坏账、呆账，销售额没有冲减，请核对。"""
    for row in newest(records, Receivable):
        clause = policy("C8.4", on=row.approved) if row.approved else None
        if clause and row.outstanding and not row.is_written_off:
            status = (row.status or DebtStatus.NORMAL).value
            message = f"{row.approved}已批准，处理状态是{status}；批准为坏账、呆账的请改状态"
            yield fault(row, "status", clause, message, level=Level.WARNING)


@rule("C8.4")
def negative_incomes(records: Records, policy: Policy) -> Iterator[NegativeIncome]:
    """董事会今年批准的坏账、呆账，按未收回的金额算作等额负收入。"""
    on = as_of(records)
    for row in newest(records, Receivable) if on else ():
        clause = policy("C8.4", on=row.approved) if row.approved else None
        if not clause or not on or not row.approved or not row.status or row.approved > on:
            continue
        year = row.due.year if clause["year"] == "应付款年度" else row.approved.year
        if row.status.value in clause["statuses"] and year == on.year and row.outstanding:
            yield NegativeIncome(
                agreement=row.agreement,
                customer=row.customer,
                manager=row.manager,
                status=row.status,
                approved=row.approved,
                amount=row.outstanding,
                source=row.at("approved"),
            )


@rule("C8.4")
def annual_sales(records: Records, policy: Policy) -> Iterator[AnnualSales]:
    """今年到目前为止每位客户经理和全部门实际收到的款，减去坏账冲减。

    包括以前提交过的各月回款，后来的表原样抄上的只算一次；每笔负收入在个人和部门各减一次。
    """
    on = as_of(records)
    if on is None:
        return
    gross, negative = dict[str, list[Receipt]](), dict[str, list[NegativeIncome]]()
    for receipt in each_once(records, Receipt):
        if receipt.day.year == on.year and receipt.day <= on:
            gross.setdefault(receipt.manager, []).append(receipt)
    for debt in records[NegativeIncome]:
        negative.setdefault(debt.manager, []).append(debt)
    lines = [
        _sales(person, gross.get(person, []), negative.get(person, []))
        for person in sorted({*gross, *negative})
    ]
    yield from lines
    if lines:
        all_received = [r for own in gross.values() for r in own]
        yield _sales(DEPARTMENT, all_received, list(records[NegativeIncome]))


def _sales(person: str, receipts: list[Receipt], debts: list[NegativeIncome]) -> AnnualSales:
    gross = sum((r.received for r in receipts), ZERO)
    negative = sum((d.amount for d in debts), ZERO)
    return AnnualSales(person=person, gross=gross, negative_income=negative, net=gross - negative)


RULES = (
    ageing,
    not_reported,
    no_recent_progress,
    written_off_without_board,
    written_off_too_early,
    approved_but_kept,
    negative_incomes,
    annual_sales,
)
