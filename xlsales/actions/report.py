"""A department as the JSON object that other programs read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xlsales import __version__
from xlsales.actions.department import Department, SeenFile
from xlsales.core.record import Ref
from xlsales.core.rule import Finding
from xlsales.tables.conflicts import Conflict, Side
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


def conflict_json(conflict: Conflict) -> dict[str, Any]:
    """A conflict as other programs read it."""
    ruling = conflict.ruling
    return {
        "id": conflict.id,
        "score": float(conflict.score),
        "likeness": conflict.likeness.value,
        "reason": conflict.reason,
        "members": [_member(side) for side in conflict.sides],
        "proposal": conflict.proposal,
        "proposed": conflict.owner or None,
        "ruling": ruling
        and {
            "owner": ruling.owner,
            "by": ruling.by,
            "reason": ruling.reason,
            "moment": ruling.moment.isoformat(timespec="minutes"),
            "news": list(conflict.news),
        },
    }


def _submission(status: SubmissionStatus) -> dict[str, Any]:
    return {
        "person": status.person,
        "week": status.week.isoformat(),
        "status": STATUS[status.status],
        "log": STATUS[status.log],
    }


def _member(side: Side) -> dict[str, Any]:
    days = {"first_claimed": side.claimed, "credible": side.credible, "last_contact": side.last}
    return {
        "person": side.person,
        "partners": list(side.partners),
        "customer": side.customers[0],
        "customers": list(side.customers),
        **cell_json(side.where),
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "first_seen": side.seen.isoformat(timespec="minutes"),
        "imported": side.imported,
        "contacts": side.contacts,
        "longest_gap": side.longest_gap,
        "backdated": [{**cell_json(e.where), "why": e.explain} for e in side.explanations],
    }
