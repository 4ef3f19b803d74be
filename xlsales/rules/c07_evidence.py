"""Article 7, item 5: one side of a conflict, with all that speaks for and against its claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from xlsales.core.kinds import text_of
from xlsales.core.record import Record, Ref
from xlsales.core.submission import Sighting
from xlsales.core.values import dataclass
from xlsales.rules.c07_claims import (
    History,
    contacts_in,
    first_of_day,
    is_withdrawn,
    judged,
    opportunities_in,
    stated_by,
)
from xlsales.rules.c07_notes import NOTHING, notes, rows_of
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


def side_of(party: Party, evidence: Sequence[Sighting], assigned: bool, history: History) -> Side:
    """One side's evidence: what it claims, what of that is believed, what needs explaining."""
    own = [s for s in evidence if stated_by(s.record) in party.people]
    claims = [s for s in own if isinstance(s.record, (Contact, Opportunity))]
    events = sorted(
        (*_contacts(claims, history), *_funnel(claims), *_others(own)),
        key=lambda e: (e.day, e.source.value, e.where),
    )
    counted = sorted({e.counts_from for e in events if e.counts_from})
    first = min((c.first for c in claims), key=lambda s: (s.seen, s.seq))
    return Side(
        person=party.person,
        partners=party.partners,
        customers=_customers(claims),
        where=_newest_cell(claims),
        seen=first.seen,
        imported=first.imported,
        claimed=min((e.day for e in events if e.source is Source.LOG), default=None),
        funnel_claim=min((o.first_contact for o, _ in opportunities_in(claims)), default=None),
        credible=_kept_up_since(counted, history),
        contacts=sum(e.counts_from is not None for e in events),
        substantial=sum(_has_substance(c) for c, _ in contacts_in(claims)),
        longest_gap=_longest_gap(counted, history.today),
        last=max((e.day for e in events if e.counts_from and e.day <= history.today), default=None),
        stage=_stage(claims),
        agreements=len({a.number for a in rows_of(own, Agreement)}),
        received=sum((r.received for r in rows_of(own, Receipt)), NOTHING),
        assigned=assigned,
        notes=tuple(notes(own, events, assigned, history)),
        events=tuple(events),
    )


def _contacts(claims: Sequence[Sighting], history: History) -> Iterator[Event]:
    """The contacts of the logs; a row that its author took out again counts no more."""
    first = first_of_day(claims)
    for contact, claim in contacts_in(claims):
        seen = first[contact.manager, contact.day]
        counts_from, explain = judged(contact, seen, history)
        event = _event(contact, Source.LOG, contact.day, claim)
        if is_withdrawn(contact, claim, history):
            yield replace(event, text=event.text + WITHDRAWN)
        else:
            yield replace(event, counts_from=counts_from, explain=explain)


def _funnel(claims: Sequence[Sighting]) -> Iterator[Event]:
    """The first contacts that the funnel states; one that was moved earlier is to be explained.

    An earlier one of another product is no move.
    """
    stated = sorted(opportunities_in(claims), key=lambda s: (s[1].first.seen, s[1].first.seq))
    for number, (opportunity, claim) in enumerate(stated):
        before = [
            o.first_contact
            for o, c in stated[:number]
            if o.product is opportunity.product and c.first.seq != claim.first.seq
        ]
        day = opportunity.first_contact
        moved = f"首次接触日期由{min(before)}改为{day}" if before and day < min(before) else ""
        yield replace(_event(opportunity, Source.FUNNEL, day, claim), explain=moved)


def _others(own: Sequence[Sighting]) -> Iterator[Event]:
    """What other sheets say: work, outings, agreements, receipts."""
    for s in own:
        match s.record:
            case Activity() as done:
                yield _event(done, Source.ACTIVITY, done.day, s)
            case Outing() as outing:
                yield _event(outing, Source.OUTING, outing.day, s)
            case Agreement(day=date() as day) as agreement:
                yield _event(agreement, Source.AGREEMENT, agreement.signed or day, s)
            case Receipt() as receipt:
                yield _event(receipt, Source.RECEIPT, receipt.day, s)


def _event(record: Record, source: Source, day: date, sighting: Sighting) -> Event:
    text, seen = _text(record), sighting.first.seen
    return Event(day, stated_by(record), source, text, _cell(record), seen)


def _cell(record: Record) -> Ref:
    """The cell that a side is shown by: the day or date that it states."""
    stated = {Opportunity: "first_contact", Agreement: "signed"}.get(type(record), "day")
    return record.at(stated)


def _text(record: Record) -> str:
    """A row in a few words."""
    match record:
        case Contact():
            words = [record.channel.value, record.person, record.content]
        case Opportunity():
            words = [record.stage.value, f"{record.amount}元", record.progress]
        case Activity():
            words = [record.kind.value, record.content]
        case Outing():
            words = [f"{text_of(record.leaving)}离开", record.remark]
        case Agreement():
            words = [record.number, record.product.value]
        case Receipt():
            words = [f"{record.received}元", record.agreement]
        case _:
            words = []
    text = "，".join(w for w in words if w)
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def _customers(claims: Sequence[Sighting]) -> tuple[str, ...]:
    """The names as the side typed them, the newest first."""
    newest = sorted(claims, key=lambda c: (c.last.seen, c.last.seq), reverse=True)
    names = (str(getattr(c.record, "customer", "")) for c in newest)
    return tuple(dict.fromkeys(names))


def _newest_cell(claims: Sequence[Sighting]) -> Ref:
    """The customer's cell in the newest funnel row of the side, or else in its newest log row."""

    def age(claim: Sighting) -> tuple[object, ...]:
        row = claim.record
        period = row.week if isinstance(row, Opportunity) else getattr(row, "day", date.min)
        return isinstance(row, Opportunity), period, claim.last.seen, claim.last.seq, -row.row

    return max(claims, key=age).record.at("customer")


def _stage(claims: Sequence[Sighting]) -> FunnelStage | None:
    """The stage in the side's newest funnel."""
    newest = max((o for o, _ in opportunities_in(claims)), key=lambda o: o.week, default=None)
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
