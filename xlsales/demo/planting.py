"""Faults put into drafts: cells left out, mistyped, out of range, sheets without their columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random

from xlsales.books.book import Value
from xlsales.core.record import Record
from xlsales.core.values import dataclass
from xlsales.demo.draft import FIRST_CELL, HEADINGS, Draft, Mark
from xlsales.tables.log import Channel, Contact
from xlsales.tables.roles import Role
from xlsales.tables.roster import Person
from xlsales.tables.weekly import Activity, ActivityKind, Opportunity

DAY = timedelta(days=1)
VISITS = {ActivityKind.VISIT.value, Channel.VISIT.value}


@dataclass(frozen=True)
class Slip:
    """A wrong cell that somebody may hand in: the code of its finding, the field, its text.

    `off` is set where the value is a day, so many days before the period of the sheet.
    """

    code: str
    table: type[Record]
    name: str
    value: Value = None
    off: int = 0


WEEKLY_SLIPS = (
    Slip("T-required", Opportunity, "stage"),
    Slip("T-required", Activity, "content"),
    Slip("T-type", Opportunity, "amount", "约三十万"),
    Slip("T-type", Activity, "day", "周三"),
    Slip("T-choice", Opportunity, "stage", "跟进中"),
    Slip("T-choice", Activity, "kind", "出差"),
    Slip("T-range", Opportunity, "amount", -5000),
    Slip("T-range", Opportunity, "probability", 80),
    Slip("T-range", Activity, "day", off=3),
)
LOG_SLIPS = (
    Slip("T-required", Contact, "content"),
    Slip("T-type", Contact, "day", "月初"),
    Slip("T-choice", Contact, "channel", "短信"),
    Slip("T-range", Contact, "day", off=2),
)


def plant_slips(
    drafts: Sequence[Draft], slips: Sequence[Slip], count: int, spared: set[str], random: Random
) -> None:
    """Put so many slips into the drafts, at most one a row; visits and spared customers stay."""
    for number in range(count):
        slip = slips[number % len(slips)]
        draft = drafts[(number + number // len(slips)) % len(drafts)]
        row = _free_row(draft, slip.table, spared, random)
        if row is not None:
            value = draft.first - slip.off * DAY if slip.off else slip.value
            draft.plant(slip.code, slip.table, row, slip.name, value)


def forget_column(draft: Draft, table: type[Record], name: str) -> None:
    """Leave a required column out of a sheet."""
    draft.left_out.add((table, name))
    draft.marks.append(Mark("T-column", table, HEADINGS))


def leave_empty(draft: Draft, table: type[Record]) -> None:
    """Hand the sheet in without a row."""
    draft.rows[table] = []
    draft.marks.append(Mark("C7.1-empty", table, FIRST_CELL))


def keep_last_weeks_date(drafts: Iterable[Draft], week: date) -> None:
    """In one report, leave the week of the second sheet as it was the week before."""
    for draft in drafts:
        if not draft.habits.tidy and draft.habits.labels != "file name":
            draft.fields[Activity]["week"] = week - 7 * DAY
            draft.marks.append(Mark("T-field", Activity, 0, "week"))
            return


def miss(roster: Draft, code: str, people: Iterable[str]) -> None:
    """Something that these people did not hand in is found at their names in the roster."""
    rows = [row["name"] for row in roster.rows[Person]]
    roster.marks.extend(Mark(code, Person, rows.index(name), "name") for name in people)


def misname_role(roster: Draft) -> None:
    """Give somebody of client support a post that does not exist."""
    roles = [row["role"] for row in roster.rows[Person]]
    roster.plant("T-choice", Person, roles.index(Role.SUPPORT.value), "role", "支持人员")


def _free_row(draft: Draft, table: type[Record], spared: set[str], random: Random) -> int | None:
    """A row in which nothing is wrong yet and on which nothing else depends."""
    marked = draft.marked(table)
    if any(left is table for left, _ in draft.left_out):
        return None
    free = [
        number
        for number, row in enumerate(draft.rows[table])
        if number not in marked
        and row.get("customer") not in spared
        and not VISITS & {row.get("kind"), row.get("channel")}
    ]
    return random.choice(free) if free else None
