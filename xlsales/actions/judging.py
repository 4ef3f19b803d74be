"""From a department's folder to what the rules say of it, with its journal brought up to date."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from xlsales.actions.asked import Asked
from xlsales.actions.claims import judged_with
from xlsales.actions.close.frozen import closed_balances
from xlsales.actions.conflicts import remember, rulings
from xlsales.actions.department import Department, Verdict, in_order
from xlsales.actions.kept import Kept, basis
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
from xlsales.core.rule import Finding, Occasion
from xlsales.core.submission import Earlier
from xlsales.hosts.files.folder import scan
from xlsales.journal import Entry, Journal, Readings
from xlsales.journal.standing import Whose
from xlsales.settings import journal_path, load
from xlsales.tables.applications import Application
from xlsales.tables.conflicts import Conflict
from xlsales.tables.expenses import Expense
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
    seen = scan(wanted.folder)
    path = wanted.journal or journal_path(wanted.folder, settings)
    with Journal.open(path) as journal:
        with Readings(path, basis(in_force.policy, settings)) as readings:
            kept = Kept(readings, journal.contents(), in_force.policy)
            results_before = [s.name for s in seen if s.ignored]
            packs = past_packs(wanted, results_before, journal, kept)
            doubts = journal.verify(*packs.heads, thorough=False)
            reading = read_folder(seen, in_force.policy, settings, progress, kept)
            files = _handed_in(journal, reading, wanted)
            readings.drop_unused()
        people = Records(records_of(files)[Person])
        decided = settle(packs, people, journal, wanted, in_force.policy)
        faults = (*in_force.findings, *findings_of(files))
        occasion = Occasion(wanted.moment, wanted.week, wanted.month)
        here = {
            (f.seen.kind, f.seen.person, f.seen.period) for f in files if f.seen.verdict.is_read
        }
        read = records_of(files) + faults + _history(journal, occasion, here) + [occasion]
        results = judged_with(journal, read, here, in_force.policy, wanted.moment)
        remember(journal, results[Conflict], wanted.moment, wanted.clock)
        head = journal.head()
    return Department(
        folder=wanted.folder,
        occasion=occasion,
        settings=settings,
        policy=in_force.policy,
        files=tuple(one.seen for one in files),
        records=read + results,
        findings=in_order((*faults, *decided, *results[Finding])),
        journal={"path": str(path), "seq": head.seq, "hash": head.hash, "problems": list(doubts)},
    )


def _handed_in(
    journal: Journal, reading: Iterable[ReadFile], wanted: Asked
) -> tuple[ReadFile, ...]:
    """The files, each given to the journal as soon as it is read, so that no content is kept.

    Those that the journal already had are unchanged.
    """
    files: list[ReadFile] = []

    def entries() -> Iterator[Entry]:
        for one in reading:
            files.append(replace(one, content=b""))
            if one.seen.verdict.is_read:
                yield _entry(one)

    fresh = iter(journal.submit(entries(), wanted.moment, wanted.clock))
    return tuple(
        one if not one.seen.verdict.is_read or next(fresh) else _unchanged(one) for one in files
    )


def _unchanged(one: ReadFile) -> ReadFile:
    return replace(one, seen=replace(one.seen, verdict=Verdict.UNCHANGED))


def _entry(one: ReadFile) -> Entry:
    seen = one.seen
    return Entry(
        file=seen.file,
        content=one.content,
        kind=seen.kind,
        person=seen.person,
        period=seen.period,
        records=one.reading.records,
        rows=seen.rows,
        sha256="" if one.content else seen.sha256,
    )


def _history(journal: Journal, occasion: Occasion, here: Collection[Whose]) -> Records:
    """What the rules need of earlier submissions.

    Who handed in what when, last week's funnel, and what stands in workbooks that are
    not before us.
    """
    moment = occasion.moment
    weeks = [occasion.week - WEEK] if occasion.week else []
    assigned = journal.sightings((Assignment,), moment)
    return Records(
        (
            *journal.submissions(until=moment),
            *(e for week in weeks for e in journal.earlier(Opportunity, week, moment)),
            *(Earlier(s.record, s.first) for s in assigned),
            *journal.standing(STANDING, here, moment),
            *rulings(journal, moment),
            *closed_balances(journal, occasion.month, moment),
        )
    )
