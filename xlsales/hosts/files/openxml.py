"""An Open XML workbook as its sheets and as the inspected package that is given to the reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from posixpath import join, normpath

from xlsales.hosts.files.anew import empty_strings, written_anew
from xlsales.hosts.files.cells import Cells, new_cells, plain_cells
from xlsales.hosts.files.package import (
    Member,
    Package,
    elements,
    member,
    part,
    small_member,
    stored,
)
from xlsales.hosts.files.refusal import refusal

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
TYPES = member(f'<Types xmlns="{CONTENT}"/>'.encode())
ROOT = re.compile(rb"\s*(?:<\?xml[^>]*\?>)?\s*<(?:sst|styleSheet)[^>]*>")
BOASTFUL = re.compile(rb"""[cC]ount\s*=\s*["']\s*\+?0*\d{7}""")
CLAIMED = re.compile(rb"""\s(?:uniqueCount|count)\s*=\s*(?:"[^"]*"|'[^']*')""")
MOST_STYLES = 65_490
MOST_SHEETS = 1000
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
    _check_sheets(sheets)
    empty = empty_strings(part(package, shared)) if anew and shared else frozenset()
    make = new_cells if anew else plain_cells
    write = partial(written_anew, empty=empty)
    cells = [make(part(package, one.part), write) for one in sheets]
    places = {"sharedStrings": shared, "styles": styles}
    common = {kind: _common(package, place) for kind, place in places.items() if place}
    parts = _parts(sheets, cells, common, has_1904)
    return Inspected(sheets, tuple(cells), stored(parts))


def _check_sheets(sheets: tuple[Listed, ...]) -> None:
    """Refuse a workbook without worksheets, with too many, or with two of one name or one part."""
    if not sheets:
        raise refusal("blank")
    if len(sheets) > MOST_SHEETS or len({one.part for one in sheets}) < len(sheets):
        raise refusal("damaged", "工作表太多或有重复")
    names: set[str] = set()
    for one in sheets:
        if one.name.casefold() in names:
            raise refusal("sheets", f"「{one.name}」")
        names.add(one.name.casefold())


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


def _common(package: Package, name: str) -> Member:
    """The shared strings or styles, without a claimed number for which memory would be reserved."""
    small = small_member(package, name)
    if small and ROOT.match(small[1]) and not BOASTFUL.search(small[1]):
        return small[0]
    text = part(package, name)
    if text.count(b"<xf ") > MOST_STYLES:
        raise refusal("damaged", "样式太多")
    start = text.find(b"<", text.find(b"?>") + 1)
    end = text.find(b">", start)
    return member(text[:start] + CLAIMED.sub(b"", text[start:end]) + text[end:])


def _parts(
    sheets: tuple[Listed, ...],
    cells: list[Cells],
    common: Mapping[str, Member],
    has_1904: bool,
) -> Iterator[tuple[str, Member]]:
    """The parts of the package that is given to the reader."""
    tags = [
        f'<sheet name="{escape(one.name)}" sheetId="{n}" r:id="s{n}" '
        f'state="{"hidden" if one.hidden else "visible"}"/>'
        for n, one in enumerate(sheets, 1)
    ]
    targets = [("worksheet", f"s{n}", f"worksheets/s{n}.xml") for n in range(1, len(sheets) + 1)]
    targets += [(kind, kind, f"{kind}.xml") for kind in common]
    book = f'<workbookPr date1904="{int(has_1904)}"/><sheets>{"".join(tags)}</sheets>'
    main = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{book}</workbook>'
    yield "[Content_Types].xml", TYPES
    yield "_rels/.rels", ROOT_RELATION
    yield "xl/workbook.xml", member(main.encode())
    yield "xl/_rels/workbook.xml.rels", _relationships(targets)
    for number, one in enumerate(cells, 1):
        yield f"xl/worksheets/s{number}.xml", member(one.text)
    yield from ((f"xl/{kind}.xml", one) for kind, one in common.items())


def _relationships(targets: list[tuple[str, str, str]]) -> Member:
    made = "".join(
        f'<Relationship Id="{identifier}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for kind, identifier, target in targets
    )
    return member(f'<Relationships xmlns="{RELATIONS}">{made}</Relationships>'.encode())


ROOT_RELATION = _relationships([("officeDocument", "b", "xl/workbook.xml")])
