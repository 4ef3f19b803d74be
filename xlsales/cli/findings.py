"""What a command says of findings, and the exit status that they leave."""

from __future__ import annotations

from collections.abc import Sequence

from xlsales.cli.output import say
from xlsales.core.rule import Finding, Level

MOST_SHOWN = 20
LISTED = "见“检查结果”表"


def say_findings(findings: Sequence[Finding], where: str = LISTED) -> None:
    """Print the gravest findings, where all of them are, and how many there are of each level."""
    for finding in findings[:MOST_SHOWN]:
        basis = f"　依据 {finding.clause}" if finding.clause else ""
        say(f"{finding.level.value} {finding.code} {finding.where}", f"  {finding.message}{basis}")
    if len(findings) > MOST_SHOWN:
        say(f"…… 另有{len(findings) - MOST_SHOWN}个，{where}")
    say("  ".join(f"{level.value} {_count(findings, level)}" for level in Level))


def _count(findings: Sequence[Finding], level: Level) -> int:
    return sum(f.level is level for f in findings)


def exit_status(findings: Sequence[Finding]) -> int:
    """0 where nothing of level 错误 was found, else 1."""
    return int(_count(findings, Level.ERROR) > 0)
