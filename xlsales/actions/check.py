"""检查本表: workbooks read and judged by themselves, their findings shown in marked copies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlsales.actions.asked import Asked
from xlsales.actions.department import Department, in_order
from xlsales.actions.pack import findings_page
from xlsales.actions.policy import policy_of
from xlsales.actions.reading import ReadFile, findings_of, read_file, records_of
from xlsales.actions.refusal import Refusal
from xlsales.actions.screening import known_claims, taken
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Occasion, run
from xlsales.hosts.files.host import marked_copy
from xlsales.rules import RULES
from xlsales.settings import load
from xlsales.tables.conflicts import Conflict

MARKED = "_已检查"
CONFLICT = "C7.4-conflict"


def check(
    wanted: Asked, files: Sequence[Path], output: Path | None = None
) -> tuple[Department, tuple[Path, ...]]:
    """What the rules say of some workbooks, and the marked copies that show it at the cells."""
    missing = [str(path) for path in files if not path.is_file()]
    if missing:
        raise Refusal(f"没有文件“{'、'.join(missing)}”；请检查路径")
    settings = load(wanted.folder)
    in_force = policy_of(wanted.folder, settings)
    policy = in_force.policy
    read = [read_file(path, path.name, policy, settings) for path in files]
    occasion = Occasion(wanted.moment)
    records = records_of(read) + known_claims(wanted, settings) + [occasion]
    results = run(RULES, records, policy)
    found = _own(results, {one.seen.file for one in read}, policy)
    findings = in_order((*in_force.findings, *findings_of(read), *found))
    judged = Department(
        folder=wanted.folder,
        occasion=occasion,
        settings=settings,
        policy=policy,
        files=tuple(one.seen for one in read),
        records=records + results,
        findings=findings,
    )
    return judged, tuple(_marked(p, r, findings, output) for p, r in zip(files, read, strict=True)
                         if r.seen.verdict.is_read)  # fmt: skip


def _own(results: Records, books: set[str], policy: Policy) -> tuple[Finding, ...]:
    """What was found in these workbooks; of conflicts, who has the customer already."""
    others = [f for f in results[Finding] if f.where.book in books and f.code != CONFLICT]
    return (*others, *taken(results[Conflict], books, policy))


def _marked(path: Path, read: ReadFile, findings: Sequence[Finding], output: Path | None) -> Path:
    """The marked copy of a workbook, beside it or in a folder."""
    own = [f for f in findings if f.where.book == read.seen.file]
    target = (output or path.parent) / f"{path.stem}{MARKED}{path.suffix}"
    return marked_copy(path, target, own, [findings_page(own)])
