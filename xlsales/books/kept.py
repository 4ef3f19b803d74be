"""What a workbook was read as, in plain values, and back, so that nobody need read it again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from xlsales.books.read import Reading
from xlsales.core.filled import filled
from xlsales.core.plain import plain, readers
from xlsales.core.policy import Clause, Policy
from xlsales.core.record import Blank, Place, Record, Ref, Unread, Workbook
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level

Plain = dict[str, Any]
LAYOUTS = 256


def to_kept(reading: Reading) -> Plain:
    """A reading of a known kind of workbook as plain values; its rows as columns."""
    assert reading.workbook
    records = [item for item in reading.records if isinstance(item, Record)]
    unread = [item for item in reading.records if isinstance(item, Unread)]
    blank = [item for item in reading.records if isinstance(item, Blank)]
    assert len(records) + len(unread) + len(blank) == len(reading.records)
    return {
        "kind": reading.workbook.kind,
        "fields": {name: plain(value) for name, value in reading.fields.items()},
        "rows": dict(reading.rows),
        "blocks": [_block(list(rows)) for _, rows in groupby(records, key=_block_of)],
        "unread": [
            [u.table.table.sheet, _place(u.place), u.row,
             {name: plain(value) for name, value in u.values.items()}]
            for u in unread
        ],
        "blank": [[one.table.table.sheet, _place(one.place)] for one in blank],
        "findings": [_finding(finding) for finding in reading.findings],
    }  # fmt: skip


def from_kept(kept: Plain, book: str, workbooks: Iterable[Workbook], policy: Policy) -> Reading:
    """The reading that `to_kept` wrote of a workbook of this name, by the same policy."""
    workbook = next(w for w in workbooks if w.kind == kept["kind"])
    tables = {table.table.sheet: table for w in workbooks for table in w.tables}
    labelled = {
        name: read
        for table in workbook.tables
        for name, read in readers(table).items()
        if table.column(name).labelled
    }
    records = (r for block in kept["blocks"] for r in _records(block, tables, book))
    unread = (
        Unread(tables[sheet], _placed(place, book), row, _read(readers(tables[sheet]), values))
        for sheet, place, row, values in kept["unread"]
    )
    blank = (Blank(tables[sheet], _placed(place, book)) for sheet, place in kept["blank"])
    return Reading(
        workbook,
        _read(labelled, kept["fields"]),
        Records((*records, *unread, *blank)),
        tuple(_found(finding, policy) for finding in kept["findings"]),
        kept["rows"],
    )


def _block_of(record: Record) -> tuple[str, int]:
    return record.table.sheet, id(record.place)


def _block(rows: Sequence[Record]) -> list[Any]:
    """Rows of one sheet: table, place, row numbers, and each field's values, or the only one."""
    columns = {c.name: _stated(list(map(attrgetter(c.name), rows))) for c in rows[0].columns}
    return [rows[0].table.sheet, _place(rows[0].place), [row.row for row in rows], columns]


def _stated(values: list[Any]) -> list[Any]:
    """The values of a field as plain ones; where all are equal, one."""
    if set(map(type, values)) != {str}:
        values = list(map(plain, values))
    return values[:1] if values.count(values[0]) == len(values) else values


def _records(block: list[Any], tables: Mapping[str, type[Record]], book: str) -> list[Record]:
    sheet, stated, numbers, columns = block
    table = tables[sheet]
    read = readers(table)
    values = {name: _values(column, read[name], len(numbers)) for name, column in columns.items()}
    return filled(table, _placed(stated, book), numbers, values)


def _values(column: list[Any], read: Callable[[Any], Any], count: int) -> list[Any]:
    """The values of a field in all rows; one that comes again is understood once."""
    known = {value: read(value) for value in set(column)}
    return [known[column[0]]] * count if len(column) == 1 else [known[value] for value in column]


def _read(read: Mapping[str, Callable[[Any], Any]], values: Plain) -> Plain:
    return {name: read[name](value) for name, value in values.items()}


def _place(place: Place) -> list[Any]:
    return [place.sheet, dict(place.columns), dict(place.fixed)]


def _placed(place: list[Any], book: str) -> Place:
    sheet, columns, fixed = place
    cells = {name: tuple(cell) for name, cell in fixed.items()}
    return Place(book, sheet, _letters(tuple(columns.items())), cells)


@lru_cache(maxsize=LAYOUTS)
def _letters(columns: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """The columns of a sheet; the many that are laid out alike share them."""
    return dict(columns)


def _finding(finding: Finding) -> list[Any]:
    clause = finding.clause
    return [
        plain(finding.where), finding.message, clause and [clause.id, clause.since.isoformat()],
        finding.value, finding.level.value, finding.code, [plain(ref) for ref in finding.related],
    ]  # fmt: skip


def _found(kept: list[Any], policy: Policy) -> Finding:
    where, message, clause, value, level, code, related = kept
    return Finding(
        Ref(*where), message, clause and _clause(clause, policy), value, Level(level), code,
        tuple(Ref(*ref) for ref in related),
    )  # fmt: skip


def _clause(kept: list[str], policy: Policy) -> Clause:
    id, since = kept
    return next(c for c in policy.history(id) if c.since.isoformat() == since)
