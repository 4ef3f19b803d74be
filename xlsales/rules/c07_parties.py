"""Article 7, item 4: who pursues a customer now, and who of them stand together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter

from xlsales.core.records import Records
from xlsales.core.submission import Earlier, Mention, Sighting
from xlsales.core.values import dataclass
from xlsales.rules.c07_claims import History, author_field, is_pursuing, sighted, stated_by
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
    evidence: Mapping[str, Sequence[Sighting]]
    assignments: Mapping[str, Sequence[Assignment]]

    def assigned(self, names: Collection[str]) -> Iterator[Assignment]:
        """The assignments of customers of these names."""
        return (a for name in names for a in self.assignments.get(name, ()))


def people_by_name(records: Records) -> dict[str, set[str]]:
    """Who states anything about a customer, by the customer's name."""
    stated = {(m.customer, m.person) for m in records[Mention]}
    for kind in EVIDENCE:
        stated.update(map(attrgetter("customer", author_field(kind)), records[kind]))
    kept: Iterator[Earlier | Sighting] = chain(records[Earlier], records[Sighting])
    rows = (one.record for one in kept if type(one.record) in EVIDENCE)
    stated.update((getattr(row, "customer", ""), stated_by(row)) for row in rows)
    people: dict[str, set[str]] = defaultdict(set)
    for customer, person in stated:
        people[customer].add(person)
    return people


def shared_names(records: Records) -> set[str]:
    """The names of customers of more than one person, under whatever name."""
    return {name for group in records[Group] if len(group.people) > 1 for name in group.names}


def scene_of(records: Records, history: History) -> Scene:
    """Everything read and everything in the journal about customers of more than one person."""
    evidence: dict[str, list[Sighting]] = defaultdict(list)
    for one in sighted(records, shared_names(records), *EVIDENCE):
        evidence[getattr(one.record, "customer", "")].append(one)
    assignments: dict[str, list[Assignment]] = defaultdict(list)
    for assignment in records[Assignment]:
        assignments[assignment.customer].append(assignment)
    return Scene(records, history, evidence, assignments)


def claims_on(names: Collection[str], scene: Scene) -> list[Sighting]:
    """The rows of funnels and logs that speak of the names."""
    every = (s for name in sorted(names) for s in scene.evidence.get(name, ()))
    return [s for s in every if isinstance(s.record, (Contact, Opportunity))]


def pursuers(group: Group, scene: Scene) -> dict[str, set[str]]:
    """The people who pursue the customer now, by the names that they use."""
    claims: dict[str, list[Sighting]] = defaultdict(list)
    for claim in claims_on(group.names, scene):
        claims[stated_by(claim.record)].append(claim)
    people: dict[str, set[str]] = defaultdict(set)
    for person, own in claims.items():
        if is_pursuing(own, scene.history):
            for claim in own:
                people[getattr(claim.record, "customer", "")].add(person)
    return people


def parties(people: Collection[str], group: Group, scene: Scene) -> Iterator[Party]:
    """The people as sides: an executive stands with the manager whom they serve."""
    rows = (s.record for s in claims_on(group.names, scene))
    pairings = {(o.manager, o.executive) for o in rows if isinstance(o, Opportunity)}
    pairings |= {(a.manager, a.executive) for a in scene.assigned(group.names)}
    leads = {
        executive: manager
        for manager, executive in sorted(pairings)
        if {manager, executive} <= set(people) and (executive, manager) not in pairings
    }
    for person in sorted(set(people) - leads.keys()):
        yield Party(person, tuple(sorted(e for e, m in leads.items() if m == person)))
