"""Commands: plain functions, whose annotations say what is written behind their names.

argparse takes the words; what it would say itself is English, so that pages and errors are made
here. Typer would cost more to start than most commands take to run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import UnionType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from xlsales.cli.pages import command_page, group_page
from xlsales.cli.words import REQUIRED, Parameter, Stated, Unusable, values

HELP = frozenset(("--help", "-h"))
NOT_DONE = 2
"""The exit status of what could not be done."""


def argument(metavar: str, help: str = "") -> Stated:
    """Declare a parameter that stands behind the command without a name."""
    return Stated("", metavar, help)


def option(name: str, metavar: str = "", help: str = "") -> Stated:
    """Declare a parameter that is named, as in --week; without a `metavar` it takes no value."""
    return Stated(name, metavar, help)


class Command(NamedTuple):
    """A command: its name, what it does in the user's words, and the function that does it."""

    name: str
    help: str
    run: Callable[..., int]
    hidden: bool = False

    def parameters(self) -> tuple[Parameter, ...]:
        """What may be written behind the command."""
        code, defaults = self.run.__code__, self.run.__defaults__ or ()
        names = code.co_varnames[: code.co_argcount]
        known = dict(zip(reversed(names), reversed(defaults), strict=False))
        hints = get_type_hints(self.run, include_extras=True)
        return tuple(_parameter(name, hints[name], known) for name in names)

    def __call__(self, words: Sequence[str], called: str) -> int:
        """The exit status, called by some words with others behind them."""
        own = self.parameters()
        if not HELP.isdisjoint(words):
            print(command_page(called, self.help, own), end="")
            return 0
        try:
            stated = values(own, words)
        except Unusable as wrong:
            raise Unusable(f"{wrong}；用 {called} --help 查看用法") from wrong
        return self.run(**stated)


class Group(NamedTuple):
    """Commands under one name, in the order in which people need them."""

    name: str
    help: str
    commands: tuple[Command | Group, ...]
    hidden: bool = False

    def __call__(self, words: Sequence[str], called: str) -> int:
        """The exit status of the command that the words name."""
        name = next(iter(words), "")
        if not name or name in HELP:
            print(self.page(called), end="")
            return 0 if name else NOT_DONE
        for one in self.commands:
            if one.name == name:
                return one(words[1:], f"{called} {name}")
        raise Unusable(f"没有命令“{name}”；用 {called} --help 查看用法")

    def page(self, called: str) -> str:
        """The help page, with the commands that people use."""
        listed = [(one.name, one.help) for one in self.commands if not one.hidden]
        return group_page(called, self.help, listed)


def command(
    help: str, name: str = "", *, hidden: bool = False
) -> Callable[[Callable[..., int]], Command]:
    """Make a command of a function that returns an exit status."""
    return lambda run: Command(name or run.__name__.replace("_", "-"), help, run, hidden)


def _parameter(name: str, hint: Any, defaults: Mapping[str, Any]) -> Parameter:
    """A parameter from its annotation: Annotated[Path | None, option("--output", "路径")]."""
    kind, stated = hint.__origin__, hint.__metadata__[0]
    kind = kind.__args__[0] if isinstance(kind, UnionType) else kind
    how: dict[str, Any]
    if kind is bool:
        how = {"action": "store_true"}
    elif get_origin(kind) is list:
        how = {"type": get_args(kind)[0], "nargs": stated.takes if stated.option else "*"}
    else:
        how = {"type": kind, "nargs": None if stated.option else "?"}
    return Parameter(name, stated, how, defaults.get(name, REQUIRED))
