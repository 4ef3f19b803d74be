"""Texts made fit for a cell: what was typed by others is shown whole and never comes alive."""

from __future__ import annotations

import os
import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TypeGuard

from xlsales.books.book import letter
from xlsales.books.page import Formula
from xlsales.core.record import Ref

LONGEST_TEXT = 32_767
LONGEST_IN_FORMULA = 255
LIVE = tuple("=+-@\t\r\n'")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LIKE_A_FUNCTION = re.compile(r"([A-Z.])\(")
ABOVE, OWN_ROW = "{above}", "{row}"
FIRST_YEAR = 1901
EXACT_DIGITS = 15
DAY_ZERO = date(1899, 12, 30).toordinal()  # as spreadsheets count, from March 1900 on
SECONDS = 24 * 60 * 60
SYMBOLS = 0x2400
DELETE, DELETE_SYMBOL = 0x7F, "␡"

Number = int | float | Decimal


def cell_text(text: str) -> str:
    r"""The text with each control character as its visible symbol, shortened where a cell ends.

    >>> cell_text("a\x07b\r\nc")
    'a␇b\nc'
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = text if text.isprintable() else CONTROL.sub(_symbol, text)
    if shown.startswith("<r>") and shown.endswith("</r>"):
        shown += " "  # or XlsxWriter would take it for markup of its own
    if 2 * len(shown) <= LONGEST_TEXT or utf16_length(shown) <= LONGEST_TEXT:
        return shown
    note = f"……（原文{len(text)}字，此处截断）"
    room = LONGEST_TEXT - len(note)
    return shown.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + note


def utf16_length(text: str) -> int:
    """The length of a text as spreadsheets count it."""
    return len(text.encode("utf-16-le")) // 2


def _symbol(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code == DELETE:
        return DELETE_SYMBOL
    return chr(SYMBOLS + code) if code < ord(" ") else "\ufffd"


def hyperlink(text: str, target: Ref, base: str) -> str | None:
    """The HYPERLINK formula to a cell; None where it would be longer than a formula may hold.

    `base` is the path from the workbook to the folder that the target's book lies below.
    """
    sheet, length = _place(target.book, target.sheet, base)
    cell = target.cell if target.sheet else ""
    if length + len(cell) > LONGEST_IN_FORMULA:
        return None
    if 2 * len(text) > LONGEST_IN_FORMULA and utf16_length(text) > LONGEST_IN_FORMULA:
        return None
    return f'HYPERLINK("{sheet}{cell}","{_quoted(text)}")'


@lru_cache(maxsize=1024)
def _place(book: str, sheet: str, base: str) -> tuple[str, int]:
    """Where a link leads, up to the cell, as a formula states it; its length as it is."""
    quoted = sheet.replace("'", "''")
    inside = f"#'{quoted}'!" if sheet else ""
    path = f"{base}/{book}" if base and book else book
    place = cell_text(path.replace("%", "%25").replace("#", "%23") + inside)
    return _quoted(place), utf16_length(place)


def _quoted(text: str) -> str:
    """The text as a formula states it, in two where XlsxWriter would take it for a function."""
    doubled = text.replace('"', '""')
    return LIKE_A_FUNCTION.sub(r'\1"&"(', doubled) if "(" in doubled else doubled


def placed(formula: Formula, column: int, first: int, row: int) -> str:
    """A formula as it stands in a row of a grid whose first row is `first`, counted from one."""
    place = letter(column)
    cells = f"{place}{first}:{place}{row - 1}"
    return formula.text.replace(ABOVE, cells).replace(OWN_ROW, str(row)).removeprefix("=")


def is_number(value: object) -> TypeGuard[Number]:
    """True for a number that a cell holds with all its digits."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return False
    return not isinstance(value, int) or abs(value) < 10**EXACT_DIGITS


def number_of(value: object) -> Number | None:
    """The number that a cell holds for a value; None where it holds a text."""
    if is_number(value):
        return value
    if isinstance(value, (date, time)) and has_serial(value):
        return serial(value)
    return None


def serial(value: date | time) -> float:
    """A moment as spreadsheets count it: days since the end of 1899, from 1901 on."""
    if isinstance(value, time):
        day, moment = 0, value
    else:
        day = value.toordinal() - DAY_ZERO
        moment = value.time() if isinstance(value, datetime) else time.min
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return day + (seconds + moment.microsecond / 1e6) / SECONDS


def has_serial(value: date | time) -> bool:
    """True for what spreadsheets can count: times, and days since 1901."""
    return isinstance(value, time) or (
        value.year >= FIRST_YEAR and getattr(value, "tzinfo", None) is None
    )


def base_path(folder: Path | None, workbook: Path) -> str:
    """The way from a workbook to a folder: relative, or absolute on another drive."""
    here = workbook.resolve().parent
    there = (folder or here).resolve()
    try:
        way = Path(os.path.relpath(there, here)).as_posix()
    except ValueError:
        return there.as_posix()
    return "" if way == "." else way
