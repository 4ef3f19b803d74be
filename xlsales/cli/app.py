"""The commands: each reads its arguments, calls one action and prints what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xlsales.cli.chinese import Command, Group
from xlsales.cli.output import emit, exit_status, progress, say, say_findings

HELP_NAMES = {"help_option_names": ["--help", "-h"]}

app = typer.Typer(
    cls=Group,
    help="客户部表格：按公司制度检查、汇总、核算。",
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings=HELP_NAMES,
)

Folder = Annotated[Path, typer.Argument(metavar="文件夹", help="部门的文件夹，子文件夹里的也读")]
Files = Annotated[list[Path], typer.Argument(metavar="文件...", help="一个或多个工作簿")]
AsJson = Annotated[bool, typer.Option("--json", help="在标准输出打印一个JSON对象，不打印别的")]
On = Annotated[
    str, typer.Option("--on", metavar="时间", help="当作在这一时刻运行，如2012-04-30T08:50")
]
JournalFile = Annotated[
    Path | None, typer.Option("--journal", metavar="文件", help="另用一个提交台账")
]
Output = Annotated[Path | None, typer.Option("--output", metavar="路径", help="结果写到哪里")]


Week = Annotated[
    str, typer.Option("--week", metavar="周一", help="哪一周，写周一的日期；默认上一周")
]


@app.command(cls=Command, help="检查工作簿：在标好的副本里指出每个问题和它依据的条款。")
def check(files: Files, output: Output = None, on: On = "", as_json: AsJson = False) -> int:
    """Check workbooks and write marked copies."""
    from xlsales.actions.asked import asked
    from xlsales.actions.check import check as check_files
    from xlsales.actions.report import as_json as report

    checked, copies = check_files(asked(files[0].parent, on), files, output)
    if as_json:
        emit({**report("check", checked), "output": [str(path) for path in copies]})
    else:
        say(*(f"{f.file}：{f.verdict.label} {f.reason}".rstrip() for f in checked.files))
        say_findings(checked.findings)
        say(*(f"标好的副本：{path}" for path in copies))
    return exit_status(checked.findings)


@app.command(cls=Command, help="汇总周报：读文件夹里的全部表格，写出周例会材料。")
def consolidate(  # noqa: PLR0913 - one argument for each option
    folder: Folder,
    week: Week = "",
    on: On = "",
    output: Output = None,
    journal: JournalFile = None,
    as_json: AsJson = False,
) -> int:
    """Write the Monday meeting pack of a week."""
    from xlsales.actions.asked import asked
    from xlsales.actions.consolidate import consolidate as consolidate_week
    from xlsales.actions.report import as_json as report

    with progress("读取工作簿") as step:
        department, path = consolidate_week(asked(folder, on, journal), week, output, step)
    if as_json:
        emit({**report("consolidate", department), "output": str(path)})
    else:
        say_findings(department.findings)
        say(*department.summary, f"周例会材料：{path}")
    return exit_status(department.findings)


@app.command(cls=Command, help="解释一个问题编码或一条制度：查什么、数值、从何时起、依据哪一条。")
def explain(
    code: Annotated[str, typer.Argument(metavar="编码", help="如C6.2-approver、C6.2、T-type")],
    on: On = "",
) -> int:
    """Say what a code or clause means."""
    from xlsales.actions.asked import today
    from xlsales.actions.policy import explained, policy_of
    from xlsales.settings import load

    day = today(on)
    for line in explained(code, policy_of(load(Path())), day):
        print(line)
    return 0
