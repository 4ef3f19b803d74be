"""The parts of a zipped workbook, within limits and without declarations.

What a reader gets afterwards is a package written here from the inspected parts, so that the
reader can't see anything else than what was inspected.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar
from xml.parsers import expat

from xlsales.core.values import dataclass
from xlsales.hosts.files.refusal import refusal
from xlsales.hosts.files.zips import ENCRYPTED, Entry, Member, entries_of, inflated, taken

LARGEST_PART = 200 << 20
LARGEST_SUM = 300 << 20
MOST_ENTRIES = 2000
DEEPEST = 64
SMALL = 32 << 10
KNOWN = 64
ENCODING = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
LAST_ASCII = 0x7F
DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Package:
    """A zipped workbook's bytes and where each part stands in them, by its lower-case name.

    `size` is the inflated size of its XML, as claimed; a part of another size is refused.
    """

    content: bytes
    entries: Mapping[str, Entry]
    size: int


@dataclass(frozen=True)
class Element:
    """An element of a part: its name without namespace, and its attributes likewise."""

    name: str
    attributes: Mapping[str, str]


def package_of(content: bytes) -> Package:
    """The package that the bytes hold; `Unreadable` where they hold none."""
    entries = entries_of(content)
    if len(entries) > MOST_ENTRIES:
        raise refusal("damaged", f"有{len(entries)}个部分")
    if any([entry.flags & ENCRYPTED for entry in entries.values()]):
        raise refusal("password")
    size = sum([entry.size for name, entry in entries.items() if name.endswith(".xml")])
    if size > LARGEST_SUM or max([entry.size for entry in entries.values()]) > LARGEST_PART:
        raise refusal("inflated")
    return Package(content, entries, size)


def part(package: Package, name: str) -> bytes:
    """One part, inflated, of the claimed checksum, in UTF-8 and without declarations."""
    return text_of(packed_part(package, name))


def packed_part(package: Package, name: str) -> Member:
    """One part as it stands in the package."""
    entry = package.entries.get(name.lower())
    if entry is None:
        raise refusal("damaged", f"缺少{name[:60]}")
    return taken(package.content, entry)


def text_of(packed: Member) -> bytes:
    """A part inflated, of the claimed checksum, in UTF-8 and without declarations."""
    return _without_declarations(_as_utf8(inflated(packed)))


def _without_declarations(text: bytes) -> bytes:
    """The text; refused where it declares entities, which can only stand before its root."""
    found = re.search(rb"<[A-Za-z_]", text)
    if b"<!" in text[: found.start() if found else None] and DECLARED.search(text):
        raise refusal("declaration")
    return text


def _as_utf8(text: bytes) -> bytes:
    """XML text in UTF-8, whatever encoding it declares."""
    if text.startswith(codecs.BOM_UTF8):
        return text[len(codecs.BOM_UTF8) :]
    declared = ENCODING.match(text)
    encoding = declared[1].decode().lower() if declared else "utf-8"
    if b"\0" in text[:4]:
        encoding = "utf-16" if text[0] > LAST_ASCII else "utf-16-le" if text[0] else "utf-16-be"
    if encoding in ("utf-8", "us-ascii", "ascii"):
        return text
    try:
        plain = text.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise refusal("damaged") from error
    return re.sub(r"\A\s*<\?xml[^>]*\?>", "", plain).encode("utf-8", "replace")


def remembered(make: Callable[P, T]) -> Callable[P, T]:
    """What is made of some parts, once for all workbooks that share them to the byte.

    A department's often do. Only small parts are kept in mind.
    """
    known: Callable[P, T] = lru_cache(maxsize=KNOWN)(make)  # type: ignore[assignment]

    def made(*parts: P.args, **named: P.kwargs) -> T:
        sizes = (max(len(p.packed), p.size) for p in parts if isinstance(p, Member))
        return (known if max(sizes) <= SMALL else make)(*parts, **named)

    return made


def elements(text: bytes) -> tuple[Element, ...]:
    """Every element of a small part, in order; `Unreadable` where it is no proper XML."""
    found: list[Element] = []
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise refusal("damaged", "嵌套太深")
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        found.append(Element(name.rpartition(":")[2], plain))

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parse(text, start, end)
    return tuple(found)


def parse(text: bytes, start: Any, end: Any, characters: Any = None) -> None:
    """Parse XML with handlers; declarations and faults are refused."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters

    def declared(*_: object) -> None:
        raise refusal("declaration")

    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = declared
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise refusal("damaged", "XML有误") from error
