"""Words typed behind a command, taken as the values of its parameters."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

REQUIRED = object()
"""The default of a parameter that has none."""
WANTED = ("后面不写值", "后面要写一个值", "后面要写两个值")
"""What to write behind an option, by how many words it takes."""


class Unusable(Exception):
    """What was typed is no command; the message says what is wrong with it."""


class Stated(NamedTuple):
    """How a parameter is written: the name of an option, what it takes, what it means."""

    option: str
    metavar: str
    help: str

    @property
    def takes(self) -> int:
        """How many words stand behind the option."""
        return len(self.metavar.split())


class Parameter(NamedTuple):
    """A parameter of a command: how it is written, and how argparse is to take its words."""

    name: str
    stated: Stated
    how: Mapping[str, Any]
    default: Any

    @property
    def shown(self) -> str:
        """The parameter as a help page shows it; what may be left out is in brackets."""
        name = self.stated.option or self.stated.metavar
        is_needed = self.default is REQUIRED
        return name if is_needed else f"[{name}]"


def values(parameters: Sequence[Parameter], words: Sequence[str]) -> Mapping[str, Any]:
    """The value of each parameter; Unusable says which word is wrong or missing."""
    options, rest = _taken([p for p in parameters if p.stated.option], words)
    arguments, rest = _taken([p for p in parameters if not p.stated.option], rest)
    if rest and rest[0].startswith("-"):
        raise Unusable(f"没有选项“{rest[0].partition('=')[0]}”")
    if rest:
        raise Unusable(f"多出了参数“{' '.join(rest)}”")
    found = options | arguments
    for name, (option, metavar, _), _, _ in parameters:
        if found[name] is REQUIRED:
            raise Unusable(f"缺少选项“{option}”" if option else f"缺少参数“{metavar}”")
    return found


def _taken(
    parameters: Iterable[Parameter], words: Sequence[str]
) -> tuple[dict[str, Any], list[str]]:
    """The values of some parameters, and the words that are none of theirs.

    Options are taken alone, as they may stand among the words of a list. Nothing is required of
    argparse, which would ask for it in English.
    """
    from argparse import ArgumentError, ArgumentParser

    parser = ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    for name, stated, how, default in parameters:
        parser.add_argument(*filter(None, stated[:1]), dest=name, default=default, **how)
    try:
        found, rest = parser.parse_known_args(words)
    except ArgumentError as wrong:
        [stated] = [p.stated for p in parameters if p.stated.option == wrong.argument_name]
        raise Unusable(f"选项“{stated.option}”{WANTED[stated.takes]}") from wrong
    return vars(found), rest


def expanded(words: Iterable[str], system: str = os.name) -> list[str]:
    """The words with the files that a pattern means, which only Windows leaves to the program."""
    if system != "nt":
        return list(words)
    from glob import glob

    return [name for word in words for name in sorted(glob(word)) or [word]]
