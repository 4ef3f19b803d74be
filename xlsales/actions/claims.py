"""What the journal knows of everybody's customers: names of all, rows of those that several name.

Of a year of a large department every row would not fit into memory, and nearly all of them speak
of customers that only one person ever named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from xlsales.core.memory import give_back
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import run
from xlsales.core.submission import Mention, Whose
from xlsales.journal import Journal
from xlsales.rules import FIRST, THEN
from xlsales.rules.c07_parties import shared_names
from xlsales.rules.c07_screening import Group, Matched
from xlsales.tables.agreements import Agreement
from xlsales.tables.log import Contact
from xlsales.tables.outing import Outing
from xlsales.tables.weekly import Activity, Opportunity

CLAIMS = (Opportunity, Contact)
"""The tables in which people claim customers."""

SUPPORT = (Activity, Outing, Agreement)
"""The tables that also speak for a side; what stands of receipts is among the records anyway."""


def judged_with(
    journal: Journal,
    records: Records,
    here: Collection[Whose],
    policy: Policy,
    moment: datetime,
) -> Records:
    """What all rules make of the records and of what the journal knows of the customers."""
    groups = run(FIRST, records + journal.mentions(CLAIMS, moment), policy)
    return _judged(journal, records, groups, here, policy, moment)


def judged_beside(
    journal: Journal,
    records: Records,
    here: Collection[Whose],
    policy: Policy,
    moment: datetime,
) -> Records:
    """The same of a few workbooks: only what is or may be a customer of theirs is looked at.

    The names of all customers are matched, as each bears on the others; who named them is asked
    only of those that are found near. Whom only an earlier version of a workbook named is none of
    its customers: the cell where that one stood says something else by now.
    """
    own = {row.customer for row in _claims(records)}
    names = journal.named(CLAIMS, moment) if own else ()
    found = run(FIRST, records + (Mention("", name) for name in names), policy)
    near = own.union(*(g.names for g in found[Group] if own & g.names))
    far = (Mention("", name) for name in names if name not in near)
    named = records + found[Matched] + far + journal.mentions(CLAIMS, moment, near)
    groups = Records(g for g in run(FIRST, named, policy)[Group] if own & g.names)
    return _judged(journal, records, groups, here, policy, moment)


def _judged(  # noqa: PLR0913 - what both ways of judging have
    journal: Journal,
    records: Records,
    groups: Records,
    here: Collection[Whose],
    policy: Policy,
    moment: datetime,
) -> Records:
    """What the rules make of the records and of what the journal knows of customers in groups.

    Of claims every row counts that was ever handed in; of what else speaks for a side, what
    stands in workbooks that are not here.
    """
    shared = shared_names(groups)
    mine = (row for row in _claims(records) if row.customer in shared)
    known = records + journal.sightings(CLAIMS, moment, shared, mine)
    known += journal.standing(SUPPORT, here, moment, shared)
    give_back()
    return groups + run(THEN, known + groups, policy)


def _claims(records: Records) -> Iterator[Opportunity | Contact]:
    """The rows before us in which people claim customers."""
    yield from records[Opportunity]
    yield from records[Contact]
