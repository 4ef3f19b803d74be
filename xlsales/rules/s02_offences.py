"""Rule-book S, articles 2, 3 and 5 to 10: offences, the month's fines, who is not hired."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from xlsales.core.days import month_of_week, month_start
from xlsales.core.policy import Clause, Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.figures.discipline import LEGAL
from xlsales.figures.money import ZERO, percent
from xlsales.rules.history import in_order, month_asked, once, stated_again, with_earlier
from xlsales.rules.s_dismissals import dismissed, proposal
from xlsales.tables.property import (
    Dismissal,
    Fine,
    FineTotal,
    Misconduct,
    NoHire,
    Wage,
    WeekFine,
    WeekResult,
)
from xlsales.tables.proposals import Proposal
from xlsales.tables.roles import Role
from xlsales.tables.roster import Person


def offences(records: Records, policy: Policy) -> Iterator[tuple[Misconduct, Clause, list[date]]]:
    """Every offence in force, with its clause and the days of those of person and clause so far.

    For what counts in a row, they begin anew where the register says so.
    """
    known: dict[tuple[str, str], list[date]] = {}
    rows = once(with_earlier(records, Misconduct))
    for row in sorted(rows, key=lambda m: (m.day, m.place.book, m.row)):
        clause = policy(row.offence.value, on=row.day)
        if clause:
            key = (row.person, row.offence.value)
            anew = row.renewed and "streak" in clause.values
            known[key] = [*(() if anew else known.get(key, ())), row.day]
            yield row, clause, known[key]


@rule("S10", "S1", "S2", "S3", "S5", "S6", "S7", "S8", "S9")
def fines(records: Records, policy: Policy) -> Iterator[Fine]:
    """每一次罚款建议：周考核的归那一周星期四所在的月份，违纪的归当天所在的月份。"""
    for week in records[WeekFine]:
        if week.fine:
            yield Fine(
                person=week.person, month=month_of_week(week.week), day=week.week, clause="S1",
                matter=f"约访{week.invited}批、看房{week.viewed}批", amount=week.fine,
                source=week.source, place=week.place, row=week.row,
            )  # fmt: skip
    for row, clause, days in offences(records, policy):
        yield Fine(
            person=row.person, month=month_start(row.day), day=row.day, clause=clause.id,
            matter=f"{clause.title}（第{len(days)}次）", amount=clause["fine"],
            source=row.at("person"), place=row.place, row=row.row,
        )  # fmt: skip


@rule("S2", "S6", "S7", "S8")
def offence_dismissals(records: Records, policy: Policy) -> Iterator[Proposal]:
    """违纪达到次数、或连续达到次数的，提请开除；日期是正好达到的那一次，再犯只改次数。

    以前月份的由提交台账记住，只计入次数。重新计数以后又达到的，另提一条。
    已在辞退登记里的写明已辞退。
    """
    here = {row.place.book for row in records[Misconduct]}
    standing: dict[tuple[str, str, date], tuple[Misconduct, Clause, list[date], int]] = {}
    for row, clause, days in offences(records, policy):
        limit = clause.values.get("times") or clause.values.get("streak")
        if limit and len(days) >= limit and row.place.book in here:
            standing[row.person, clause.id, days[0]] = row, clause, days, limit
    done = dismissed(records)
    for row, clause, days, limit in standing.values():
        doubt = "；是否连续由负责人核实" if "streak" in clause.values else ""
        why = f"{clause.title}，登记{len(days)}次：{'、'.join(map(str, days))}{doubt}"
        told = days[limit - 1], len(days)
        yield proposal(row, clause.id, told, why, done(row.person, days[-1]))


def months_before_us(records: Records) -> set[date]:
    """The months that the workbooks before us tell of, or the one asked for."""
    asked = month_asked(records)
    if asked:
        return {asked}
    rows = {month_of_week(row.week) for row in records[WeekResult]}
    return rows | {month_start(row.day) for row in records[Misconduct]}


@rule("S10")
def fine_totals(records: Records, policy: Policy) -> Iterator[FineTotal]:
    """每位置业顾问当月的罚款合计和占当月工资的比例；没有工资的不算比例。"""
    months = months_before_us(records)
    sums: dict[tuple[str, date], list[Decimal]] = {}
    for fine in records[Fine]:
        if fine.month in months:
            sums.setdefault((fine.person, fine.month), []).append(fine.amount)
    wages: dict[tuple[str, date], Decimal | None] = {}
    for row in in_order(with_earlier(records, Wage)):
        wages.setdefault(_wage_key(row), row.wage)
    for (person, month), amounts in sorted(sums.items()):
        total, wage = sum(amounts, ZERO), wages.get((person, month))
        share = total / wage if wage else None
        yield FineTotal(
            person=person,
            month=month,
            times=len(amounts),
            amount=total,
            wage=wage,
            share=share,
            hint="；".join(_hints(total, share, policy("S10", on=month))),
            confirmed="",
        )


def _hints(total: Decimal, share: Decimal | None, clause: Clause | None) -> Iterable[str]:
    """What has to be borne in mind before a sum is deducted."""
    if is_too_much(share, clause) and clause and share is not None:
        most = percent(clause["advice"].value)
        yield f"占当月工资{percent(share)}，超过{most}，扣款前请核实"
    if total:
        yield LEGAL


def is_too_much(share: Decimal | None, clause: Clause | None) -> bool:
    """True for a deduction beyond the share of the wage that is advised."""
    return bool(clause and share is not None and not clause["advice"].admits(share))


def _wage_key(row: Wage) -> tuple[str, date]:
    return row.person, row.month


@rule("S10-twice")
def wage_stated_twice(records: Records, policy: Policy) -> Iterator[Finding]:
    """同一个人同一个月的工资填了两行；先填的一行算数，另一份表里一样的一行不提。"""
    for row, other in stated_again(records, Wage, _wage_key):
        clause, where = policy("S10", on=row.month), other.at("wage")
        if clause:
            message = f"{row.person}{row.month:%Y-%m}的工资已在{where}填过，这一行不算"
            yield fault(row, "wage", clause, message, related=(where,))


@rule("S10-wage")
def deduction_too_large(records: Records, policy: Policy) -> Iterator[Finding]:
    """当月罚款占工资的比例超过提示线；正好等于的不提。金额不因此改变。"""
    totals = {(t.person, t.month): t for t in records[FineTotal]}
    for row in records[Wage]:
        total, clause = totals.get((row.person, row.month)), policy("S10", on=row.month)
        is_counted = total is not None and total.wage == row.wage
        if total and total.share is not None and is_counted and is_too_much(total.share, clause):
            message = f"罚款合计{total.amount}元，占工资{percent(total.share)}，扣款前请核实"
            yield fault(row, "wage", clause, message, level=Level.NOTICE)


@rule("S10-legal")
def discipline_needs_review(records: Records, policy: Policy) -> Iterator[Finding]:
    """罚款、开除都只是建议，须由负责人确认，并经法务审核；每人提示一次。"""
    told: set[str] = set()
    concerned = {f.source for f in records[Fine]} | {p.source for p in records[Proposal]}
    weeks = [(row, row.person, row.week) for row in records[WeekResult]]
    days = [(row, row.person, row.day) for row in records[Misconduct]]
    for row, person, day in (*weeks, *days):
        clause = policy("S10", on=day)
        if clause and person not in told and row.at("person") in concerned:
            told.add(person)
            message = f"有罚款或开除建议，见《罚款汇总》和《处罚建议》；{LEGAL}"
            yield fault(row, "person", clause, message, level=Level.NOTICE)


@rule("S10")
def no_hire_list(records: Records, policy: Policy) -> Iterator[NoHire]:
    """已确认辞退的人，列入不录用名单。"""
    for row in once(with_earlier(records, Dismissal)):
        clause = policy("S10", on=row.day)
        if clause:
            yield NoHire(
                person=row.person,
                day=row.day,
                team=clause["team"],
                source=row.at("person"),
                place=row.place,
                row=row.row,
            )


@rule("S10-nohire")
def hired_after_dismissal(records: Records, policy: Policy) -> Iterator[Finding]:
    """已确认辞退的置业顾问，又在不得录用他的部门任置业顾问。"""
    dismissed = {one.person: one for one in records[NoHire]}
    for person in records[Person]:
        one = dismissed.get(person.name)
        if one is None or person.role is not Role.PROPERTY_CONSULTANT:
            continue
        clause = policy("S10", on=one.day)
        is_there = person.department == one.team and (person.left is None or person.left > one.day)
        if clause and is_there:
            message = f"{one.day}已确认辞退，{one.team}不得录用；同名的请核实"
            related = [one.source] if one.source else []
            yield fault(person, "name", clause, message, related=related)


RULES = (
    fines,
    offence_dismissals,
    wage_stated_twice,
    fine_totals,
    deduction_too_large,
    discipline_needs_review,
    no_hire_list,
    hired_after_dismissal,
)
