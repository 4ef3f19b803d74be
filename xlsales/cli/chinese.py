"""The command line's own words in Chinese: help pages and usage errors."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

ORDER = (
    "demo", "check", "consolidate", "conflicts", "decide", "close-month", "what-if", "forms",
    "adopt", "template", "explain", "policy", "journal", "addin", "calc", "doctor",
)  # fmt: skip
HELP = (
    ("Usage: ", "用法："),
    ("Options:", "选项："),
    ("Arguments:", "参数："),
    ("Commands:", "命令："),
    ("Show this message and exit.", "显示本帮助并退出。"),
    ("[OPTIONS]", "[选项]"),
    ("COMMAND [ARGS]...", "命令 [参数]..."),
    ("[required]", "[必填]"),
    ("[default: ", "[默认："),
)
ERRORS = (
    (r"Missing argument '(.+?)'\.?", r"缺少参数“\1”"),
    (r"Missing option '(.+?)'\.?", r"缺少选项“\1”"),
    (r"Missing command\.?", "没有写命令"),
    (r"No such option: (\S+)(?: .*)?", r"没有选项“\1”"),
    (r"No such command '(.+?)'\.?(?: .*)?", r"没有命令“\1”"),
    (r"Got unexpected extra arguments? \((.+?)\)", r"多出了参数“\1”"),
    (r"Option '(.+?)' requires .*", r"选项“\1”后面要写一个值"),
    (r"Option '(.+?)' does not take a value\.?", r"选项“\1”后面不写值"),
    (r"Invalid value for '(.+?)': (.*)", r"“\1”的值不对：\2"),
    (r"Invalid value: (.*)", r"值不对：\1"),
)


def help_in_chinese(text: str) -> str:
    """A help page with its fixed words in Chinese."""
    for english, chinese in HELP:
        text = text.replace(english, chinese)
    return text


def error_in_chinese(text: str) -> str:
    """A usage error in Chinese; one that is not known stays as it is."""
    for english, chinese in ERRORS:
        if found := re.fullmatch(english, text.strip(), re.DOTALL):
            return found.expand(chinese)
    return text


class Command(TyperCommand):
    """A command whose help is Chinese."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return help_in_chinese(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands whose help is Chinese."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return help_in_chinese(super().get_help(ctx))

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of the commands, in the order in which people need them."""
        order = {name: place for place, name in enumerate(ORDER)}
        return sorted(self.commands, key=lambda name: order.get(name, len(order)))
