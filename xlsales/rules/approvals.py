"""Whether an application grants what it is cited for, and whether its approver holds the post."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, partial
from itertools import chain
from typing import TypeVar

from xlsales.core.fold import fold
from xlsales.core.kinds import text_of
from xlsales.core.record import Blank, Record, Unread
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level
from xlsales.core.values import dataclass
from xlsales.figures.money import ZERO
from xlsales.rules.history import each_once, identity, suffices, today, with_earlier
from xlsales.tables.applications import Application, Matter, Rank
from xlsales.tables.roles import Product, Role
from xlsales.tables.roster import Person

R = TypeVar("R", bound=Record)
Short = Callable[[Application], str]
"""What an application's own figures say where they are less than what is needed, else nothing."""

WHOLE_SHEET = "T-column"
"""The code of what keeps a whole sheet from being read."""

SEVERAL = re.compile(r"[、,，;；\n]+")
RANKS = {rank.value: rank for rank in Rank}


@dataclass(frozen=True)
class Need:
    """What has to be granted: to whom, in which matter, how much, by which post, until when.

    `by` is the last day for the approval; None where it may follow.
    """

    customer: str
    matters: frozenset[Matter]
    rank: Rank | str
    short: Short
    by: date | None = None
    product: Product | None = None


@dataclass(frozen=True)
class Lack:
    """What the applications cited lack of a need; a warning where they could not be read."""

    text: str
    level: Level = Level.ERROR


Lacking = Callable[[str, Need], Lack | None]
Misplaced = Callable[[str, Rank, date], str]


def application_numbers(records: Records) -> Mapping[str, list[Application]]:
    """The rows of the register, also of earlier submissions, by their folded numbers."""
    known: dict[str, list[Application]] = {}
    for row in with_earlier(records, Application):
        known.setdefault(fold(row.number), []).append(row)
    return known


def applications(records: Records) -> Iterator[Application]:
    """The rows of the register with those of earlier ones, each application once.

    One that waits is carried over to the next register, where its approval is filled in.
    """
    key = identity(records)

    def same(row: Application) -> Hashable:
        customer = key(row.customer)
        asked = row.matter, row.product, row.requested, row.makegood
        return fold(row.number), row.day, customer, *asked

    return each_once(records, Application, same)


def is_unread(records: Records) -> Callable[[str], bool]:
    """A function that says whether an application's row, or a whole register, was not read."""
    unread = [u.values.get("number") for u in records[Unread] if u.table is Application]
    numbers = {fold(number) for number in unread if number}
    is_read = any(b.table is Application for b in records[Blank]) or bool(unread)
    is_known = is_read or bool(with_earlier(records, Application))
    own = Application.table.clause
    refused = (f.clause for f in records[Finding] if f.code == WHOLE_SHEET)
    is_unsure = not is_known or not all(unread) or any(c and c.id == own for c in refused)
    return lambda number: is_unsure or fold(number) in numbers


def lacking(records: Records) -> Lacking:
    """A function that says what the applications cited lack of a need; None where one grants it.

    A cell may cite several, and one number may stand for several rows of the register. Nothing
    can be said for certain of one that could not be read.
    """
    key, on = identity(records), today(records)
    unread = cache(partial(is_unread, records))
    register = cache(partial(application_numbers, records))  # most months cite none
    posts = cache(partial(misplaced, records))

    def lacks(cited: str, need: Need) -> Lack | None:
        known, held = register(), posts()
        whole = known.get(fold(cited), ())
        found = whole or [a for n in SEVERAL.split(cited) for a in known.get(fold(n), ())]
        if not found and any(map(unread(), filter(None, SEVERAL.split(cited)))):
            return Lack(f"；没有读到申请“{cited}”，无法核对", Level.WARNING)
        if not found:
            return Lack(f"；申请登记里没有“{cited}”" if cited else "")
        meant = [row for row in found if row.matter in need.matters] or found
        why = (chain(_faults(row, need, key), _unapproved(row, need, on, held)) for row in meant)
        faults = [next(each, "") for each in why]
        told = (f"；申请{row.number}{fault}" for row, fault in zip(meant, faults, strict=True))
        return None if "" in faults else Lack("".join(dict.fromkeys(told)))

    return lacks


def _faults(row: Application, need: Need, key: Callable[[str], str]) -> Iterator[str]:
    """Why an application is not about what is needed, or not about as much."""
    if row.matter not in need.matters:
        yield f"的事项是{row.matter.value}（引用几份的用、隔开）"
    if key(row.customer) != key(need.customer):
        yield f"的客户是“{row.customer}”"
    if need.product and row.product and row.product is not need.product:
        yield f"的产品类型是{row.product.value}"
    if short := need.short(row):
        yield short


def _unapproved(row: Application, need: Need, on: date, held: Misplaced) -> Iterator[str]:
    """Why an application has not been approved as is needed."""
    if not (row.rank and row.approver and row.approved):
        yield "没有批准"
    elif row.approved > min(on, need.by or on):
        yield f"的审批日期是{row.approved}"
    elif not suffices(row.rank, need.rank):
        yield f"由{row.rank.value}审批"
    elif message := held(row.approver, row.rank, row.approved):
        yield f"：{message}"


def stated(row: Application, name: str) -> str:
    """A field of an application in words."""
    value, heading = getattr(row, name), row.column(name).heading
    return f"没有填{heading}" if value in (None, "") else f"的{heading}为{text_of(value)}"


def low_enough(price: Decimal, floor: Decimal | None, other: Decimal | None) -> Short:
    """Whether a price as low as this is granted, and not one of the unit with the other floor."""

    def short(row: Application) -> str:
        if row.requested is None or row.requested > price:
            return f"{stated(row, 'requested')}，这里是{text_of(price)}"
        is_other = row.standard is not None and row.standard == other != floor
        return f"{stated(row, 'standard')}，这里应为{floor}" if is_other else ""

    return short


def long_enough(days: int) -> Short:
    """Whether a credit as long as this is granted."""

    def short(row: Application) -> str:
        is_granted = row.requested is not None and row.requested >= days
        return "" if is_granted else f"{stated(row, 'requested')}，这里是{days}天"

    return short


def so_far(
    rows: Iterable[R], cited: Callable[[R], Hashable], amount: Callable[[R], Decimal]
) -> Mapping[int, Decimal]:
    """Of each row, by its identity, the amounts up to it of all that cite the same application."""
    sums: dict[Hashable, Decimal] = {}
    totals: dict[int, Decimal] = {}
    for row in rows:
        number = cited(row)
        totals[id(row)] = sums[number] = sums.get(number, ZERO) + amount(row)
    return totals


def held_by(records: Records) -> Mapping[str, list[Person]]:
    """The rows of the roster by the folded names of the people."""
    posts: dict[str, list[Person]] = {}
    for person in records[Person]:
        posts.setdefault(fold(person.name), []).append(person)
    return posts


def posts_of(records: Records) -> Callable[[str, date], list[Role]]:
    """A function that says which posts somebody held on a day by the roster."""
    people = held_by(records)
    return lambda name, day: [p.role for p in people.get(fold(name), ()) if p.serves(day)]


def by_one_post(records: Records) -> Misplaced:
    """A function that names the posts of somebody who holds enough that day only by one of them."""
    posts = posts_of(records)

    def told(name: str, rank: Rank, day: date) -> str:
        held = [post.value for post in posts(name, day)]
        enough = [suffices(RANKS.get(post), rank) for post in held]
        return "、".join(dict.fromkeys(held)) if any(enough) and not all(enough) else ""

    return told


def misplaced(records: Records) -> Misplaced:
    """A function that says which post an approver held that day where it is not high enough.

    It says nothing of people who are not on the roster.
    """
    known, posts = held_by(records), posts_of(records)

    def told(name: str, rank: Rank, day: date) -> str:
        held = [post.value for post in posts(name, day)]
        if fold(name) not in known or any(suffices(RANKS.get(post), rank) for post in held):
            return ""
        found = f"是{'、'.join(held)}" if held else "不在职"
        return f"按人员名单，{name}在{day}{found}，不是{rank.value}"

    return told
