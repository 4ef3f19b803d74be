"""From a department's folder to what the rules say of it, with its journal brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from xlsales.actions.asked import Asked
from xlsales.actions.department import Department, SeenFile, Verdict, in_order
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
from xlsales.journal import Entry, Journal
from xlsales.rules import RULES
from xlsales.settings import journal_path, load
from xlsales.tables.log import Contact
from xlsales.tables.weekly import Opportunity

WEEK = timedelta(days=7)


def read_department(wanted: Asked, progress: Progress = quiet) -> Department:
    """The folder read, recorded in the journal and judged by all rules."""
    settings = load(wanted.folder)
    in_force = policy_of(wanted.folder, settings)
    policy = in_force.policy
    files = read_folder(wanted.folder, policy, settings, progress)
    occasion = Occasion(wanted.moment, wanted.week, wanted.month)
    path = wanted.journal or journal_path(wanted.folder, settings)
    with Journal.open(path) as journal:
        fresh = journal.submit(map(_entry, _read(files)), wanted.moment, wanted.clock)
        history = _history(journal, occasion)
        head = journal.head()
    records = records_of(files) + history + [occasion]
    results = run(RULES, records, policy)
    return Department(
        folder=wanted.folder,
        occasion=occasion,
        settings=settings,
        policy=policy,
        files=_with_unchanged(files, fresh),
        records=records + results,
        findings=in_order((*in_force.findings, *findings_of(files), *results[Finding])),
        journal={"path": str(path), "seq": head.seq, "hash": head.hash},
    )


def _read(files: Iterable[ReadFile]) -> list[ReadFile]:
    return [one for one in files if one.seen.verdict.is_read]


def _entry(one: ReadFile) -> Entry:
    seen = one.seen
    records = one.reading.records
    return Entry(seen.file, one.content, seen.kind, seen.person, seen.period, records, seen.rows)


def _history(journal: Journal, occasion: Occasion) -> Records:
    """What the rules need of earlier submissions: who handed in what when, last week's funnel."""
    moment = occasion.moment
    weeks = [occasion.week - WEEK] if occasion.week else []
    return Records(
        (
            *journal.submissions(until=moment),
            *(e for week in weeks for e in journal.earlier(Opportunity, week, moment)),
            *journal.sightings((Opportunity, Contact), moment),
        )
    )


def _with_unchanged(files: Sequence[ReadFile], fresh: Sequence[bool]) -> tuple[SeenFile, ...]:
    """The files, with those that the journal already had as unchanged."""
    known = {one.seen.file for one, new in zip(_read(files), fresh, strict=True) if not new}
    return tuple(
        replace(one.seen, verdict=Verdict.UNCHANGED) if one.seen.file in known else one.seen
        for one in files
    )
