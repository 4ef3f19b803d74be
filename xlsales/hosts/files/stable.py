"""Workbooks saved so that the same content gives the same bytes."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

SAVED = (2012, 3, 1, 0, 0, 0)
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
UNCACHED = re.compile(rb'<c r="(\w+)"((?: s="\d+")?)><f>([^<]*)</f><v ?(?:/>|></v>)</c>')
FONT = re.compile(rb"(<font>)(.*?)(</font>)", re.DOTALL)
FONT_PART = re.compile(rb"(<(\w+)[^>]*/>)")
FONT_ORDER = (
    b"b", b"i", b"strike", b"condense", b"extend", b"outline", b"shadow", b"u", b"vertAlign",
    b"sz", b"color", b"name", b"family", b"charset", b"scheme",
)  # fmt: skip


def save(workbook: Workbook, path: Path) -> None:
    """Write the workbook to a file whose bytes depend on its content alone.

    A formula that nothing has calculated yet gets an empty text as its value, so that no reader
    takes it for a cell whose value was lost.
    """
    made = BytesIO()
    workbook.save(made)
    with ZipFile(made) as source, ZipFile(path, "w", ZIP_DEFLATED, compresslevel=6) as target:
        for name in sorted(source.namelist(), key=_order):
            target.writestr(_entry(name), _steady(name, source.read(name)))


def _steady(name: str, part: bytes) -> bytes:
    if name == "docProps/core.xml":
        return STAMP.sub(rb"\g<1>2012-03-01T00:00:00Z", part)
    if name == "xl/styles.xml":
        return FONT.sub(_in_order, part)
    if name.startswith("xl/worksheets/sheet"):
        return UNCACHED.sub(rb'<c r="\1"\2 t="str"><f>\3</f><v></v></c>', part)
    return part


def _in_order(font: re.Match[bytes]) -> bytes:
    """A font with its parts in the order that the schema of the format asks for."""
    parts = sorted(FONT_PART.findall(font[2]), key=lambda part: FONT_ORDER.index(part[1]))
    return font[1] + b"".join(part[0] for part in parts) + font[3]


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, SAVED)
    entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
    return entry


def _order(name: str) -> tuple[bool, str]:
    return name != "[Content_Types].xml", name
