"""Words typed behind a command, taken as the values of its parameters."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

REQUIRED = object()
"""The default of a parameter that has none."""


class Unusable(Exception):
    """What was typed is no command; the message says what is wrong with it."""


class Stated(NamedTuple):
    """How a parameter is written: the name of an option, what it takes, what it means."""

    option: str
    metavar: str
    help: str


class Parameter(NamedTuple):
    """A parameter of a command: how it is written, how many words it takes, what it makes of each.

    A list takes all the words that are left.
    """

    name: str
    stated: Stated
    make: Callable[[str], Any]
    takes: int
    is_list: bool
    default: Any

    @property
    def shown(self) -> str:
        """The parameter as a help page shows it; what may be left out is in brackets."""
        name = self.stated.option or self.stated.metavar
        is_needed = self.default is REQUIRED
        return name if is_needed else f"[{name}]"

    def value(self, words: Iterable[str]) -> Any:
        """The value that so many words state."""
        made = [self.make(word) for word in words]
        return made if self.is_list else made[0] if self.takes == 1 else tuple(made)


def values(parameters: Sequence[Parameter], words: Iterable[str]) -> Mapping[str, Any]:
    """The value of each parameter; Unusable says which word is wrong or missing."""
    options = {p.stated.option: p for p in parameters if p.stated.option}
    found: dict[str, Any] = {}
    free: deque[str] = deque()
    waiting = deque(words)
    while waiting:
        word = waiting.popleft()
        if word == "--":
            free += waiting
            break
        if word.startswith("-") and word != "-":
            name, is_joined, joined = word.partition("=")
            if name not in options:
                raise Unusable(f"没有选项“{name}”")
            one = options[name]
            found[one.name] = _joined(one, joined) if is_joined else _behind(one, waiting)
        else:
            free.append(word)
    found.update((p.name, p.value(_taken(p, free))) for p in parameters
                 if not p.stated.option and free)  # fmt: skip
    if free:
        raise Unusable(f"多出了参数“{' '.join(free)}”")
    return {p.name: found[p.name] if p.name in found else _default(p) for p in parameters}


def _joined(option: Parameter, word: str) -> Any:
    """The value of --option=word."""
    if option.takes != 1:
        raise Unusable(f"选项“{option.stated.option}”{_wanted(option)}")
    return option.value([word])


def _behind(option: Parameter, waiting: deque[str]) -> Any:
    """The value of an option in the words behind it, which are taken away."""
    if not option.takes:
        return True
    taken: list[str] = []
    while len(taken) < option.takes:
        if not waiting or waiting[0].startswith("--"):
            raise Unusable(f"选项“{option.stated.option}”{_wanted(option)}")
        taken.append(waiting.popleft())
    return option.value(taken)


def _wanted(option: Parameter) -> str:
    return f"后面要写{'一两'[option.takes - 1]}个值" if option.takes else "后面不写值"


def _taken(argument: Parameter, free: deque[str]) -> list[str]:
    """The words of an argument, which are taken away."""
    count = len(free) if argument.is_list else 1
    return [free.popleft() for _ in range(count)]


def _default(parameter: Parameter) -> Any:
    if parameter.default is REQUIRED:
        option, metavar, _ = parameter.stated
        raise Unusable(f"缺少选项“{option}”" if option else f"缺少参数“{metavar}”")
    return parameter.default


def expanded(words: Iterable[str], system: str = os.name) -> list[str]:
    """The words with the files that a pattern means, which only Windows leaves to the program."""
    if system != "nt":
        return list(words)
    from glob import glob

    return [name for word in words for name in sorted(glob(word)) or [word]]
