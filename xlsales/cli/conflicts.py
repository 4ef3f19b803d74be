"""Commands about conflicts over customers: conflicts, decide."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xlsales.cli.app import AsJson, Folder, JournalFile, On, Output, app
from xlsales.cli.chinese import Command
from xlsales.cli.output import emit, exit_status, progress, say

MOST = 20


@app.command(cls=Command, help="冲突筛查：哪些客户有几个客户经理在跟，各方的证据和归属建议。")
def conflicts(
    folder: Folder,
    on: On = "",
    output: Output = None,
    journal: JournalFile = None,
    as_json: AsJson = False,
) -> int:
    """Write the suspected conflicts with an evidence sheet for each."""
    from xlsales.actions.asked import asked
    from xlsales.actions.report import as_json as report
    from xlsales.actions.screening import lines, screen

    with progress("读取工作簿") as step:
        department, path = screen(asked(folder, on, journal), output, step)
    if as_json:
        emit({**report("conflicts", department), "output": str(path)})
    else:
        told = lines(department)
        say(*told[:MOST], *([f"…… 另有{len(told) - MOST}个"] if len(told) > MOST else []))
        say(f"共{len(told)}个，各方证据：{path}")
    return exit_status(department.findings)


@app.command(cls=Command, help="登记裁定：把总监对一个冲突的裁定记入提交台账。")
def decide(  # noqa: PLR0913 - one argument for each option
    id: Annotated[str, typer.Argument(metavar="编号", help="冲突的编号，如K1A2B3C")],
    owner: Annotated[
        str, typer.Option("--owner", metavar="姓名", help="客户归谁；或“不是同一客户”")
    ],
    by: Annotated[str, typer.Option("--by", metavar="姓名", help="裁定人")],
    reason: Annotated[str, typer.Option("--reason", metavar="文字", help="理由")],
    folder: Annotated[
        Path, typer.Option("--folder", metavar="文件夹", help="部门的文件夹；默认为当前文件夹")
    ] = Path(),
    on: On = "",
    journal: JournalFile = None,
) -> int:
    """Record a director's ruling."""
    from xlsales.actions.asked import asked
    from xlsales.actions.screening import rule_on
    from xlsales.tables.conflicts import Ruling

    wanted = asked(folder, on, journal)
    made = rule_on(wanted, Ruling(id, owner, by, reason, wanted.moment))
    say(f"已登记：{made.conflict} 归属 {made.owner}，{made.by}裁定，理由：{made.reason}")
    return 0
