"""Which table a sheet holds, where its headings stand, and which column is which field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from typing import Any

from xlsales.books.book import Sheet
from xlsales.books.headings import HeadingRow, heading_key, heading_rows, joined
from xlsales.core.fold import fold
from xlsales.core.record import Column, Record
from xlsales.core.values import dataclass

LIKELY = 0.7
FEWEST = 3
THOUSANDS = {"千": 10**3, "万": 10**4, "百万": 10**6, "亿": 10**8}
IN_THOUSANDS = re.compile(r"[(\[](千|万|百万|亿)元?[)\]]")


@dataclass(frozen=True, eq=False)
class Aliases:
    """A company's own words: for sheets, for headings of a sheet, for choices of a heading.

    `sheets` maps their sheet name to ours; `headings` and `choices` map by our sheet name and by
    our heading to a mapping from their word to ours.
    """

    sheets: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Located:
    """A sheet whose table is known: the row of its headings, the column of each field, and the
    headings of the required columns that it lacks."""

    table: type[Record]
    sheet: Sheet
    header: int
    columns: Mapping[str, int]
    missing: tuple[str, ...] = ()

    @property
    def scales(self) -> dict[str, int]:
        """The fields of money whose heading counts in thousands or more, such as 金额(万元)."""
        rows = self.sheet.rows[max(self.header - 1, 0) : self.header + 1]
        table: Any = self.table
        found = {}
        for name in (n for n in _amounts(table) if n in self.columns):
            index = self.columns[name]
            scales = [_scale(str(row[index])) for row in rows if index < len(row)]
            if any(scales):
                found[name] = [scale for scale in scales if scale][-1]
        return found


@lru_cache(maxsize=512)
def _amounts(table: Any) -> tuple[str, ...]:
    return tuple(c.name for c in table.columns if c.kind.format in ("money", "price"))


@lru_cache(maxsize=4096)
def _scale(heading: str) -> int:
    """What the heading's unit counts in; 0 where it names none of thousands or more."""
    units = IN_THOUSANDS.findall(fold(heading))
    return THOUSANDS[units[-1]] if units else 0


def locate(sheet: Sheet, tables: Iterable[type[Record]], aliases: Aliases) -> Located | None:
    """The table that the sheet holds, by its name and its headings; None where it holds none."""
    options: tuple[Any, ...] = tuple(tables)
    rows = heading_rows(sheet.rows, _words(options, aliases))
    named = fold(aliases.sheets.get(sheet.name, sheet.name))
    found = _found(rows, named, options, aliases)
    if not found:
        return None
    table, (header, columns), missing = found
    return Located(table, sheet, header, columns, missing)


Header = tuple[int, dict[str, int]]
"""The number of a row of headings, from zero, and the column of each field."""


@lru_cache(maxsize=1024)
def _found(
    rows: tuple[HeadingRow, ...], named: str, tables: tuple[Any, ...], aliases: Aliases
) -> tuple[type[Record], Header, tuple[str, ...]] | None:
    """The table, its row of headings and its columns, and the headings of those that it lacks; a
    department's sheets often look alike."""
    best, score = None, (0.0, 0.0)
    headers = _best_headers(rows, tables, aliases)
    called = _called(tables).get(named, ())
    for table in tables:
        header, columns = headers.get(table, (-1, {}))
        is_named = table in called
        if is_named or len(columns) >= FEWEST:
            missing = tuple(c.heading for c in required(table) if c.name not in columns)
            share = 1 - len(missing) / max(1, len(required(table)))
            reached = (is_named + share, len(columns))
            if (is_named or share >= LIKELY) and reached > score:
                best, score = (table, (header, columns), missing), reached
    return best


@lru_cache(maxsize=8)
def _called(tables: tuple[Any, ...]) -> Mapping[str, list[type[Record]]]:
    """The tables by each of their names, folded."""
    called: dict[str, list[type[Record]]] = {}
    for table in tables:
        for name in (table.table.sheet, *table.table.aliases):
            called.setdefault(fold(name), []).append(table)
    return called


@lru_cache(maxsize=512)
def required(table: Any) -> tuple[Column, ...]:
    """The columns that a sheet of the table must have."""
    return tuple(c for c in table.columns if c.required and not c.labelled)


@lru_cache(maxsize=8)
def _fields(
    tables: tuple[Any, ...], aliases: Aliases
) -> Mapping[str, list[tuple[type[Record], str]]]:
    """The table and the name of each field for which a word stands."""
    fields: dict[str, list[tuple[type[Record], str]]] = {}
    for table in tables:
        for word, name in heading_words(table, aliases).items():
            fields.setdefault(word, []).append((table, name))
    return fields


@lru_cache(maxsize=8)
def _words(tables: tuple[Any, ...], aliases: Aliases) -> frozenset[str]:
    return frozenset(_fields(tables, aliases))


def _best_headers(
    rows: Iterable[HeadingRow], tables: tuple[Any, ...], aliases: Aliases
) -> dict[type[Record], Header]:
    """For each table the row, alone or with the one above it, that holds most of its headings."""
    fields = _fields(tables, aliases)
    best: dict[type[Record], Header] = {}
    for number, row, above in rows:
        own = _columns(fields, row)
        both = _columns(fields, joined(row, above)) if "" in row or len(above) > len(row) else {}
        for table, alone in own.items():
            for columns in (alone, both.get(table, {})):
                if table not in best or len(columns) > len(best[table][1]):
                    best[table] = number, columns
    return best


def _columns(
    fields: Mapping[str, list[tuple[type[Record], str]]], row: Sequence[str]
) -> dict[type[Record], dict[str, int]]:
    """The column of each field of each table; where a heading stands twice, the first."""
    columns: dict[type[Record], dict[str, int]] = {}
    for index, key in enumerate(row):
        for table, name in fields.get(key, ()):
            columns.setdefault(table, {}).setdefault(name, index)
    return columns


def heading_words(table: type[Record], aliases: Aliases) -> dict[str, str]:
    """Every word that stands for a column of the table: our heading, our aliases, the company's."""
    hashable: Any = table
    return _words_for(hashable, aliases, labelled=False)


def label_words(table: type[Record], aliases: Aliases) -> dict[str, str]:
    """Every word that stands for a labelled field of the table."""
    hashable: Any = table
    return _words_for(hashable, aliases, labelled=True)


@lru_cache(maxsize=512)
def _words_for(table: Any, aliases: Aliases, *, labelled: bool) -> dict[str, str]:
    own = aliases.headings.get(table.table.sheet, {})
    words = {}
    for column in table.columns:
        if column.labelled is labelled:
            theirs = [w for w, ours in own.items() if ours == column.heading]
            for word in (*theirs, *column.aliases, column.heading):
                words[heading_key(word)] = column.name
    return words


def header_texts(sheet: Sheet, number: int, paired: bool) -> list[str]:
    """The texts of a row of headings; paired, an empty cell takes the text above it."""
    row = [v if isinstance(v, str) else "" for v in sheet.rows[number]]
    above = sheet.rows[number - 1] if paired and number else ()
    texts = [v if isinstance(v, str) else "" for v in above]
    return [text.strip() for text in joined(row, texts)]
