"""Article 7, item 5: what people state about their customers, and since when it is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any

from xlsales.core.days import month_end, month_start
from xlsales.core.policy import Clause, Policy
from xlsales.core.record import Record
from xlsales.core.records import Records
from xlsales.core.rule import Occasion
from xlsales.core.submission import Earlier, Sighting, Submission
from xlsales.core.values import dataclass
from xlsales.tables.agreements import Agreement
from xlsales.tables.log import CUSTOMER_LOG, Contact
from xlsales.tables.month_end import Receipt
from xlsales.tables.outing import Outing
from xlsales.tables.weekly import FunnelStage, Opportunity

NOT_YET_HANDED_IN = 1 << 40
"""The number of a submission that the journal does not have: after all that it has."""

NOTHING = Decimal("0.00")
Key = tuple[object, ...]
Stated = tuple[str, Sighting]
"""Who states a row, and the row."""

order: Callable[[Submission], tuple[datetime, int]] = attrgetter("seen", "seq")
"""Submissions by when they were seen, then by their place in the journal."""

customer_of: Callable[[Record], str] = attrgetter("customer")
"""The name of the customer that a claim, or what speaks for one, is about."""


@dataclass(frozen=True)
class History:
    """The day from which is looked back, the logs handed in until then, and the policy's terms.

    The versions of each log stand in the order in which they were seen.
    """

    today: date
    begun: date
    logs: Mapping[tuple[str, date], Sequence[Submission]]
    gap: int
    lag: int


def in_force(records: Records, policy: Policy) -> Iterator[tuple[date, Clause]]:
    """The day from which is looked back, and the clause; none while that is not in force."""
    for occasion in records[Occasion][:1]:
        today = _standing(occasion)
        clause = policy("C7.5", on=today)
        if clause:
            yield today, clause


def history_of(records: Records, today: date, clause: Clause) -> History:
    """The history on a day."""
    logs: dict[tuple[str, date], list[Submission]] = defaultdict(list)
    handed_in = (s for s in records[Submission] if s.kind == CUSTOMER_LOG.kind)
    for s in sorted(handed_in, key=order):
        if s.period:
            logs[s.person, s.period].append(s)
    first = min(records[Submission], key=order, default=None)
    begun = first.seen.date() if first else today
    return History(today, begun, logs, clause["gap"], clause["lag"])


def _standing(occasion: Occasion) -> date:
    """The day from which is looked back: of a week asked about, not later than its meeting."""
    if occasion.week is None:
        return occasion.today
    return min(occasion.today, occasion.week + timedelta(days=7))


def log_is_out(person: str, history: History) -> bool:
    """True while this month's log of a person has not been handed in."""
    return (person, month_start(history.today)) not in history.logs


def author_field(kind: type[Record]) -> str:
    """The field that says whose row it is."""
    return "person" if kind is Outing else "manager"


def stated_by(record: Record) -> str:
    """Whose row it is."""
    name: str = record.person if isinstance(record, Outing) else getattr(record, "manager", "")
    return name


@cache
def _stated(kind: Any) -> Callable[[Record], tuple[object, ...]]:
    """What takes from a row whose it is and what makes it the same row later on."""
    names = kind.table.identity or [c.name for c in kind.columns if not c.labelled]
    return attrgetter(author_field(kind), *names)


def claim_key(record: Record) -> Key:
    """What makes a row the same row in a later submission of the same person."""
    kind: Any = type(record)
    return kind, _stated(kind)(record)


def sighted(records: Records, names: Collection[str], *kinds: type[Record]) -> tuple[Sighting, ...]:
    """Every row about some customers once: those of the journal, and those that were just read.

    A row that was just read stands for the journal's own copy of it, so that its cell is the one
    in the folder now. Of other tables the journal tells what stands in workbooks of earlier months.
    """
    earlier = [e for e in records[Earlier] if type(e.record) in kinds]
    kept = chain((Sighting(e.record, e.submission, e.submission) for e in earlier),
                 (s for s in records[Sighting] if type(s.record) in kinds))  # fmt: skip
    found = {claim_key(s.record): s for s in kept if customer_of(s.record) in names}
    books: dict[Key, list[Record]] = defaultdict(list)
    for kind in kinds:
        for record in [r for r in records[kind] if customer_of(r) in names]:
            books[claim_key(record)].append(record)
    by_file = {s.file: s for s in records[Submission]}
    for key, rows in books.items():
        newest = rows[0] if len(rows) == 1 else max(rows, key=_age)
        known = found.get(key) or _unknown_before(rows, by_file, records)
        if known.record is not newest:
            known = Sighting(newest, known.first, known.last, known.versions)
        found[key] = known
    return tuple(found.values())


def _unknown_before(
    rows: Sequence[Record], by_file: Mapping[str, Submission], records: Records
) -> Sighting:
    """The sighting of a row that the journal does not have: first seen with its file, or now."""
    seen = sorted((by_file.get(r.place.book) or _now(r, records) for r in rows), key=order)
    return Sighting(rows[0], seen[0], seen[-1])


def _now(record: Record, records: Records) -> Submission:
    moment = records[Occasion][0].moment
    return Submission(NOT_YET_HANDED_IN, "", stated_by(record), None, record.place.book, moment)


def _age(record: Record) -> tuple[date, str, int]:
    """Newer records are greater: the week or month of the report, then its file and row."""
    period = getattr(record, "week", None) or getattr(record, "month", None) or date.min
    return period, record.place.book, -record.row


def contacts_in(rows: Iterable[Sighting]) -> list[tuple[Contact, Sighting]]:
    """The rows of customer logs among them."""
    return [(s.record, s) for s in rows if isinstance(s.record, Contact)]


def opportunities_in(rows: Iterable[Sighting]) -> list[tuple[Opportunity, Sighting]]:
    """The rows of funnels among them."""
    return [(s.record, s) for s in rows if isinstance(s.record, Opportunity)]


@dataclass(frozen=True)
class Own:
    """The rows that speak for one side: all of them, and those by which it claims the customer."""

    rows: Sequence[Sighting]
    claims: Sequence[Sighting]
    contacts: Sequence[tuple[Contact, Sighting]]
    opportunities: Sequence[tuple[Opportunity, Sighting]]

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """The agreements among them."""
        return tuple(s.record for s in self.rows if isinstance(s.record, Agreement))

    @property
    def received(self) -> Decimal:
        """What the customer has paid."""
        rows = (s.record.received for s in self.rows if isinstance(s.record, Receipt))
        return sum(rows, NOTHING)


def own_of(rows: Sequence[Sighting]) -> Own:
    """The rows of one side, looked through once."""
    claims = [s for s in rows if isinstance(s.record, (Contact, Opportunity))]
    return Own(rows, claims, contacts_in(claims), opportunities_in(claims))


def is_pursuing(claims: Sequence[Sighting], history: History) -> bool:
    """True while a person is after the customer: a contact or a living funnel row not long ago."""
    since = history.today - timedelta(days=history.gap)
    newest = max((o for o, _ in opportunities_in(claims)), key=_age, default=None)
    if newest and newest.stage is FunnelStage.LOST:
        since = max(since, newest.week)
    elif newest and newest.week >= since:
        return True
    return any(c.day >= since for c, _ in contacts_in(claims))


def is_withdrawn(contact: Contact, claim: Sighting, history: History) -> bool:
    """True when the newest version of the log no longer has the row."""
    versions = history.logs.get((contact.manager, contact.month))
    return versions is not None and order(claim.last) < order(versions[-1])


def judged(contact: Contact, first: Submission, history: History) -> tuple[date, str]:
    """The day from which a contact counts as evidence, and what about it needs explaining.

    An earlier version of the log that was handed in after the day and lacks the row speaks against
    it; so does a first sight long after the month, unless the journal is younger than that.
    """
    day, seen = contact.day, first.seen.date()
    witness = _witness(contact, first, history)
    if witness:
        if first.imported and first.seen <= witness.seen and first.recorded:
            seen = first.recorded.date()
        unread = f"（该次提交有{witness.unread}行读不懂，可能在其中）" if witness.unread else ""
        return seen, f"{witness.seen:%Y-%m-%d}交的日志里没有{day}的这次联系，{seen}才出现{unread}"
    due = month_end(day) + timedelta(days=history.lag)
    if seen > due and history.begun <= due:
        return seen, f"{day}的联系到{seen}才第一次提交，应在{due}前"
    if day > seen:
        return day, f"写的日期{day}晚于提交的日期{seen}"
    return day, ""


def _witness(contact: Contact, first: Submission, history: History) -> Submission | None:
    """The last earlier version of the same log that was handed in after the day.

    What was seen when it happened also speaks against what was imported after it.
    """
    for s in reversed(history.logs.get((contact.manager, month_start(contact.day)), ())):
        before = order(s) < order(first) or (not s.imported and s.seq < first.seq)
        if before and s.seq != first.seq and s.seen.date() > contact.day:
            return s
    return None
