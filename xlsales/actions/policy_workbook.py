"""The policy written as a workbook, to be changed in a spreadsheet."""

from __future__ import annotations

from pathlib import Path

from xlsales.actions.refusal import Refusal
from xlsales.core.policy import Policy
from xlsales.core.policy_rows import rows as rows_of
from xlsales.hosts.files.atomic import replacing
from xlsales.hosts.files.templates import write_workbook
from xlsales.tables.parameters import POLICY_VALUES, PolicyValue


def write_values(path: Path, policy: Policy) -> Path:
    """Write the policy as a workbook of values, to be changed in a spreadsheet."""
    if path.exists():
        raise Refusal(f"{path}已经存在，没有覆盖；请先移走或换一个名字")
    fields = [c.name for c in PolicyValue.columns if c.name != "remark"]
    filled = [
        {**{name: getattr(row, name) for name in fields}, "remark": row.note}
        for row in rows_of(policy)
    ]
    return replacing(
        path, lambda draft: write_workbook(draft, POLICY_VALUES, {PolicyValue: filled})
    )
