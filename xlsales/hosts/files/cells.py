"""The XML of a worksheet made plain: what a reader would lose, hang on or overlook is put right.

Sheets as spreadsheet programs write them are recognised by a few quick searches and stay as they
are; what looks different, or is read with another number of cells than it has, is parsed and
written anew in the plain form, where errors are text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from xlsales.books.book import letter
from xlsales.hosts.files.package import DEEPEST, parse
from xlsales.hosts.files.refusal import refusal

UNCACHED = "#公式未计算"
MOST_CELLS = 2_000_000
LARGEST_GRID = 5_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
WIDEST = (256, 50)
TALLEST = 100_000
SHOWN = 3

ROOT = re.compile(rb"\s*(?:<\?xml[^>]*\?>)?\s*<worksheet[\s>]")
ODD = re.compile(rb'<c(?:[\t\r\n/>]| (?!r="[A-Z]{1,2}[1-9]\d{0,3}"))')
PREFIXED = re.compile(rb":c[\s/>]")
STRANGE = re.compile(rb'<c(?:[\t\r\n/>]| (?!r="[A-Z]{1,3}[1-9]\d{0,6}"))')
FORMULA = re.compile(
    rb'<c (r="[A-Z]+\d+")((?:(?! t="str")[^<>])*)>'
    rb"<f[^<>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
FILLED = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^<>]*(?<!/)>(?!</c>).*?</c>', re.DOTALL)
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})\Z")


@dataclass(frozen=True)
class Cells:
    """A worksheet in plain XML, the number of its cells with a value, and what is remarkable."""

    text: bytes
    values: int
    remarks: tuple[str, ...] = ()


def plain_cells(text: bytes) -> Cells:
    """The worksheet made plain."""
    is_odd = ODD.search(text) is not None
    if not ROOT.match(text) or PREFIXED.search(text) or (is_odd and STRANGE.search(text)):
        return written_anew(text)
    return _finished(text, may_be_far=is_odd)


def written_anew(text: bytes) -> Cells:
    """The worksheet written anew by a parser of our own, with each error as its text."""
    return _finished(_Writer().written(text), may_be_far=True)


def _finished(text: bytes, *, may_be_far: bool) -> Cells:
    """The plain sheet with near cells only and each missing result as text."""
    remarks: list[str] = []
    if may_be_far:
        text, far = _near(text)
        remarks += far
    if b"</f>" in text:
        text, uncached = _uncached(text)
        remarks += uncached
    values = text.count(b"</v>") + (text.count(b"</is>") if b"inlineStr" in text else 0)
    if values > MOST_CELLS:
        raise refusal("cells", f"{values}个")
    return Cells(text, values, tuple(remarks))


def _uncached(text: bytes) -> tuple[bytes, list[str]]:
    """The text with a visible value for each formula without one, and the remark on them."""
    places: list[str] = []

    def shown(found: re.Match[bytes]) -> bytes:
        places.append(found[1][3:-1].decode())
        return b'<c %s t="str"><v>%s</v></c>' % (found[1], UNCACHED.encode())

    replaced = FORMULA.sub(shown, text)
    if not places:
        return text, []
    return replaced, [f"{_listed(places)}的公式没有计算结果"]


def _near(text: bytes) -> tuple[bytes, list[str]]:
    """The text without cells so far away that the grid would grow beyond measure."""
    box = [(_number(m[1].decode()), int(m[2])) for m in FILLED.finditer(text)]
    wide, tall = _bounds(box)
    far: list[str] = []

    def kept(found: re.Match[bytes]) -> bytes:
        if _number(found[1].decode()) <= wide and int(found[2]) <= tall:
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


def _number(letters: str) -> int:
    number = 0
    for one in letters:
        number = number * 26 + ord(one) - 64
    return number


def _listed(places: list[str]) -> str:
    more = f"等{len(places)}处" if len(places) > SHOWN else ""
    return "、".join(places[:SHOWN]) + more


class _Writer:
    """Writes a worksheet anew: rows, cells and merged areas, in the plain form."""

    def __init__(self) -> None:
        self.out: list[str] = ["<worksheet><sheetData>"]
        self.row = self.column = self.depth = self.cells = 0
        self.merged: list[str] = []
        self.text: list[str] | None = None
        self.head = self.value = ""
        self.has_formula = self.is_phonetic = False

    def written(self, text: bytes) -> bytes:
        """The worksheet in plain form."""
        parse(text, self.start, self.end, self.characters)
        merged = f"<mergeCells>{''.join(self.merged)}</mergeCells>" if self.merged else ""
        return "".join((*self.out, "</sheetData>", merged, "</worksheet>")).encode()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise refusal("damaged", "嵌套太深")
        tag = name.rpartition(":")[2]
        if tag == "row":
            number = attributes.get("r", "")
            self.row = int(number) if number.isascii() and number.isdigit() else self.row + 1
            self.column = 0
        elif tag == "c":
            self._cell(attributes)
        elif tag in ("v", "t") and not self.is_phonetic:
            self.text = []
        elif tag == "f":
            self.has_formula = True
        elif tag == "rPh":
            self.is_phonetic = True
        elif tag == "mergeCell" and re.fullmatch(r"[A-Z]+\d+(:[A-Z]+\d+)?", attributes["ref"]):
            self.merged.append(f'<mergeCell ref="{attributes["ref"]}"/>')

    def _cell(self, attributes: dict[str, str]) -> None:
        found = REFERENCE.match(attributes.get("r", ""))
        if "r" in attributes and not found:
            raise refusal("damaged", "单元格地址有误")
        if found:
            self.column, self.row = _number(found[1]), int(found[2])
        else:
            self.column += 1
            self.row = max(1, self.row)
        if self.column > LAST_COLUMN or self.row > LAST_ROW:
            raise refusal("damaged", "单元格地址超出范围")
        style, kind = attributes.get("s", ""), attributes.get("t", "n")
        kind = "str" if kind in ("inlineStr", "e") else kind
        shown = f' s="{style}"' if style.isascii() and style.isdigit() else ""
        place = f"{letter(self.column - 1)}{self.row}"
        self.head = f'<row r="{self.row}"><c r="{place}"{shown} t="{_escaped(kind)}">'
        self.value, self.has_formula = "", False

    def characters(self, text: str) -> None:
        """Take text."""
        if self.text is not None:
            self.text.append(text)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self.depth -= 1
        tag = name.rpartition(":")[2]
        if tag in ("v", "t") and self.text is not None:
            self.value += "".join(self.text)
            self.text = None
        elif tag == "rPh":
            self.is_phonetic = False
        elif tag == "c" and (self.value or self.has_formula):
            shown = f"<v>{_escaped(self.value)}</v>" if self.value else "<f></f>"
            self.out.append(f"{self.head}{shown}</c></row>")
            self.cells += bool(self.value)
            if self.cells > MOST_CELLS:
                raise refusal("cells")


def _escaped(text: str) -> str:
    for mark, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(mark, entity)
    return text.replace("\r", "&#13;")
