"""What a workbook was read as, in plain values, and back, so that nobody need read it again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any

from xlsales.books.read import Reading
from xlsales.core.filled import filled
from xlsales.core.plain import JSON, Block, blocks, plain, readers
from xlsales.core.policy import Clause, Policy
from xlsales.core.record import Blank, Place, Record, Ref, Unread, Workbook
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level

LAYOUTS = 256


def to_kept(reading: Reading) -> str:
    """A reading of a known kind of workbook as JSON: what it says, then its rows by columns."""
    assert reading.workbook
    rows = blocks(reading.records)
    unread, blank = reading.records[Unread], reading.records[Blank]
    assert sum(len(b.numbers) for b in rows) + len(unread) + len(blank) == len(reading.records)
    said = {
        "kind": reading.workbook.kind,
        "fields": {name: plain(value) for name, value in reading.fields.items()},
        "rows": dict(reading.rows),
        "unread": [
            [u.table.table.sheet, _place(u.place), u.row,
             {name: plain(value) for name, value in u.values.items()}]
            for u in unread
        ],
        "blank": [[one.table.table.sheet, _place(one.place)] for one in blank],
        "findings": [_finding(finding) for finding in reading.findings],
    }  # fmt: skip
    return _listed([JSON.encode(said), *map(_block, rows)])


def from_kept(
    kept: list[Any], book: str, workbooks: tuple[Workbook, ...], policy: Policy
) -> Reading:
    """The reading that `to_kept` wrote of a workbook of this name, by the same policy."""
    said, *rows = kept
    kinds, tables = _named(workbooks)
    workbook = kinds[said["kind"]]
    records = (one for block in rows for one in _records(block, tables, book))
    unread = (
        Unread(tables[sheet], _placed(place, book), row, _read(readers(tables[sheet]), values))
        for sheet, place, row, values in said["unread"]
    )
    blank = (Blank(tables[sheet], _placed(place, book)) for sheet, place in said["blank"])
    return Reading(
        workbook,
        _read(_labelled(workbook.tables), said["fields"]),
        Records((*records, *unread, *blank)),
        tuple(_found(finding, policy) for finding in said["findings"]),
        said["rows"],
    )


@lru_cache(LAYOUTS)
def _named(
    workbooks: tuple[Workbook, ...],
) -> tuple[Mapping[str, Workbook], Mapping[str, type[Record]]]:
    """Workbooks by their kind, and tables by their sheet."""
    tables = {table.table.sheet: table for w in workbooks for table in w.tables}
    return {w.kind: w for w in workbooks}, tables


@lru_cache(LAYOUTS)
def _labelled(tables: tuple[type[Record], ...]) -> Mapping[str, Callable[[Any], Any]]:
    """How the labelled fields of some tables are read back."""
    return {c.name: readers(table)[c.name] for table in tables for c in table.columns if c.labelled}


def _block(block: Block) -> str:
    """Rows of one sheet: table, place, row numbers, and each field's values, or the only one."""
    head = [block.table.table.sheet, _place(block.place), block.numbers]
    return _listed([JSON.encode(head), *map(_column, block.texts.values())])


def _column(texts: Sequence[str]) -> str:
    return _listed(texts[:1] if texts.count(texts[0]) == len(texts) else texts)


def _listed(texts: Iterable[str]) -> str:
    return f"[{','.join(texts)}]"


def _records(block: list[Any], tables: Mapping[str, type[Record]], book: str) -> list[Record]:
    (sheet, place, numbers), *columns = block
    table = tables[sheet]
    values = {
        name: map(read, column) if len(column) > 1 else repeat(read(column[0]))
        for (name, read), column in zip(readers(table).items(), columns, strict=True)
    }
    return filled(table, _placed(place, book), numbers, values)


def _read(read: Mapping[str, Callable[[Any], Any]], values: dict[str, Any]) -> dict[str, Any]:
    return {n: None if v is None else read[n](v) for n, v in values.items()}


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
