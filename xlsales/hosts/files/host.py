"""A workbook file as a host: read, written to and marked, and copies with marks."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from openpyxl import Workbook

from xlsales.books.book import Book, Sheet
from xlsales.books.page import Page
from xlsales.core.rule import Finding
from xlsales.hosts.base import Unreadable
from xlsales.hosts.files.atomic import NotWritten, replacing
from xlsales.hosts.files.cells import number
from xlsales.hosts.files.laid import free_name, lay
from xlsales.hosts.files.marks import mark, take_back
from xlsales.hosts.files.package import package_of, parse, part
from xlsales.hosts.files.plain import write_book
from xlsales.hosts.files.reading import FEW, content_of
from xlsales.hosts.files.safe import read_one
from xlsales.hosts.files.shown import cell_text

OPEN_XML = {".xlsx", ".xlsm", ".xltx", ".xltm"}
LARGEST_AREA = 1_000_000
PARSED = (".xml", ".rels")
SPREAD = re.compile(rb"mergeCell|hyperlink")
AREA = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")


class Broken(Exception):
    """A workbook that was written and can't be loaded again."""


class FileHost:
    """One workbook file that no application has open."""

    def __init__(self, path: Path, name: str = "") -> None:
        self._path, self._name = path, name or path.name

    def read(self) -> Book:
        """The workbook as plain values."""
        return read_one(self._path, self._name)

    def write(self, pages: Sequence[Page]) -> None:
        """Add or replace whole sheets."""
        workbook = self._workbook()
        for page in pages:
            if page.name in workbook.sheetnames:
                del workbook[page.name]
            lay(workbook, page, page.name, self._name)
        self._save(workbook)

    def mark(self, findings: Sequence[Finding]) -> None:
        """Show each finding at its cell, in place of all earlier marks; none takes them back."""
        workbook = self._workbook()
        mark(workbook, findings)
        self._save(workbook)

    def _workbook(self) -> Workbook:
        """The workbook as it can be written back; refused where something of it would be lost."""
        workbook = _whole(self._path) if self._path.suffix.lower() == ".xlsx" else None
        if workbook is None:
            raise self._refused()
        return workbook

    def _save(self, workbook: Workbook) -> None:
        try:
            replacing(self._path, partial(_save, workbook))
        except Broken as error:
            raise self._refused() from error

    def _refused(self) -> NotWritten:
        return NotWritten(f"“{self._path.name}”不能直接写入；请另存为.xlsx，或使用标记副本")


def marked_copy(
    source: Path, target: Path, findings: Sequence[Finding], pages: Sequence[Page]
) -> Path:
    """The path of a copy with the findings at their cells and the pages as further sheets.

    The source is only read. The copy is always an .xlsx without macros: what somebody sent is
    not handed on as a program. What openpyxl can't take is copied as plain values.
    """
    place = target.with_suffix(".xlsx")
    if place.resolve() == source.resolve():
        raise ValueError(f"a marked copy in place of its source: {source}")
    own = next((f.where.book for f in findings), source.name)

    def write(workbook: Workbook) -> Path:
        take_back(workbook)
        sheets = [lay(workbook, p, free_name(workbook, p.name), own).title for p in pages]
        mark(workbook, findings, sheets)
        return replacing(place, partial(_save, workbook))

    whole = _whole(source)
    try:
        if whole is not None:
            return write(whole)
    except NotWritten:
        raise
    except Exception:  # openpyxl trips over some workbooks only when it uses what it has loaded
        pass
    return write(_values(read_one(source, source.name)))


def _save(workbook: Workbook, path: Path) -> None:
    """Write the workbook and load it back: openpyxl also writes what it can't read again."""
    workbook.save(path)
    if _whole(path) is None:
        raise Broken(path.name)


def _whole(path: Path) -> Workbook | None:
    """The workbook with all that openpyxl keeps; None where it can't be trusted to keep enough."""
    content = content_of(path)
    if path.suffix.lower() not in OPEN_XML or not _is_modest(content):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(BytesIO(content))
    except Exception:  # openpyxl raises about fifteen types, from KeyError to its own
        return None
    return workbook if workbook.worksheets else None


def _is_modest(content: bytes) -> bool:
    """True for a package whose every part is inspected and small enough to be taken apart."""
    try:
        package = package_of(content)
        if package.size > FEW:
            return False
        texts = [part(package, name) for name in package.entries if name.endswith(PARSED)]
        return sum(_covered(text) for text in texts if SPREAD.search(text)) <= LARGEST_AREA
    except Unreadable:
        return False


def _covered(text: bytes) -> int:
    """The number of cells that merged areas and links cover, for each of which one is made."""
    count = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal count
        found = AREA.fullmatch(attributes.get("ref", ""))
        if found and name.rpartition(":")[2] in ("mergeCell", "hyperlink"):
            left, top, right, bottom = found.groups()
            count += (int(bottom) - int(top) + 1) * (number(right) - number(left) + 1)

    parse(text, start, lambda _: None)
    return count


def _values(book: Book) -> Workbook:
    """A workbook with the values of a book."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        write_book(path, replace(book, sheets=tuple(_showable(s) for s in book.sheets)))
        return openpyxl.load_workbook(path)


def _showable(sheet: Sheet) -> Sheet:
    rows = [[cell_text(v) if isinstance(v, str) else v for v in row] for row in sheet.rows]
    return replace(sheet, rows=rows, merged=sheet.merged if _area(sheet) <= LARGEST_AREA else ())


def _area(sheet: Sheet) -> int:
    return sum((a[2] - a[0] + 1) * (a[3] - a[1] + 1) for a in sheet.merged)
