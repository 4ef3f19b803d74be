"""What a command prints: lines and a progress bar for people, one JSON object for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

MOST_LISTED = 12


def say(*lines: str) -> None:
    """Print lines for a person; they go where no program reads."""
    for line in lines:
        print(line, file=sys.stderr)


def say_made(what: str, paths: Iterable[Path]) -> None:
    """Print where files were written: each of a few, the folder and the number of many."""
    for folder, own in groupby(paths, lambda path: path.parent):
        written = list(own)
        if len(written) > MOST_LISTED:
            say(f"{what}{len(written)}个文件：{folder}")
        else:
            say(*(f"{what}：{path}" for path in written))


def emit(value: dict[str, Any]) -> None:
    """Print one JSON object, the only thing that stands on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


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
