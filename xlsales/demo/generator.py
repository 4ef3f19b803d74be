"""A department's folder as people fill it in, and the list of what was planted in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from xlsales.core.days import last_week_of_month, month_of_week
from xlsales.core.record import Record
from xlsales.demo.casting import Cast, cast_of
from xlsales.demo.department import Department, live, staffed
from xlsales.demo.draft import Draft, Fault, Mark, Placed, faults, write
from xlsales.demo.habits import habits_of
from xlsales.demo.log import deeds_of_month, log
from xlsales.demo.mistrips import Mistrip, Unregistered, add_mistrips, mark_mistrips, spoil_visits
from xlsales.demo.money import money_drafts
from xlsales.demo.outing import months, register
from xlsales.demo.planting import (
    LOG_SLIPS,
    WEEKLY_SLIPS,
    forget_column,
    keep_last_weeks_date,
    leave_empty,
    misname_role,
    miss,
    plant_slips,
)
from xlsales.demo.rivals import Pair, add_rivals
from xlsales.demo.roster import roster
from xlsales.demo.weekly import deeds_of_week, weekly
from xlsales.tables.log import Contact
from xlsales.tables.weekly import Activity, Opportunity

FEWEST = 6


@dataclass(frozen=True)
class Claim:
    """A customer in a funnel: whose, as typed, and the cell that it stands in."""

    person: str
    customer: str
    file: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class Planted:
    """What a generated folder holds: its files and everything that is to be found in them.

    `faults` are all findings of level 错误 for the last week; `conflicts` are pairs of claims to
    one customer, `lookalikes` pairs of claims to two customers whose names are nearly the same.
    """

    week: date
    month: date
    managers: tuple[str, ...]
    files: tuple[str, ...]
    faults: tuple[Fault, ...]
    conflicts: tuple[tuple[Claim, Claim], ...]
    lookalikes: tuple[tuple[Claim, Claim], ...]

    def as_json(self) -> str:
        """The list as JSON text, one fault or pair a line."""
        plain = {**asdict(self), "week": str(self.week), "month": str(self.month)}
        lines = [f"{json.dumps(name)}: {_json(value)}" for name, value in plain.items()]
        return "{\n" + ",\n".join(lines) + "\n}\n"


@dataclass
class _Folder:
    """The drafts of a folder: the reports of the last week by manager, the logs, and the rest."""

    reports: dict[str, Draft] = field(default_factory=dict)
    logs: dict[str, Draft] = field(default_factory=dict)
    others: list[Draft] = field(default_factory=list)

    def all(self) -> list[Draft]:
        """Every draft."""
        return [*self.others, *self.reports.values(), *self.logs.values()]


def department(
    folder: Path, people: int, weeks: Sequence[date], seed: int, *, has_money: bool = False
) -> Planted:
    """Write the folder of a department with so many account managers and say what is in it.

    `weeks` are given by their Mondays; with a month's last week come that month's logs. Faults are
    planted in the last week. `has_money` adds the workbooks of the last week's month for finance,
    with faults of their own, but none that keeps the month from being closed.
    The same arguments give the same files.
    """
    if people < FEWEST:
        raise ValueError(f"至少要{FEWEST}位客户经理，现为{people}")
    random = Random(f"{seed} faults")
    made = staffed(people, weeks, seed)
    week = made.weeks[-1]
    cast = cast_of(made, random)
    pairs = add_rivals(made, (*cast.others, *cast.empty), max(2, people // 5), random)
    live(made, seed)
    mistrips = add_mistrips(made, week, max(6, people // 3), random)
    spoilt, carried = spoil_visits(made, cast.others, week, max(3, people // 6), random)
    drafts = _drafted(made, cast, seed)
    drafts.others += _registers(made, [*mistrips, *carried], seed)
    _plant(made, cast, drafts, pairs, random)
    if has_money:
        drafts.others += money_drafts(made, month_of_week(week), seed)
    else:
        misname_role(drafts.others[0])
    _mark_unregistered(made, drafts, spoilt)
    placed = {draft.file: write(draft, folder) for draft in drafts.all()}
    return _planted(made, drafts, placed, pairs)


def weeks_of(month: date) -> tuple[date, ...]:
    """The Mondays of the weeks that belong to a month."""
    days = (month + timedelta(days=n) for n in range(-6, 31))
    return tuple(d for d in days if d.weekday() == 0 and month_of_week(d) == month)


def _drafted(made: Department, cast: Cast, seed: int) -> _Folder:
    """The drafts of everything but the registers, as they would be without a slip."""
    folder = _Folder(others=[roster(made)])
    *earlier, week = made.weeks
    for number, manager in enumerate(made.managers):
        habits = habits_of(number)
        folder.others += [weekly(made, manager, monday, habits, seed) for monday in earlier]
        if manager not in cast.silent:
            folder.reports[manager] = weekly(made, manager, week, habits, seed)
        for month in made.months:
            if month != month_of_week(week):
                folder.others.append(log(made, manager, month, habits, seed))
            elif manager not in cast.logless:
                folder.logs[manager] = log(made, manager, month, habits, seed)
    return folder


def _registers(made: Department, wrong: Sequence[Mistrip], seed: int) -> list[Draft]:
    drafts = []
    for month in months(made):
        draft, trips = register(made, month, seed)
        mark_mistrips(draft, trips, wrong)
        drafts.append(draft)
    return drafts


def _plant(
    made: Department, cast: Cast, folder: _Folder, pairs: Sequence[Pair], random: Random
) -> None:
    """Put the faults of the cast and some slips into the reports and logs of the last week."""
    spared = {account.typed for pair in pairs for account in (pair.first, pair.second)}
    people = folder.others[0]
    miss(people, "C7.1-missing", cast.silent)
    if last_week_of_month(made.weeks[-1]):
        miss(people, "C7.2-missing", cast.logless)
    for name in cast.empty:
        leave_empty(folder.reports[name], Activity)
    for name in cast.logless:
        forget_column(folder.reports[name], Opportunity, "first_contact")
    reports = [folder.reports[name] for name in cast.others]
    keep_last_weeks_date(reports, made.weeks[-1])
    count = max(len(WEEKLY_SLIPS), len(made.managers) // 3)
    plant_slips(reports, WEEKLY_SLIPS, count, spared, random)
    logs = [folder.logs[name] for name in cast.others if name in folder.logs]
    if logs:
        plant_slips(logs, LOG_SLIPS, max(4, count // 4), spared, random)


def _mark_unregistered(made: Department, folder: _Folder, visits: Iterable[Unregistered]) -> None:
    """Mark each visit that the register does not confirm where the report and the log tell it."""
    week, month = made.weeks[-1], month_of_week(made.weeks[-1])
    for visit in visits:
        work = deeds_of_week(made, visit.manager, week).index(visit.deed)
        report = folder.reports[visit.manager]
        report.marks.append(Mark("C1.1-unregistered", Activity, work, "customer"))
        deeds = deeds_of_month(made, visit.manager, month)
        if visit.manager in folder.logs and visit.deed in deeds:
            mark = Mark("C1.1-unregistered", Contact, deeds.index(visit.deed), "customer")
            folder.logs[visit.manager].marks.append(mark)


def _planted(
    made: Department,
    folder: _Folder,
    placed: Mapping[str, Mapping[type[Record], Placed]],
    pairs: Sequence[Pair],
) -> Planted:
    claims = {
        pair: (_claim(made, folder, placed, pair, 0), _claim(made, folder, placed, pair, 1))
        for pair in pairs
    }
    return Planted(
        made.weeks[-1],
        month_of_week(made.weeks[-1]),
        made.managers,
        tuple(sorted(placed)),
        tuple(sorted(f for draft in folder.all() for f in faults(draft, placed[draft.file]))),
        tuple(both for pair, both in claims.items() if pair.same),
        tuple(both for pair, both in claims.items() if not pair.same),
    )


def _claim(
    made: Department,
    folder: _Folder,
    placed: Mapping[str, Mapping[type[Record], Placed]],
    pair: Pair,
    which: int,
) -> Claim:
    account = (pair.first, pair.second)[which]
    draft = folder.reports[account.manager]
    where = placed[draft.file][Opportunity]
    row = where.rows[made.accounts[account.manager].index(account)]
    cell = f"{where.columns['customer']}{row}"
    return Claim(account.manager, account.typed, draft.file, where.sheet, cell)


def _json(value: object) -> str:
    if isinstance(value, (list, tuple)) and value and not isinstance(value[0], str):
        lines = ",\n  ".join(json.dumps(one, ensure_ascii=False) for one in value)
        return f"[\n  {lines}\n]"
    return json.dumps(value, ensure_ascii=False)
