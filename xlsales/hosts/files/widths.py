"""How wide columns and how high rows must be, so that no text is cut."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from math import ceil
from types import NoneType
from typing import Any

from xlsales.books.book import Value
from xlsales.books.page import Cell, Field, Formula, Grid, Link, Page, Shaded
from xlsales.core.kinds import text_of
from xlsales.hosts.files.layout import breadth, lines_of
from xlsales.hosts.files.looks import alignment
from xlsales.hosts.files.printing import BROADER, LEAST_SCALE, pixels, printed_width

LEAST, MOST = 7, 24
MOST_BY_FORMAT: Mapping[str, int] = {"wrap": 48, "link": 40, "figure": 24, "company": 34}
FIXED: Mapping[type, int] = {date: 10, datetime: 16, time: 5, bool: 4}
FLEXIBLE, NARROWEST = {"text", "wrap", "company", "link"}, 12
"""The formats whose values take more lines where print would be too small, down to a width."""

ORDERED = ("money", "price", "ratio")
PADDING = 2
FILTER_BUTTON = 2
ONE_LINE = 8
INDENT = 1
HEADING_INDENTS = {"left": 1, "center": 0, "right": 3}
"""The characters that stand free beside a heading: a filter's button covers those at the right."""

ROW, LINE, FIGURE, TALLEST = 20.25, 16.5, 40.5, 405.0
"""Heights in points, of whole pixels each, as a file states them."""


def page_widths(page: Page, fields: Sequence[Sequence[int]], broader: float = BROADER) -> list[int]:
    """The widths of the columns of a page, its texts so narrow that what is printed can be read.

    `broader` is how much broader than stated a spreadsheet may draw the columns.
    """
    columns = column_widths(page.grids, fields)
    bounds = (map(_least, grid.fields, some) for grid, some in zip(page.grids, fields, strict=True))
    end = printed_columns(page.grids)
    wanted, least = columns[:end], column_widths(page.grids, map(list, bounds))[:end]
    excess = pixels(wanted) - printed_width(page.landscape) / LEAST_SCALE / broader
    give = pixels(wanted) - pixels(least)
    share = min(1, max(0, excess / give)) if give else 0
    narrow = [wide - ceil((wide - low) * share) for wide, low in zip(wanted, least, strict=True)]
    return narrow + columns[end:]


def _least(field: Field, wide: int) -> int:
    """How narrow a field of that width may become."""
    return min(wide, NARROWEST * field.span) if field.format in FLEXIBLE else wide


def printed_columns(grids: Iterable[Grid]) -> int:
    """How many columns are printed: a link at the end of the rows is for the screen."""
    return max((sum(f.span for f in _printed(grid.fields)) for grid in grids), default=0)


def _printed(fields: Sequence[Field]) -> Sequence[Field]:
    return fields[:-1] if fields[-1].format == "link" else fields


def column_widths(grids: Iterable[Grid], fields: Iterable[Sequence[int]]) -> list[int]:
    """The width of each sheet column: the widest that the fields of the grids ask for."""
    widths: list[int] = []
    for grid, wanted in zip(grids, fields, strict=True):
        place = 0
        for field, wide in zip(grid.fields, wanted, strict=True):
            widths += [LEAST] * (place + field.span - len(widths))
            for column in range(place, place + field.span):
                widths[column] = max(widths[column], -(-wide // field.span))
            place += field.span
    return widths


def heading_lines(field: Field, wide: int) -> int:
    """The lines that the heading of a field takes in a column of that width."""
    if breadth(field.heading) <= ONE_LINE:
        return 1
    return -(-breadth(field.heading) // (wide - HEADING_INDENTS[alignment(field.format)]))


def unbroken(field: Field, wide: int) -> int:
    """The width, or the next from which no heading's last character stands alone on a line."""
    whole = -(-breadth(field.heading) // 2)
    room = HEADING_INDENTS[alignment(field.format)]
    while breadth(field.heading) > ONE_LINE and any(
        whole > fit and whole % fit == 1
        for fit in range((wide - room) // 2, (ceil(wide * BROADER) - room) // 2 + 1)
    ):
        wide += 1
    return wide


def most(field: Field) -> int:
    """The limit to the width of a field that is given none."""
    return MOST_BY_FORMAT.get(field.format, MOST) * field.span


def widest(values: Sequence[Cell], field: Field, wide: int = 0) -> int:
    """How many characters wide the widest of some values stands, if no less than `wide`."""
    kinds = set(map(type, values))
    for kind in kinds - {NoneType}:
        if kind in FIXED:
            wide = max(wide, FIXED[date if field.format == "date" else kind])
        else:
            alike = values if len(kinds) == 1 else [v for v in values if type(v) is kind]
            wide = max(wide, _widest(kind, alike, field, wide))
    return wide


def _widest(kind: type, values: Sequence[Any], field: Field, wide: int) -> int:
    """The width of the widest value of one type; of those that can't be it none is measured."""
    if kind is Link:
        return _widest(str, [link.text for link in values], field, wide)
    if kind in (Shaded, Formula):
        return widest([one.value for one in values], field, wide)
    if kind is str:
        twice = 2 if field.format == "figure" else 1
        texts = {text for text in set(values) if 2 * twice * len(text) > wide}
        lines = "\n".join(texts).split("\n")
        return twice * max(map(breadth, lines))
    if kind is int or (kind is Decimal and field.format in ORDERED):
        values = [min(values), max(values)]
    return max(value_width(value, field) for value in values)


def value_width(value: Value | Decimal, field: Field) -> int:
    """How many characters wide a value that is no text stands."""
    wide = breadth(number_text(value, field.format))
    return wide * 2 if field.format == "figure" else wide


def number_text(value: object, format: str) -> str:
    """A number about as its format shows it."""
    if isinstance(value, (int, float, Decimal)) and format in ("money", "price"):
        return f"{value:,.2f}"
    if isinstance(value, (int, float, Decimal)) and format in ("count", "figure"):
        return f"{value:,}"
    return "100.0%" if format == "ratio" else text_of(value)


def plain(value: Cell) -> Value | Decimal:
    """The value that is seen in a cell."""
    if isinstance(value, Link):
        return value.text
    return value.value if isinstance(value, (Formula, Shaded)) else value


def text_lines(text: str, wide: int) -> int:
    """The lines that a text takes in a field of that width."""
    if "\n" in text:
        return lines_of(text, wide - INDENT + 1)
    return -(-breadth(text) // (wide - INDENT)) if 2 * len(text) > wide - INDENT else 1


def height_of(lines: int) -> float:
    """The height of a row of so many lines, in points."""
    return min(ROW + LINE * (lines - 1), TALLEST)


def text_height(text: str, characters: int) -> float:
    """The height of a line of text over a sheet of that width."""
    return LINE * lines_of(text, max(characters - 2, LEAST)) + 2.25
