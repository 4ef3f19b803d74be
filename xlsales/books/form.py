"""Records written as a grid: columns become fields, records become rows, references links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cached_property, lru_cache
from itertools import groupby
from operator import attrgetter
from types import NoneType
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
AT_ONCE = 512


STANDING = {NoneType, int, float, Decimal, date, datetime, time}
"""The types of values that stand in a cell as they are."""

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

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns that are shown."""
        return tuple(c for c in self.table.columns if c.name not in self.omit)

    @cached_property
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
        total = self._total(shown) if self.totals and shown else None
        rows: Rows = _Made(self, shown, total)
        rows = list(rows) if len(shown) < MANY else rows
        return Grid(self.fields, rows, self.title, total=total is not None, empty=self.empty)

    def rows(self, records: Sequence[Record]) -> Iterator[Sequence[Cell]]:
        """The rows of some records, made column by column."""
        values = (list(map(attrgetter(column.name), records)) for column in self.columns)
        columns = [self._cells(some) for some in values]
        if self.source:
            columns.append(list(_sources(self.table, records)))
        return zip(*columns, strict=True)

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

    def _cells(self, values: Sequence[Any]) -> Sequence[Cell]:
        """The values of a column as they are written; what is the same one is made once."""
        kinds = set(map(type, values))
        if kinds <= STANDING:
            return values
        if kinds <= {str, NoneType} and self.levels.keys().isdisjoint(values):
            return [value or None for value in values]
        if kinds <= {Ref, NoneType}:
            return [value and link(value) for value in values]
        places = [*map(id, values)]
        made = {place: self._cell(v) for place, v in dict(zip(places, values, strict=True)).items()}
        return [made[place] for place in places]

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

    def __init__(self, form: Form, records: Sequence[Record], total: Sequence[Cell] | None) -> None:
        self._form, self._records, self._total = form, records, total

    def __len__(self) -> int:
        return len(self._records) + (self._total is not None)

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        for start in range(0, len(self._records), AT_ONCE):
            yield from self._form.rows(self._records[start : start + AT_ONCE])
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
            return _Made(self._form, self._records[place], self._total if has_total else None)
        at = range(len(self))[place]
        if at == len(self._records):
            return self._total or ()
        return next(self._form.rows(self._records[at : at + 1]))


def _sources(table: type[Record], records: Iterable[Record]) -> Iterator[Link]:
    """A link to the cell that each record is known by: its first required one, unlabelled."""
    for place, own in groupby(records, attrgetter("place")):
        standing = [c for c in table.columns if c.name in place.columns]
        known = next((c for c in standing if c.required), next(iter(standing), None))
        column = place.columns[known.name] if known else "A"
        rows = map(attrgetter("row"), own)
        yield from (link(Ref(place.book, place.sheet, row, column), short=True) for row in rows)


def link(target: Ref, *, short: bool = False) -> Link:
    """A link that shows where it leads: workbook, sheet and cell; short leaves out the sheet.

    One that leads to a sheet of the same workbook shows the name of that sheet.
    """
    if not target.book:
        return Link(target.sheet, target)
    way = _way(target.book, "" if short else target.sheet)
    return Link(f"{way}!{target.column}{target.row}" if target.sheet else way, target)


@lru_cache(maxsize=1024)
def _way(book: str, sheet: str) -> str:
    """The name of a book without its folders and its ending, and that of the sheet."""
    name = book.rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    return f"{stem}!{sheet}" if sheet else stem
