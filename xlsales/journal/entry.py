"""A workbook as it is handed to the journal, and its rows as the journal keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xlsales.core.plain import from_plain, to_plain
from xlsales.core.record import Place, Record
from xlsales.journal.chain import canonical, digest, root

KeptRow = tuple[str, str, int, str, str]
"""Table, sheet, row number, key and content of a row."""


@dataclass(frozen=True)
class Entry:
    """One workbook handed in: its path below the folder, whose and for when, and what it holds.

    `rows` counts the data rows of each sheet; of `records` only those that are rows are kept.
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
        "sha256": digest(entry.content),
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
    values = to_plain(record)
    own = [c.name for c in record.columns if not c.labelled]
    key = canonical([values[name] for name in record.table.identity or own])
    return record.table.sheet, record.place.sheet, record.row, key, canonical(values)
