"""Zips taken apart and put together, quickly; nothing that they claim is believed."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from xlsales.hosts.files.refusal import refusal

LOCAL = struct.Struct("<4sHHHHHLLLHH")
CENTRAL = struct.Struct("<4s4xHH4xLLLHHH8xL")
WRITTEN = struct.Struct("<4sHHHHHHLLLHHHHHLL")
END = struct.Struct("<4sHHHHLLH")
LENGTHS = struct.Struct("<HH")
ENCRYPTED = 1
WIDE = 0xFFFFFFFF
FAILURES = (BadZipFile, struct.error, ValueError, KeyError, IndexError, EOFError, RuntimeError)


class Entry(NamedTuple):
    """A part as a zip's directory lists it."""

    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


class Member(NamedTuple):
    """A part as it stands in a zip: its bytes there, its inflated size and its checksum."""

    packed: bytes
    size: int
    crc: int
    method: int = ZIP_STORED


def entries_of(content: bytes) -> Mapping[str, Entry]:
    """The parts by lower-case name; refused where there are none, or two of one name."""
    listed = parts_of(content)
    entries = {name.lower().replace("\\", "/").lstrip("/"): entry for name, entry in listed}
    if not listed or len(entries) < len(listed):
        raise refusal("damaged", "有重名的部分" if listed else "")
    return entries


def parts_of(content: bytes) -> Sequence[tuple[str, Entry]]:
    """The parts by their names, in the order in which the zip lists them."""
    try:
        return _quick(content) or list(_thorough(content))
    except FAILURES as error:
        raise refusal("damaged") from error


def _quick(content: bytes) -> list[tuple[str, Entry]]:
    """The directory of an ordinary zip; nothing where it is not quite ordinary."""
    end = content.rfind(b"PK\5\6", -END.size)
    if end < 0:
        return []
    *_, count, length, place, _ = END.unpack_from(content, end)
    if place + length != end:
        return []
    found = []
    for _ in range(count):
        mark, flags, method, crc, packed, size, *rest, offset = CENTRAL.unpack_from(content, place)
        if mark != b"PK\1\2" or WIDE in (packed, size, offset):
            return []
        place += CENTRAL.size
        name = content[place : place + rest[0]].decode("utf-8", "replace")
        found.append((name, Entry(flags, method, crc, packed, size, offset)))
        place += sum(rest)
    return found if place == end else []


def _thorough(content: bytes) -> Iterator[tuple[str, Entry]]:
    """The directory of any zip."""
    for i in ZipFile(BytesIO(content)).infolist():
        yield (
            i.filename,
            Entry(
                i.flag_bits, i.compress_type, i.CRC, i.compress_size, i.file_size, i.header_offset
            ),
        )


def taken(content: bytes, entry: Entry) -> Member:
    """A part as it stands in the zip."""
    start = entry.offset
    header = content[start : start + LOCAL.size]
    if len(header) < LOCAL.size or header[:4] != b"PK\3\4":
        raise refusal("damaged")
    start += LOCAL.size + sum(LENGTHS.unpack_from(header, 26))
    return Member(content[start : start + entry.packed], entry.size, entry.crc, entry.method)


def inflated(one: Member) -> bytes:
    """A part's own bytes, of the claimed size and checksum."""
    text = one.packed
    if one.method == ZIP_DEFLATED:
        text = beginning(text, one.size + 1)
    elif one.method != ZIP_STORED:
        raise refusal("damaged", "压缩方式不支持")
    if len(text) != one.size or zlib.crc32(text) != one.crc:
        raise refusal("damaged", "校验和不符")
    return text


def beginning(deflated: bytes, length: int) -> bytes:
    """The first so many bytes of what is deflated."""
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(deflated, length)
    except zlib.error as error:
        raise refusal("damaged") from error


def member(text: bytes) -> Member:
    """A part to be stored uncompressed."""
    return Member(text, len(text), zlib.crc32(text))


def deflated(pieces: Iterable[bytes], level: int) -> Member:
    """A part whose text comes in pieces, to be stored compressed."""
    compressor = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    done: list[bytes] = []
    size = checksum = 0
    for piece in pieces:
        done.append(compressor.compress(piece))
        size, checksum = size + len(piece), zlib.crc32(piece, checksum)
    done.append(compressor.flush())
    return Member(b"".join(done), size, checksum, ZIP_DEFLATED)


def stored(parts: Iterable[tuple[str, Member]]) -> bytes:
    """A zip that holds the parts."""
    return b"".join(zipped(parts))


def zipped(parts: Iterable[tuple[str, Member]]) -> Iterator[bytes]:
    """A zip that holds the parts, each asked for when those before it are given."""
    directory: list[bytes] = []
    offset = 0
    for name, one in parts:
        called = name.encode()
        sizes = (one.method, 0, 33, one.crc, len(one.packed), one.size, len(called))
        yield from (LOCAL.pack(b"PK\3\4", 20, 0, *sizes, 0), called, one.packed)
        entry = WRITTEN.pack(b"PK\1\2", 20, 20, 0, *sizes, *[0] * 5, offset)
        directory += (entry, called)
        offset += LOCAL.size + len(called) + len(one.packed)
    listed = b"".join(directory)
    count = len(directory) // 2
    yield from (listed, END.pack(b"PK\5\6", 0, 0, count, count, len(listed), offset, 0))
