"""Article 5: what lies beyond one's own authority is applied for, and begins once approved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, fault, rule
from xlsales.figures.money import ZERO, beyond_rank
from xlsales.rules.approvals import Need, Short, lacking, misplaced, so_far
from xlsales.rules.history import suffices, with_earlier
from xlsales.tables.applications import Application, Matter, Rank
from xlsales.tables.month_end import Receipt

MISMATCH = frozenset({Matter.INVOICE_MISMATCH})
UPWARD = frozenset({Matter.PAYMENT_TERMS, Matter.TEST_VOLUME})
PRICED = UPWARD | {Matter.PRICE}


def excess(application: Application) -> Decimal | None:
    """The share by which an application exceeds the standard that it names; 0 where it does not.

    None where it can't be told, because a figure is missing.
    """
    standard, asked = application.standard, application.requested
    if application.matter is Matter.INVOICE_MISMATCH:
        standard, asked = application.invoice, application.received
    if standard is None or asked is None:
        return None
    if application.matter is Matter.INVOICE_MISMATCH:
        return abs(asked - standard) / (standard or 1)
    beyond = asked - standard if application.matter in UPWARD else standard - asked
    return max(Decimal(0), beyond) / (standard or 1)


def required_rank(application: Application, policy: Policy) -> Rank | None:
    """The post that must approve by the price system; None where another article says.

    Within the standard it is the account manager; where a figure is missing, the next post up.
    """
    if application.matter not in PRICED | MISMATCH:
        return None
    beyond = excess(application)
    if beyond == 0:
        return Rank.ACCOUNT_MANAGER
    word = beyond_rank(application.matter.value, beyond or Decimal(0), policy, application.day)
    return Rank(word) if word else None


@rule("C5.4-unapproved", "C5.1")
def begun_without_approval(records: Records, policy: Policy) -> Iterator[Finding]:
    """没有审批就开始执行：审批岗位、审批人、审批日期缺一不可。"""
    for row in records[Application]:
        clause = policy("C5.4", on=row.begun) if row.begun else None
        missing = [n for n in ("rank", "approver", "approved") if not getattr(row, n)]
        if clause and missing:
            heading = row.column(missing[0]).heading
            message = f"{row.begun}已开始执行，没有{heading}；须先审批，再执行"
            yield fault(row, missing[0], clause, message)


@rule("C5.4-rank", "C5.1", "C5.2")
def approved_by_lower_rank(records: Records, policy: Policy) -> Iterator[Finding]:
    """审批人的岗位低于这一事项须有的岗位。

    补量按第四条、客户佣金按第六条另行核对。
    """
    for row in records[Application]:
        clause = policy("C5.4", on=row.day)
        required = required_rank(row, policy) if clause and row.rank else None
        if clause and row.rank and required and not suffices(row.rank, required):
            message = f"{row.matter.value}须由{required.value}审批，现由{row.rank.value}审批"
            yield fault(row, "rank", clause, message)


@rule("C5.4-early")
def begun_before_approval(records: Records, policy: Policy) -> Iterator[Finding]:
    """开始执行的日期早于审批日期。"""
    for row in records[Application]:
        clause = policy("C5.4", on=row.begun) if row.begun else None
        if clause and row.begun and row.approved and row.begun < row.approved:
            yield fault(row, "begun", clause, f"执行日期早于审批日期{row.approved}，须先审批")


@rule("C5.4-rank", "C5.1")
def approver_without_post(records: Records, policy: Policy) -> Iterator[Finding]:
    """填的审批人，按人员名单在审批那天不是填的岗位，也不高于它，或者已经离职。

    人员名单里没有的人，无法核对，不提。
    """
    held = misplaced(records)
    for row in records[Application]:
        day = row.approved or row.day
        clause = policy("C5.4", on=day) if row.rank and row.approver else None
        if clause and row.rank and (message := held(row.approver, row.rank, day)):
            yield fault(row, "approver", clause, message)


@rule("C5.2-mismatch", "C5.1")
def paid_unlike_invoice(records: Records, policy: Policy) -> Iterator[Finding]:
    """客户实际支付金额与发票金额不符，又没有批到这个客户、这么多差额的审批。

    几笔回款用同一份申请的，差额累计不能超过批的差额。
    """
    lacks, total = lacking(records), differences(records)
    for receipt in records[Receipt]:
        clause = policy("C5.2", on=receipt.day)
        if not clause or receipt.invoice is None or receipt.invoice == receipt.received:
            continue
        share = abs(receipt.received - receipt.invoice) / (receipt.invoice or 1)
        required = beyond_rank(Matter.INVOICE_MISMATCH.value, share, policy, receipt.day)
        if required is None:
            continue
        short = _as_different(receipt.received, receipt.invoice, total[id(receipt)])
        need = Need(receipt.customer, MISMATCH, required, short)
        lack = lacks(receipt.application, need)
        if lack is not None:
            found = f"实收{receipt.received}与发票{receipt.invoice}不符"
            message = f"{found}，须先经{required}审批{lack}"
            yield fault(receipt, "invoice", clause, message)


def differences(records: Records) -> Mapping[int, Decimal]:
    """By how much the receipts that cite an application differ from their invoices, up to each."""
    known = with_earlier(records, Receipt) if records[Receipt] else ()
    rows = sorted(known, key=lambda r: (r.day, r.received))
    return so_far(rows, lambda r: r.application, _difference)


def _difference(receipt: Receipt) -> Decimal:
    return ZERO if receipt.invoice is None else abs(receipt.received - receipt.invoice)


def _as_different(received: Decimal, invoice: Decimal, total: Decimal) -> Short:
    """Whether a receipt that differs so from its invoice is granted, with the others so far."""

    def short(row: Application) -> str:
        if row.received is None or row.invoice is None:
            return "没有填实际收款金额、发票金额"
        granted = row.received - row.invoice
        if granted * (received - invoice) <= 0 or invoice > row.invoice:
            return f"批的是实收{row.received}、发票{row.invoice}"
        return "" if total <= abs(granted) else f"批的差额是{abs(granted)}，这里累计{total}"

    return short


RULES = (
    begun_without_approval,
    approved_by_lower_rank,
    begun_before_approval,
    approver_without_post,
    paid_unlike_invoice,
)
