"""A workbook as plain values: what every host reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache

from xlsales.core.values import dataclass

Value = None | str | bool | int | float | date | datetime | time
Area = tuple[int, int, int, int]
UNCACHED = "#公式未计算"  # stands in a cell whose formula was never calculated


@dataclass(frozen=True)
class Sheet:
    """A sheet: rows of values from cell A1 on.

    `merged` lists the merged areas as first row, first column, last row, last column, from zero.
    """

    name: str
    rows: Sequence[Sequence[Value]]
    merged: tuple[Area, ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class Book:
    """A workbook: its path below the folder read, and its sheets.

    `remarks` says why a person should look at the file although it could be read.
    """

    name: str
    sheets: tuple[Sheet, ...]
    remarks: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        """The file name without folders and ending."""
        return self.name.rpartition("/")[2].rpartition(".")[0]


@cache
def letter(index: int) -> str:
    """The letters of a column, counted from zero.

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    letters, rest = "", index + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
