"""A department's journal and folder in a few lines, screened by the rules."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tests.journal.filing import contact, log, opportunity, report
from xlsales.actions.claims import judged_with
from xlsales.actions.conflicts import rulings
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Occasion
from xlsales.core.rulebook import shipped
from xlsales.journal import Journal
from xlsales.rules.c07_conflicts import RULES
from xlsales.tables.conflicts import Conflict

POLICY = shipped()
CODES = {rule.code for rule in RULES}


@dataclass
class Screening:
    """What is handed in, run by run, and what the rules say of it on a day."""

    path: Path
    handed_in: list[object] = field(default_factory=list)

    def hand_in(self, moment, *entries, clock=None):
        """One run: these workbooks were seen at this moment."""
        with Journal.open(self.path) as journal:
            journal.submit(entries, moment, clock or moment)

    def results(self, moment, *records):
        """All results on an occasion, with these records in the folder."""
        with Journal.open(self.path) as journal:
            history = (*journal.submissions(until=moment), *rulings(journal, moment))
            read = Records((*records, *history, Occasion(moment)))
            return judged_with(journal, read, (), POLICY, moment)

    def conflicts(self, moment, *records):
        """The conflicts on an occasion."""
        return self.results(moment, *records)[Conflict]

    def codes(self, moment, *records):
        """The findings on an occasion: code and cell."""
        found = self.results(moment, *records)[Finding]
        own = (f for f in found if f.code in CODES)
        return sorted((f.code, f.where.book, f.where.cell) for f in own)


def at(day, hour=9, month=4):
    """A moment of spring 2012."""
    return datetime(2012, month, day, hour)


def person_log(person, *days, customer="广州百川", **fields):
    """A log with a contact with one customer on each of these days."""
    rows = [contact(person, customer, day, 5 + n, **fields) for n, day in enumerate(days)]
    return log(*rows, person=person, month=days[0].replace(day=1))


def person_report(person, week, *customers, **fields):
    """A weekly report with a row for each customer."""
    rows = [opportunity(person, c, week, 5 + n, **fields) for n, c in enumerate(customers)]
    return report(*rows, person=person, week=week)
