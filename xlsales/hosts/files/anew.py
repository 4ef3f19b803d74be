"""A worksheet written anew in the plain form, from XML of whatever shape."""

from __future__ import annotations

import re
from collections.abc import Container

from xlsales.books.book import letter
from xlsales.hosts.files.cells import LAST_COLUMN, LAST_ROW, MOST_CELLS, number
from xlsales.hosts.files.package import DEEPEST, parse
from xlsales.hosts.files.refusal import refusal

REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})\Z")


def written_anew(text: bytes, empty: Container[str] = ()) -> bytes:
    """The worksheet in the plain form, without cells whose shared string is one of the `empty`."""
    return _Writer(empty).written(text)


def empty_strings(text: bytes) -> frozenset[str]:
    """The numbers of the shared strings that hold no text."""
    texts: list[int] = []
    is_phonetic = False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal is_phonetic
        tag = name.rpartition(":")[2]
        if tag == "si":
            texts.append(0)
        elif tag == "rPh":
            is_phonetic = True

    def end(name: str) -> None:
        nonlocal is_phonetic
        if name.rpartition(":")[2] == "rPh":
            is_phonetic = False

    def characters(text: str) -> None:
        if texts and not is_phonetic:
            texts[-1] += len(text)

    parse(text, start, end, characters)
    return frozenset(str(index) for index, length in enumerate(texts) if not length)


class _Writer:
    """Writes a worksheet anew: rows, cells and merged areas, in the plain form."""

    def __init__(self, empty: Container[str]) -> None:
        self.empty = empty
        self.out: list[str] = ["<worksheet><sheetData>"]
        self.row = self.column = self.depth = self.cells = 0
        self.merged: list[str] = []
        self.text: list[str] | None = None
        self.head = self.value = ""
        self.has_formula = self.is_phonetic = self.is_shared = False

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
        elif tag == "mergeCell":
            self.merged.append(f'<mergeCell ref="{_escaped(attributes.get("ref", ""))}"/>')

    def _cell(self, attributes: dict[str, str]) -> None:
        found = REFERENCE.match(attributes.get("r", ""))
        if "r" in attributes and not found:
            raise refusal("damaged", "单元格地址有误")
        if found:
            self.column, self.row = number(found[1]), int(found[2])
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
        self.is_shared = kind == "s"
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
            self._written_cell()

    def _written_cell(self) -> None:
        if self.is_shared and self.value in self.empty:
            return
        shown = f"<v>{_escaped(self.value)}</v>" if self.value else "<f></f>"
        self.out.append(f"{self.head}{shown}</c></row>")
        self.cells += bool(self.value)
        if self.cells > MOST_CELLS:
            raise refusal("cells")


def _escaped(text: str) -> str:
    for mark, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(mark, entity)
    return text.replace("\r", "&#13;")
