"""What a command prints: findings and summaries for people, one JSON object for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from xlsales.core.rule import Finding, Level

MOST_SHOWN = 20


def say(*lines: str) -> None:
    """Print lines for a person; they go where no program reads."""
    for line in lines:
        print(line, file=sys.stderr)


def emit(value: dict[str, Any]) -> None:
    """Print one JSON object, the only thing that stands on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def say_findings(findings: Sequence[Finding], most: int = MOST_SHOWN) -> None:
    """Print the gravest findings and how many there are of each level."""
    for finding in findings[:most]:
        say(f"  {finding}")
    if len(findings) > most:
        say(f"  …… 另有{len(findings) - most}个，见“检查结果”表")
    say("  ".join(f"{level.value} {_count(findings, level)}" for level in Level))


def _count(findings: Sequence[Finding], level: Level) -> int:
    return sum(f.level is level for f in findings)


def exit_status(findings: Sequence[Finding]) -> int:
    """0 where nothing of level 错误 was found, else 1."""
    return int(_count(findings, Level.ERROR) > 0)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar while a command works, where the terminal can show one."""
    if not sys.stderr.isatty():
        yield lambda done, total, name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total, name: bar.update(task, completed=done, total=total)
