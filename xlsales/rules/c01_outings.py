"""Article 1: the outing register, filled in before leaving, and the visits checked against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from xlsales.core.kinds import text_of
from xlsales.core.policy import Policy
from xlsales.core.record import Unread
from xlsales.core.records import Records
from xlsales.core.rule import Finding, fault, rule
from xlsales.figures.outings import latest_registration, names_a_company
from xlsales.matching import may_be_one
from xlsales.tables.log import Channel, Contact
from xlsales.tables.meeting import OutingStatus, UnregisteredVisit, Validity
from xlsales.tables.outing import Outing
from xlsales.tables.weekly import Activity, ActivityKind


@rule("C1.1-late")
def registered_after_leaving(records: Records, policy: Policy) -> Iterator[Finding]:
    """去向登记的时间晚于离开时间。

    出门前登记才算数；同一分钟登记算出门前。
    """
    for outing in records[Outing]:
        clause = policy("C1.1", on=outing.day)
        left = datetime.combine(outing.day, outing.leaving)
        if clause and outing.registered > left:
            message = f"{text_of(outing.registered)}登记，晚于离开时间{text_of(left)}，不算登记"
            yield fault(outing, "registered", clause, message)


@rule("C1.2-company")
def company_missing(records: Records, policy: Policy) -> Iterator[Finding]:
    """去向登记没有写客户公司名称；不必写联系人，但必须写公司。"""
    for outing in records[Outing]:
        clause = policy("C1.2", on=outing.day)
        if clause and not outing.customer:
            yield fault(outing, "customer", clause, "没有写客户公司名称，请写明去哪家公司")


@rule("C1.3-vague")
def company_vague(records: Records, policy: Policy) -> Iterator[Finding]:
    """去向登记写得不明确，看不出去哪家公司，视为未填写，建议按旷工处理，由负责人确认。

    去掉外出、见客户一类的话，带称呼的人，代词，没有公司的地名，标点和日期，剩下的不足以指明一家公司。
    """
    for outing in records[Outing]:
        clause = policy("C1.3", on=outing.day)
        if clause and outing.customer and not names_a_company(outing.customer, clause):
            message = f"“{outing.customer}”看不出是哪家公司，视为未填写，建议按旷工处理"
            yield fault(outing, "customer", clause, message)


@rule("C1.4-late")
def direct_visit_registered_late(records: Records, policy: Policy) -> Iterator[Finding]:
    """直接去客户处的拜访，没有在前一个工作日下班前登记。

    工作日按国家放假和调休安排计算。
    """
    for outing in records[Outing]:
        clause = policy("C1.4", on=outing.day)
        if clause is None or not outing.direct:
            continue
        latest = latest_registration(outing.day, clause)
        if outing.registered > latest:
            message = f"直接拜访须在{text_of(latest)}前登记，实际{text_of(outing.registered)}登记"
            yield fault(outing, "registered", clause, message)


ENTRY_RULES = (
    registered_after_leaving,
    company_missing,
    company_vague,
    direct_visit_registered_late,
)


@rule("C1.1", "C1.2", "C1.3", "C1.4")
def outing_statuses(records: Records, policy: Policy) -> Iterator[OutingStatus]:
    """每条去向登记是否有效；无效的视为未填写，建议按旷工处理，由负责人在确认栏确认。"""
    own = {one.code for one in ENTRY_RULES}
    faults = [found for found in records[Finding] if found.code in own]
    reasons = {(f.where.book, f.where.sheet, f.where.row): f.message for f in reversed(faults)}
    for outing in records[Outing]:
        if policy("C1.1", on=outing.day):
            reason = reasons.get((outing.place.book, outing.place.sheet, outing.row), "")
            yield OutingStatus(
                day=outing.day,
                person=outing.person,
                customer=outing.customer,
                registered=outing.registered,
                leaving=outing.leaving,
                status=Validity.NOT_FILLED if reason else Validity.VALID,
                reason=reason,
                source=outing.at("customer"),
                confirmed="",
            )


@rule("C1.1-unregistered")
def visit_unregistered(records: Records, policy: Policy) -> Iterator[object]:
    """工作或客户日志里有一次拜访，当天去向登记表里却没有这个人去这个客户的有效登记。

    只核对有去向登记表的月份；登记表里有这个人当天读不懂的行时不下结论。
    """
    valid: dict[tuple[str, date], list[str]] = {}
    for entry in records[OutingStatus]:
        if entry.status is Validity.VALID:
            valid.setdefault((entry.person, entry.day), []).append(entry.customer)
    months = {(o.day.year, o.day.month) for o in records[Outing]}
    unread = [u.values for u in records[Unread] if u.table is Outing]
    likely = cache(may_be_one)
    for visit in _visits(records):
        clause = policy("C1.1", on=visit.day)
        if clause is None or (visit.day.year, visit.day.month) not in months:
            continue
        names = valid.get((visit.manager, visit.day), ())
        met = visit.customer in names or any(likely(visit.customer, n) for n in names)
        if met or _may_be_unread(visit, unread):
            continue
        said = f"{visit.manager}{visit.day}拜访“{visit.customer}”"
        message = f"{said}，当天没有这个客户的有效去向登记"
        yield fault(visit, "customer", clause, message)
        yield UnregisteredVisit(
            day=visit.day,
            person=visit.manager,
            customer=visit.customer,
            sheet=visit.place.sheet,
            source=visit.at("customer"),
            confirmed="",
        )


def _visits(records: Records) -> Iterator[Activity | Contact]:
    yield from (a for a in records[Activity] if a.kind is ActivityKind.VISIT)
    yield from (c for c in records[Contact] if c.channel is Channel.VISIT)


def _may_be_unread(visit: Activity | Contact, unread: Sequence[Mapping[str, Any]]) -> bool:
    """True where a row of the register that could not be read may be this visit's entry."""
    own = (visit.manager, visit.day)
    return any((v.get("person", own[0]), v.get("day", own[1])) == own for v in unread)


RULES = (*ENTRY_RULES, outing_statuses, visit_unregistered)
