"""From a department's folder to what the rules say of it, with its journal brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from xlsales.actions.asked import Asked
from xlsales.actions.close.frozen import closed_balances
from xlsales.actions.conflicts import remember, rulings
from xlsales.actions.department import Department, SeenFile, Verdict, in_order
from xlsales.actions.packs import past_packs, settle
from xlsales.actions.policy import policy_of
from xlsales.actions.reading import (
    Progress,
    ReadFile,
    findings_of,
    quiet,
    read_folder,
    records_of,
)
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Occasion, run
from xlsales.core.submission import Earlier
from xlsales.journal import Entry, Journal
from xlsales.rules import RULES
from xlsales.settings import journal_path, load
from xlsales.tables.applications import Application
from xlsales.tables.conflicts import Conflict
from xlsales.tables.expenses import Expense
from xlsales.tables.log import Contact
from xlsales.tables.month_end import RebatePayment, Receipt
from xlsales.tables.property import Dismissal, Misconduct, Wage, WeekResult
from xlsales.tables.roster import Assignment, Person
from xlsales.tables.weekly import Opportunity
from xlsales.tables.workflow import Violation

WEEK = timedelta(days=7)
COUNTED = (WeekResult, Misconduct, Wage, Dismissal, Violation)
"""The tables whose rows count over months against a person."""

STANDING = (Expense, Application, Receipt, RebatePayment, *COUNTED)
"""The tables of which the rules also need what stands in workbooks that are not before us."""


def read_department(wanted: Asked, progress: Progress = quiet) -> Department:
    """The folder read, recorded in the journal and judged by all rules."""
    settings = load(wanted.folder)
    in_force = policy_of(wanted.folder, settings)
    files = read_folder(wanted.folder, in_force.policy, settings, progress)
    reading = (*in_force.findings, *findings_of(files))
    occasion = Occasion(wanted.moment, wanted.week, wanted.month)
    path = wanted.journal or journal_path(wanted.folder, settings)
    with Journal.open(path) as journal:
        results_before = (f.seen.file for f in files if f.seen.verdict is Verdict.IGNORED)
        packs = past_packs(wanted, results_before, journal, in_force.policy)
        doubts = journal.verify(*packs.heads, thorough=False)
        fresh = journal.submit(map(_entry, _read(files)), wanted.moment, wanted.clock)
        people = Records(records_of(files)[Person])
        decided = settle(packs, people, journal, wanted, in_force.policy)
        history = _history(journal, occasion, files)
        records = records_of(files) + reading + history + [occasion]
        results = run(RULES, records, in_force.policy)
        remember(journal, results[Conflict], wanted.moment, wanted.clock)
        head = journal.head()
    return Department(
        folder=wanted.folder,
        occasion=occasion,
        settings=settings,
        policy=in_force.policy,
        files=_with_unchanged(files, fresh),
        records=records + results,
        findings=in_order((*reading, *decided, *results[Finding])),
        journal={"path": str(path), "seq": head.seq, "hash": head.hash, "problems": list(doubts)},
    )


def _read(files: Iterable[ReadFile]) -> list[ReadFile]:
    return [one for one in files if one.seen.verdict.is_read]


def _entry(one: ReadFile) -> Entry:
    seen = one.seen
    records = one.reading.records
    return Entry(seen.file, one.content, seen.kind, seen.person, seen.period, records, seen.rows)


def _history(journal: Journal, occasion: Occasion, files: Iterable[ReadFile]) -> Records:
    """What the rules need of earlier submissions.

    Who handed in what when, last week's funnel, and what stands in workbooks that are
    not before us.
    """
    moment = occasion.moment
    here = {(f.seen.kind, f.seen.person, f.seen.period) for f in _read(files)}
    weeks = [occasion.week - WEEK] if occasion.week else []
    rows = journal.sightings((Opportunity, Contact, Assignment), moment)
    return Records(
        (
            *journal.submissions(until=moment),
            *(e for week in weeks for e in journal.earlier(Opportunity, week, moment)),
            *(s for s in rows if not isinstance(s.record, Assignment)),
            *(Earlier(s.record, s.first) for s in rows if isinstance(s.record, Assignment)),
            *journal.standing(STANDING, here, moment),
            *rulings(journal, moment),
            *closed_balances(journal, occasion.month, moment),
        )
    )


def _with_unchanged(files: Sequence[ReadFile], fresh: Sequence[bool]) -> tuple[SeenFile, ...]:
    """The files, with those that the journal already had as unchanged."""
    known = {one.seen.file for one, new in zip(_read(files), fresh, strict=True) if not new}
    return tuple(
        replace(one.seen, verdict=Verdict.UNCHANGED) if one.seen.file in known else one.seen
        for one in files
    )
