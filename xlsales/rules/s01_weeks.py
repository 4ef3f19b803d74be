"""Rule-book S, articles 1 and 4: the weeks of the property consultants."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xlsales.core.policy import Clause, Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.figures.discipline import groups_missing, weekly_fine
from xlsales.rules.history import in_order, stated_again, with_earlier
from xlsales.rules.s_dismissals import dismissed, proposal
from xlsales.tables.property import WeekFine, WeekResult
from xlsales.tables.proposals import Proposal

WEEK = timedelta(days=7)
Key = tuple[str, date]


def _key(row: WeekResult) -> Key:
    return row.person, row.week


def weeks(records: Records) -> list[WeekResult]:
    """Every consultant's week once, also of earlier months, in order; the first entry counts.

    Of the same entry in several workbooks the last is given, which may be the one before us.
    """
    rows: dict[Key, WeekResult] = {}
    for row in in_order(with_earlier(records, WeekResult)):
        if rows.setdefault(_key(row), row) == row:
            rows[_key(row)] = row
    return sorted(rows.values(), key=lambda row: (row.person, row.week))


def is_short(result: WeekResult, policy: Policy) -> bool:
    """True for a week under the requirement that no sale excuses."""
    missing = groups_missing(result.invited, result.viewed, policy, result.week)
    return bool(missing) and not result.sold


@rule("S1-twice")
def week_stated_twice(records: Records, policy: Policy) -> Iterator[Finding]:
    """同一个人同一周的业绩填了两行，在这份表里，或者在别的月份的表里。

    先填的一行算数，后填的不算，罚款、连续周数都不因它改变；另一份表里一样的一行不提。
    """
    for row, other in stated_again(records, WeekResult, _key):
        clause, where = policy("S1", on=row.week), other.at("invited")
        if clause:
            stated = f"约访{other.invited}批、看房{other.viewed}批、成交{other.sold or 0}套"
            message = f"{row.person}{row.week}这一周已在{where}填过（{stated}），这一行不算，请核实"
            yield fault(row, "week", clause, message, related=(where,))


@rule("S1")
def week_fines(records: Records, policy: Policy) -> Iterator[WeekFine]:
    """每位置业顾问每周差几批、建议罚款多少、连续第几周不达标。

    当周有成交的不罚，也打断连续；没有登记的一周也打断连续。以前月份的由提交台账记住。
    """
    streaks: dict[str, tuple[date, int]] = {}
    for row in weeks(records):
        fine = weekly_fine(row.invited, row.viewed, row.sold or 0, policy, row.week)
        if fine is None:
            continue
        last, count = streaks.get(row.person, (date.min, 0))
        streak = (count if last + WEEK == row.week else 0) + 1 if is_short(row, policy) else 0
        streaks[row.person] = (row.week, streak)
        yield WeekFine(
            person=row.person,
            week=row.week,
            invited=row.invited,
            viewed=row.viewed,
            sold=row.sold or 0,
            fine=fine,
            streak=streak,
            source=row.at("person"),
            place=row.place,
            row=row.row,
        )


@rule("S1")
def weekly_dismissals(records: Records, policy: Policy) -> Iterator[Proposal]:
    """连续几周不达标的，提请开除；日期是达到的那一周，再连续下去只改周数。

    打断以后重新达到的，另提一条。已在辞退登记里的写明已辞退。
    """
    here = {row.place.book for row in records[WeekResult]}
    standing: dict[tuple[str, date], tuple[WeekFine, Clause]] = {}
    for week in records[WeekFine]:
        clause, first = policy("S1", on=week.week), week.week - WEEK * (week.streak - 1)
        if clause and week.streak >= clause["streak"] and week.place.book in here:
            standing[week.person, first] = week, clause
    done = dismissed(records)
    for (person, first), (week, clause) in standing.items():
        days = first + WEEK * (clause["streak"] - 1), week.streak
        why = f"{first}起连续{week.streak}周不达标"
        yield proposal(week, "S1", days, why, done(person, week.week))


@rule("S4-promotion")
def promotion_missing(records: Records, policy: Policy) -> Iterator[Finding]:
    """约访没有达到要求的一周，没有外出推广的记录；当周有成交的不提。

    是不是因为来电来访少，表里看不出来，所以只是警告。
    """
    counted = set(map(id, weeks(records)))
    for row in (r for r in records[WeekResult] if id(r) in counted):
        clause, required = policy("S4", on=row.week), policy("S1", on=row.week)
        if clause is None or required is None or row.sold or row.promoted:
            continue
        if row.invited < required["invited"]:
            message = (
                f"约访{row.invited}批，不足{required['invited']}批；客源不足的须外出推广并登记"
            )
            yield fault(row, "promoted", clause, message, level=Level.WARNING)


RULES = (week_stated_twice, week_fines, weekly_dismissals, promotion_missing)
