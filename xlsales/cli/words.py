"""Words typed behind a command, taken as the values of its parameters."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    """A parameter of a command: how it is written, and what is made of its words."""

    name: str
    stated: Stated
    kind: Callable[[str], Any]
    is_list: bool
    default: Any

    @property
    def shown(self) -> str:
        """The parameter as a help page shows it; what may be left out is in brackets."""
        name = self.stated.option or self.stated.metavar
        is_needed = self.default is REQUIRED
        return name if is_needed else f"[{name}]"

    def value(self, words: Sequence[str]) -> Any:
        """The value that some words state; an option that takes none is true where it stands."""
        made = [self.kind(word) for word in words] or [True]
        return made if self.is_list else made[0]


def values(parameters: Sequence[Parameter], words: Sequence[str]) -> Mapping[str, Any]:
    """The value of each parameter; Unusable says which word is wrong or missing."""
    found = {p.name: p.default for p in parameters}
    plain: list[str] = []
    for option, stated in _taken({p.stated.option: p for p in parameters}, words):
        if option:
            found[option.name] = option.value(stated)
        else:
            plain += stated
    for argument in (p for p in parameters if not p.stated.option):
        own = len(plain) if argument.is_list else 1
        if plain:
            found[argument.name], plain = argument.value(plain[:own]), plain[own:]
    if plain:
        raise Unusable(f"多出了参数“{' '.join(plain)}”")
    for p in parameters:
        if found[p.name] is REQUIRED:
            raise Unusable(f"缺少{'选项' if p.stated.option else '参数'}“{p.shown}”")
    return found


def _taken(
    options: Mapping[str, Parameter], words: Iterable[str]
) -> Iterator[tuple[Parameter | None, list[str]]]:
    """Each option with the words that it takes, and all other words without one.

    Behind -- no word is an option.
    """
    left = deque(words)
    while left and (word := left.popleft()) != "--":
        name, has_value, value = word.partition("=")
        if not _is_named(word):
            yield None, [word]
        elif name not in options:
            raise Unusable(f"没有选项“{name}”")
        else:
            takes = options[name].stated.takes
            behind = range(0 if has_value else takes)
            stated = [left.popleft() for _ in behind if left and not _is_named(left[0])]
            stated += [value] if has_value else []
            if len(stated) != takes:
                raise Unusable(f"选项“{name}”{WANTED[takes]}")
            yield options[name], stated
    yield None, list(left)


def _is_named(word: str) -> bool:
    """True for an option; a dash alone, or before several words, is a text."""
    return word.startswith("-") and len(word) > 1 and " " not in word


def expanded(words: Iterable[str], system: str = os.name) -> list[str]:
    """The words with the files that a pattern means, which only Windows leaves to the program."""
    if system != "nt":
        return list(words)
    from glob import glob

    return [name for word in words for name in sorted(glob(word)) or [word]]
