"""Article 5: what lies beyond one's own authority is applied for, and begins once approved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from xlsales.core.days import add_months
from xlsales.core.kinds import text_of
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.figures.money import ZERO, beyond_rank
from xlsales.rules.approvals import Need, Short, applications, lacking, so_far
from xlsales.rules.c06_rebate import cited_by
from xlsales.rules.history import each_once, identity, is_here, once, suffices
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


@rule("C5.1-split")
def tests_cut_small(records: Records, policy: Policy) -> Iterator[Finding]:
    """同一客户的免费测试分成几份申请，每份都在审批岗位的权限之内，合起来超出了，请核对是否拆分。

    同一产品（有一份没有填产品的也算）在参数所定的期间里批过的合起来看。
    """
    is_ours = is_here(records, Application)
    for row, others in tests_near(records, policy):
        clause, asked = policy("C5.1", on=row.day), row.requested
        own = required_rank(row, policy)
        if not (own and asked and row.rank and suffices(row.rank, own) and is_ours(row)):
            continue
        total = sum((a.requested or ZERO for a in others), asked)
        whole = required_rank(replace(row, requested=total), policy)
        if whole and not suffices(row.rank, whole):
            found = f"连同{'、'.join(a.number for a in others)}合计{text_of(total)}"
            message = f"{found}，须由{whole.value}审批，现由{row.rank.value}审批；请核对是否拆分"
            where = [a.at("requested") for a in others]
            yield fault(row, "requested", clause, message, level=Level.WARNING, related=where)


def tests_near(records: Records, policy: Policy) -> Iterator[tuple[Application, list[Application]]]:
    """Each free test that was granted, with those granted to the customer not long before it."""
    if not any(a.matter is Matter.TEST_VOLUME for a in records[Application]):
        return
    key, before = identity(records), dict[str, list[Application]]()
    rows = filter(_is_granted_test, applications(records))
    for row in sorted(rows, key=lambda a: (a.day, a.number)):
        own = before.setdefault(key(row.customer), [])
        if clause := policy("C5.1", on=row.day):
            first = add_months(row.day, -clause["together"])
            yield row, [a for a in own if a.day > first and _is_alike(a, row)]
        own.append(row)


def _is_granted_test(row: Application) -> bool:
    is_granted = row.rank is not None or row.approved is not None
    return row.matter is Matter.TEST_VOLUME and is_granted and row.requested is not None


def _is_alike(one: Application, other: Application) -> bool:
    return not (one.product and other.product) or one.product is other.product


@rule("C5.2-mismatch", "C5.1")
def paid_unlike_invoice(records: Records, policy: Policy) -> Iterator[Finding]:
    """客户实际支付金额与发票金额不符，又没有批到这个客户、这么多差额的审批。

    几笔回款用同一份申请的，差额累计不能超过批的差额。没有读到引用的申请的，给出警告。
    """
    lacks, total = lacking(records), differences(records)
    for receipt in once(records[Receipt]):
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
            message = f"{found}，须先经{required}审批{lack.text}"
            yield fault(receipt, "invoice", clause, message, level=lack.level)


def differences(records: Records) -> Mapping[int, Decimal]:
    """By how much the receipts that cite an application differ from their invoices, up to each."""
    known = each_once(records, Receipt) if records[Receipt] else ()
    rows = sorted(known, key=lambda r: (r.day, r.received))
    return so_far(rows, cited_by(records), _difference)


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
    tests_cut_small,
    paid_unlike_invoice,
)
