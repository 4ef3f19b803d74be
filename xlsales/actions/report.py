"""A department as the JSON object that other programs read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xlsales import __version__
from xlsales.actions.department import Department, SeenFile
from xlsales.actions.screening import conflict_json
from xlsales.core.record import Ref
from xlsales.core.rule import Finding
from xlsales.tables.conflicts import Conflict
from xlsales.tables.meeting import LogStatus, Punctuality, SubmissionStatus

STATUS = {
    Punctuality.ON_TIME: "on time",
    Punctuality.LATE: "late",
    Punctuality.MISSING: "missing",
    Punctuality.EMPTY: "empty",
    LogStatus.NOT_DUE: "not due",
    LogStatus.ON_TIME: "on time",
    LogStatus.LATE: "late",
    LogStatus.MISSING: "missing",
}


def as_json(command: str, department: Department) -> dict[str, Any]:
    """The whole result of a command over a folder."""
    return {
        "command": command,
        "version": __version__,
        "policy": department.policy.versions(),
        "moment": department.occasion.moment.isoformat(timespec="minutes"),
        "journal": dict(department.journal),
        "files": [file_json(f) for f in department.files],
        "findings": [finding_json(f) for f in department.findings],
        "submissions": [_submission(s) for s in department.records[SubmissionStatus]],
        "conflicts": [conflict_json(c) for c in department.records[Conflict]],
    }


def file_json(seen: SeenFile) -> dict[str, Any]:
    """One file and its verdict."""
    return {
        "file": seen.file,
        "verdict": seen.verdict.value,
        "kind": seen.kind,
        "reason": seen.reason,
        "rows": dict(seen.rows),
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """One finding with its cell and its clause."""
    return {
        "code": finding.code,
        "level": finding.level.value,
        "clause": finding.clause.id if finding.clause else "",
        "source": finding.clause.source if finding.clause else "",
        **cell_json(finding.where),
        "value": finding.value,
        "message": finding.message,
        "related": cells_json(finding.related),
    }


def cell_json(ref: Ref) -> dict[str, str]:
    """A cell as file, sheet and address."""
    return {"file": ref.book, "sheet": ref.sheet, "cell": ref.cell}


def cells_json(refs: Iterable[Ref]) -> list[dict[str, str]]:
    """Several cells."""
    return [cell_json(ref) for ref in refs]


def _submission(status: SubmissionStatus) -> dict[str, Any]:
    return {
        "person": status.person,
        "week": status.week.isoformat(),
        "status": STATUS[status.status],
        "log": STATUS[status.log],
    }
