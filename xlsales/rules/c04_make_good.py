"""Article 4: make-good, and who may grant how much of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from xlsales.core.days import month_start
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.figures.money import makegood_rank, percent
from xlsales.rules.approvals import applications
from xlsales.rules.history import copies, identity, is_here, suffices
from xlsales.tables.applications import Application, Matter
from xlsales.tables.roles import Product


def granted_so_far(records: Records) -> Iterator[tuple[Application, int]]:
    """Each make-good with all that the customer was granted in that month, it included.

    An application counts from the moment that somebody put a post or a day of approval to it.
    """
    key = identity(records)
    totals: dict[tuple[str, date], int] = {}
    rows = (a for a in applications(records) if a.matter is Matter.MAKE_GOOD)
    for row in sorted(rows, key=lambda a: (a.day, a.number, a.makegood or 0)):
        month = (key(row.customer), month_start(row.day))
        is_granted = row.rank is not None or row.approved is not None
        totals[month] = totals.get(month, 0) + quantity(row) * is_granted
        yield row, totals[month]


def quantity(row: Application) -> int:
    """How much make-good is applied for; a requested value counts too unless it is a share."""
    asked = row.requested if row.requested and row.requested > 1 else 0
    return max(row.makegood or 0, int(asked))


@rule("C4.1-reason")
def makegood_without_reason(records: Records, policy: Policy) -> Iterator[Finding]:
    """补量既没有写客户不满意的原因，也没有公司造成损失的证据。"""
    for row in records[Application]:
        clause = policy("C4.1", on=row.day)
        if clause and row.matter is Matter.MAKE_GOOD and not row.reason and not row.evidence:
            yield fault(row, "reason", clause, "补量须写明客户不满意的原因，或有证据的填是")


@rule("C4.2-approver", "C4.3", "C4.4")
def makegood_beyond_authority(records: Records, policy: Policy) -> Iterator[Finding]:
    """客户当月累计补量占当月发送量的比例超出审批人权限；拆成几次申请也一样。

    当月没有发送量的，任何补量都报总经理。没有填补量数量的，无法核对，给出警告。
    """
    is_ours = is_here(records, Application)
    for row, total in granted_so_far(records):
        clause = policy("C4.2", on=row.day)
        if not clause or not row.rank or not is_ours(row):
            continue
        if not quantity(row) and row.makegood is None:
            message = "没有填补量数量，无法核对审批岗位"
            yield fault(row, "makegood", clause, message, level=Level.WARNING)
        if not quantity(row):
            continue
        product, volume = row.product or Product.PLATFORM, row.volume or 0
        required = makegood_rank(product.value, Decimal(volume), Decimal(total), policy, row.day)
        if required and not suffices(row.rank, required):
            share = f"占发送量{percent(Decimal(total) / volume)}" if volume else "当月没有发送量"
            message = f"当月累计补量{total}，{share}，须由{required}审批，现由{row.rank.value}审批"
            yield fault(row, "rank", clause, message)


@rule("C4.2-twice")
def makegood_copied(records: Records, policy: Policy) -> Iterator[Finding]:
    """提示：申请登记里有几行补量与另一份登记表里的完全一样，当作抄来的，只算一次。

    确是另一次补量的，另编一个申请编号，就各算各的。
    """

    def is_told(row: Application) -> bool:
        return row.matter is Matter.MAKE_GOOD and policy("C4.2", on=row.day) is not None

    for row, where, found in copies(records, Application, "makegood", is_told):
        message = f"{found}；确是另一次补量的，请另编申请编号"
        clause = policy("C4.2", on=row.day)
        yield fault(row, "makegood", clause, message, level=Level.NOTICE, related=(where,))


RULES = (makegood_without_reason, makegood_beyond_authority, makegood_copied)
