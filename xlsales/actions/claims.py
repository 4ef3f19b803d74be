"""What the journal knows of everybody's customers: names of all, rows of those that several name.

Of a year of a large department every row would not fit into memory, and nearly all of them speak
of customers that only one person ever named.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from xlsales.core.memory import give_back
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import run
from xlsales.core.submission import Whose
from xlsales.journal import Journal
from xlsales.rules import FIRST, THEN
from xlsales.rules.c07_parties import shared_names
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
    """What all rules make of the records and of what the journal knows of the customers.

    Of claims every row counts that was ever handed in; of what else speaks for a side, what
    stands in workbooks that are not here.
    """
    named = records + journal.mentions(CLAIMS, moment)
    groups = run(FIRST, named, policy)
    shared = shared_names(named + groups)
    rows: tuple[Opportunity | Contact, ...] = (*records[Opportunity], *records[Contact])
    mine = (row for row in rows if row.customer in shared)
    known = named + journal.sightings(CLAIMS, moment, shared, mine)
    known += journal.standing(SUPPORT, here, moment, shared)
    give_back()
    return groups + run(THEN, known + groups, policy)
