"""An Open XML workbook as its sheets and as the inspected package that is given to the reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import join, normpath
from xml.sax.saxutils import quoteattr

from xlsales.hosts.files.cells import Cells, plain_cells, written_anew
from xlsales.hosts.files.package import Package, elements, part, stored
from xlsales.hosts.files.refusal import refusal

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
CLAIMED = re.compile(rb'\s(?:uniqueCount|count)="[^"]*"')
MOST_STYLES = 65_490
TRUE = ("1", "true")


@dataclass(frozen=True)
class Listed:
    """A worksheet as the workbook lists it: name, visibility and its part."""

    name: str
    hidden: bool
    part: str


@dataclass(frozen=True)
class Inspected:
    """A workbook whose parts were inspected: its sheets, their cells, and the package to read."""

    sheets: tuple[Listed, ...]
    cells: tuple[Cells, ...]
    package: bytes


def inspected(package: Package, *, anew: bool = False) -> Inspected:
    """The workbook inspected and made plain; `anew` writes every sheet anew."""
    main = _main_part(package)
    sheets, shared, styles, has_1904 = _listed(package, main)
    if not sheets:
        raise refusal("blank")
    names = [one.name.casefold() for one in sheets]
    twice = [one.name for one in sheets if names.count(one.name.casefold()) > 1]
    if twice:
        raise refusal("sheets", f"「{twice[0]}」")
    make = written_anew if anew else plain_cells
    cells = [make(part(package, one.part)) for one in sheets]
    strings = _strings(part(package, shared)) if shared else b""
    formats = _styles(part(package, styles)) if styles else b""
    parts = _parts(sheets, cells, {"sharedStrings": strings, "styles": formats}, has_1904)
    return Inspected(sheets, tuple(cells), stored(parts))


def _main_part(package: Package) -> str:
    """The name of the workbook part."""
    if "xl/workbook.xml" in package.entries:
        return "xl/workbook.xml"
    for one in elements(part(package, "_rels/.rels")):
        if one.attributes.get("Type", "").endswith("/officeDocument"):
            return one.attributes.get("Target", "").lstrip("/")
    raise refusal("unknown")


def _relations(package: Package, main: str) -> Iterator[tuple[str, str, str]]:
    """Identifier, type and part of each part that the workbook refers to."""
    folder, _, file = main.rpartition("/")
    for one in elements(part(package, join(folder, "_rels", f"{file}.rels"))):
        target = one.attributes.get("Target", "").replace("\\", "/")
        place = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        kind = one.attributes.get("Type", "").rpartition("/")[2]
        yield one.attributes.get("Id", ""), kind, place


def _listed(package: Package, main: str) -> tuple[tuple[Listed, ...], str, str, bool]:
    """The worksheets, the parts of shared strings and styles, and whether days count from 1904."""
    relations = {identifier: (kind, place) for identifier, kind, place in _relations(package, main)}
    by_kind = dict(relations.values())
    sheets, has_1904 = [], False
    for one in elements(part(package, main)):
        if one.name == "workbookPr":
            has_1904 = one.attributes.get("date1904") in TRUE
        elif one.name == "sheet":
            kind, place = relations.get(one.attributes.get("id", ""), ("", ""))
            name = one.attributes.get("name", "")
            if kind == "worksheet":
                hidden = one.attributes.get("state", "visible") != "visible"
                sheets.append(Listed(name, hidden, place))
    shared, styles = by_kind.get("sharedStrings", ""), by_kind.get("styles", "")
    return tuple(sheets), shared, styles, has_1904


def _strings(text: bytes) -> bytes:
    """The shared strings without their claimed number, for which a reader would reserve memory."""
    start = text.find(b"<", text.find(b"?>") + 1)
    end = text.find(b">", start)
    return text[:start] + CLAIMED.sub(b"", text[start:end]) + text[end:]


def _styles(text: bytes) -> bytes:
    if text.count(b"<xf ") > MOST_STYLES:
        raise refusal("damaged", "样式太多")
    return text


def _parts(
    sheets: tuple[Listed, ...], cells: list[Cells], common: Mapping[str, bytes], has_1904: bool
) -> Iterator[tuple[str, bytes]]:
    """The parts of the package that is given to the reader."""
    tags = [
        f'<sheet name={quoteattr(one.name)} sheetId="{n}" r:id="s{n}"'
        f"{' state=' + chr(34) + 'hidden' + chr(34) if one.hidden else ''}/>"
        for n, one in enumerate(sheets, 1)
    ]
    targets = [("worksheet", f"s{n}", f"worksheets/s{n}.xml") for n in range(1, len(sheets) + 1)]
    targets += [(kind, kind, f"{kind}.xml") for kind, text in common.items() if text]
    book = f'<workbookPr date1904="{int(has_1904)}"/><sheets>{"".join(tags)}</sheets>'
    yield "[Content_Types].xml", TYPES
    yield "_rels/.rels", _relationships([("officeDocument", "b", "xl/workbook.xml")])
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{book}</workbook>'.encode(),
    )
    yield "xl/_rels/workbook.xml.rels", _relationships(targets)
    for number, one in enumerate(cells, 1):
        yield f"xl/worksheets/s{number}.xml", one.text
    yield from ((f"xl/{kind}.xml", text) for kind, text in common.items() if text)


def _relationships(targets: list[tuple[str, str, str]]) -> bytes:
    made = "".join(
        f'<Relationship Id="{identifier}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for kind, identifier, target in targets
    )
    return f'<Relationships xmlns="{RELATIONS}">{made}</Relationships>'.encode()
