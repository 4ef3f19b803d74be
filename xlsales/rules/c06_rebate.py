"""Article 6: rebates to customers that were promised or applied for, and who may grant them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from xlsales.core.fold import fold
from xlsales.core.money import yuan
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.figures.money import ZERO, percent, rebate_rank, rebate_rank_of
from xlsales.rules.approvals import Need, Short, lacking, so_far, stated
from xlsales.rules.history import each_once, identity, is_here, suffices
from xlsales.tables.applications import Application, Matter, Rank
from xlsales.tables.month_end import RebatePayment, Receipt

OWN_DECISION = "，现由客户经理自己决定"
REBATE = frozenset({Matter.REBATE_RATE, Matter.REBATE_PAYMENT})
Group = tuple[str, str]


def groups_of(records: Records) -> Callable[[Receipt | RebatePayment], tuple[Group, ...]]:
    """What a row belongs to, the closest first: its agreement where it names one, its customer."""
    key = identity(records)

    def groups(row: Receipt | RebatePayment) -> tuple[Group, ...]:
        customer = ("客户", key(row.customer))
        return (("合同", fold(row.agreement)), customer) if row.agreement else (customer,)

    return groups


def cited_by(records: Records) -> Callable[[Receipt], Hashable]:
    """A function that says which application a receipt cites; of another customer it is another."""
    key = identity(records)
    return lambda receipt: (fold(receipt.application), key(receipt.customer))


def receipts_so_far(records: Records) -> Iterator[tuple[Receipt, Decimal, Decimal]]:
    """Each receipt with what was received and promised as rebate on its agreement up to it."""
    groups = groups_of(records)
    sums: dict[Group, tuple[Decimal, Decimal]] = {}
    for receipt in sorted(each_once(records, Receipt), key=_receipt_order):
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

    审批按申请编号从申请登记里找，须批到这个客户、这么高的比例；没有的，算客户经理自己决定。
    没有读到引用的申请的，给出警告。
    """
    lacks, taken = lacking(records), promised_so_far(records)
    is_ours = is_here(records, Receipt)
    for receipt, received, promised in receipts_so_far(records):
        rate = receipt.rebate_rate
        if not rate or not is_ours(receipt):
            continue
        total = promised / received if received else rate
        required = rebate_rank(max(rate, total), policy, receipt.day)
        if required is None or suffices(Rank.ACCOUNT_MANAGER, required):
            continue
        short = as_high(rate, taken[id(receipt)])
        lack = lacks(receipt.application, Need(receipt.customer, REBATE, required, short))
        if lack is not None:
            whole = f"（该合同累计{percent(total)}）" if total > rate else ""
            why, clause = lack.text or OWN_DECISION, policy("C6.2", on=receipt.day)
            message = f"佣金比例{percent(rate)}{whole}须由{required}审批{why}"
            yield fault(receipt, "rebate_rate", clause, message, level=lack.level)


def promised_so_far(records: Records) -> Mapping[int, Decimal]:
    """What is promised on the receipts that cite an application, up to each."""
    known = each_once(records, Receipt) if records[Receipt] else ()
    rows = sorted(known, key=_receipt_order)
    return so_far(rows, cited_by(records), lambda r: r.received * (r.rebate_rate or 0))


def as_high(rate: Decimal | None, amount: Decimal) -> Short:
    """Whether a rebate of that rate is granted and, where an amount was, that amount."""

    def short(row: Application) -> str:
        granted, most = _granted_share(row), granted_amount(row)
        if granted is None and most is None:
            return f"{stated(row, 'requested')}，看不出批到多少"
        if granted is not None and rate is not None and _is_beyond(rate, row):
            return f"批的佣金比例是{percent(granted)}，这里是{percent(rate)}"
        is_more = most is not None and yuan(amount) > most
        return f"批的佣金是{most}，这里累计{yuan(amount)}" if is_more else ""

    return short


def as_much(amount: Decimal, received: Decimal) -> Short:
    """Whether the payment of an amount is granted, as such or as a share rounded to the fen."""

    def short(row: Application) -> str:
        share = _granted_share(row)
        if granted_amount(row) is not None or not received:
            return as_high(None, amount)(row)
        is_enough = share is not None and amount <= yuan(share * received)
        return "" if is_enough else as_high(amount / received, amount)(row)

    return short


def granted_amount(row: Application) -> Decimal | None:
    """The amount for whose payment was applied; None where a rate was, or no amount is named."""
    if row.matter is not Matter.REBATE_PAYMENT:
        return None
    return row.requested if row.rebate is None and (row.requested or 0) > 1 else row.rebate


def _granted_share(row: Application) -> Decimal | None:
    if row.requested is not None and row.requested <= 1:
        return row.requested
    return row.rebate / row.received if row.rebate is not None and row.received else None


def _is_beyond(rate: Decimal, row: Application) -> bool:
    """True where a rate is over the one granted, which may follow from amounts in whole fen."""
    if row.requested is not None and row.requested <= 1:
        return rate > row.requested
    return row.rebate is not None and yuan(rate * (row.received or 0)) > row.rebate


@rule("C6.2-approver", "C6.1", "C6.3")
def applied_beyond_authority(records: Records, policy: Policy) -> Iterator[Finding]:
    """申请登记里的客户佣金比例超出审批岗位的权限；没有填数、看不出比例的给出警告。

    比例大于1的是填错了，不按百分数猜。
    """
    for row in records[Application]:
        clause = policy("C6.2", on=row.day)
        if not clause or not row.rank or row.matter not in REBATE:
            continue
        ranks = list(ranks_of(row, policy))
        if row.matter is Matter.REBATE_RATE and (row.requested or 0) > 1:
            message = "比例应在0到1之间（百分之五写作5%或0.05）"
            yield fault(row, "requested", clause, message)
        elif not ranks:
            message = "没有填佣金比例，也没有填实际收款金额和客户佣金金额，无法核对审批岗位"
            yield fault(row, "received", clause, message, level=Level.WARNING)
        for share, required in ranks:
            if required and not suffices(row.rank, required):
                message = f"佣金比例{percent(share)}须由{required}审批，现由{row.rank.value}审批"
                yield fault(row, "rank", clause, message)
                break


def ranks_of(row: Application, policy: Policy) -> Iterator[tuple[Decimal, str | None]]:
    """The shares that an application names, by its amounts and as such, and who may grant each."""
    if row.received and row.rebate is not None:
        needed = rebate_rank_of(row.rebate, [row.received], policy, row.day)
        yield row.rebate / row.received, needed
    if row.requested is not None and row.requested <= 1:
        yield row.requested, rebate_rank(row.requested, policy, row.day)


RULES = (promised_beyond_authority, applied_beyond_authority)
