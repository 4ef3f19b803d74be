"""制度参数: the values that a company states in a workbook, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

from xlsales.actions.refusal import present
from xlsales.books.read import read
from xlsales.core.kinds import text_of
from xlsales.core.policy import Override, Policy
from xlsales.core.policy_rows import RowFault, overrides
from xlsales.core.record import Ref
from xlsales.core.rule import Finding
from xlsales.core.rulebook import shipped
from xlsales.hosts.base import Unreadable
from xlsales.hosts.files.safe import read_one
from xlsales.tables.parameters import POLICY_VALUES, PolicyValue

UNKNOWN = f"没有认出《{PolicyValue.table.sheet}》这张表，一个值也没有读入"


def stated_values(path: Path, policy: Policy) -> tuple[tuple[Override, ...], tuple[Finding, ...]]:
    """The values that a workbook states, and what is wrong with it at its cells."""
    try:
        reading = read(read_one(path, path.name), (POLICY_VALUES,), policy)
    except Unreadable as error:
        return (), (Finding(Ref(path.name, "", 1, "A"), str(error), code="T-type"),)
    if reading.workbook is None:
        return (), (Finding(Ref(path.name, "", 1, "A"), UNKNOWN, code="T-column"),)
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
    present([path])
    return stated_values(path, shipped())[1]
