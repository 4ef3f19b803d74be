"""Where a template puts the title, the labelled fields, the headings and the columns of a sheet."""

from __future__ import annotations

from collections.abc import Mapping

from xlsales.books.book import letter
from xlsales.core.kinds import COMPANY, NAME, TEXT
from xlsales.core.record import Column, Record
from xlsales.core.values import dataclass

TITLE, HINT = 1, 2
LINE_HEIGHT = 15
SHORT_HEADING = 8
ROWS = 500
WIDTHS: Mapping[str, int] = {
    "serial": 7, "date": 12, "datetime": 17, "time": 9, "month": 10, "money": 13, "price": 11,
    "ratio": 10, "count": 11, "number": 11, "identifier": 14, "choice": 10,
}  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """A sheet of a template: its columns, the row of its headings, the cells of its fields.

    `columns` gives the letter of each field, `fields` the cell of each labelled field's value,
    `live` the letter of each column that answers by itself; those stand behind all others.
    """

    table: type[Record]
    header: int
    columns: Mapping[str, str]
    fields: Mapping[str, str]
    live: Mapping[str, str]

    @property
    def first(self) -> int:
        """The first row of data."""
        return self.header + 1

    @property
    def last(self) -> int:
        """The last row that the template prepares."""
        return self.header + ROWS

    @property
    def end(self) -> str:
        """The letter of the last column that is filled in."""
        return letter(len(self.columns) - 1)

    @property
    def edge(self) -> str:
        """The letter of the last column of all."""
        return letter(len(self.columns) + len(self.live) - 1)

    def cells(self, name: str) -> str:
        """The prepared cells of a column."""
        return f"{self.columns[name]}{self.first}:{self.columns[name]}{self.last}"


def layout(table: type[Record]) -> Layout:
    """Where the template puts the parts of a table's sheet."""
    plain = [c for c in table.columns if not c.labelled]
    labels = [c for c in table.columns if c.labelled]
    header = HINT + (2 if labels else 1)
    columns = {c.name: letter(i) for i, c in enumerate(plain)}
    fields = {c.name: f"{letter(2 * i + 1)}{header - 1}" for i, c in enumerate(labels)}
    live = {one.heading: letter(len(plain) + i) for i, one in enumerate(table.table.live)}
    return Layout(table, header, columns, fields, live)


def width(column: Column) -> int:
    """The width of a column in characters, by what it takes and how long its heading is."""
    if column.kind is COMPANY:
        wanted = 24
    elif column.kind is NAME:
        wanted = 10
    elif column.kind.choices:
        wanted = max(map(breadth, column.kind.choices)) + 3
    elif column.kind is TEXT:
        wanted = 32 if column.required else 18
    else:
        wanted = WIDTHS.get(column.kind.format, 16)
    return max(wanted, heading_width(caption(column)))


def heading_width(text: str) -> int:
    """The width that a heading takes beside the filter's arrow; a long one takes two lines."""
    whole = breadth(text)
    return (whole if whole <= SHORT_HEADING else -(-whole // 4) * 2) + 4


def caption(column: Column) -> str:
    """The heading as it stands in the sheet: with * where the column must be filled."""
    return f"{column.heading}*" if column.required else column.heading


def breadth(text: str) -> int:
    """How many characters wide a text stands: a Chinese character counts two."""
    if text.isascii():
        return len(text)
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def lines_of(text: str, characters: int) -> int:
    """How many lines a text takes in a cell of that width."""
    return sum(max(1, -(-breadth(line) // (characters - 1))) for line in text.split("\n"))
