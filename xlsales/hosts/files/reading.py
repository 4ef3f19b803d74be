"""Workbook files as plain values.

Open XML packages are inspected first and read from what the inspection found; the other formats
go to the reader as they are, which is why `safe` reads them in a process of their own.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from xlsales.books.book import Book, Sheet
from xlsales.hosts.base import Unreadable
from xlsales.hosts.files.foreign import COMPOUND, PACKAGE, foreign_book, is_foreign
from xlsales.hosts.files.openxml import Inspected, inspected
from xlsales.hosts.files.package import Package, package_of
from xlsales.hosts.files.refusal import refusal
from xlsales.hosts.files.sheets import checked, sheets_of
from xlsales.hosts.files.texts import read_text

LARGEST_FILE = 20 << 20
FEW = 32 << 20
WEB = (b"<", b"\xef\xbb\xbf<", b"MIME-Version")


def content_of(path: Path | str) -> bytes:
    """The bytes of a file, if they are not too many and stay as they are while they are read."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise refusal("special")
        with open(path, "rb", buffering=0) as file:
            before = os.fstat(file.fileno())
            if before.st_size > LARGEST_FILE:
                raise refusal("large", f"{before.st_size >> 20}MB，最多{LARGEST_FILE >> 20}MB")
            content = file.read(before.st_size + 1)
            after = os.fstat(file.fileno())
    except PermissionError as error:
        raise refusal("denied") from error
    except OSError as error:
        raise refusal("gone") from error
    if len(content) != before.st_size or before.st_mtime_ns != after.st_mtime_ns:
        raise refusal("changing")
    return content


def plain_book(content: bytes, name: str) -> Book | None:
    """The workbook, where the reader need not see uninspected or very many bytes; else None."""
    if not content:
        raise refusal("empty")
    if content.startswith(COMPOUND):
        return None
    if content.startswith(PACKAGE):
        package = package_of(content)
        if is_foreign(package):
            return None
        if not any(entry.endswith("workbook.xml") for entry in package.entries):
            raise refusal("unknown")
        return _from_open_xml(package, name) if package.size < FEW else None
    if name.lower().endswith(".csv"):
        return read_text(content, name)
    raise refusal("web" if content.lstrip()[:12].startswith(WEB) else "unknown")


def large_book(content: bytes, name: str) -> Book:
    """The workbook of any format and size."""
    if content.startswith(PACKAGE) and not is_foreign(package := package_of(content)):
        return _from_open_xml(package, name)
    return foreign_book(content, name)


def _from_open_xml(package: Package, name: str) -> Book:
    """The book whose cells agree with the inspection's own count of them."""
    found = inspected(package)
    try:
        sheets = sheets_of(found.package)
    except Unreadable:
        sheets = ()
    differences = list(_differences(found, sheets)) if len(sheets) == len(found.sheets) else None
    if differences or differences is None:
        found = inspected(package, anew=True)
        sheets = sheets_of(found.package)
        differences = list(_differences(found, sheets))
    remarks = (
        f"工作表「{listed.name}」的{remark}"
        for listed, cells in zip(found.sheets, found.cells, strict=True)
        for remark in cells.remarks
    )
    whole = [
        Sheet(sheet.name, sheet.rows, cells.merged, sheet.hidden)
        for sheet, cells in zip(sheets, found.cells, strict=True)
    ]
    return checked(name, whole, (*remarks, *differences))


def _differences(found: Inspected, sheets: Sequence[Sheet]) -> Iterator[str]:
    """What is said of each sheet where two counts of the cells with a value differ."""
    for cells, sheet in zip(found.cells, sheets, strict=True):
        count = sum([len(row) - row.count(None) for row in sheet.rows])
        if count != cells.values:
            yield f"工作表「{sheet.name}」里有{cells.values}个单元格有内容，读出{count}个"
