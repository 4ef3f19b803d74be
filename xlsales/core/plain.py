"""Records as plain JSON values, and back: what the journal keeps of a row."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from itertools import groupby
from json.encoder import encode_basestring
from operator import attrgetter
from sys import intern
from typing import Any, TypeVar, get_args, get_type_hints

from xlsales.core.record import Place, Record, Ref
from xlsales.core.records import Records
from xlsales.core.values import dataclass

R = TypeVar("R", bound=Record)
MANY = 1 << 14
JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
WRITERS: Mapping[type, Callable[[Any], str]] = {
    str: encode_basestring,
    Decimal: '"%s"'.__mod__,
    bool: {False: "false", True: "true"}.__getitem__,
    type(None): {None: "null"}.__getitem__,
}
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
    fields = {
        name: None if (value := values[name]) is None else read(value)
        for name, read in readers(table).items()
        if name in values
    }
    return table(place=place, row=row, **fields)


def readers(table: type[Record]) -> Mapping[str, Callable[[Any], Any]]:
    """How each field of a table is read back; None only where the field may be so."""
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


@dataclass(frozen=True)
class Block:
    """Rows of one sheet, one after the other, and each field's values as JSON."""

    table: type[Record]
    place: Place
    numbers: Sequence[int]
    texts: Mapping[str, Sequence[str]]


@lru_cache(maxsize=1)
def blocks(records: Records) -> tuple[Block, ...]:
    """The records among some that were read; who asks next of the same ones gets the same."""
    rows = (one for one in records if isinstance(one, Record))
    return tuple(
        _block(list(alike)) for _, alike in groupby(rows, attrgetter("__class__", "place"))
    )


def _block(rows: Sequence[Record]) -> Block:
    names = [c.name for c in rows[0].columns]
    columns = zip(*map(attrgetter("row", *names), rows), strict=True)
    numbers = next(columns)
    texts = dict(zip(names, map(json_of, columns), strict=True))
    return Block(type(rows[0]), rows[0].place, numbers, texts)


def json_of(values: Sequence[Any]) -> list[str]:
    """Values as JSON, each in one way of writing; texts that come again are the same text."""
    kinds: list[Any] = list(map(type, values))
    if set(kinds) == {str}:
        texts = {value: encode_basestring(value) for value in set(values)}
        return [texts[value] for value in values]
    if len(set(kinds)) == 1:
        return list(map(_writer(kinds[0]), values))
    return [_writer(kind)(value) for kind, value in zip(kinds, values, strict=True)]


@cache
def _writer(kind: Any) -> Callable[[Any], str]:
    """How values of a type are written as JSON; days and moments come again and again."""
    if kind in WRITERS:
        return WRITERS[kind]
    if issubclass(kind, Enum):
        return {one: JSON.encode(one.value) for one in kind}.__getitem__
    if issubclass(kind, (date, time)):
        return lru_cache(MANY)(lambda value: f'"{value.isoformat()}"')
    return lambda value: JSON.encode(plain(value))


def _reader(hint: Any) -> Callable[[Any], Any]:
    if hint is str:
        return intern
    return _reader_of(next((a for a in get_args(hint) if a is not type(None)), hint))


@cache
def _reader_of(kind: Any) -> Callable[[Any], Any]:
    """How values of a type are read back; most come again, in this row's column or another."""
    if kind is str:
        return lambda value: value and intern(value)
    if kind in (bool, int):
        return lambda value: value
    make = kind if issubclass(kind, Enum) else FROM_PLAIN[kind]

    def read(value: Any) -> Any:
        return None if value is None else make(value)

    return read if kind is Ref else lru_cache(MANY)(read)
