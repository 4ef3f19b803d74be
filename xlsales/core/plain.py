"""Records as plain JSON values, and back: what the journal keeps of a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar, get_args, get_type_hints

from xlsales.core.record import Place, Record

R = TypeVar("R", bound=Record)
FROM_TEXT: Mapping[Any, Callable[[str], Any]] = {
    Decimal: Decimal,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    time: time.fromisoformat,
}


def to_plain(record: Record) -> dict[str, Any]:
    """The fields of a record as text, numbers, booleans and None."""
    return {c.name: _plain(getattr(record, c.name)) for c in record.columns}


def from_plain(table: type[R], values: dict[str, Any], place: Place, row: int) -> R:
    """The record that `to_plain` wrote; fields that the table has gained since stay empty."""
    hints = get_type_hints(table)
    fields = {
        c.name: _typed(values[c.name], hints[c.name]) for c in table.columns if c.name in values
    }
    return table(place=place, row=row, **fields)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value.isoformat()


def _typed(value: Any, hint: Any) -> Any:
    kind = next((a for a in get_args(hint) if a is not type(None)), hint)
    if value is None or kind in (str, bool, int):
        return value
    return kind(value) if issubclass(kind, Enum) else FROM_TEXT[kind](value)
