"""Texts made equal for comparing: width, traditional and simplified, case and white space."""

from __future__ import annotations

import os.path
import re
from typing import Any

_PLACE = os.path.join(os.path.dirname(__file__), "data", "fold.txt")
_MARKS = re.compile(r"[\W_]+")


def _table(path: str) -> dict[int, Any]:
    """The folding table of a file: what is removed, one to one, one to many."""
    with open(path, encoding="utf-8", newline="\n") as file:
        removed, before, after, several = file.read().split("\n")[:4]
    table: dict[int, Any] = str.maketrans(before, after, "".join(map(_character, removed.split())))
    table.update((ord(text[0]), text[1:]) for text in several.split("\t"))
    return table


def _character(code: str) -> str:
    return chr(int(code, 16))


_TABLE = _table(_PLACE)


def fold(text: str) -> str:
    """The text in half width, simplified, lower case and without any white space."""
    return text.translate(_TABLE)


def squeeze(text: str) -> str:
    """The folded text without punctuation: letters, digits and Chinese characters only."""
    return _MARKS.sub("", fold(text))
