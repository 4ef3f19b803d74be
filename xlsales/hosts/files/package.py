"""The parts of a zipped workbook, inflated within limits; nothing that the file claims is believed.

What a reader gets afterwards is a package written here from the inspected parts, so that the
reader can't see anything else than what was inspected.
"""

from __future__ import annotations

import codecs
import re
import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from xlsales.hosts.files.refusal import refusal

LARGEST_PART = 200 << 20
LARGEST_SUM = 300 << 20
MOST_ENTRIES = 2000
DEEPEST = 64
SMALL = 32 << 10
HEAD = 1024
LOCAL_HEADER = 30
ENCRYPTED = 1
FAILURES = (BadZipFile, struct.error, ValueError, KeyError, IndexError, EOFError)
ENCODING = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
LAST_ASCII = 0x7F
DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True)
class Package:
    """A zipped workbook's bytes and where each part stands in them, by its lower-case name."""

    content: bytes
    entries: Mapping[str, ZipInfo]

    @property
    def size(self) -> int:
        """The inflated size of its XML, as claimed; a part of another size is refused."""
        return sum(i.file_size for name, i in self.entries.items() if name.endswith(".xml"))


@dataclass(frozen=True)
class Element:
    """An element of a part: its name without namespace, and its attributes likewise."""

    name: str
    attributes: Mapping[str, str]


def package_of(content: bytes) -> Package:
    """The package that the bytes hold; `Unreadable` where they hold none."""
    try:
        infos = ZipFile(BytesIO(content)).infolist()
    except (*FAILURES, NotImplementedError, RuntimeError) as error:
        raise refusal("damaged") from error
    if not 0 < len(infos) <= MOST_ENTRIES:
        raise refusal("damaged", f"有{len(infos)}个部分")
    if any(i.flag_bits & ENCRYPTED for i in infos):
        raise refusal("password")
    entries = {i.filename.lower().replace("\\", "/").lstrip("/"): i for i in infos}
    if len(entries) < len(infos):
        raise refusal("damaged", "有重名的部分")
    package = Package(content, entries)
    if package.size > LARGEST_SUM or max(i.file_size for i in infos) > LARGEST_PART:
        raise refusal("inflated")
    return package


def part(package: Package, name: str) -> bytes:
    """One part, inflated, of the claimed checksum, in UTF-8 and without declarations."""
    entry = package.entries.get(name.lower())
    if entry is None:
        raise refusal("damaged", f"缺少{name[:60]}")
    inflated = _inflated(package.content, entry)
    if len(inflated) != entry.file_size or zlib.crc32(inflated) != entry.CRC:
        raise refusal("damaged", "校验和不符")
    return _without_declarations(_as_utf8(inflated))


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


def _packed(content: bytes, entry: ZipInfo) -> bytes:
    start = entry.header_offset
    header = content[start : start + LOCAL_HEADER]
    if len(header) < LOCAL_HEADER or header[:4] != b"PK\3\4":
        raise refusal("damaged")
    start += LOCAL_HEADER + sum(struct.unpack_from("<HH", header, 26))
    return content[start : start + entry.compress_size]


def _inflated(content: bytes, entry: ZipInfo) -> bytes:
    packed = _packed(content, entry)
    if entry.compress_type == ZIP_STORED:
        return packed
    if entry.compress_type != ZIP_DEFLATED:
        raise refusal("damaged", "压缩方式不支持")
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, entry.file_size + 1)
    except zlib.error as error:
        raise refusal("damaged") from error


@lru_cache(maxsize=64)
def elements(text: bytes) -> tuple[Element, ...]:
    """Every element of a small part, in order; `Unreadable` where it is no proper XML.

    The workbooks of a department often share these parts to the byte, hence the cache.
    """
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


@dataclass(frozen=True)
class Member:
    """A part as it stands in a zip: its bytes there, its inflated size and its checksum."""

    packed: bytes
    size: int
    crc: int
    method: int = ZIP_STORED


def member(text: bytes) -> Member:
    """A part to be stored uncompressed."""
    return Member(text, len(text), zlib.crc32(text))


def small_member(package: Package, name: str) -> tuple[Member, bytes] | None:
    """A part still packed, and its beginning; None where it could be large once inflated.

    Deflate never packs more than 1,032 bytes into one, so that a small part needs no inflating
    to be known as harmless.
    """
    entry = package.entries.get(name.lower())
    if entry is None or entry.compress_size > SMALL or entry.compress_type != ZIP_DEFLATED:
        return None
    packed = _packed(package.content, entry)
    try:
        head = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, HEAD)
    except zlib.error as error:
        raise refusal("damaged") from error
    return Member(packed, entry.file_size, entry.CRC, ZIP_DEFLATED), head


def stored(parts: Iterable[tuple[str, Member]]) -> bytes:
    """A zip that holds the parts."""
    written: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, one in parts:
        called = name.encode()
        sizes = (one.method, 0, 33, one.crc, len(one.packed), one.size, len(called))
        written += (struct.pack("<4sHHHHHLLLHH", b"PK\3\4", 20, 0, *sizes, 0), called, one.packed)
        entry = struct.pack("<4sHHHHHHLLLHHHHHLL", b"PK\1\2", 20, 20, 0, *sizes, *[0] * 5, offset)
        directory += (entry, called)
        offset += LOCAL_HEADER + len(called) + len(one.packed)
    listed = b"".join(directory)
    count = len(directory) // 2
    end = struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, count, count, len(listed), offset, 0)
    return b"".join((*written, listed, end))
