"""Commands about the journal: log, verify, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from xlsales.cli.app import AsJson, Folder, JournalFile
from xlsales.cli.command import Group, command, option
from xlsales.cli.output import emit, say

Target = Annotated[Path, option("--output", "文件夹", "空的或新的文件夹")]
AsParquet = Annotated[
    bool,
    option("--parquet", help="导出成Parquet数据表，供DuckDB、Spark等分析；见docs/大数据筛查.md"),
]
Anchor = Annotated[str, option("--anchor", "链头", "以前材料首页上印的链头，用来发现截断或重写")]


@command("列出提交台账里的每一条。")
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


@command("核对提交台账：有没有被改动、截断或替换。")
def verify(folder: Folder = Path(), journal: JournalFile = None, anchor: Anchor = "") -> int:
    """Check the chain."""
    from xlsales.actions.journal import opened, verified

    with opened(folder, journal) as book:
        head, problems = verified(book, anchor)
    say(*problems, f"链头 {head}", "提交台账有问题" if problems else "提交台账完整")
    return int(bool(problems))


@command("把提交过的文件和清单导出到一个空文件夹，便于移交。")
def export(
    target: Target,
    folder: Folder = Path(),
    journal: JournalFile = None,
    parquet: AsParquet = False,
    as_json: AsJson = False,
) -> int:
    """Write all submitted files and the listing, or the journal's tables."""
    from xlsales.actions.journal import opened

    with opened(folder, journal) as book:
        if parquet:
            from xlsales.actions.parquet import export_parquet

            files = export_parquet(book, target)
            told = "；".join(f"{name} {count}行" for name, count in files.items())
        else:
            files = {"submissions": book.export(target)}
            told = f"{files['submissions']}个文件"
    say(f"已导出到 {target}：{told}")
    if as_json:
        emit({"command": "journal export", "folder": str(target), "exported": files})
    return 0


JOURNAL = Group("journal", "提交台账：什么时候提交了什么，记录是否完整。", (log, verify, export))
