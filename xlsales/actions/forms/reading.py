"""What forms are made from: some workbooks, the roster that lies nearest, what is remembered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from xlsales.actions.asked import Asked
from xlsales.actions.department import Department, in_order
from xlsales.actions.policy import policy_of
from xlsales.actions.reading import (
    ReadFile,
    findings_of,
    read_file,
    records_of,
    without_doubles,
)
from xlsales.actions.refusal import present
from xlsales.books.names import kind_by_name
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Occasion, run
from xlsales.journal import Journal
from xlsales.rules import RULES
from xlsales.settings import Settings, journal_path, load
from xlsales.tables.applications import Application
from xlsales.tables.expenses import Expense
from xlsales.tables.month_end import RebatePayment, Receipt
from xlsales.tables.roster import ROSTER, Person

REMEMBERED = (Expense, Application, Receipt, RebatePayment)


def read_for_forms(wanted: Asked, files: Sequence[Path]) -> Department:
    """The files read and judged; the findings are those in the files themselves."""
    present(files)
    settings = load(wanted.folder)
    in_force = policy_of(wanted.folder, settings)
    policy = in_force.policy
    names = {path.resolve(): _name(path, wanted.folder) for path in files}
    read = tuple(without_doubles(read_file(p, name, policy, settings) for p, name in names.items()))
    people = _roster(wanted.folder, read, policy, settings)
    occasion = Occasion(wanted.moment)
    remembered = _remembered(wanted, read, settings)
    records = records_of((*read, *people)) + findings_of(read) + remembered + [occasion]
    results = run(RULES, records, policy)
    books = {one.seen.file for one in read}
    own = (f for f in results[Finding] if f.where.book in books)
    return Department(
        folder=wanted.folder,
        occasion=occasion,
        settings=settings,
        policy=policy,
        files=tuple(one.seen for one in (*read, *people)),
        records=records + results,
        findings=in_order((*in_force.findings, *findings_of(read), *own)),
    )


def _roster(
    folder: Path, read: Iterable[ReadFile], policy: Policy, settings: Settings
) -> tuple[ReadFile, ...]:
    """The roster in the folder or the nearest one above, unless people are among what was read."""
    if records_of(read)[Person]:
        return ()
    start = folder.resolve()
    for place in (start, *start.parents):
        found = [p for p in _listed(place) if kind_by_name(p.stem, [ROSTER]) and p.is_file()]
        if found:
            path = min(found, key=lambda p: (len(p.name), p.name))
            return (read_file(path, path.name, policy, settings),)
    return ()


def _listed(folder: Path) -> list[Path]:
    """What lies in a folder; nothing where we may not look."""
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _name(path: Path, folder: Path) -> str:
    """A file's path below the folder, or with the name of its own folder."""
    try:
        return path.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return f"{path.resolve().parent.name}/{path.name}"


def _remembered(wanted: Asked, read: Iterable[ReadFile], settings: Settings) -> Records:
    """What the journal knows of other workbooks; nothing where the department has none yet."""
    path = wanted.journal or journal_path(wanted.folder, settings)
    if not path.is_file():
        return Records()
    here = {f.seen.whose for f in read if f.reading.workbook}
    with Journal.open(path) as journal:
        return Records(journal.standing(REMEMBERED, here, wanted.moment))
