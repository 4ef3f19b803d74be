"""Article 6: rebates paid to customers, who may grant them, and that they reach the customer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from xlsales.core.fold import fold, squeeze
from xlsales.core.money import yuan
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.figures.money import ZERO, percent, rebate_fine, rebate_rank_of
from xlsales.rules.approvals import Need, application_numbers, lacking, misplaced
from xlsales.rules.c06_rebate import REBATE, Group, as_much, groups_of
from xlsales.rules.history import copies, each_once, identity, is_here, once, suffices
from xlsales.tables.accounts import RebateLine
from xlsales.tables.applications import Rank
from xlsales.tables.month_end import RebatePayment, Receipt


@rule("C6.1", "C6.2", "C6.3", "C6.5")
def rebate_lines(records: Records, policy: Policy) -> Iterator[RebateLine]:
    """每笔客户佣金：该合同累计佣金占累计收款的比例须谁审批，付足没有，未付的建议罚款多少。

    没有写合同编号的支付，与该客户的全部回款和支付相比。实付多于应付的，按实付累计。
    """
    groups, received = groups_of(records), _received(records)
    is_ours = is_here(records, RebatePayment)
    granted: dict[Group, Decimal] = {}
    for payment in sorted(each_once(records, RebatePayment), key=_payment_order):
        own, customer = groups(payment)[0], groups(payment)[-1]
        for one in groups(payment):
            granted[one] = granted.get(one, ZERO) + _amount(payment)
        rows = received.get(own, ())
        is_own = any(groups(row)[-1] == customer for row in rows)
        base = [r.received for r in rows if is_own and r.day <= payment.day]
        if is_ours(payment):
            yield _line(payment, base, granted[own], policy)


def _received(records: Records) -> dict[Group, list[Receipt]]:
    """The receipts of each agreement and of each customer."""
    groups, received = groups_of(records), dict[Group, list[Receipt]]()
    for receipt in each_once(records, Receipt):
        for one in groups(receipt):
            received.setdefault(one, []).append(receipt)
    return received


def _amount(payment: RebatePayment) -> Decimal:
    return max(payment.due, payment.paid)


def _payment_order(payment: RebatePayment) -> tuple[date, str, int]:
    return payment.day, payment.place.book, payment.row


def _line(
    payment: RebatePayment, receipts: Sequence[Decimal], granted: Decimal, policy: Policy
) -> RebateLine:
    received = sum(receipts, ZERO)
    required = rebate_rank_of(granted, receipts, policy, payment.day) if received else None
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
        if clause and (line.due or line.paid) and not line.received:
            message = "支付日期以前没有该客户（该合同）的回款，无法核对佣金比例"
            yield fault(line, "due", clause, message, level=Level.WARNING)
        elif clause and line.required:
            rank = line.rank or Rank.ACCOUNT_MANAGER
            if not suffices(rank, line.required):
                share = f"{yuan(line.granted)}，占累计收款{percent(line.granted / line.received)}"
                message = f"累计佣金{share}，须由{line.required.value}审批，现由{rank.value}审批"
                yield fault(line, "rank", clause, message)


@rule("C6.4-form")
def payment_without_form(records: Records, policy: Policy) -> Iterator[Finding]:
    """客户佣金支付没有《劳务费申请单》，或没有审批人；单号写“无”等没有数字的，算没有。"""
    for payment in records[RebatePayment]:
        clause = policy("C6.4", on=payment.day)
        if clause and not any(c.isdigit() for c in payment.form):
            yield fault(payment, "form", clause, "须先填写《劳务费申请单》，并写明单号")
        elif clause and not payment.approver:
            yield fault(payment, "approver", clause, "佣金支付须审批，没有审批人")


@rule("C6.4-form")
def form_of_another(records: Records, policy: Policy) -> Iterator[Finding]:
    """《劳务费申请单》在申请登记里批的不是这个客户、这么多佣金，或者已经用来付过一笔。

    单号不在申请登记里的，只看有没有用过。
    """
    if not records[RebatePayment]:
        return
    lacks, known = lacking(records), application_numbers(records)
    lines = {line.source: line for line in records[RebateLine]}
    used = forms_used(records)
    for payment in once(records[RebatePayment]):
        clause = policy("C6.4", on=payment.day) if payment.form else None
        need = _need(payment, lines[payment.at("due")])
        lack = lacks(payment.form, need) if fold(payment.form) in known else None
        other = used.get(id(payment))
        if clause and lack is not None:
            message = f"付给“{payment.customer}”{_amount(payment)}须先审批{lack.text}"
            yield fault(payment, "form", clause, message, level=lack.level)
        elif clause and other:
            message = f"每次支付须有一份申请单，“{payment.form}”{other.day}已付过一笔"
            yield fault(payment, "form", clause, message, related=(other.at("form"),))


def _need(payment: RebatePayment, line: RebateLine) -> Need:
    """What the form of a payment must grant; the share where a receipt tells it."""
    rank, short = line.required or Rank.ACCOUNT_MANAGER, as_much(_amount(payment), line.received)
    return Need(payment.customer, REBATE, rank, short, payment.day)


def forms_used(records: Records) -> dict[int, RebatePayment]:
    """Of each payment, by its identity, the one before it that had the same form.

    The numbers of another customer in another workbook may have begun anew.
    """
    key = identity(records)
    seen: dict[tuple[str, str], RebatePayment] = {}
    used: dict[int, RebatePayment] = {}
    for payment in sorted(each_once(records, RebatePayment), key=_payment_order):
        number = squeeze(payment.form)
        is_number = any(c.isdigit() for c in number)
        for scope in (key(payment.customer), payment.place.book) if is_number else ():
            first = seen.setdefault((scope, number), payment)
            if first is not payment:
                used.setdefault(id(payment), first)
    return used


@rule("C6.4-twice")
def payment_copied(records: Records, policy: Policy) -> Iterator[Finding]:
    """有几笔客户佣金支付与另一份表里的完全一样，当作原样抄来的，只算一次，请核对。

    确是另付的一笔，须另有一份《劳务费申请单》，单号也就不同。
    """
    told = copies(records, RebatePayment, "paid", lambda p: policy("C6.4", on=p.day))
    for row, where, found in told:
        message = f"{found}；确是另付的，请填另一份申请单的单号"
        clause = policy("C6.4", on=row.day)
        yield fault(row, "paid", clause, message, level=Level.WARNING, related=(where,))


@rule("C6.2-approver", "C6.1", "C6.3")
def payer_without_post(records: Records, policy: Policy) -> Iterator[Finding]:
    """佣金支付填的审批人，按人员名单当天不是填的岗位，也不高于它，或者已经离职。"""
    held = misplaced(records)
    for payment in records[RebatePayment]:
        clause = policy("C6.2", on=payment.day) if payment.rank and payment.approver else None
        if clause and payment.rank:
            message = held(payment.approver, payment.rank, payment.day)
            if message:
                yield fault(payment, "approver", clause, message)


@rule("C6.5-unpaid")
def rebate_not_paid(records: Records, policy: Policy) -> Iterator[Finding]:
    """客户佣金没有全额支付给客户。

    罚款只是建议，须由负责人确认，并经法务审核。
    """
    for payment in once(records[RebatePayment]):
        clause = policy("C6.5", on=payment.day)
        fine = rebate_fine(payment.due, payment.paid, policy, payment.day)
        if clause and fine:
            unpaid = payment.due - payment.paid
            text = f"应付{payment.due}，未付{unpaid}，建议罚款{fine}（未付的{clause['times']}倍）"
            message = f"{text}，按重大过失处理；须经负责人确认和法务审核"
            yield fault(payment, "paid", clause, message)


RULES = (
    rebate_lines,
    paid_beyond_authority,
    payer_without_post,
    payment_without_form,
    form_of_another,
    payment_copied,
    rebate_not_paid,
)
