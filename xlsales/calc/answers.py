"""What the program answers to Calc, which runs it as a child: the marks of a document's copy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xlsales.actions.asked import asked
from xlsales.actions.check import check_open
from xlsales.actions.refusal import Refusal
from xlsales.books.page import Page
from xlsales.core.rule import Finding, Level
from xlsales.hosts.calc.host import marks_of, plain
from xlsales.hosts.files.host import FileHost


def marks(copy: Path, name: str, folder: Path | None) -> dict[str, Any]:
    """The marks and pages of a document, checked by its copy, and what is to be said of them.

    `name` is that of the document; `folder` is where it lies, None where it was never saved.
    """
    shown: list[tuple[Sequence[Finding], Sequence[Page]]] = []

    def keep(findings: Sequence[Finding], pages: Sequence[Page]) -> None:
        shown.append((findings, pages))

    found = check_open(asked(folder or copy.parent), FileHost(copy, name), keep)
    seen = found.files[0]
    if not shown:
        raise Refusal(f"没有检查“{name}”，什么也没有改：{seen.reason}")
    findings, pages = shown[0]
    rows = f"“{name}”（{seen.kind}，{sum(seen.rows.values())}行）"
    counted = "，".join(f"{w.value}{sum(f.level is w for f in findings)}个" for w in Level)
    said = [f"已检查{rows}：{counted}。", "有问题的单元格标了颜色和批注，全部列在“检查结果”表。"]
    return {
        "said": said if findings else [f"已检查{rows}，没有发现问题。"],
        "marks": [list(one) for one in marks_of(findings)],
        "pages": [plain(page, name) for page in pages],
    }
