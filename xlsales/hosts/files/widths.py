"""How wide columns and how high rows must be, so that no text is cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from xlsales.books.page import Cell, Field, Formula, Grid, Link, Page, Shaded
from xlsales.core.kinds import text_of
from xlsales.hosts.files.layout import breadth, lines_of

LEAST, MOST = 7, 24
MOST_BY_FORMAT: Mapping[str, int] = {"wrap": 48, "link": 40, "figure": 24, "company": 34}
FIXED: Mapping[type, int] = {date: 11, datetime: 17, time: 8, bool: 4}
PADDING = 3
FILTER_BUTTON = 2
ONE_LINE = 8
INDENT = 1
ROW, LINE, FIGURE, TALLEST = 20.0, 16.5, 40.0, 405.0


def column_widths(page: Page) -> list[int]:
    """The width of each sheet column in characters: the widest that its grids ask for."""
    widths: list[int] = []
    for grid in page.grids:
        place = 0
        for index, field in enumerate(grid.fields):
            wanted = field_width(grid, index)
            share = -(-wanted // field.span)
            widths += [LEAST] * (place + field.span - len(widths))
            for column in range(place, place + field.span):
                widths[column] = max(widths[column], share)
            place += field.span
    return widths


def field_width(grid: Grid, index: int) -> int:
    """The width of a field: as given, or as its heading and its values need, up to a limit."""
    field = grid.fields[index]
    if field.width is not None:
        return field.width
    most = MOST_BY_FORMAT.get(field.format, MOST) * field.span
    wanted = max((value_width(row[index], field) for row in grid.rows), default=0)
    heading = breadth(field.heading)
    if heading > ONE_LINE and field.format != "wrap":
        heading = -(-heading // 4) * 2
    heading += FILTER_BUTTON
    return max(LEAST, min(max(wanted, heading) + PADDING, most))


def value_width(value: Cell, field: Field) -> int:
    """How many characters wide a value stands."""
    seen = plain(value)
    if seen is None:
        return 0
    if isinstance(seen, str):
        longest = max(map(breadth, seen.split("\n"))) if "\n" in seen else breadth(seen)
        return longest * 2 if field.format == "figure" else longest
    if type(seen) in FIXED:
        return FIXED[type(seen)]
    return breadth(number_text(seen, field.format)) * (2 if field.format == "figure" else 1)


def number_text(value: object, format: str) -> str:
    """A number about as its format shows it."""
    if isinstance(value, (int, float, Decimal)) and format in ("money", "price"):
        return f"{value:,.2f}"
    if isinstance(value, (int, float, Decimal)) and format in ("count", "figure"):
        return f"{value:,}"
    return "100.0%" if format == "ratio" else text_of(value)


def plain(value: Cell) -> object:
    """The value that is seen in a cell."""
    if isinstance(value, Link):
        return value.text
    return value.value if isinstance(value, (Formula, Shaded)) else value


def row_height(row: Sequence[Cell], fields: Sequence[Field], spans: Sequence[int]) -> float:
    """The height of a row in points: that of its longest text in a field of that width."""
    lines = 1
    for value, field, wide in zip(row, fields, spans, strict=True):
        text = value.text if isinstance(value, Link) else value
        if isinstance(text, Shaded):
            text = text.value
        if field.format == "figure":
            return FIGURE
        if isinstance(text, str) and (2 * len(text) > wide - INDENT or "\n" in text):
            lines = max(lines, lines_of(text, wide - INDENT + 1))
    return min(ROW + LINE * (lines - 1), TALLEST)


def text_height(text: str, characters: int) -> float:
    """The height of a line of text over a sheet of that width."""
    return LINE * lines_of(text, max(characters - 2, LEAST)) + 2
