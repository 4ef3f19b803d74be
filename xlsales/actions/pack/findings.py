"""检查结果: every finding as a row with a link to its cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlsales.actions.department import in_order
from xlsales.actions.pack.parts import LEVELS
from xlsales.books.form import Form
from xlsales.books.page import Link, Page
from xlsales.core.rule import Finding, Level
from xlsales.tables.meeting import FindingRow

FORM = Form(
    FindingRow,
    levels=LEVELS,
    formats={"level": "choice", "message": "wrap", "clause": "wrap", "related": "wrap"},
    empty="没有发现问题。",
)


def findings_page(findings: Iterable[Finding], *lines: str | Link) -> Page:
    """The sheet 检查结果: the findings by gravity, then by file; `lines` stand above it."""
    ordered = in_order(tuple(findings))
    counted = "，".join(f"{level.value}{_count(ordered, level)}个" for level in Level)
    grid = FORM.grid(finding_row(finding) for finding in ordered)
    name = FindingRow.table.sheet
    return Page(name, name, (f"{counted}。点击位置可打开所在的单元格。", *lines), (grid,))


def finding_row(finding: Finding) -> FindingRow:
    """A finding as a row of the sheet."""
    return FindingRow(
        level=finding.level.value,
        code=finding.code,
        source=finding.where,
        value=finding.value,
        message=finding.message,
        clause=str(finding.clause) if finding.clause else "",
        related="\n".join(map(str, finding.related)),
    )


def _count(findings: Sequence[Finding], level: Level) -> int:
    return sum(finding.level is level for finding in findings)
