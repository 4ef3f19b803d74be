"""Article 7, item 4: who pursues a customer now, and who of them stand together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter

from xlsales.core.records import Records
from xlsales.core.submission import Earlier, Mention, Sighting
from xlsales.core.values import dataclass
from xlsales.rules.c07_claims import (
    History,
    Stated,
    author_field,
    customer_of,
    is_pursuing,
    sighted,
    stated_by,
)
from xlsales.rules.c07_evidence import EVIDENCE, Party
from xlsales.rules.c07_screening import Group
from xlsales.tables.log import Contact
from xlsales.tables.roster import Assignment
from xlsales.tables.weekly import Opportunity


@dataclass(frozen=True)
class Scene:
    """All that is looked at when conflicts are sought."""

    records: Records
    history: History
    evidence: Mapping[str, Sequence[Stated]]
    assignments: Mapping[str, Sequence[Assignment]]

    def stated(self, names: Iterable[str]) -> list[Stated]:
        """Who states what about the customers of these names."""
        return [one for name in sorted(names) for one in self.evidence.get(name, ())]

    def assigned(self, names: Iterable[str]) -> list[Assignment]:
        """The assignments of customers of these names."""
        return [a for name in names for a in self.assignments.get(name, ())]


def people_by_name(records: Records) -> dict[str, set[str]]:
    """Who states anything about a customer, by the customer's name."""
    stated = {(m.customer, m.person) for m in records[Mention]}
    for kind in EVIDENCE:
        stated.update(map(attrgetter("customer", author_field(kind)), records[kind]))
    kept: Iterator[Earlier | Sighting] = chain(records[Earlier], records[Sighting])
    rows = (one.record for one in kept if type(one.record) in EVIDENCE)
    stated.update((customer_of(row), stated_by(row)) for row in rows)
    people: dict[str, set[str]] = defaultdict(set)
    for customer, person in stated:
        people[customer].add(person)
    return people


def shared_names(records: Records) -> set[str]:
    """The names of customers of more than one person, under whatever name."""
    return {name for group in records[Group] if len(group.people) > 1 for name in group.names}


def scene_of(records: Records, history: History) -> Scene:
    """Everything read and everything in the journal about customers of more than one person."""
    evidence: dict[str, list[Stated]] = defaultdict(list)
    for one in sighted(records, shared_names(records), *EVIDENCE):
        evidence[customer_of(one.record)].append((stated_by(one.record), one))
    assignments: dict[str, list[Assignment]] = defaultdict(list)
    for assignment in records[Assignment]:
        assignments[assignment.customer].append(assignment)
    return Scene(records, history, evidence, assignments)


def claims_of(stated: Iterable[Stated]) -> list[Stated]:
    """The rows of funnels and logs among them."""
    return [(p, s) for p, s in stated if isinstance(s.record, (Contact, Opportunity))]


def pursuers(claims: Iterable[Stated], history: History) -> dict[str, set[str]]:
    """The people who pursue the customer now, by the names that they use."""
    by_person: dict[str, list[Sighting]] = defaultdict(list)
    for person, claim in claims:
        by_person[person].append(claim)
    people: dict[str, set[str]] = defaultdict(set)
    for person, own in by_person.items():
        if is_pursuing(own, history):
            for claim in own:
                people[customer_of(claim.record)].add(person)
    return people


def parties(
    people: Collection[str], claims: Iterable[Stated], assigned: Iterable[Assignment]
) -> Iterator[Party]:
    """The people as sides: an executive stands with the manager whom they serve."""
    rows = (s.record for _, s in claims)
    pairings = {(o.manager, o.executive) for o in rows if isinstance(o, Opportunity)}
    pairings |= {(a.manager, a.executive) for a in assigned}
    leads = {
        executive: manager
        for manager, executive in sorted(pairings)
        if {manager, executive} <= set(people) and (executive, manager) not in pairings
    }
    for person in sorted(set(people) - leads.keys()):
        yield Party(person, tuple(sorted(e for e, m in leads.items() if m == person)))
