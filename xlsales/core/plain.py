"""Records as plain JSON values, and back: what the journal keeps of a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from sys import intern
from typing import Any, TypeVar, get_args, get_type_hints

from xlsales.core.record import Place, Record, Ref

R = TypeVar("R", bound=Record)
FROM_PLAIN: Mapping[Any, Callable[[Any], Any]] = {
    Decimal: Decimal,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    time: time.fromisoformat,
    Ref: lambda parts: Ref(*parts),
}


def to_plain(record: Record) -> dict[str, Any]:
    """The fields of a record as text, numbers, booleans and None."""
    return {c.name: plain(getattr(record, c.name)) for c in record.columns}


def from_plain(table: type[R], values: dict[str, Any], place: Place, row: int) -> R:
    """The record that `to_plain` wrote; fields that the table has gained since stay empty."""
    fields = {name: read(values[name]) for name, read in readers(table).items() if name in values}
    return table(place=place, row=row, **fields)


def readers(table: type[Record]) -> Mapping[str, Callable[[Any], Any]]:
    """How each field of a table is read back."""
    hashable: Any = table
    return _readers(hashable)


@cache
def _readers(table: Any) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(table)
    return {c.name: _reader(hints[c.name]) for c in table.columns}


def plain(value: Any) -> Any:
    """One value of a record as text, number, boolean, None, or a cell as the list of its parts."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Ref):
        return [value.book, value.sheet, value.row, value.column]
    return str(value) if isinstance(value, Decimal) else value.isoformat()


def _reader(hint: Any) -> Callable[[Any], Any]:
    kind = next((a for a in get_args(hint) if a is not type(None)), hint)
    if kind is str:
        return lambda value: value and intern(value)  # other rows say the same
    if kind in (bool, int):
        return lambda value: value
    make = kind if issubclass(kind, Enum) else FROM_PLAIN[kind]
    return lambda value: None if value is None else make(value)
