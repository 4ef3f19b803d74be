"""Help pages: how a command is called, what it does, what may be written behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from unicodedata import east_asian_width

from xlsales.cli.words import REQUIRED, Parameter

Lines = list[tuple[str, str]]
OF_HELP = ("-h, --help", "显示本帮助并退出。")


def command_page(called: str, help: str, parameters: Iterable[Parameter]) -> str:
    """The page of a command."""
    arguments = [p for p in parameters if not p.stated.option]
    options = [p for p in parameters if p.stated.option]
    words = " ".join([called, "[选项]", *(p.shown for p in arguments)])
    lines = [(f"{p.stated.option} {p.stated.metavar}".rstrip(), _about(p)) for p in options]
    return _page(
        words,
        help,
        {"参数": [(p.stated.metavar, _about(p)) for p in arguments], "选项": [*lines, OF_HELP]},
    )


def group_page(called: str, help: str, commands: Lines) -> str:
    """The page of a group of commands."""
    return _page(f"{called} 命令 [参数]...", help, {"选项": [OF_HELP], "命令": commands})


def _about(parameter: Parameter) -> str:
    """What a parameter means, whether it must be written, what holds where it is not."""
    default = parameter.default
    remark = "[必填]" if default is REQUIRED else f"[默认：{default}]" if default else ""
    return f"{parameter.stated.help}  {remark}".strip()


def _page(words: str, help: str, parts: Mapping[str, Lines]) -> str:
    shown = {name: _aligned(lines) for name, lines in parts.items() if lines}
    listed = "".join(f"\n{name}：\n{text}" for name, text in shown.items())
    return f"用法：{words}\n\n  {help}\n{listed}"


def _aligned(lines: Lines) -> str:
    widest = max(_width(name) for name, _ in lines)
    return "".join(f"  {name}{' ' * (widest - _width(name))}  {about}\n" for name, about in lines)


def _width(text: str) -> int:
    """The columns that a text takes in a terminal; a Chinese character takes two."""
    return sum(1 + (east_asian_width(c) in "WF") for c in text)
