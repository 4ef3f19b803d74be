"""The XML of a worksheet made plain: what a reader would lose, hang on or overlook is put right.

Sheets as spreadsheet programs write them are recognised by a few quick searches and stay as they
are; what looks different, or is read with another number of cells than it has, is parsed and
written anew, where errors are text.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from xlsales.books.book import UNCACHED, Area
from xlsales.core.values import dataclass
from xlsales.hosts.files.refusal import refusal

MOST_CELLS = 2_000_000
LARGEST_GRID = 5_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
WIDEST = (256, 50)
TALLEST = 100_000
SHOWN = 3

ROOT = re.compile(rb"\s*(?:<\?xml[^>]*\?>)?\s*<worksheet[\s>]")
# A cell that is not in columns A to Z and rows 1 to 9999; then, not near; then, not plain at all.
NARROW = re.compile(rb'<c(?! r="[A-Z][0-9]{1,4}"|[a-zA-Z])')
NEAR = re.compile(rb'<c(?! r="[A-Z]{1,2}[0-9]{1,4}"|[a-zA-Z])')
PLAIN = re.compile(rb'<c(?! r="[A-Z]{1,3}[1-9][0-9]{0,6}"|[a-zA-Z])')
PREFIXED = re.compile(rb":c[\s/>]")
MERGED = re.compile(rb"""<mergeCell\s[^<>]*?ref\s*=\s*["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']""")
UNCACHED_CELL = rb'<c \1 t="str"><v>%s</v></c>' % UNCACHED.encode()
HAS_FORMULA = re.compile(rb"f>")
FORMULA = re.compile(
    rb'<c (r="[A-Z]+\d+")((?:(?! t="str")[^<>])*)>'
    rb"<f[^<>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
FILLED = re.compile(
    rb'<c r="([A-Z]{1,3})(\d+)"[^<>]*(?<!/)>(?!</c>)[^<]*(?:<(?!/?c[\s>/])[^<]*)*</c>'
)
START, END = b"<sheetData", b"</sheetData>"
# The reader looks for merged areas in a pass of its own; an empty list in front ends that at once.
BEFORE, AFTER = b"<worksheet><mergeCells></mergeCells>", b"</worksheet>"


@dataclass(frozen=True)
class Cells:
    """A worksheet in plain XML, its merged areas, the number of its cells with a value, and what
    is remarkable."""

    text: bytes
    merged: tuple[Area, ...]
    values: int
    remarks: tuple[str, ...] = ()


def plain_cells(text: bytes, anew: Callable[[bytes], bytes]) -> Cells:
    """The worksheet made plain; where it does not look so, by writing it `anew`."""
    start, end = text.find(START), text.rfind(END)
    if not ROOT.match(text) or b"<!" in text[:start] or not 0 < start < end:
        return new_cells(text, anew)
    body = _alone(text, start, end)
    may_be_far = bool(NARROW.search(body) and NEAR.search(body))
    # One character alone is found ten times as quickly as a pattern.
    is_prefixed = b":" in body and PREFIXED.search(body)
    if is_prefixed or (may_be_far and PLAIN.search(body)):
        return new_cells(text, anew)
    return _finished(body, text[end:], may_be_far=may_be_far)


def new_cells(text: bytes, anew: Callable[[bytes], bytes]) -> Cells:
    """The worksheet written anew, even where it looks plain."""
    written = anew(text)
    end = written.rfind(END)
    body = _alone(written, written.find(START), end)
    return _finished(body, written[end:], may_be_far=True)


def _alone(text: bytes, start: int, end: int) -> bytes:
    """A worksheet of the rows alone."""
    return b"".join((BEFORE, memoryview(text)[start : end + len(END)], AFTER))


def _finished(body: bytes, rest: bytes, *, may_be_far: bool) -> Cells:
    """The plain sheet with near cells only and each missing result as text."""
    remarks: list[str] = []
    if may_be_far:
        body, far = _near(body)
        remarks += far
    values = 0
    if b"f" in body and HAS_FORMULA.search(body):
        body = FORMULA.sub(UNCACHED_CELL, body)
        values -= body.count(b"<v></v>")
    values += body.count(b"</v>") + (body.count(b"</is>") if b"inlineStr" in body else 0)
    if values > MOST_CELLS:
        raise refusal("cells", f"{values}个")
    return Cells(body, _merged(rest), values, tuple(remarks))


def _merged(rest: bytes) -> tuple[Area, ...]:
    """The merged areas listed after the cells."""
    return tuple(
        (int(top) - 1, number(left.decode()) - 1, int(bottom) - 1, number(right.decode()) - 1)
        for left, top, right, bottom in MERGED.findall(rest)
    )


def _near(text: bytes) -> tuple[bytes, list[str]]:
    """The text without cells so far away that the grid would grow beyond measure."""
    box = [(number(m[1].decode()), int(m[2])) for m in FILLED.finditer(text)]
    wide, tall = _bounds(box)
    far: list[str] = []

    def kept(found: re.Match[bytes]) -> bytes:
        if number(found[1].decode()) <= wide and int(found[2]) <= tall:
            return found[0]
        far.append((found[1] + found[2]).decode())
        return b""

    if all(column <= wide and row <= tall for column, row in box):
        return text, []
    return FILLED.sub(kept, text), [f"{_listed(far)}远离表格，没有读入"]


def _bounds(box: list[tuple[int, int]]) -> tuple[int, int]:
    """The last column and row that are read: all of them, unless the grid would be too large."""
    for wide in (LAST_COLUMN, *WIDEST):
        near = [cell for cell in box if cell[0] <= wide]
        tall = max((row for _, row in near), default=1)
        if tall * max((column for column, _ in near), default=1) <= LARGEST_GRID:
            return wide, LAST_ROW
    return WIDEST[-1], TALLEST


def number(letters: str) -> int:
    """The number of a column's letters, counted from one."""
    count = 0
    for one in letters:
        count = count * 26 + ord(one) - 64
    return count


def _listed(places: list[str]) -> str:
    more = f"等{len(places)}处" if len(places) > SHOWN else ""
    return "、".join(places[:SHOWN]) + more
