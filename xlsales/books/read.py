"""From workbook to records: rows that fit become records, the rest become findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any

from xlsales.books.book import Book
from xlsales.books.kind import kind_of, meant
from xlsales.books.labels import Fields, labelled_fields
from xlsales.books.locate import Aliases, locate
from xlsales.books.names import file_name_fields
from xlsales.books.rows import SheetReader, Skipped
from xlsales.core.policy import Policy
from xlsales.core.record import Blank, Record, Workbook
from xlsales.core.records import Records
from xlsales.core.rule import Finding
from xlsales.core.values import dataclass


@dataclass(frozen=True)
class Reading:
    """What one workbook was read as: its kind, its labelled fields, its records and findings.

    `rows` counts the data rows of each table, readable or not.
    """

    workbook: Workbook | None
    fields: Mapping[str, Any] = field(default_factory=dict)
    records: Records = field(default_factory=Records)
    findings: tuple[Finding, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)


def read(
    book: Book, workbooks: Sequence[Workbook], policy: Policy, aliases: Aliases | None = None
) -> Reading:
    """Read every known sheet of a workbook; `Reading.workbook` is None where no sheet is known."""
    words = aliases or Aliases()
    tables = tuple(dict.fromkeys(t for w in workbooks for t in w.tables))
    located = [one for sheet in book.sheets if (one := locate(sheet, tables, words))]
    if not located:
        return Reading(None)
    workbook = kind_of(book, workbooks, located)
    located = meant(located, workbook)
    fields, findings = labelled_fields(book, workbook, located, policy, words)
    from_name = file_name_fields(book.stem, workbook)
    dated: Fields = {**{name: (value, {}) for name, value in from_name.items()}, **fields}
    found = Records()
    rows: dict[str, int] = {}
    for one in located:
        reader = SheetReader(book.name, one, dated, policy.latest(one.table.table.clause), words)
        these = Records(reader.rows())
        seen = rows.get(one.table.table.sheet, 0) + len(these) - len(these[Finding])
        rows[one.table.table.sheet] = seen
        found += these if len(these) else [Blank(one.table, reader.place)]
    values = {name: value for name, (value, _) in fields.items()}
    records = found.without(Finding, Skipped)
    return Reading(workbook, values, records, (*findings, *found[Finding]), rows)


def tables_of(workbooks: Iterable[Workbook]) -> tuple[type[Record], ...]:
    """Every table of the workbooks, once."""
    return tuple(dict.fromkeys(t for w in workbooks for t in w.tables))
