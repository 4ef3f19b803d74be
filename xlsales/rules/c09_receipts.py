"""Article 9, item 2: the receipts that the two accounts of an account manager gain by."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from xlsales.core.fold import fold
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.figures.money import percent
from xlsales.rules.history import copies, identity, managers_of, newest, stated_again
from xlsales.tables.month_end import Receipt


@rule("C9.2-rate")
def commission_beyond_limit(records: Records, policy: Policy) -> Iterator[Finding]:
    """销售佣金比例超出0到10%的范围。"""
    for receipt in records[Receipt]:
        clause = policy("C9.2", on=receipt.day)
        if clause and not clause["commission"].admits(receipt.commission_rate):
            most = percent(clause["commission"].value)
            message = f"佣金比例{percent(receipt.commission_rate)}超过{most}"
            yield fault(receipt, "commission_rate", clause, message)


@rule("C9.2-before")
def received_before_accounts(records: Records, policy: Policy) -> Iterator[Finding]:
    """提示：收款日期早于两个账户开始执行的日期，这笔回款不计入账户。"""
    for receipt in records[Receipt]:
        if policy("C9.2", on=receipt.day) is None:
            first = policy.history("C9.2")[0]
            message = f"两个账户自{first.since}起执行，此前的回款不计入账户"
            yield fault(receipt, "day", first, message, level=Level.NOTICE)


@rule("C9.2-twice")
def receipt_stated_twice(records: Records, policy: Policy) -> Iterator[Finding]:
    """同一天、同一客户、同一合同、同样金额的回款填了两次，两次都计入账户和年度销售额，请核对。

    以前月份填过的也算；原样抄在另一份表里的一行只算一次，另作提示。确是两笔的可以保留。
    """
    key = identity(records)

    def same(row: Receipt) -> Hashable:
        return row.day, key(row.customer), fold(row.agreement), row.received

    for row, other in stated_again(records, Receipt, same):
        if clause := policy("C9.2", on=row.day):
            where = other.at("received")
            message = (
                f"{row.day}的这笔回款已在{where}填过，请核对凭证；重复的删去一行，确是两笔的可保留"
            )
            yield fault(row, "received", clause, message, level=Level.WARNING, related=(where,))


@rule("C9.2-twice")
def receipt_copied(records: Records, policy: Policy) -> Iterator[Finding]:
    """提示：有几行回款与另一份表里的完全一样，当作原样抄来的，只算一次。

    确是另一笔的，把两行填在同一份表里，就各算各的。
    """
    told = copies(records, Receipt, "received", lambda r: policy("C9.2", on=r.day))
    for row, where, found in told:
        message = f"{found}；确是另一笔的，请把两行填在同一份表里"
        clause = policy("C9.2", on=row.day)
        yield fault(row, "received", clause, message, level=Level.NOTICE, related=(where,))


@rule("C9.2-manager")
def receipt_of_another_manager(records: Records, policy: Policy) -> Iterator[Finding]:
    """回款的客户经理，既不是客户表里、也不是合同台账里这个客户的客户经理，收入会进别人的账户，请核对。

    两张表里都没有的客户，无法核对，不提。
    """
    managers = managers_of(records)
    for receipt in newest(records, Receipt):
        clause, known = policy("C9.2", on=receipt.day), managers(receipt.customer)
        if clause and known and fold(receipt.manager) not in known:
            found = f"“{receipt.customer}”的客户经理是{'、'.join(known.values())}"
            message = f"{found}，这里是{receipt.manager}；请核对计入谁的账户"
            yield fault(receipt, "manager", clause, message, level=Level.WARNING)


RULES = (
    commission_beyond_limit,
    received_before_accounts,
    receipt_stated_twice,
    receipt_copied,
    receipt_of_another_manager,
)
