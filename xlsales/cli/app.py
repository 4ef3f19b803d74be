"""The application, and the arguments and options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xlsales.cli.chinese import Group

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


def group(name: str, help: str) -> typer.Typer:
    """A new group of commands below the application."""
    made = typer.Typer(
        cls=Group,
        help=help,
        rich_markup_mode=None,
        add_completion=False,
        no_args_is_help=True,
        context_settings=HELP_NAMES,
    )
    app.add_typer(made, name=name)
    return made
