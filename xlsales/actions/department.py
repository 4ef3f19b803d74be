"""A department's folder as it was read: a verdict for each file, records, findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, Occasion
from xlsales.core.submission import Whose
from xlsales.core.values import dataclass
from xlsales.settings import Settings


class Verdict(Enum):
    """What became of a file."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    QUARANTINED = "quarantined"
    IGNORED = "ignored"
    UNCHANGED = "unchanged"

    @property
    def label(self) -> str:
        """The verdict in the user's words."""
        return LABELS[self]

    @property
    def is_read(self) -> bool:
        """True when the file's rows are among the records."""
        return self in (Verdict.ACCEPTED, Verdict.UNCHANGED)


LABELS = {
    Verdict.ACCEPTED: "已读入",
    Verdict.REJECTED: "未读入",
    Verdict.QUARANTINED: "待人工查看",
    Verdict.IGNORED: "略过",
    Verdict.UNCHANGED: "已读入（未变）",
}


@dataclass(frozen=True)
class SeenFile:
    """One file of the folder: its path below it, what became of it and why, and what it holds."""

    file: str
    verdict: Verdict
    kind: str = ""
    reason: str = ""
    rows: Mapping[str, int] = field(default_factory=dict, hash=False)
    person: str = ""
    period: date | None = None
    sha256: str = ""

    @property
    def whose(self) -> Whose:
        """Which workbook it is a version of."""
        return self.kind, self.person, self.period


@dataclass(frozen=True)
class Department:
    """A folder read on an occasion. `records` holds what was read and what the rules made of it."""

    folder: Path
    occasion: Occasion
    settings: Settings
    policy: Policy
    files: tuple[SeenFile, ...]
    records: Records
    findings: tuple[Finding, ...] = ()
    journal: Mapping[str, Any] = field(default_factory=dict)

    def count(self, level: Level) -> int:
        """How many findings are of a level."""
        return sum(f.level is level for f in self.findings)

    @property
    def verdicts(self) -> dict[Verdict, int]:
        """How many files got each verdict; the counts add up to the files seen."""
        return {v: sum(f.verdict is v for f in self.files) for v in Verdict}

    @property
    def summary(self) -> tuple[str, ...]:
        """What was read, in a few lines, with every file that was not."""
        verdicts = "，".join(f"{v.label}{n}" for v, n in self.verdicts.items() if n)
        counted = f"：{verdicts}" if verdicts else ""
        rows = sum(sum(f.rows.values()) for f in self.files if f.verdict.is_read)
        return (
            f"文件 {len(self.files)} 个{counted}；数据 {rows} 行",
            *self._unread(),
            *(f"提交台账有问题：{problem}" for problem in self.journal.get("problems", ())),
        )

    def _unread(self) -> Iterator[str]:
        """A line for each file that was not read; one for those ignored for the same reason."""
        ignored: dict[str, list[str]] = {}
        for seen in self.files:
            if seen.verdict is Verdict.IGNORED:
                ignored.setdefault(seen.reason, []).append(seen.file)
            elif not seen.verdict.is_read:
                yield f"  {seen.file}：{seen.verdict.label}，{seen.reason}"
        for reason, (first, *others) in ignored.items():
            more = f"等{len(others) + 1}个" if others else ""
            yield f"  {first}{more}：{Verdict.IGNORED.label}，{reason}"


GRAVITY = {Level.ERROR: 0, Level.WARNING: 1, Level.NOTICE: 2}


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings by gravity, then by file, sheet and cell; each once."""
    return tuple(
        sorted(
            dict.fromkeys(findings),
            key=lambda f: (GRAVITY[f.level], f.where.book, f.where.sheet, f.where.row,
                           len(f.where.column), f.where.column, f.code),
        )
    )  # fmt: skip
