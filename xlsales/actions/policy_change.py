"""制度变更: a proposed change of the policy, tried on the last quarter, led through the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from xlsales.actions.asked import Asked
from xlsales.actions.policy import policy_of
from xlsales.actions.policy_values import stated_values
from xlsales.actions.reading import ReadFile, quiet, read_folder, records_of
from xlsales.books.read import read
from xlsales.core.days import add_months
from xlsales.core.fold import fold
from xlsales.core.policy import ISSUED, Override, Policy
from xlsales.core.policy_diff import Change, diff
from xlsales.core.record import Ref
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Occasion, run
from xlsales.core.rulebook import shipped
from xlsales.core.values import dataclass
from xlsales.hosts.files.folder import scan
from xlsales.hosts.files.safe import read_one
from xlsales.rules import RULES
from xlsales.rules.w04_lifecycle import days_of
from xlsales.rules.w06_checks import QUARTER, quarter_of
from xlsales.settings import load
from xlsales.tables.parameters import POLICY_VALUES, PolicyValue
from xlsales.tables.workflow import Workflow

CODE = "W4.3-approval"


@dataclass(frozen=True)
class Review:
    """What a proposed workbook of policy values would change, and how far it is approved.

    `gone` and `new` are the findings of the last quarter's workbooks that would no longer be, or
    would be for the first time, had the values held all along. `state` says where each change
    stands in the ledger; `findings` are what keeps it from being put in force.
    """

    changes: tuple[Change, ...]
    gone: tuple[Finding, ...]
    new: tuple[Finding, ...]
    state: tuple[str, ...]
    findings: tuple[Finding, ...]


def review(wanted: Asked, proposed: Path) -> Review:
    """A proposed workbook of policy values compared with the policy that a folder has now."""
    settings = load(wanted.folder)
    in_force = policy_of(wanted.folder, settings)
    is_in_force = in_force.workbook is not None and in_force.workbook.samefile(proposed)
    now = shipped() if is_in_force else in_force.policy
    values, faults = stated_values(proposed, now)
    changed = [value for value in values if _changes(value, now)]
    files = tuple(read_folder(scan(wanted.folder), now, settings, quiet))
    records = Records((*_recent(files, wanted.moment.date()), Occasion(wanted.moment)))
    gone, new = _effects(records, now, now.with_values(_as_if_always(now, changed)))
    ledger = {fold(w.number): w for w in records_of(files)[Workflow]}
    return Review(
        changes=diff(now, now.with_values(changed)),
        gone=gone,
        new=new,
        state=tuple(_state(value, ledger, now) for value in changed),
        findings=(*faults, *_unapproved(proposed, changed, ledger, now)),
    )


def lines(reviewed: Review) -> Iterator[str]:
    """A review in the user's words."""
    if reviewed.findings and not reviewed.changes:
        yield "草案有误，没有试算；请先改正"
        return
    yield from (
        f"{c.clause} {c.parameter}：{c.before} → {c.after}（自{c.since}起）"
        for c in reviewed.changes
    )
    if not reviewed.changes:
        yield "与现行制度没有不同"
    yield f"按上季度以来的表试算：少{len(reviewed.gone)}个问题，多{len(reviewed.new)}个问题"
    yield from (f"  不再有：{finding}" for finding in reviewed.gone)
    yield from (f"  新出现：{finding}" for finding in reviewed.new)
    yield from reviewed.state


def _changes(value: Override, policy: Policy) -> bool:
    """True for a value that differs from the one in force on its first day."""
    if value.parameter == ISSUED:
        return False
    clause = policy(value.clause, on=value.since)
    return clause is None or clause[value.parameter] != value.value


def _as_if_always(policy: Policy, values: Sequence[Override]) -> Iterator[Override]:
    """The values as if they had held in every version of their clauses."""
    for value in values:
        for version in policy.history(value.clause):
            yield replace(value, since=version.since)


def _recent(files: Sequence[ReadFile], on: date) -> Records:
    """What was handed in for the last quarter or later, or for no certain time."""
    first = quarter_of(add_months(on, -QUARTER)).first
    return records_of(f for f in files if f.seen.period is None or f.seen.period >= first)


def _effects(
    records: Records, now: Policy, then: Policy
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that only the first policy has, and those that only the second has."""
    before, after = (
        {(f.where, f.code): f for f in run(RULES, records, policy)[Finding]}
        for policy in (now, then)
    )
    gone = tuple(finding for key, finding in before.items() if key not in after)
    return gone, tuple(finding for key, finding in after.items() if key not in before)


def _state(value: Override, ledger: dict[str, Workflow], policy: Policy) -> str:
    """Where the change of a value stands in the ledger."""
    workflow = ledger.get(fold(value.source))
    if workflow is None:
        return f"{value.clause}：依据“{value.source}”不在流程管理台账里"
    taken = [word for word, day in days_of(workflow, policy).items() if day]
    reached = taken[-1] if taken else "尚未起草"
    return f"{value.clause}：依据流程{workflow.number}《{workflow.name}》，已走到{reached}"


def _unapproved(
    proposed: Path, values: Sequence[Override], ledger: dict[str, Workflow], policy: Policy
) -> Iterator[Finding]:
    """What keeps each change from being put in force on its day, at the cell of its source."""
    rows = read(read_one(proposed, proposed.name), (POLICY_VALUES,), policy).records[PolicyValue]
    for value in values:
        wrong = _hindrance(ledger.get(fold(value.source)), value.since)
        if wrong:
            where = _cell(rows, value, proposed.name)
            clause = policy("W4.3", on=value.since)
            yield Finding(where, f"{value.clause}{wrong}", clause, value.source, code=CODE)


def _cell(rows: Sequence[PolicyValue], value: Override, book: str) -> Ref:
    """Where a value's source is stated."""
    wanted = (value.clause, value.since, value.source)
    found = (r.at("source") for r in rows if (r.clause, r.since, r.source) == wanted)
    return next(found, Ref(book, PolicyValue.table.sheet, 1, "A"))


def _hindrance(workflow: Workflow | None, since: date) -> str:
    """Why a change can't begin on a day; nothing where it can."""
    if workflow is None:
        return "的依据应写流程管理台账里的流程编号，先在台账里登记草本"
    if workflow.approved is None or workflow.approved > since:
        return f"自{since}起生效，流程{workflow.number}到那天还没有总经理批准"
    if workflow.issued is None or workflow.issued > since:
        return f"自{since}起生效，流程{workflow.number}到那天还没有颁布"
    return ""
