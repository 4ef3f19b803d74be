"""How high rows must be, so that no text is cut: measured column by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import NoneType
from typing import Any

from xlsales.books.page import Cell, Field, Link, Shaded
from xlsales.hosts.files.widths import FIGURE, INDENT, heading_lines, height_of, text_lines

ROOMY = 1 << 20
HEADING_HEIGHT, HEADING_LINE = 24.0, 16.5


def heading_height(fields: Sequence[Field], widths: Sequence[int]) -> float:
    """The height of the headings over fields so wide, in points."""
    return HEADING_HEIGHT + HEADING_LINE * (max(map(heading_lines, fields, widths)) - 1)


def row_heights(fields: Sequence[Field], lines: Iterable[int]) -> Iterator[float]:
    """The heights of rows that take so many lines each, in points."""
    is_figure = any(field.format == "figure" for field in fields)
    return (FIGURE if is_figure else height_of(count) for count in lines)


def rooms(widths: Sequence[int], widest: Sequence[float]) -> Sequence[int]:
    """The widths of fields, without end where the widest value is known to stand in one line."""
    both = zip(widths, widest, strict=True)
    return [ROOMY if broad <= wide - INDENT else wide for wide, broad in both]


def row_lines(rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> Sequence[int]:
    """The lines that each row takes in fields so wide: those of its longest text."""
    lines = [1] * len(rows)
    for values, wide in zip(zip(*rows, strict=True), widths, strict=False):
        texts = _texts(values)
        long = {text for text in set(texts) if text and (2 * len(text) >= wide or "\n" in text)}
        if long:
            taken: dict[str | None, int] = {text: text_lines(text, wide) for text in long}
            lines = [max(n, taken.get(text, 1)) for n, text in zip(lines, texts, strict=True)]
    return lines


def _texts(values: Sequence[Any]) -> Sequence[str | None]:
    """The texts in the cells of a column; none at all where no value can be one."""
    kinds = set(map(type, values))
    if kinds <= {str, NoneType}:
        return values
    return () if kinds.isdisjoint({str, Link, Shaded}) else list(map(_text, values))


def _text(value: Cell) -> str | None:
    if isinstance(value, Link):
        return value.text
    plain = value.value if isinstance(value, Shaded) else value
    return plain if isinstance(plain, str) else None
