"""The commands about LibreOffice Calc: calc build, install, remove, status."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from xlsales.cli.command import Group, argument, command, option
from xlsales.cli.output import emit, say

Profile = Annotated[
    Path | None,
    option("--profile", "文件夹", "LibreOffice 的用户配置，默认为当前用户的"),
]
Target = Annotated[Path, option("--output", "文件", "扩展写到哪个文件")]


@command("生成扩展文件，可以发给别人安装。")
def build(output: Target = Path("xlsales.oxt")) -> int:
    """Write the extension."""
    from xlsales.calc.build import build as build_extension

    say(f"已生成：{build_extension(output)}")
    return 0


@command("装进 LibreOffice；请先关闭它的窗口。")
def install(profile: Profile = None) -> int:
    """Put the extension into LibreOffice."""
    from xlsales.calc import office

    office.install(profile)
    say("已装进 LibreOffice；下次打开 Calc 时可用")
    return 0


@command("从 LibreOffice 里去掉；请先关闭它的窗口。")
def remove(profile: Profile = None) -> int:
    """Take the extension out of LibreOffice."""
    from xlsales.calc import office

    say("已从 LibreOffice 去掉" if office.remove(profile) else "LibreOffice 里没有装这个扩展")
    return 0


@command("LibreOffice 里装的是哪一版。")
def status(profile: Profile = None) -> int:
    """Say which version is in place."""
    from xlsales.calc import office

    version = office.installed_version(profile)
    say(f"LibreOffice 里装着{version}版" if version else "LibreOffice 里没有装这个扩展")
    return 0 if version else 1


@command("检查打开的文档的副本，打印要作的标记。", hidden=True)
def marks(
    copy: Annotated[Path, argument("副本")],
    name: Annotated[str, option("--name", "文件名")],
    folder: Annotated[Path | None, option("--folder", "文件夹")] = None,
) -> int:
    """Print what Calc is to show in an open document."""
    from xlsales.calc.answers import marks as marks_of

    emit(marks_of(copy, name, folder))
    return 0


CALC = Group(
    "calc",
    "LibreOffice Calc 的扩展：函数、工具栏和菜单。",
    (build, install, remove, status, marks),
)
