"""From a department's folder to what the rules say of it, with its journal brought up to date."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from xlsales.actions.asked import Asked
from xlsales.actions.claims import judged_with
from xlsales.actions.close.frozen import closed_balances
from xlsales.actions.conflicts import remember, rulings
from xlsales.actions.department import Department, SeenFile, Verdict, in_order
from xlsales.actions.kept import Kept, basis, keep_matched, matched_before
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
from xlsales.actions.refusal import Refusal
from xlsales.books.names import kind_by_name
from xlsales.core.memory import give_back
from xlsales.core.record import Place, Unread
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Occasion
from xlsales.core.submission import Earlier, Sighting, Whose
from xlsales.hosts.files.folder import has_submissions, scan
from xlsales.journal import Entry, Journal, Readings
from xlsales.rules.c07_screening import Matched
from xlsales.settings import Settings, journal_path, load
from xlsales.tables.applications import APPLICATIONS, Application
from xlsales.tables.conflicts import Conflict
from xlsales.tables.expenses import Expense
from xlsales.tables.month_end import RebatePayment, Receipt, Receivable
from xlsales.tables.property import Dismissal, Misconduct, Wage, WeekResult
from xlsales.tables.roster import Assignment, Person
from xlsales.tables.weekly import Opportunity
from xlsales.tables.workbooks import WORKBOOKS
from xlsales.tables.workflow import Violation

WEEK = timedelta(days=7)
COUNTED = (WeekResult, Misconduct, Wage, Dismissal, Violation)
"""The tables whose rows count over months against a person."""

STANDING = (Expense, Application, Receipt, RebatePayment, *COUNTED)
"""The tables of which the rules also need what stands in workbooks that are not before us."""


class _TakenIn(NamedTuple):
    """What a folder holds: a verdict on each file, the rows, what is wrong with them, the rulings
    that could not be taken from packs, and what is doubtful about the journal."""

    files: tuple[SeenFile, ...]
    records: Records
    faults: tuple[Finding, ...]
    decided: tuple[Finding, ...]
    doubts: tuple[str, ...]


def read_department(wanted: Asked, progress: Progress = quiet) -> Department:
    """The folder read, recorded in the journal and judged by all rules."""
    settings = load(wanted.folder)
    in_force = policy_of(wanted.folder, settings)
    path = wanted.journal or journal_path(wanted.folder, settings)
    if not path.is_file() and not has_submissions(wanted.folder):
        raise Refusal(f"文件夹“{wanted.folder}”里没有可以读入的工作簿；请检查路径")
    occasion = Occasion(wanted.moment, wanted.week, wanted.month)
    with Journal.open(path) as journal:
        known_by = basis(in_force.policy, settings)
        with Readings(path, known_by) as readings:
            kept = Kept(readings, journal.contents(), in_force.policy)
            matched = matched_before(readings)
            taken = _taken_in(journal, kept, wanted, settings, progress)
        give_back()
        faults = (*in_force.findings, *taken.faults)
        here = {f.whose for f in taken.files if f.verdict.is_read}
        read = taken.records + faults + _history(journal, occasion, here) + [occasion]
        results = judged_with(journal, read + matched, here, in_force.policy, wanted.moment)
        if results[Matched] != matched[Matched]:
            with Readings(path, known_by) as readings:
                keep_matched(readings, results)
        remember(journal, results[Conflict], wanted.moment, wanted.clock)
        head = journal.head()
    give_back()
    problems = list(taken.doubts)
    return Department(
        folder=wanted.folder,
        occasion=occasion,
        settings=settings,
        policy=in_force.policy,
        files=taken.files,
        records=read + results,
        findings=in_order((*faults, *taken.decided, *results[Finding])),
        journal={"path": str(path), "seq": head.seq, "hash": head.hash, "problems": problems},
    )


def _taken_in(
    journal: Journal, kept: Kept, wanted: Asked, settings: Settings, progress: Progress
) -> _TakenIn:
    """The folder read and recorded; whatever only the reading needs is let go at the end."""
    seen = scan(wanted.folder)
    packs = past_packs(wanted, [s.name for s in seen if s.ignored], journal, kept)
    doubts = journal.verify(*packs.heads, thorough=False)
    reading = read_folder(seen, kept.policy, settings, progress, kept)
    files = _handed_in(journal, reading, wanted)
    kept.readings.drop_unused()
    records = records_of(files) + Records(_lost(files))
    decided = settle(packs, Records(records[Person]), journal, wanted, kept.policy)
    seen_files = tuple(one.seen for one in files)
    return _TakenIn(seen_files, records, findings_of(files), decided, doubts)


def _lost(files: Iterable[ReadFile]) -> Iterator[Unread]:
    """A row of unknown content for each register of applications that could not be read.

    What it holds may be cited, so nobody shall be told that it does not exist.
    """
    for name, verdict in ((one.seen.file, one.seen.verdict) for one in files):
        is_lost = verdict in (Verdict.REJECTED, Verdict.QUARANTINED)
        if is_lost and kind_by_name(Path(name).stem, WORKBOOKS) is APPLICATIONS:
            yield Unread(Application, Place(name, Application.table.sheet), 0, {})


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
        sha256=seen.sha256,
    )


def _history(journal: Journal, occasion: Occasion, here: Collection[Whose]) -> Records:
    """What the rules need of earlier submissions.

    Who handed in what when, last week's funnel, who was named for which customer, what was due
    when, and what stands in workbooks that are not before us.
    """
    moment = occasion.moment
    weeks = [occasion.week - WEEK] if occasion.week else []
    stated = journal.sightings((Assignment, Receivable), moment)
    return Records(
        (
            *journal.submissions(until=moment),
            *(e for week in weeks for e in journal.earlier(Opportunity, week, moment)),
            *(e for s in stated for e in _ends(s)),
            *journal.standing(STANDING, here, moment),
            *rulings(journal, moment),
            *closed_balances(journal, occasion.month, moment),
        )
    )


def _ends(stated: Sighting) -> Iterator[Earlier]:
    """A row as of the submission that first had it, and of the one that last did."""
    yield Earlier(stated.record, stated.first)
    if stated.last is not stated.first:
        yield Earlier(stated.record, stated.last)
