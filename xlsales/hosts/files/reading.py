"""Workbook files as plain values, through python-calamine.

Open XML packages are inspected first and read from what the inspection found; the other formats
go to the reader as they are, which is why `safe` reads them in a process of their own.
"""

from __future__ import annotations

import math
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from xlsales.books.book import Book, Sheet, Value
from xlsales.hosts.base import Unreadable
from xlsales.hosts.files.cells import LARGEST_GRID
from xlsales.hosts.files.openxml import Inspected, inspected
from xlsales.hosts.files.own import STATE
from xlsales.hosts.files.package import Package, package_of
from xlsales.hosts.files.refusal import refusal
from xlsales.hosts.files.texts import read_text

LARGEST_FILE = 20 << 20
FEW = 32 << 20
WHOLE = 1e15
DAY = timedelta(days=1)
PACKAGE, COMPOUND = b"PK\3\4", b"\xd0\xcf\x11\xe0"
WEB = (b"<", b"\xef\xbb\xbf<", b"MIME-Version")


def read_book(path: Path, name: str) -> Book:
    """The workbook of a file, named by its path below the folder; `Unreadable` says why not."""
    content = content_of(path)
    return plain_book(content, name) or foreign_book(content, name)


def content_of(path: Path) -> bytes:
    """The bytes of a file, if they are not too many and stay as they are while they are read."""
    try:
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):
            raise refusal("special")
        if before.st_size > LARGEST_FILE:
            raise refusal("large", f"{before.st_size >> 20}MB，最多{LARGEST_FILE >> 20}MB")
        content = path.read_bytes()
        after = path.stat()
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
        if _is_foreign(package):
            return None
        if not any(entry.endswith("workbook.xml") for entry in package.entries):
            raise refusal("unknown")
        return _from_open_xml(package, name) if package.size < FEW else None
    if name.lower().endswith(".csv"):
        return read_text(content, name)
    raise refusal("web" if content.lstrip()[:12].startswith(WEB) else "unknown")


def foreign_book(content: bytes, name: str) -> Book:
    """The workbook of a format that only the reader understands, or of great size."""
    if content.startswith(COMPOUND):
        return _from_compound(content, name)
    package = package_of(content)
    if _is_foreign(package):
        return _checked(name, _sheets(content))
    return _from_open_xml(package, name)


def _is_foreign(package: Package) -> bool:
    """True for .xlsb and .ods, which are packages but not Open XML."""
    return "xl/workbook.bin" in package.entries or "content.xml" in package.entries


def _from_compound(content: bytes, name: str) -> Book:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise refusal("password")
    if not any(stream.encode("utf-16-le") in content for stream in ("Workbook", "Book")):
        raise refusal("unknown")
    return _checked(name, _sheets(content))


def _from_open_xml(package: Package, name: str) -> Book:
    """The book whose cells agree with the inspection's own count of them."""
    found = inspected(package)
    try:
        sheets = _sheets(found.package)
    except Unreadable:
        sheets = ()
    if len(sheets) < len(found.sheets) or any(_differences(found, sheets)):
        found = inspected(package, anew=True)
        sheets = _sheets(found.package)
    remarks = (
        f"工作表「{listed.name}」的{remark}"
        for listed, cells in zip(found.sheets, found.cells, strict=True)
        for remark in cells.remarks
    )
    whole = [
        Sheet(sheet.name, sheet.rows, cells.merged, sheet.hidden)
        for sheet, cells in zip(sheets, found.cells, strict=True)
    ]
    return _checked(name, whole, (*remarks, *_differences(found, sheets)))


def _differences(found: Inspected, sheets: Sequence[Sheet]) -> Iterator[str]:
    """What is said of each sheet where two counts of the cells with a value differ."""
    for cells, sheet in zip(found.cells, sheets, strict=True):
        count = sum([len(row) - row.count(None) for row in sheet.rows])
        if count != cells.values:
            yield f"工作表「{sheet.name}」里有{cells.values}个单元格有内容，读出{count}个"


def _checked(name: str, sheets: Sequence[Sheet], remarks: tuple[str, ...] = ()) -> Book:
    """The book with remarks on hidden sheets, without our own and merged areas beyond measure."""
    if not any(sheet.hidden or sheet.merged for sheet in sheets):
        return Book(name, tuple(sheets), remarks)
    said = list(remarks)
    bounded = []
    for sheet in sheets:
        if sheet.name == STATE:
            continue
        covered = sum(max(0, min(a[2], len(sheet.rows)) - a[0] + 1) for a in sheet.merged)
        if covered > LARGEST_GRID:
            said.append(f"工作表「{sheet.name}」合并的单元格太多，没有按合并处理")
        if sheet.hidden and sheet.rows:
            said.append(f"工作表「{sheet.name}」是隐藏的，里面有内容")
        bounded.append(replace(sheet, merged=()) if covered > LARGEST_GRID else sheet)
    return Book(name, tuple(bounded), tuple(said))


def _sheets(content: bytes) -> tuple[Sheet, ...]:
    """The worksheets that the reader finds."""
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        return tuple(
            _sheet(workbook.get_sheet_by_name(m.name), m.visible != SheetVisibleEnum.Visible)
            for m in workbook.sheets_metadata
            if m.typ == SheetTypeEnum.WorkSheet
        )
    except PasswordError as error:
        raise refusal("password") from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise refusal("damaged") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # derives from BaseException alone
            raise refusal("damaged") from error
        raise


def _sheet(page: CalamineSheet, hidden: bool) -> Sheet:
    if page.total_height * page.total_width > LARGEST_GRID:
        raise refusal("cells", f"工作表「{page.name}」")
    rows = [
        [cell if type(cell) is str and cell else _value(cell) for cell in row]
        for row in page.to_python(skip_empty_area=False)
    ]
    merged = tuple((*first, *last) for first, last in page.merged_cell_ranges or ())
    return Sheet(page.name, rows, merged, hidden)


def _number(cell: float) -> Value:
    if cell.is_integer() and abs(cell) < WHOLE:
        return int(cell)
    return cell if math.isfinite(cell) else str(cell)


def _text(cell: str) -> Value:
    return cell or None


def _span(cell: timedelta) -> Value:
    """A span within a day as a time; a longer or negative one as text, never cut."""
    if timedelta(0) <= cell < DAY:
        return (datetime.min + cell).time()
    hours, seconds = divmod(abs(cell) // timedelta(seconds=1), 3600)
    sign = "-" if cell < timedelta(0) else ""
    return f"{sign}{hours}:{seconds // 60:02}:{seconds % 60:02}"


CONVERTED: Mapping[type, Callable[[Any], Value]] = {float: _number, str: _text, timedelta: _span}


def _value(cell: Any) -> Value:
    convert = CONVERTED.get(type(cell))
    return convert(cell) if convert else cell
