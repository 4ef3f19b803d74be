"""Trips that were registered wrongly, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from xlsales.books.book import Value
from xlsales.core.clock import week_of
from xlsales.core.days import is_workday, previous_workday
from xlsales.core.values import dataclass
from xlsales.demo.department import Account, Deed, Department, Trip, trip
from xlsales.demo.draft import Draft, Mark
from xlsales.tables.outing import Outing
from xlsales.tables.roles import Role
from xlsales.tables.weekly import ActivityKind

DAY = timedelta(days=1)
VAGUE = ("外出", "见张总", "外出办事", "客户", "海淀", "去市区见客户")
EVENING = time(19, 30)


@dataclass(frozen=True)
class Mistrip:
    """A trip as it was registered, with the code of its finding and the field that is wrong.

    `typed` is what stands there where no trip could say it.
    """

    trip: Trip
    code: str
    name: str
    typed: Value = None


@dataclass(frozen=True)
class Unregistered:
    """A visit that the register does not confirm."""

    manager: str
    deed: Deed


def _late(right: Trip, _: int) -> Mistrip:
    left = datetime.combine(right.day, right.leaving)
    registered = left + timedelta(minutes=75)
    return Mistrip(replace(right, registered=registered, direct=False), "C1.1-late", "registered")


def _late_direct(right: Trip, _: int) -> Mistrip:
    evening = datetime.combine(previous_workday(right.day), EVENING)
    return Mistrip(replace(right, registered=evening, direct=True), "C1.4-late", "registered")


def _nameless(right: Trip, _: int) -> Mistrip:
    return Mistrip(replace(right, customer=""), "C1.2-company", "customer")


def _vague(right: Trip, number: int) -> Mistrip:
    said = replace(right, customer=VAGUE[number % len(VAGUE)])
    return Mistrip(said, "C1.3-vague", "customer")


def _unreadable(right: Trip, number: int) -> Mistrip:
    typed = ("上午", None)[number % 2]
    return Mistrip(right, "T-type" if typed else "T-required", "leaving", typed)


MISTAKES: tuple[Callable[[Trip, int], Mistrip], ...] = (
    _late, _late_direct, _nameless, _vague, _unreadable,
)  # fmt: skip
CARRIED = (_vague, _late)


def add_mistrips(department: Department, week: date, count: int, random: Random) -> list[Mistrip]:
    """Let executives go out, some with mistakes of every kind in what they register."""
    people = [m.name for m in department.members if m.role is Role.ACCOUNT_EXECUTIVE]
    customers = [a.company.full for own in department.accounts.values() for a in own]
    days = _workdays(week)
    made = []
    for number in range(count):
        right = trip(random, random.choice(people), random.choice(days), random.choice(customers))
        wrong = MISTAKES[number % len(MISTAKES)](right, number // len(MISTAKES))
        right = trip(random, random.choice(people), random.choice(days), random.choice(customers))
        department.trips.extend((wrong.trip, right))
        made.append(wrong)
    return made


def spoil_visits(
    department: Department, managers: Sequence[str], week: date, count: int, random: Random
) -> tuple[list[Unregistered], list[Mistrip]]:
    """Take the registration of some visits away, or make it one that does not count."""
    visits = [v for manager in managers for v in _lone_visits(department, manager, week)]
    chosen = random.sample(visits, min(count, len(visits)))
    mistrips: list[Mistrip] = []
    for number, visit in enumerate(chosen):
        right = _trip_of(department, visit)
        department.trips.remove(right)
        if number % 3:
            wrong = CARRIED[number % 3 - 1](right, number)
            department.trips.append(wrong.trip)
            mistrips.append(wrong)
    return chosen, mistrips


def mark_mistrips(draft: Draft, trips: Sequence[Trip], wrong: Sequence[Mistrip]) -> None:
    """Mark, in the register, the rows of these trips."""
    places: Mapping[Trip, int] = {one: number for number, one in enumerate(trips)}
    for mistrip in wrong:
        row = places.get(mistrip.trip)
        if row is None:
            continue
        if mistrip.name == "leaving":
            draft.plant(mistrip.code, Outing, row, mistrip.name, mistrip.typed)
        else:
            draft.marks.append(Mark(mistrip.code, Outing, row, mistrip.name))


def _workdays(week: date) -> list[date]:
    """The days of a week on which people go out; a Monday's direct visit would be last week's."""
    return [d for n in range(1, 7) if is_workday(d := week + n * DAY)]


def _lone_visits(department: Department, manager: str, week: date) -> Iterator[Unregistered]:
    """The visits of a week that were the manager's only one on their day."""
    period = week_of(week)
    deeds = department.deeds_between(manager, period.first, period.last)
    visits = [deed for deed in deeds if deed.kind is ActivityKind.VISIT]
    for deed in visits:
        if sum(other.day == deed.day for other in visits) == 1:
            yield Unregistered(manager, deed)


def _trip_of(department: Department, visit: Unregistered) -> Trip:
    account = visit.deed.account
    names = (account.typed, account.company.full) if isinstance(account, Account) else ()
    return next(
        one
        for one in department.trips
        if (one.person, one.day) == (visit.manager, visit.deed.day) and one.customer in names
    )
