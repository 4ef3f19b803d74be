"""Article 6: rebates to customers, who may grant them, and that they reach the customer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from xlsales.core.fold import fold
from xlsales.core.money import yuan
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.figures.money import ZERO, percent, rebate_fine, rebate_rank
from xlsales.rules.approvals import applications
from xlsales.rules.history import identity, suffices, with_earlier
from xlsales.tables.accounts import RebateLine
from xlsales.tables.applications import Application, Matter, Rank
from xlsales.tables.month_end import RebatePayment, Receipt

REBATE = frozenset({Matter.REBATE_RATE, Matter.REBATE_PAYMENT})
Group = tuple[str, str]


def _groups(records: Records) -> Callable[[Receipt | RebatePayment], tuple[Group, ...]]:
    """What a row belongs to, the closest first: its agreement where it names one, its customer."""
    key = identity(records)

    def groups(row: Receipt | RebatePayment) -> tuple[Group, ...]:
        customer = ("客户", key(row.customer))
        return (("合同", fold(row.agreement)), customer) if row.agreement else (customer,)

    return groups


def receipts_so_far(records: Records) -> Iterator[tuple[Receipt, Decimal, Decimal]]:
    """Each receipt with what was received and promised as rebate on its agreement up to it."""
    groups = _groups(records)
    sums: dict[Group, tuple[Decimal, Decimal]] = {}
    for receipt in sorted(with_earlier(records, Receipt), key=_receipt_order):
        own = groups(receipt)[0]
        received, promised = sums.get(own, (ZERO, ZERO))
        received += receipt.received
        promised += receipt.received * (receipt.rebate_rate or 0)
        sums[own] = received, promised
        yield receipt, received, promised


def _receipt_order(receipt: Receipt) -> tuple[date, Decimal, Decimal, str]:
    rate = receipt.rebate_rate or ZERO
    return receipt.day, receipt.received, rate, receipt.application


@rule("C6.2-approver", "C6.1", "C6.3")
def promised_beyond_authority(records: Records, policy: Policy) -> Iterator[Finding]:
    """回款上的客户佣金比例，单笔或该合同累计，超出审批人权限。

    审批人按申请编号从申请登记里找；没有审批过的，算客户经理自己决定。
    """
    known = applications(records)
    before_us = set(map(id, records[Receipt]))
    for receipt, received, promised in receipts_so_far(records):
        if not receipt.rebate_rate or id(receipt) not in before_us:
            continue
        total = promised / received if received else receipt.rebate_rate
        share = max(receipt.rebate_rate, total)
        required = rebate_rank(share, policy, receipt.day)
        rank = _rank(known.get(fold(receipt.application)))
        if required and not suffices(rank, required):
            whole = f"（该合同累计{percent(total)}）" if total > receipt.rebate_rate else ""
            own = f"佣金比例{percent(receipt.rebate_rate)}{whole}"
            message = f"{own}须由{required}审批，现由{rank.value}审批"
            yield fault(receipt, "rebate_rate", policy("C6.2", on=receipt.day), message)


def _rank(application: Application | None) -> Rank:
    """The post that granted a rebate; without an approval, the account manager's own."""
    if application and application.matter in REBATE and application.approved and application.rank:
        return application.rank
    return Rank.ACCOUNT_MANAGER


@rule("C6.2-approver", "C6.1", "C6.3")
def applied_beyond_authority(records: Records, policy: Policy) -> Iterator[Finding]:
    """申请登记里的客户佣金比例超出审批岗位的权限。"""
    for row in records[Application]:
        share = row.requested if row.matter is Matter.REBATE_RATE else None
        if row.matter in REBATE and row.received and row.rebate is not None:
            share = max(share or ZERO, row.rebate / row.received)
        required = rebate_rank(share, policy, row.day) if share and row.rank else None
        if row.rank and share and required and not suffices(row.rank, required):
            message = f"佣金比例{percent(share)}须由{required}审批，现由{row.rank.value}审批"
            yield fault(row, "rank", policy("C6.2", on=row.day), message)


@rule("C6.1", "C6.2", "C6.3", "C6.5")
def rebate_lines(records: Records, policy: Policy) -> Iterator[RebateLine]:
    """每笔客户佣金：该合同累计佣金占累计收款的比例须谁审批，付足没有，未付的建议罚款多少。

    没有写合同编号的支付，与该客户的全部回款和支付相比。
    """
    groups = _groups(records)
    received: dict[Group, list[Receipt]] = {}
    for receipt in with_earlier(records, Receipt):
        for one in groups(receipt):
            received.setdefault(one, []).append(receipt)
    before_us = set(map(id, records[RebatePayment]))
    due: dict[Group, Decimal] = {}
    for payment in sorted(with_earlier(records, RebatePayment), key=_payment_order):
        for one in groups(payment):
            due[one] = due.get(one, ZERO) + payment.due
        own = groups(payment)[0]
        base = sum((r.received for r in received.get(own, ()) if r.day <= payment.day), ZERO)
        if id(payment) in before_us:
            yield _line(payment, base, due[own], policy)


def _payment_order(payment: RebatePayment) -> tuple[date, Decimal, str]:
    return payment.day, payment.due, payment.form


def _line(
    payment: RebatePayment, received: Decimal, granted: Decimal, policy: Policy
) -> RebateLine:
    required = rebate_rank(granted / received, policy, payment.day) if received else None
    return RebateLine(
        day=payment.day,
        agreement=payment.agreement,
        customer=payment.customer,
        manager=payment.manager,
        received=received,
        granted=granted,
        required=Rank(required) if required else None,
        rank=payment.rank,
        due=payment.due,
        paid=payment.paid,
        unpaid=max(ZERO, payment.due - payment.paid),
        fine=rebate_fine(payment.due, payment.paid, policy, payment.day) or ZERO,
        confirmed="",
        source=payment.at("due"),
        place=payment.place,
        row=payment.row,
    )


@rule("C6.2-approver", "C6.1", "C6.3")
def paid_beyond_authority(records: Records, policy: Policy) -> Iterator[Finding]:
    """该合同累计付给客户的佣金占累计实际收款的比例超出审批岗位的权限；拆成几笔也一样。

    没有填审批岗位的，算客户经理自己决定；没有对应回款的，无法核对，给出警告。
    """
    for line in records[RebateLine]:
        clause = policy("C6.2", on=line.day)
        if clause and line.due and not line.received:
            message = "支付日期以前没有该合同（客户）的回款，无法核对佣金比例"
            yield fault(line, "due", clause, message, level=Level.WARNING)
        elif clause and line.required:
            rank = line.rank or Rank.ACCOUNT_MANAGER
            if not suffices(rank, line.required):
                share = f"{yuan(line.granted)}，占累计收款{percent(line.granted / line.received)}"
                message = f"累计佣金{share}，须由{line.required.value}审批，现由{rank.value}审批"
                yield fault(line, "rank", clause, message)


@rule("C6.4-form")
def payment_without_form(records: Records, policy: Policy) -> Iterator[Finding]:
    """客户佣金支付没有《劳务费申请单》，或没有审批人。"""
    for payment in records[RebatePayment]:
        clause = policy("C6.4", on=payment.day)
        if clause and not payment.form:
            yield fault(payment, "form", clause, "须先填写《劳务费申请单》，并写明单号")
        elif clause and not payment.approver:
            yield fault(payment, "approver", clause, "佣金支付须审批，没有审批人")


@rule("C6.5-unpaid")
def rebate_not_paid(records: Records, policy: Policy) -> Iterator[Finding]:
    """客户佣金没有全额支付给客户。

    罚款只是建议，须由负责人确认，并经法务审核。
    """
    for payment in records[RebatePayment]:
        clause = policy("C6.5", on=payment.day)
        fine = rebate_fine(payment.due, payment.paid, policy, payment.day)
        if clause and fine:
            unpaid = payment.due - payment.paid
            text = f"应付{payment.due}，未付{unpaid}，建议罚款{fine}（未付的{clause['times']}倍）"
            message = f"{text}，按重大过失处理；须经负责人确认和法务审核"
            yield fault(payment, "paid", clause, message)


RULES = (
    promised_beyond_authority,
    applied_beyond_authority,
    rebate_lines,
    paid_beyond_authority,
    payment_without_form,
    rebate_not_paid,
)
