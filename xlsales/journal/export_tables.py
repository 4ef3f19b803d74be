"""The journal as typed tables: the chain, the kept rows, and one table for each kind of row."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_type_hints

from xlsales.core.record import Record
from xlsales.journal.export import only_new
from xlsales.journal.parquet import Tables, tables

ENTRIES = {
    "seq": "BIGINT",
    "type": "VARCHAR",
    "seen": "TIMESTAMP",
    "imported": "BOOLEAN",
    "recorded": "TIMESTAMP",
    "file": "VARCHAR",
    "kind": "VARCHAR",
    "person": "VARCHAR",
    "period": "DATE",
    "sha256": "VARCHAR",
    "verdict": "VARCHAR",
    "payload": "VARCHAR",
    "previous": "VARCHAR",
    "hash": "VARCHAR",
}
ROWS = {
    "seq": "BIGINT",
    "ordinal": "BIGINT",
    "sheet_table": "VARCHAR",
    "sheet": "VARCHAR",
    "sheet_row": "BIGINT",
    "key": "VARCHAR",
    "content": "VARCHAR",
}
VERDICT = "json_extract(payload, '$.verdict')"
YUAN, EXACT = "DECIMAL(18,2)", "DECIMAL(38,18)"
TYPES = {int: "BIGINT", bool: "BOOLEAN", date: "DATE", datetime: "TIMESTAMP"}
HUMP = re.compile(r"(?<!^)(?=[A-Z])")


@contextmanager
def exported(
    connection: sqlite3.Connection, folder: Path, kinds: Iterable[type[Record]]
) -> Iterator[Tables]:
    """The journal's tables written to an empty or new folder, where more can be written.

    A kind of row has a table of its own where the journal has such rows.
    """
    only_new(folder)
    with tables(folder) as written:
        written.write("entries", ENTRIES, _entries(connection))
        written.write("rows", ROWS, _rows(connection))
        there = {sheet for (sheet,) in written.ask("select distinct sheet_table from rows")}
        for kind in kinds:
            if kind.table.sheet in there:
                written.derive(HUMP.sub("_", kind.__name__).lower(), typed(kind))
        yield written


def typed(kind: type[Record]) -> str:
    """The query that gives the kept rows of a kind, a typed column for each field."""
    hints = get_type_hints(kind)
    fields = [
        f"cast(content->>'{c.name}' as {sql_type(hints[c.name], c.kind.format)}) as \"{c.name}\""
        for c in kind.columns
    ]
    chosen = ", ".join(["seq", "sheet", "sheet_row", *fields])
    return f"select {chosen} from rows where sheet_table = '{kind.table.sheet}'"


def sql_type(hint: Any, format: str) -> str:
    """The SQL type of a field; what has none of its own is text.

    >>> sql_type(Decimal | None, "money"), sql_type(str, "text")
    ('DECIMAL(18,2)', 'VARCHAR')
    """
    plain = next((a for a in get_args(hint) if a is not type(None)), hint)
    if plain is Decimal:
        return YUAN if format == "money" else EXACT
    return TYPES.get(plain, "VARCHAR")


def _entries(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    chosen = ", ".join(VERDICT if name == "verdict" else name for name in ENTRIES)
    for row in connection.execute(f"select {chosen} from entry order by seq"):
        entry = dict(zip(ENTRIES, row, strict=True))
        recorded = datetime.fromisoformat(entry["recorded"])
        yield entry | {
            "imported": bool(entry["imported"]),
            "recorded": recorded.astimezone(UTC).replace(tzinfo=None).isoformat(),
        }


def _rows(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    query = "select seq, ordinal, sheet_table, sheet, number, key, content from row"
    for row in connection.execute(f"{query} order by seq, ordinal"):
        yield dict(zip(ROWS, row, strict=True))
