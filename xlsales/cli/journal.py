"""Commands about the journal: log, verify, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xlsales.cli.app import AsJson, Folder, JournalFile, group
from xlsales.cli.chinese import Command
from xlsales.cli.output import emit, say

journal = group("journal", "提交台账：什么时候提交了什么，记录是否完整。")
Target = Annotated[Path, typer.Option("--output", metavar="文件夹", help="空的或新的文件夹")]
Anchor = Annotated[
    str, typer.Option("--anchor", metavar="链头", help="以前材料首页上印的链头，用来发现截断或重写")
]


@journal.command(cls=Command, help="列出提交台账里的每一条。")
def log(folder: Folder = Path(), journal: JournalFile = None, as_json: AsJson = False) -> int:
    """List what was submitted when."""
    from xlsales.actions.journal import entries, line, opened

    with opened(folder, journal) as book:
        listed = entries(book)
    if as_json:
        emit({"command": "journal log", "entries": listed})
    else:
        for entry in listed:
            print(line(entry))
    return 0


@journal.command(cls=Command, help="核对提交台账：有没有被改动、截断或替换。")
def verify(folder: Folder = Path(), journal: JournalFile = None, anchor: Anchor = "") -> int:
    """Check the chain."""
    from xlsales.actions.journal import opened, verified

    with opened(folder, journal) as book:
        head, problems = verified(book, anchor)
    say(*problems, f"链头 {head}", "提交台账有问题" if problems else "提交台账完整")
    return int(bool(problems))


@journal.command(cls=Command, help="把提交过的文件和清单导出到一个空文件夹，便于移交。")
def export(target: Target, folder: Folder = Path(), journal: JournalFile = None) -> int:
    """Write all submitted files and the listing."""
    from xlsales.actions.journal import opened

    with opened(folder, journal) as book:
        count = book.export(target)
    say(f"已导出{count}个文件到 {target}")
    return 0
