"""A workbook as it is handed to the journal, and its rows as the journal keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

from xlsales.core.plain import from_plain, plain
from xlsales.core.record import Place, Record
from xlsales.core.values import dataclass
from xlsales.journal.chain import canonical, digest, quoted, root

MANY = 1 << 14
KeptRow = tuple[str, str, int, str, str]
"""Table, sheet, row number, key and content of a row."""


@dataclass(frozen=True)
class Entry:
    """One workbook handed in: its path below the folder, whose and for when, and what it holds.

    `rows` counts the data rows of each sheet; of `records` only those that are rows are kept.
    Where the journal has the content already, its `sha256` does in place of it.
    """

    file: str
    content: bytes
    kind: str = ""
    person: str = ""
    period: date | None = None
    records: Iterable[object] = ()
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
    records = [r for r in entry.records if isinstance(r, Record)]
    places = {r.place.sheet: r.place for r in records}
    rows = [_kept(r) for r in records]
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


def _kept(record: Record) -> KeptRow:
    """A row as the journal keeps it: `canonical` of its plain values, put together from parts."""
    kind: Any = type(record)
    values_of, content = _form(kind)
    texts = tuple(map(_canonical, values_of(record)))
    own = record.place.sheet
    return record.table.sheet, own, record.row, key_of(record), content % texts


def key_of(record: Record) -> str:
    """What makes a row the same row in a later submission, as the journal keeps it."""
    kind: Any = type(record)
    return f"[{','.join([_canonical(getattr(record, name)) for name in _identity(kind)])}]"


@cache
def _form(table: Any) -> tuple[Callable[[Record], Any], str]:
    """How a table's rows are kept: their values by name, and the form that these fill."""
    names = sorted(c.name for c in table.columns)
    content = ",".join(f'"{name}":%s' for name in names)
    return attrgetter(*names), f"{{{content}}}"


@cache
def _identity(table: Any) -> tuple[str, ...]:
    """The fields that make a row of a table the same row later on."""
    return table.table.identity or tuple(c.name for c in table.columns if not c.labelled)


def _canonical(value: object) -> str:
    """One value of a record as JSON; the frequent kinds the short way."""
    if value is None:
        return "null"
    if type(value) is str:
        return quoted(value)
    return f'"{value}"' if type(value) is Decimal else _repeated(value)


@lru_cache(maxsize=MANY, typed=True)
def _repeated(value: object) -> str:
    """A day, a choice, a count: few different ones, each in one way of writing."""
    return canonical(plain(value))
