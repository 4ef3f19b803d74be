"""Records written as a grid: columns become fields, records become rows, references links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from enum import Enum
from functools import partial
from typing import Any, overload

from xlsales.books.page import Cell, Field, Formula, Grid, Link, Shaded
from xlsales.core.kinds import COMPANY
from xlsales.core.record import Column, Record, Ref
from xlsales.core.rule import Level
from xlsales.core.values import dataclass

SUM = "SUBTOTAL(109,{above})"
TOTAL = "合计"
MANY = 20_000
"""From so many records on, rows are made each time they are asked for."""

Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Form:
    """How the records of one table are shown as a grid.

    `source` is the heading of a last column with a link to the record's own cell, `omit` names
    the fields left out, `totals` those summed up in a last row. `levels` shades a cell by its
    value; `formats`, `widths`, `spans` and `choices` are given by field name; `empty` is the line
    that stands for no records.
    """

    table: type[Record]
    title: str = ""
    source: str = ""
    omit: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    levels: Mapping[Any, Level] = field(default_factory=dict)
    formats: Mapping[str, str] = field(default_factory=dict)
    widths: Mapping[str, int] = field(default_factory=dict)
    spans: Mapping[str, int] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    empty: str = ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that are shown."""
        return tuple(c for c in self.table.columns if c.name not in self.omit)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of the grid."""
        shown = tuple(self._field(column) for column in self.columns)
        return (*shown, Field(self.source, "link")) if self.source else shown

    def place(self, name: str) -> int:
        """The place of a field in the grid, from zero."""
        return [c.name for c in self.columns].index(name)

    def grid(self, records: Iterable[Record]) -> Grid:
        """The records as rows under the headings of their table."""
        shown = tuple(records)
        row = partial(self._row, names=[column.name for column in self.columns])
        total = self._total(shown) if self.totals and shown else None
        rows: Rows = _Made(shown, row, total)
        rows = list(rows) if len(shown) < MANY else rows
        return Grid(self.fields, rows, self.title, total=total is not None, empty=self.empty)

    def _field(self, column: Column) -> Field:
        kind = column.kind
        usual = "choice" if kind.choices else "company" if kind is COMPANY else kind.format
        format = self.formats.get(column.name, usual)
        return Field(
            column.heading,
            format,
            self.widths.get(column.name),
            self.choices.get(column.name, ()),
            note=column.note if column.name in self.choices else "",
            span=self.spans.get(column.name, 1),
        )

    def _row(self, record: Record, names: Sequence[str]) -> Sequence[Cell]:
        row = [self._cell(getattr(record, name)) for name in names]
        return [*row, link(own_cell(record), short=True)] if self.source else row

    def _cell(self, value: Any) -> Cell:
        """A field's value as it is written; what is not so stays empty."""
        if isinstance(value, Ref):
            return link(value)
        shown: Any = value.value if isinstance(value, Enum) else value
        if isinstance(value, bool):
            shown = "是" if value else None
        if isinstance(value, (Enum, str)) and value in self.levels:
            return Shaded(shown, self.levels[value])
        return None if shown == "" else shown

    def _total(self, records: Sequence[Record]) -> Sequence[Cell]:
        row: list[Cell] = []
        for column in self.columns:
            numbers = (getattr(record, column.name) or 0 for record in records)
            row.append(Formula(SUM, sum(numbers)) if column.name in self.totals else None)
        row[0] = TOTAL
        return [*row, None] if self.source else row


class _Made(Sequence[Sequence[Cell]]):
    """Rows that are made each time they are asked for: very many would take too much room."""

    def __init__(
        self,
        records: Sequence[Record],
        row: Callable[[Record], Sequence[Cell]],
        total: Sequence[Cell] | None,
    ) -> None:
        self._records, self._row, self._total = records, row, total

    def __len__(self) -> int:
        return len(self._records) + (self._total is not None)

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        yield from map(self._row, self._records)
        if self._total is not None:
            yield self._total

    @overload
    def __getitem__(self, place: int) -> Sequence[Cell]: ...

    @overload
    def __getitem__(self, place: slice) -> Rows: ...

    def __getitem__(self, place: int | slice) -> Sequence[Cell] | Rows:
        if isinstance(place, slice):
            own = range(len(self))[place]
            has_total = self._total is not None and len(self) - 1 in own
            records = self._records[place]
            return _Made(records, self._row, self._total if has_total else None)
        at = range(len(self))[place]
        return self._row(self._records[at]) if at < len(self._records) else self._total or ()


def own_cell(record: Record) -> Ref:
    """The cell that a record is known by: its first required one that is not labelled."""
    standing = [c for c in record.columns if c.name in record.place.columns]
    known = next((c for c in standing if c.required), next(iter(standing), None))
    return record.at(known.name if known else "")


def link(target: Ref, *, short: bool = False) -> Link:
    """A link that shows where it leads: workbook, sheet and cell; short leaves out the sheet.

    One that leads to a sheet of the same workbook shows the name of that sheet.
    """
    if not target.book:
        return Link(target.sheet, target)
    stem = target.book.rpartition("/")[2]
    stem = stem.rpartition(".")[0] or stem
    sheet = "" if short or not target.sheet else f"{target.sheet}!"
    return Link(f"{stem}!{sheet}{target.cell}" if target.sheet else stem, target)
