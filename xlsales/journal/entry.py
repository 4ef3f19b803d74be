"""A workbook as it is handed to the journal, and its rows as the journal keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from xlsales.core.plain import Block, blocks, from_plain, json_of
from xlsales.core.record import Place, Record
from xlsales.core.records import Records
from xlsales.core.values import dataclass
from xlsales.journal.chain import digest, root

KeptRow = tuple[str, str, int, str, str]
"""Table, sheet, row number, key and content of a row."""


@dataclass(frozen=True)
class Entry:
    """One workbook handed in: its path below the folder, whose and for when, and what it holds.

    `rows` counts the data rows of each sheet; of `records` only those that are rows are kept.
    Whoever knows the content's `sha256` may give it; where the journal has the content already,
    it does in place of it.
    """

    file: str
    content: bytes
    kind: str = ""
    person: str = ""
    period: date | None = None
    records: Records = field(default_factory=Records)
    rows: Mapping[str, int] = field(default_factory=dict, hash=False)
    verdict: str = "accepted"
    reason: str = ""
    sha256: str = ""

    @property
    def mark(self) -> str:
        """The SHA-256 of the content."""
        return self.sha256 or digest(self.content)


def rows_and_payload(entry: Entry) -> tuple[list[KeptRow], dict[str, Any]]:
    """The rows of an entry as the journal keeps them, and what the chain keeps of the whole."""
    read = blocks(entry.records)
    places = {block.place.sheet: block.place for block in read}
    rows = [row for block in read for row in _kept(block)]
    return rows, {
        "file": entry.file,
        "kind": entry.kind,
        "person": entry.person,
        "period": entry.period and entry.period.isoformat(),
        "sha256": entry.mark,
        "size": len(entry.content),
        "verdict": entry.verdict,
        "reason": entry.reason,
        "rows": dict(entry.rows),
        "kept": len(rows),
        "root": root(rows),
        "sheets": {
            sheet: {"columns": dict(place.columns), "fixed": dict(place.fixed)}
            for sheet, place in places.items()
        },
    }


def place_of(payload: Mapping[str, Any], sheet: str) -> Place:
    """Where the fields of a kept row stood."""
    kept = payload["sheets"].get(sheet, {"columns": {}, "fixed": {}})
    fixed = {name: (row, letters) for name, (row, letters) in kept["fixed"].items()}
    return Place(payload["file"], sheet, kept["columns"], fixed)


def record_of(table: type[Record], values: dict[str, Any], place: Place, number: int) -> Record:
    """The record that a kept row was made of."""
    return from_plain(table, values, place, number)


def keyed(rows: Iterable[Record]) -> Iterator[tuple[Record, str]]:
    """Rows, each with what makes it the same row in a later submission, as the journal keeps it."""
    for kind, some in groupby(rows, type):
        hashable: Any = kind
        alike = list(some)
        parts = (json_of(list(map(attrgetter(n), alike))) for n in _identity(hashable))
        yield from zip(alike, _listed(parts), strict=True)


def _kept(block: Block) -> list[KeptRow]:
    """Rows of one sheet as the journal keeps them; their content is their plain values' JSON."""
    hashable: Any = block.table
    names, form = _form(hashable)
    texts = block.texts.__getitem__
    contents = map(form.__mod__, zip(*map(texts, names), strict=True))
    keys = _listed(map(texts, _identity(hashable)))
    table, sheet = block.table.table.sheet, block.place.sheet
    rows = zip(block.numbers, keys, contents, strict=True)
    return [(table, sheet, number, key, content) for number, key, content in rows]


def _listed(columns: Iterable[Sequence[str]]) -> Iterator[str]:
    """What stands side by side in some columns, as JSON lists."""
    return (f"[{','.join(texts)}]" for texts in zip(*columns, strict=True))


@cache
def _form(table: Any) -> tuple[tuple[str, ...], str]:
    """The fields of a table in the order in which a row's content has them, and its form."""
    names = sorted(c.name for c in table.columns)
    content = ",".join(f'"{name}":%s' for name in names)
    return tuple(names), f"{{{content}}}"


@cache
def _identity(table: Any) -> tuple[str, ...]:
    """The fields that make a row of a table the same row later on."""
    return table.table.identity or tuple(c.name for c in table.columns if not c.labelled)
