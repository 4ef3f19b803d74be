"""What an Open XML workbook lists: its sheets and the parts that they share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from posixpath import join, normpath

from xlsales.core.values import dataclass
from xlsales.hosts.files.package import (
    Package,
    elements,
    packed_part,
    part,
    remembered,
    text_of,
)
from xlsales.hosts.files.refusal import refusal
from xlsales.hosts.files.strings import quoted
from xlsales.hosts.files.zips import Member, member

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
MOST_SHEETS = 1000
TRUE = ("1", "true")
COMMON = ("sharedStrings", "styles")


@dataclass(frozen=True)
class Listed:
    """A worksheet as the workbook lists it: name, visibility and its part."""

    name: str
    hidden: bool
    part: str


@dataclass(frozen=True)
class Listing:
    """A workbook's worksheets, the parts of its shared strings and styles ('' for none), and the
    parts, written anew, that lead a reader to them."""

    sheets: tuple[Listed, ...]
    common: tuple[str, ...]
    frame: tuple[tuple[str, Member], ...]


def listing_of(package: Package) -> Listing:
    """What the workbook lists; refused where it can't be read sheet by sheet."""
    main = _main_part(package)
    folder, _, file = main.rpartition("/")
    relations = packed_part(package, join(folder, "_rels", f"{file}.rels"))
    return _listing(packed_part(package, main), relations, folder)


def _main_part(package: Package) -> str:
    """The name of the workbook part."""
    if "xl/workbook.xml" in package.entries:
        return "xl/workbook.xml"
    for one in elements(part(package, "_rels/.rels")):
        if one.attributes.get("Type", "").endswith("/officeDocument"):
            return one.attributes.get("Target", "").lstrip("/")
    raise refusal("unknown")


@remembered
def _listing(main: Member, relations: Member, folder: str) -> Listing:
    related = _related(text_of(relations), folder)
    places = {identifier: (kind, place) for identifier, kind, place in related}
    by_kind = dict(places.values())
    sheets, has_1904 = [], False
    for one in elements(text_of(main)):
        if one.name == "workbookPr":
            has_1904 = one.attributes.get("date1904") in TRUE
        elif one.name == "sheet":
            kind, place = places.get(one.attributes.get("id", ""), ("", ""))
            if kind == "worksheet":
                is_hidden = one.attributes.get("state", "visible") != "visible"
                sheets.append(Listed(one.attributes.get("name", ""), is_hidden, place))
    _check_sheets(sheets)
    common = tuple(by_kind.get(kind, "") for kind in COMMON)
    return Listing(tuple(sheets), common, _frame(sheets, common, has_1904))


def _related(relations: bytes, folder: str) -> Iterator[tuple[str, str, str]]:
    """Identifier, type and part of each part that the workbook refers to."""
    for one in elements(relations):
        target = one.attributes.get("Target", "").replace("\\", "/")
        place = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        kind = one.attributes.get("Type", "").rpartition("/")[2]
        yield one.attributes.get("Id", ""), kind, place


def _check_sheets(sheets: list[Listed]) -> None:
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


def _frame(
    sheets: Sequence[Listed], common: Sequence[str], has_1904: bool
) -> tuple[tuple[str, Member], ...]:
    """The parts that lead a reader to the sheets and to what they share."""
    tags = [
        f'<sheet name="{quoted(one.name)}" sheetId="{n}" r:id="s{n}" '
        f'state="{"hidden" if one.hidden else "visible"}"/>'
        for n, one in enumerate(sheets, 1)
    ]
    targets = [("worksheet", f"s{n}", f"worksheets/s{n}.xml") for n in range(1, len(tags) + 1)]
    kinds = (kind for kind, place in zip(COMMON, common, strict=True) if place)
    targets += [(kind, kind, f"{kind}.xml") for kind in kinds]
    book = f'<workbookPr date1904="{int(has_1904)}"/><sheets>{"".join(tags)}</sheets>'
    main = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{book}</workbook>'
    return (
        ("[Content_Types].xml", member(f'<Types xmlns="{CONTENT}"/>'.encode())),
        ("_rels/.rels", _relationships([("officeDocument", "b", "xl/workbook.xml")])),
        ("xl/workbook.xml", member(main.encode())),
        ("xl/_rels/workbook.xml.rels", _relationships(targets)),
    )


def _relationships(targets: list[tuple[str, str, str]]) -> Member:
    made = "".join(
        f'<Relationship Id="{identifier}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for kind, identifier, target in targets
    )
    return member(f'<Relationships xmlns="{RELATIONS}">{made}</Relationships>'.encode())
