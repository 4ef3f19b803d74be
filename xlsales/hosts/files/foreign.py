"""Workbooks of formats that only the reader understands: .xls, .et, .xlsb and .ods.

The reader leaves cells with an error empty; what can be done against this silence is done here.
"""

from __future__ import annotations

import re

from xlsales.books.book import Book
from xlsales.hosts.files.package import Package, package_of, part
from xlsales.hosts.files.refusal import refusal
from xlsales.hosts.files.sheets import checked, sheets_of
from xlsales.hosts.files.zips import member, stored

PACKAGE, COMPOUND = b"PK\3\4", b"\xd0\xcf\x11\xe0"
STREAMS = ("Workbook", "Book")
MANIFEST = "META-INF/manifest.xml"
CODE = rb"[\x00\x07\x0f\x17\x1d\x24\x2a]"
# The records of an error value and of a formula that yields one.
BINARY_ERROR = re.compile(
    rb"\x05\x02\x08\x00.{6}" + CODE + rb"\x01|\x06\x00.{8}\x02\x00" + CODE + rb"\x00{3}\xff\xff",
    re.DOTALL,
)
# An error is a text whose value is empty and which shows something else.
OPEN_ERROR = re.compile(
    rb'(office:value-type="string") office:string-value=""( calcext:value-type="error")'
)
LOST = "有{}个出错的单元格读不出内容，请改正后另存为.xlsx"


def foreign_book(content: bytes, name: str) -> Book:
    """The workbook that the bytes hold."""
    if content.startswith(COMPOUND):
        return _from_compound(content, name)
    package = package_of(content)
    if "content.xml" in package.entries:
        return checked(name, sheets_of(_with_errors(package)))
    return checked(name, sheets_of(content))


def is_foreign(package: Package) -> bool:
    """True for .xlsb and .ods, which are packages but not Open XML."""
    return "xl/workbook.bin" in package.entries or "content.xml" in package.entries


def _from_compound(content: bytes, name: str) -> Book:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise refusal("password")
    if not any(stream.encode("utf-16-le") in content for stream in STREAMS):
        raise refusal("unknown")
    count = len(BINARY_ERROR.findall(content))
    return checked(name, sheets_of(content), (LOST.format(count),) if count else ())


def _with_errors(package: Package) -> bytes:
    """An OpenDocument workbook in which errors are text."""
    if "manifest:encryption-data" in part(package, MANIFEST).decode("utf-8", "replace"):
        raise refusal("password")
    text = OPEN_ERROR.sub(rb"\1\2", part(package, "content.xml"))
    kept = ("mimetype", MANIFEST)
    parts = [
        (name, member(part(package, name))) for name in kept if name.lower() in package.entries
    ]
    return stored([*parts, ("content.xml", member(text))])
