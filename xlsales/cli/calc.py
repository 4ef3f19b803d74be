"""The commands about LibreOffice Calc: calc build, install, remove, status."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xlsales.cli.app import group
from xlsales.cli.chinese import Command
from xlsales.cli.output import emit, say

calc = group("calc", "LibreOffice Calc 的扩展：函数、工具栏和菜单。")
Profile = Annotated[
    Path | None,
    typer.Option("--profile", metavar="文件夹", help="LibreOffice 的用户配置，默认为当前用户的"),
]
Target = Annotated[Path, typer.Option("--output", metavar="文件", help="扩展写到哪个文件")]


@calc.command(cls=Command, help="生成扩展文件，可以发给别人安装。")
def build(output: Target = Path("xlsales.oxt")) -> int:
    """Write the extension."""
    from xlsales.calc.build import build as build_extension

    say(f"已生成 {build_extension(output)}")
    return 0


@calc.command(cls=Command, help="装进 LibreOffice；请先关闭它的窗口。")
def install(profile: Profile = None) -> int:
    """Put the extension into LibreOffice."""
    from xlsales.calc import office

    office.install(profile)
    say("已装进 LibreOffice；下次打开 Calc 时可用")
    return 0


@calc.command(cls=Command, help="从 LibreOffice 里去掉；请先关闭它的窗口。")
def remove(profile: Profile = None) -> int:
    """Take the extension out of LibreOffice."""
    from xlsales.calc import office

    say("已从 LibreOffice 去掉" if office.remove(profile) else "LibreOffice 里没有装这个扩展")
    return 0


@calc.command(cls=Command, help="LibreOffice 里装的是哪一版。")
def status(profile: Profile = None) -> int:
    """Say which version is in place."""
    from xlsales.calc import office

    version = office.installed_version(profile)
    say(f"LibreOffice 里装着{version}版" if version else "LibreOffice 里没有装这个扩展")
    return 0 if version else 1


@calc.command(cls=Command, hidden=True, help="检查打开的文档的副本，打印要作的标记。")
def marks(
    copy: Annotated[Path, typer.Argument(metavar="副本")],
    name: Annotated[str, typer.Option("--name", metavar="文件名")],
    folder: Annotated[Path | None, typer.Option("--folder", metavar="文件夹")] = None,
) -> int:
    """Print what Calc is to show in an open document."""
    from xlsales.calc.answers import marks as marks_of

    emit(marks_of(copy, name, folder))
    return 0
