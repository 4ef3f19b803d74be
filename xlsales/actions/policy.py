"""制度条款: the policy that holds for a folder, and what a clause or a code means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

from xlsales.books.read import read
from xlsales.core.kinds import text_of
from xlsales.core.policy import Override, Policy
from xlsales.core.policy_diff import diff_days
from xlsales.core.policy_rows import RowFault, overrides
from xlsales.core.record import Ref
from xlsales.core.rule import Finding
from xlsales.core.rulebook import shipped
from xlsales.core.values import dataclass
from xlsales.hosts.base import Unreadable
from xlsales.hosts.files.safe import read_one
from xlsales.settings import FILE, Settings
from xlsales.tables.parameters import POLICY_VALUES, PolicyValue

VALUES = f"{POLICY_VALUES.kind}.xlsx"
MOST_WORDS = 12
DEADLINES = {"weekly_report": ("C7.1", "time"), "end_of_work": ("C1.4", "time")}


@dataclass(frozen=True)
class PolicyInForce:
    """The policy of a folder, the findings that kept its own values out, and where those stand."""

    policy: Policy
    findings: tuple[Finding, ...] = ()
    workbook: Path | None = None


def policy_of(folder: Path, settings: Settings) -> PolicyInForce:
    """The shipped policy with the department's deadlines and its 制度参数.xlsx laid over it.

    The workbook lies in the folder or beside the settings file. While it has a fault it is refused
    as a whole.
    """
    policy = shipped().with_values(_deadlines(shipped(), settings))
    places = (folder, settings.path.parent if settings.path else folder)
    path = next((p / VALUES for p in places if (p / VALUES).is_file()), None)
    if path is None:
        return PolicyInForce(policy)
    values, findings = stated_values(path, policy)
    kept = policy if findings else policy.with_values(values)
    return PolicyInForce(kept, findings, path)


def _deadlines(policy: Policy, settings: Settings) -> Iterator[Override]:
    for name, clock in settings.deadlines.items():
        id, parameter = DEADLINES[name]
        since = policy.history(id)[0].since
        yield Override(id, parameter, time.fromisoformat(clock), since, FILE)


def stated_values(path: Path, policy: Policy) -> tuple[tuple[Override, ...], tuple[Finding, ...]]:
    """The values that a workbook states, and what is wrong with it at its cells."""
    try:
        reading = read(read_one(path, path.name), (POLICY_VALUES,), policy)
    except Unreadable as error:
        return (), (Finding(Ref(path.name, "", 1, "A"), str(error), code="T-type"),)
    rows = reading.records[PolicyValue]
    values, faults = overrides(policy, rows)
    wrong = (_fault(rows[f.row], f, policy) for f in faults)
    return values, (*reading.findings, *wrong)


def _fault(row: PolicyValue, fault: RowFault, policy: Policy) -> Finding:
    clause = policy.latest(row.clause) if row.clause in policy.ids else None
    value = text_of(getattr(row, fault.field))
    return Finding(row.at(fault.field), fault.message, clause, value, code="T-range")


def linted(path: Path) -> tuple[Finding, ...]:
    """What is wrong with a workbook of policy values."""
    return stated_values(path, shipped())[1]


def changes(before: date, after: date, policy: Policy) -> tuple[str, ...]:
    """What the policy changed between two days, a line each."""
    return tuple(
        f"{c.clause} {c.parameter}：{c.before} → {c.after}（自{c.since}起）"
        for c in diff_days(policy, before, after)
    )
