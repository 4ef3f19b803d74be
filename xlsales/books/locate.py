"""Which table a sheet holds, where its headings stand, and which column is which field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from xlsales.books.book import Sheet, Value
from xlsales.core.fold import fold
from xlsales.core.record import Record

HEADINGS_WITHIN = 20
LIKELY = 0.7
FEWEST = 3
OTHER = "…"
THOUSANDS = {"千": 10**3, "万": 10**4, "百万": 10**6, "亿": 10**8}
IN_THOUSANDS = re.compile(r"[(\[](千|万|百万|亿)元?[)\]]")
DECORATION = re.compile(r"^[*:]+|(?:\([^()]*\)|\[[^\[\]]*\]|[*:])+$")


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
    """A sheet whose table is known: the row of its headings and the column of each field."""

    table: type[Record]
    sheet: Sheet
    header: int
    columns: Mapping[str, int]

    @property
    def scales(self) -> dict[str, int]:
        """The fields of money whose heading counts in thousands or more, such as 金额(万元)."""
        rows = self.sheet.rows[max(self.header - 1, 0) : self.header + 1]
        found = {}
        for column in self.table.columns:
            index = self.columns.get(column.name)
            if index is not None and column.kind.format in ("money", "price"):
                texts = (fold(str(row[index])) for row in rows if index < len(row))
                units = [u for text in texts for u in IN_THOUSANDS.findall(text)]
                if units:
                    found[column.name] = THOUSANDS[units[-1]]
        return found

    @property
    def missing(self) -> tuple[str, ...]:
        """The headings of the required columns that the sheet lacks."""
        return _missing(self.table, self.columns)


@lru_cache(maxsize=8192)
def heading_key(text: object) -> str:
    """A heading as it is compared: folded, without a unit in brackets, `*` or colon at its end.

    >>> heading_key("＊ 金额（元）*"), heading_key("客戶公司\\n名稱")
    ('金额', '客户公司名称')
    """
    folded = fold(text) if isinstance(text, str) else ""
    return DECORATION.sub("", DECORATION.sub("", folded)) or folded


HeadingRow = tuple[int, tuple[str, ...], tuple[str, ...]]
"""The number of a row, its keys, and those of the row above it."""


def locate(sheet: Sheet, tables: Iterable[type[Record]], aliases: Aliases) -> Located | None:
    """The table that the sheet holds, by its name and its headings; None where it holds none."""
    options = tuple(tables)
    named = fold(aliases.sheets.get(sheet.name, sheet.name))
    found = _found(_heading_rows(sheet, options, aliases), named, options, aliases)
    return Located(found[0], sheet, *found[1]) if found else None


@lru_cache(maxsize=1024)
def _found(
    rows: tuple[HeadingRow, ...], named: str, tables: tuple[Any, ...], aliases: Aliases
) -> tuple[type[Record], tuple[int, Mapping[str, int]]] | None:
    """The table, its row of headings and its columns; a department's sheets often look alike."""
    best, score = None, (0.0, 0.0)
    for table in tables:
        header, columns = _best_header(table, rows, aliases)
        is_named = named in {fold(n) for n in (table.table.sheet, *table.table.aliases)}
        if is_named or len(columns) >= FEWEST:
            share = 1 - len(_missing(table, columns)) / max(1, _required(table))
            reached = (is_named + share, len(columns))
            if (is_named or share >= LIKELY) and reached > score:
                best, score = (table, (header, columns)), reached
    return best


def _required(table: type[Record]) -> int:
    return sum(c.required and not c.labelled for c in table.columns)


def _missing(table: type[Record], columns: Mapping[str, int]) -> tuple[str, ...]:
    """The headings of the required columns that are not among those found."""
    required = (c for c in table.columns if c.required and not c.labelled)
    return tuple(c.heading for c in required if c.name not in columns)


def _heading_rows(
    sheet: Sheet, tables: tuple[type[Record], ...], aliases: Aliases
) -> tuple[HeadingRow, ...]:
    """Those of the first rows that hold a heading of any table; all other text is one mark."""
    words = _all_words(tables, aliases)
    keys = [
        tuple([key if not (key := _key(v)) or key in words else OTHER for v in row])
        for row in sheet.rows[:HEADINGS_WITHIN]
    ]
    rows = enumerate(zip(keys, ((), *keys), strict=False))
    return tuple((n, row, above) for n, (row, above) in rows if not words.isdisjoint(row))


def _key(value: Value) -> str:
    return heading_key(value) if isinstance(value, str) else ""


@lru_cache(maxsize=8)
def _all_words(tables: tuple[Any, ...], aliases: Aliases) -> frozenset[str]:
    """Every word that stands for a column of any of the tables."""
    return frozenset(word for table in tables for word in heading_words(table, aliases))


def _best_header(
    table: type[Record], rows: Iterable[HeadingRow], aliases: Aliases
) -> tuple[int, dict[str, int]]:
    """The row, alone or with the one above it, that holds the most headings of the table."""
    words = heading_words(table, aliases)
    best: tuple[int, dict[str, int]] = -1, {}
    for number, row, above in rows:
        if not words.keys().isdisjoint(row):
            for joined in (row, _joined(row, above)):
                columns = _columns(words, joined)
                if len(columns) > len(best[1]):
                    best = number, columns
    return best


def _joined(row: Sequence[str], above: Sequence[str]) -> Sequence[str]:
    """The row with each empty cell filled from the row above."""
    width = max(len(row), len(above))
    pairs = zip(_padded(row, width), _padded(above, width), strict=True)
    return [low or high for low, high in pairs]


def _padded(row: Sequence[str], width: int) -> Sequence[str]:
    return [*row, *[""] * (width - len(row))]


def _columns(words: Mapping[str, str], row: Sequence[str]) -> dict[str, int]:
    """The column of each field; where a heading stands twice, the first."""
    columns: dict[str, int] = {}
    for index, key in enumerate(row):
        if key in words:
            columns.setdefault(words[key], index)
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
    return [text.strip() for text in _joined(row, texts)]


def labels_above(located: Located) -> list[str]:
    """The texts above the headings that may be labels: those before a colon or a value."""
    rows = located.sheet.rows[: max(located.header, 0)]
    texts = (v.replace("：", ":").partition(":")[0].strip() for row in rows for v in row
             if isinstance(v, str))  # fmt: skip
    return [text for text in texts if text]


def labelled_values(located: Located, aliases: Aliases) -> dict[str, tuple[Value, int, int]]:
    """The labelled fields above the headings: value, row and column, from zero.

    A label stands in a cell of its own with the value to its right, or before a colon in the
    same cell.
    """
    labels = label_words(located.table, aliases)
    found: dict[str, tuple[Value, int, int]] = {}
    for number, row in enumerate(located.sheet.rows[: max(located.header, 0)]):
        for index, cell in enumerate(row):
            if isinstance(cell, str):
                _take_label(labels, found, row, (number, index))
    return found


def _take_label(
    labels: Mapping[str, str],
    found: dict[str, tuple[Value, int, int]],
    row: Sequence[Value],
    at: tuple[int, int],
) -> None:
    number, index = at
    text = str(row[index])
    label, _, rest = text.replace("：", ":").partition(":")
    name = labels.get(heading_key(label))
    if name is None or name in found:
        return
    if rest.strip():
        found[name] = (rest.strip(), number, index)
        return
    for right in range(index + 1, min(index + 4, len(row))):
        if row[right] not in (None, ""):
            is_label = isinstance(row[right], str) and heading_key(row[right]) in labels
            found[name] = (None, number, index + 1) if is_label else (row[right], number, right)
            return
    found[name] = (None, number, index + 1)
