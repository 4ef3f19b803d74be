"""Article 7, item 5: one side of a conflict, with all that speaks for and against its claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from xlsales.core.kinds import text_of
from xlsales.core.record import Record, Ref
from xlsales.core.submission import Sighting, Submission
from xlsales.core.values import dataclass
from xlsales.rules.c07_claims import (
    History,
    Own,
    Stated,
    customer_of,
    is_withdrawn,
    judged,
    order,
    own_of,
)
from xlsales.rules.c07_notes import notes
from xlsales.tables.agreements import Agreement
from xlsales.tables.conflicts import Event, Side, Source
from xlsales.tables.log import Contact
from xlsales.tables.month_end import Receipt
from xlsales.tables.outing import Outing
from xlsales.tables.weekly import Activity, FunnelStage, Opportunity

LONGEST_TEXT = 60
WITHDRAWN = "（后来从日志中删去）"
EVIDENCE: tuple[type[Record], ...] = (Contact, Opportunity, Activity, Outing, Agreement, Receipt)
"""The tables whose rows speak for a side."""


@dataclass(frozen=True)
class Party:
    """A manager with the executives who serve the customer along with them."""

    person: str
    partners: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """The manager first."""
        return (self.person, *self.partners)


def side_of(party: Party, evidence: Iterable[Stated], assigned: bool, history: History) -> Side:
    """One side's evidence: what it claims, what of that is believed, what needs explaining."""
    people = party.people
    own = own_of([s for person, s in evidence if person in people])
    events = sorted(
        (*_contacts(own, history), *_funnel(own), *_others(own)),
        key=lambda e: (e.day, e.source.value, e.where),
    )
    counted = sorted({e.counts_from for e in events if e.counts_from})
    first = min((c.first for c in own.claims), key=order)
    return Side(
        person=party.person,
        partners=party.partners,
        customers=_customers(own),
        where=_newest_cell(own),
        seen=first.seen,
        imported=first.imported,
        claimed=min((e.day for e in events if e.source is Source.LOG), default=None),
        funnel_claim=min((o.first_contact for o, _ in own.opportunities), default=None),
        credible=_kept_up_since(counted, history),
        contacts=sum(e.counts_from is not None for e in events),
        substantial=sum(_has_substance(c) for c, _ in own.contacts),
        longest_gap=_longest_gap(counted, history.today),
        last=max((e.day for e in events if e.counts_from and e.day <= history.today), default=None),
        stage=_stage(own),
        agreements=len({a.number for a in own.agreements}),
        received=own.received,
        assigned=assigned,
        notes=tuple(notes(own, events, assigned, history)),
        events=tuple(events),
    )


def _contacts(own: Own, history: History) -> Iterator[Event]:
    """The contacts of the logs; a row that its author took out again counts no more."""
    first = _first_of_day(own.contacts)
    for row, claim in own.contacts:
        said = _said(row.channel.value, row.person, row.content)
        where, seen = row.at("day"), claim.first.seen
        if is_withdrawn(row, claim, history):
            yield Event(row.day, row.manager, Source.LOG, said + WITHDRAWN, where, seen)
        else:
            counted = judged(row, first[row.manager, row.day], history)
            yield Event(row.day, row.manager, Source.LOG, said, where, seen, *counted)


def _first_of_day(
    contacts: Iterable[tuple[Contact, Sighting]],
) -> dict[tuple[str, date], Submission]:
    """The submission that first had a contact of a person on a day, under whatever name."""
    first: dict[tuple[str, date], Submission] = {}
    for contact, claim in contacts:
        key = (contact.manager, contact.day)
        if key not in first or order(claim.first) < order(first[key]):
            first[key] = claim.first
    return first


def _funnel(own: Own) -> Iterator[Event]:
    """The first contacts that the funnel states; one that was moved earlier is to be explained.

    An earlier one of another product is no move.
    """
    stated = sorted(own.opportunities, key=lambda s: order(s[1].first))
    for number, (row, claim) in enumerate(stated):
        before = [
            o.first_contact
            for o, c in stated[:number]
            if o.product is row.product and c.first.seq != claim.first.seq
        ]
        day, seen = row.first_contact, claim.first.seen
        moved = f"首次接触日期由{min(before)}改为{day}" if before and day < min(before) else ""
        said = _said(row.stage.value, f"{row.amount}元", row.progress)
        where = row.at("first_contact")
        yield Event(day, row.manager, Source.FUNNEL, said, where, seen, explain=moved)


def _others(own: Own) -> Iterator[Event]:
    """What other sheets say: work, outings, agreements, receipts."""
    for s in own.rows:
        row, seen = s.record, s.first.seen
        match row:
            case Activity():
                said = _said(row.kind.value, row.content)
                yield Event(row.day, row.manager, Source.ACTIVITY, said, row.at("day"), seen)
            case Outing():
                said = _said(f"{text_of(row.leaving)}离开", row.remark)
                yield Event(row.day, row.person, Source.OUTING, said, row.at("day"), seen)
            case Agreement(day=date() as day):
                said, day = _said(row.number, row.product.value), row.signed or day
                yield Event(day, row.manager, Source.AGREEMENT, said, row.at("signed"), seen)
            case Receipt():
                said = _said(f"{row.received}元", row.agreement)
                yield Event(row.day, row.manager, Source.RECEIPT, said, row.at("day"), seen)


def _said(*words: str) -> str:
    """A row in a few words."""
    text = "，".join(filter(None, words))
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def _customers(own: Own) -> tuple[str, ...]:
    """The names as the side typed them, the newest first."""
    newest = sorted(own.claims, key=lambda c: order(c.last), reverse=True)
    names = (customer_of(c.record) for c in newest)
    return tuple(dict.fromkeys(names))


def _newest_cell(own: Own) -> Ref:
    """The customer's cell in the newest funnel row of the side, or else in its newest log row."""

    def age(claim: Sighting) -> tuple[object, ...]:
        row = claim.record
        period = row.week if isinstance(row, Opportunity) else getattr(row, "day", date.min)
        return isinstance(row, Opportunity), period, claim.last.seen, claim.last.seq, -row.row

    return max(own.claims, key=age).record.at("customer")


def _stage(own: Own) -> FunnelStage | None:
    """The stage in the side's newest funnel."""
    newest = max((o for o, _ in own.opportunities), key=lambda o: o.week, default=None)
    return newest.stage if newest else None


def _has_substance(contact: Contact) -> bool:
    """True for a contact with a named person, a feedback or a next step."""
    return bool(contact.person or contact.feedback or contact.next_step)


def _kept_up_since(counted: Sequence[date], history: History) -> date | None:
    """The first day of the contacts that lead up to today without a gap over the limit."""
    limit = timedelta(days=history.gap)
    since = history.today
    for day in reversed([d for d in counted if d <= history.today]):
        if since - day > limit:
            break
        since = day
    return since if since in counted else None


def _longest_gap(counted: Sequence[date], today: date) -> int | None:
    """The most days without a contact, up to today."""
    days = [*(d for d in counted if d <= today), today]
    return max(((b - a).days for a, b in pairwise(days)), default=None)
