"""Commands for Excel: addin build, install, remove, status; doctor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from xlsales.cli.command import Group, command, option
from xlsales.cli.output import say

Target = Annotated[Path, option("--output", "路径", "写到哪里")]


@command("生成 Excel 插件 xlsales.xlam，供拷到别的电脑上查看。")
def build(output: Target = Path()) -> int:
    """Write the add-in."""
    from xlsales.addin.install import build as write
    from xlsales.addin.machine import this_machine

    say(f"已生成：{write(this_machine(), output)}")
    return 0


@command("安装 Excel 插件：放进 Excel 的启动文件夹，写明用哪个 Python。")
def install() -> int:
    """Install the add-in for this person."""
    from xlsales.addin.install import install as put
    from xlsales.addin.machine import this_machine

    say(*put(this_machine()))
    return 0


@command("删除 Excel 插件和它的配置。")
def remove() -> int:
    """Take the add-in away."""
    from xlsales.addin.install import remove as take
    from xlsales.addin.machine import this_machine

    say(*take(this_machine()))
    return 0


@command("查看 Excel 插件装在哪里、版本对不对。")
def status() -> int:
    """Say how the installation stands."""
    from xlsales.addin.install import status as stands
    from xlsales.addin.machine import this_machine

    say(*stands(this_machine()))
    return 0


@command("诊断：Excel 插件和 LibreOffice 扩展为什么不能用，每个原因怎么办。")
def doctor() -> int:
    """Find what is wrong with the installation."""
    from xlsales.addin.doctor import diagnose, told
    from xlsales.addin.machine import this_machine
    from xlsales.calc.office import calc_ailments

    faults, ailments = diagnose(this_machine()), tuple(calc_ailments())
    say(*told(faults), *(f"LibreOffice：{ailment}" for ailment in ailments))
    return int(bool(faults or ailments))


ADDIN = Group("addin", "Excel 插件：生成、安装、删除、查看。", (build, install, remove, status))
