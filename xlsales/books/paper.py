"""Papers: forms that are printed on A4, signed and filed, as plain values.

A host lays a paper out on as many pages as its lines need. What stands on a paper is said in
boxes; the paper is 24 columns wide and a box takes some of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlsales.books.book import Value
from xlsales.books.page import Field
from xlsales.core.values import dataclass

COLUMNS = 24
LABEL = 4
"""How many columns the label of a box takes."""

Shown = Value | Decimal


@dataclass(frozen=True)
class Box:
    """A labelled box: what stands in it, and the columns it takes with its label.

    `lines` is the least number of lines of text that have room in it. Formats: those of the kinds
    of cell, and total (an amount with its currency sign).
    """

    label: str
    value: Shown = None
    format: str = "text"
    wide: int = COLUMNS
    lines: int = 1


@dataclass(frozen=True)
class Lines:
    """Rows under headings; the spans of the fields add up to the width of the paper.

    `summed` names the fields whose sum is carried from page to page.
    """

    fields: tuple[Field, ...]
    rows: Sequence[Sequence[Shown]]
    summed: tuple[int, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A form: what names it, what it says, and who signs it.

    `corner` stands at the upper right of every page. Boxes stand in rows `above` and `below` the
    lines; `space` captions an empty area that takes what is left of the page.
    """

    name: str
    title: str
    reference: str = ""
    corner: tuple[str, ...] = ()
    above: tuple[tuple[Box, ...], ...] = ()
    lines: Lines | None = None
    below: tuple[tuple[Box, ...], ...] = ()
    space: str = ""
    signatures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def sums(lines: Lines, rows: Sequence[Sequence[Shown]]) -> tuple[Decimal, ...]:
    """The sum of each summed field over some rows; what is not a number counts nothing."""
    numbers = (Decimal, int)
    return tuple(
        sum((Decimal(v) for r in rows if isinstance(v := r[i], numbers)), Decimal(0))
        for i in lines.summed
    )
