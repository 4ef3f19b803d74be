"""The chain: every entry's hash covers the entry and the hash of the one before it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import islice
from json.encoder import encode_basestring
from typing import Any

from xlsales.core.values import dataclass

GENESIS = sha256(b"xlsales journal 1").hexdigest()
PRINTED = re.compile(r"第(\d{1,18})条，校验值 ([0-9a-f]{16,64})")
ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
KEPT = (str, str, int, str, str)
MANY = 1 << 10
quoted = encode_basestring
"""`canonical` of a text."""

FIELDS = ("seq", "type", "seen", "imported", "recorded", "payload", "previous")


@dataclass(frozen=True)
class Head:
    """The last entry's number and hash: printed elsewhere, it anchors the whole chain."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"

    @property
    def printed(self) -> str:
        """The head as it is printed on a cover, from where `heads_in` reads it again."""
        return f"第{self.seq}条，校验值 {self.hash}"


@dataclass(frozen=True)
class Fact:
    """One entry of the chain, of whatever type."""

    seq: int
    type: str
    seen: datetime
    recorded: datetime
    imported: bool
    payload: Mapping[str, Any]
    hash: str


def heads_in(text: str) -> Iterator[Head]:
    """The heads that a text states as a cover prints them.

    >>> list(heads_in("提交台账：第3条，校验值 0123456789abcdef"))
    [Head(seq=3, hash='0123456789abcdef')]
    """
    return (Head(int(found[1]), found[2]) for found in PRINTED.finditer(text))


def canonical(value: object) -> str:
    """The one way of writing a plain value as JSON."""
    return ENCODER.encode(value)


def digest(content: bytes) -> str:
    """The SHA-256 of some content."""
    return sha256(content).hexdigest()


def entry_hash(fields: Mapping[str, Any]) -> str:
    """The hash of an entry from its fields, among them the hash of the one before."""
    return digest(canonical([fields[name] for name in FIELDS]).encode())


def root(rows: Iterable[Sequence[Any]]) -> str:
    """The hash of all rows of a submission in their order, each in canonical JSON on a line."""
    total, left = sha256(), iter(rows)
    while lines := "".join(map(_line, islice(left, MANY))):
        total.update(lines.encode())
    return total.hexdigest()


def _line(row: Sequence[Any]) -> str:
    """A row in canonical JSON: the kinds of value that the journal writes the short way."""
    if tuple(map(type, row)) != KEPT:
        return f"{canonical(list(row))}\n"
    table, sheet, number, key, content = row
    return f"[{quoted(table)},{quoted(sheet)},{number},{quoted(key)},{quoted(content)}]\n"
