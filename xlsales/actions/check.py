"""检查本表: workbooks read and judged by themselves, their findings shown at the cells.

Of files marked copies are made; a workbook that is open is marked where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from xlsales.actions.asked import Asked
from xlsales.actions.boards import extra_pages
from xlsales.actions.department import Department, in_order
from xlsales.actions.pack import findings_page
from xlsales.actions.policy import PolicyInForce, policy_of
from xlsales.actions.reading import ReadFile, findings_of, read_file, read_open, records_of
from xlsales.actions.refusal import present
from xlsales.actions.screening import judged_before_entry, taken
from xlsales.actions.target import ENDING, folder_of, ours
from xlsales.books.page import Page
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Occasion
from xlsales.hosts.base import Host
from xlsales.hosts.files.host import marked_copy
from xlsales.settings import Settings, load
from xlsales.tables.conflicts import Conflict

MARKED = "_已检查"
CONFLICT = "C7.4-conflict"
Show = Callable[[Sequence[Finding], Sequence[Page]], None]


def check(
    wanted: Asked, files: Sequence[Path], output: Path | None = None
) -> tuple[Department, tuple[Path, ...]]:
    """What the rules say of some workbooks, and the marked copies that show it at the cells."""
    present(files)
    settings = load(wanted.folder)
    in_force = policy_of(wanted.folder, settings)
    read = [read_file(path, path.name, in_force.policy, settings) for path in files]
    judged = _judged(wanted, settings, in_force, read)
    return judged, tuple(_marked(p, r, judged, output)
                         for p, r in zip(files, read, strict=True)
                         if r.seen.verdict.is_read)  # fmt: skip


def check_open(wanted: Asked, host: Host, mark: Show) -> Department:
    """What the rules say of an open workbook; `mark` shows the findings and the list of them.

    Where there are none, earlier marks are taken back. A workbook of another kind is left as it
    is, and its verdict says why.
    """
    settings = load(wanted.folder)
    in_force = policy_of(wanted.folder, settings)
    read = read_open(host.read(), in_force.policy, settings)
    judged = _judged(wanted, settings, in_force, [read])
    if read.seen.verdict.is_read:
        own = [f for f in judged.findings if f.where.book == read.seen.file]
        mark(own, [findings_page(own)] if own else [])
    return judged


def _judged(
    wanted: Asked, settings: Settings, in_force: PolicyInForce, read: Sequence[ReadFile]
) -> Department:
    """What the rules say of what was read."""
    policy = in_force.policy
    occasion = Occasion(wanted.moment)
    here = {one.seen.whose for one in read}
    rows = records_of(read) + [occasion]
    results = judged_before_entry(wanted, settings, rows, here, policy)
    found = _own(results, {one.seen.file for one in read}, policy)
    findings = in_order((*in_force.findings, *findings_of(read), *found))
    return Department(
        folder=wanted.folder,
        occasion=occasion,
        settings=settings,
        policy=policy,
        files=tuple(one.seen for one in read),
        records=rows + results,
        findings=findings,
    )


def _own(results: Records, books: set[str], policy: Policy) -> tuple[Finding, ...]:
    """What was found in these workbooks; of conflicts, who has the customer already."""
    others = [f for f in results[Finding] if f.where.book in books and f.code != CONFLICT]
    return (*others, *taken(results[Conflict], books, policy))


def _marked(path: Path, read: ReadFile, judged: Department, output: Path | None) -> Path:
    """The marked copy of a workbook, beside it or in a folder, with the sheets of its kind."""
    own = [f for f in judged.findings if f.where.book == read.seen.file]
    pages = (findings_page(own), *extra_pages(judged, (read.seen.kind,)))
    target = folder_of(output or path.parent) / f"{path.stem}{MARKED}{ENDING}"
    return marked_copy(path, ours(target), own, pages)
