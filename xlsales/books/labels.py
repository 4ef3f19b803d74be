"""The labelled fields of a workbook: from the cells above the headings, or from its file name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from xlsales.books.book import UNCACHED, Book, Value, letter
from xlsales.books.headings import heading_key
from xlsales.books.locate import Aliases, Located, label_words
from xlsales.books.names import file_name_fields
from xlsales.core.clock import week_start
from xlsales.core.kinds import Wrong, text_of
from xlsales.core.policy import Clause, Policy
from xlsales.core.record import Column, Ref, Workbook
from xlsales.core.rule import Finding
from xlsales.core.values import dataclass

Fields = Mapping[str, tuple[Any, Mapping[str, tuple[int, str]]]]


def labelled_fields(
    book: Book,
    workbook: Workbook,
    located: Sequence[Located],
    policy: Policy,
    aliases: Aliases,
) -> tuple[dict[str, tuple[Any, dict[str, tuple[int, str]]]], list[Finding]]:
    """The labelled fields, the cell of each in each sheet, and what is wrong with them."""
    from_name = file_name_fields(book.stem, workbook)
    fields: dict[str, tuple[Any, dict[str, tuple[int, str]]]] = {}
    findings: list[Finding] = []
    for one in located:
        clause = policy.latest(one.table.table.clause)
        cells = labelled_values(one, aliases)
        for column in one.table.columns:
            if column.labelled:
                label = _Label(book.name, one.sheet.name, column, clause)
                value, wrong = label.read(cells.get(column.name), from_name.get(column.name))
                findings += wrong
                known, places = fields.setdefault(column.name, (None, {}))
                if column.name in cells:
                    _, row, index = cells[column.name]
                    places[one.sheet.name] = (row + 1, letter(index))
                fields[column.name] = (value if known is None else known, places)
    missing = [name for name, (value, _) in fields.items() if value is None]
    return fields, [*findings, *_missing_fields(book, located, missing, fields, policy)]


def _missing_fields(
    book: Book, located: Sequence[Located], missing: Sequence[str], fields: Fields, policy: Policy
) -> Iterator[Finding]:
    """One finding for each field that neither a sheet nor the file name gives."""
    for name in missing:
        one = next(o for o in located if any(c.name == name for c in o.table.columns))
        row, letters = fields[name][1].get(one.sheet.name, (1, "A"))
        where = Ref(book.name, one.sheet.name, row, letters)
        column = one.table.column(name)
        wanted = column.kind.wanted
        message = f"「{column.heading}」没有填写，文件名里也没有；请在表头上方填写{wanted}"
        yield Finding(where, message, policy.latest(one.table.table.clause), code="T-field")


@dataclass(frozen=True)
class _Label:
    """One labelled field of one sheet."""

    book: str
    sheet: str
    column: Column
    clause: Clause

    def read(
        self, cell: tuple[Value, int, int] | None, from_name: object
    ) -> tuple[Any, list[Finding]]:
        """The field's value, from its cell or else the file name, and what is wrong with it."""
        if cell is None or cell[0] in (None, UNCACHED):  # a field that repeats another sheet's
            return from_name, []
        try:
            value = self.column.kind.parse(cell[0], None)
        except Wrong as wrong:
            return from_name, [self._finding(f"T-{wrong.slug}", cell, str(wrong))]
        monday = value
        if self.column.name == "week" and (monday := week_start(value)) != value:
            return monday, [self._finding("T-range", cell, f"须为周一，该周的周一是{monday}")]
        if from_name is not None and from_name != value:
            message = f"与文件名不一致：文件名为{text_of(from_name)}，此处为{text_of(value)}"
            return value, [self._finding("T-field", cell, message)]
        return value, []

    def _finding(self, code: str, cell: tuple[Value, int, int], message: str) -> Finding:
        value, row, index = cell
        where = Ref(self.book, self.sheet, row + 1, letter(index))
        text = f"「{self.column.heading}」{message}"
        return Finding(where, text, self.clause, text_of(value), code=code)


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
    key, rest = _label(str(row[index]))
    name = labels.get(key)
    if name is None or name in found:
        return
    if rest:
        found[name] = (rest, number, index)
        return
    for right in range(index + 1, min(index + 4, len(row))):
        if row[right] not in (None, ""):
            is_label = isinstance(row[right], str) and heading_key(row[right]) in labels
            found[name] = (None, number, index + 1) if is_label else (row[right], number, right)
            return
    found[name] = (None, number, index + 1)


@lru_cache(maxsize=1024)
def _label(text: str) -> tuple[str, str]:
    """The key of what stands before a colon, or of the whole text, and what stands behind it."""
    label, _, rest = text.replace("：", ":").partition(":")
    return heading_key(label), rest.strip()
