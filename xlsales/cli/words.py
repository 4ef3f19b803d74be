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
    """A parameter of a command: how it is written, the type of its value, and whether it is a list.

    A flag is of type bool.
    """

    name: str
    stated: Stated
    kind: Any
    is_list: bool
    default: Any

    @property
    def shown(self) -> str:
        """The parameter as a help page shows it; what may be left out is in brackets."""
        name = self.stated.option or self.stated.metavar
        is_needed = self.default is REQUIRED
        return name if is_needed else f"[{name}]"


def values(parameters: Sequence[Parameter], words: Iterable[str]) -> Mapping[str, Any]:
    """The value of each parameter; Unusable says which word is wrong or missing."""
    found, rest = _options({p.stated.option: p for p in parameters if p.stated.option}, words)
    for one in parameters:
        if not one.stated.option and rest:
            found[one.name] = _value(one, rest)
            rest = [] if one.is_list else rest[1:]
    if rest:
        raise Unusable(f"多出了参数“{' '.join(rest)}”")
    for one in parameters:
        if found.setdefault(one.name, one.default) is REQUIRED:
            option = one.stated.option
            raise Unusable(f"缺少选项“{option}”" if option else f"缺少参数“{one.stated.metavar}”")
    return found


def _options(
    options: Mapping[str, Parameter], words: Iterable[str]
) -> tuple[dict[str, Any], list[str]]:
    """The values of the options that are written, and the words that are none of theirs."""
    found: dict[str, Any] = {}
    rest: list[str] = []
    left = list(words)
    while left:
        word = left.pop(0)
        name, joined, value = word.partition("=")
        if word == "--":
            return found, rest + left
        if name in options:
            option, takes = options[name], options[name].stated.takes
            given = [value] if joined else left[:takes]
            if len(given) != takes or (not joined and any(map(_is_option, given))):
                raise Unusable(f"选项“{name}”{WANTED[takes]}")
            found[option.name] = _value(option, given)
            left = left if joined else left[takes:]
        elif _is_option(word):
            raise Unusable(f"没有选项“{name}”")
        else:
            rest.append(word)
    return found, rest


def _is_option(word: str) -> bool:
    """True for what looks like an option, be there one of that name or not."""
    return word.startswith("-") and len(word) > 1 and " " not in word


def _value(parameter: Parameter, given: Sequence[str]) -> Any:
    """What the words given for a parameter mean."""
    if parameter.is_list:
        return list(map(parameter.kind, given))
    return parameter.kind is bool or parameter.kind(given[0])


def expanded(words: Iterable[str], system: str = os.name) -> list[str]:
    """The words with the files that a pattern means, which only Windows leaves to the program."""
    if system != "nt":
        return list(words)
    from glob import glob

    return [name for word in words for name in sorted(glob(word)) or [word]]
