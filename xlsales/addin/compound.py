"""Compound files (MS-CFB, version 3): folders and streams in one file. Nothing in it depends on
the clock or on chance, so the same content gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from struct import pack

SECTOR, SMALL_SECTOR, SMALL = 512, 64, 4096
FREE, END, TABLE, NOBODY = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
ROOT, FOLDER, STREAM = 5, 1, 2
RED, BLACK = 0, 1
IN_SECTOR = SECTOR // 4
IN_HEADER = 109
MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
Tree = Mapping[str, "bytes | Tree"]


@dataclass
class _Entry:
    """An entry of the directory: what it is, what it holds, and its place in the tree."""

    name: str
    kind: int
    content: bytes = b""
    left: int = NOBODY
    right: int = NOBODY
    child: int = NOBODY
    colour: int = BLACK
    start: int = 0
    size: int = 0

    def packed(self) -> bytes:
        """The entry as it stands in the directory."""
        name = self.name.encode("utf-16-le") + b"\0\0"
        links = pack("<3I", self.left, self.right, self.child)
        kind = pack("<HBB", len(name), self.kind, self.colour)
        return name.ljust(64, b"\0") + kind + links + bytes(36) + pack("<IQ", self.start, self.size)


@dataclass
class _Sectors:
    """Sectors of one size, and the table that says which follows which."""

    size: int
    content: bytearray = field(default_factory=bytearray)
    table: list[int] = field(default_factory=list)

    def add(self, content: bytes) -> int:
        """The number of the first sector of what was added."""
        if not content:
            return END
        first, count = len(self.table), -(-len(content) // self.size)
        self.content += content.ljust(count * self.size, b"\0")
        self.table += [*range(first + 1, first + count), END]
        return first


def compound_file(tree: Tree) -> bytes:
    """The compound file with these folders and streams."""
    entries = [_Entry("Root Entry", ROOT)]
    entries[0].child = _grow(entries, tree)
    large, small = _Sectors(SECTOR), _Sectors(SMALL_SECTOR)
    for entry in entries:
        if entry.kind == STREAM:
            sectors = small if len(entry.content) < SMALL else large
            entry.start, entry.size = sectors.add(entry.content), len(entry.content)
    entries[0].start, entries[0].size = large.add(bytes(small.content)), len(small.content)
    small_table = large.add(_numbers(small.table, IN_SECTOR))
    directory = large.add(_directory(entries))
    tables = 1
    while tables * IN_SECTOR < len(large.table) + tables:
        tables += 1
    if tables > IN_HEADER:
        raise ValueError(f"a compound file of {len(large.content)} bytes is too large")
    at = len(large.table)
    places = [*range(at, at + tables)]
    table = _numbers([*large.table, *[TABLE] * tables], IN_SECTOR)
    head = pack("<8s16sHHHHH6s", MAGIC, bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6))
    head += pack("<4I", 0, tables, directory, 0)
    head += pack("<5I", SMALL, small_table, -(-len(small.table) // IN_SECTOR), END, 0)
    return head + _numbers(places, IN_HEADER) + bytes(large.content) + table


def _grow(entries: list[_Entry], tree: Tree) -> int:
    """Add the entries of a folder; returns the top of their search tree."""
    own = []
    for name, content in tree.items():
        is_stream = isinstance(content, bytes)
        entries.append(_Entry(name, STREAM if is_stream else FOLDER))
        own.append(len(entries) - 1)
        if isinstance(content, bytes):
            entries[own[-1]].content = content
        else:
            entries[own[-1]].child = _grow(entries, content)
    own.sort(key=lambda n: (len(entries[n].name), entries[n].name.upper()))
    full = (len(own) + 1).bit_length() - 1
    return _balanced(entries, own, 1, full)


def _balanced(entries: list[_Entry], own: Sequence[int], depth: int, full: int) -> int:
    """The top of a balanced tree of entries in order; only what hangs below its full levels is
    red."""
    if not own:
        return NOBODY
    middle = len(own) // 2
    entry = entries[own[middle]]
    entry.colour = RED if depth > full else BLACK
    entry.left = _balanced(entries, own[:middle], depth + 1, full)
    entry.right = _balanced(entries, own[middle + 1 :], depth + 1, full)
    return own[middle]


def _directory(entries: Sequence[_Entry]) -> bytes:
    """The directory, filled up to whole sectors with entries of nobody."""
    nobody = bytes(68) + pack("<3I", NOBODY, NOBODY, NOBODY) + bytes(48)
    packed = b"".join(entry.packed() for entry in entries)
    return packed + nobody * (-len(entries) % (SECTOR // len(nobody)))


def _numbers(numbers: Sequence[int], multiple: int) -> bytes:
    """Numbers of sectors, filled up with free ones."""
    filled = [*numbers, *[FREE] * (-len(numbers) % multiple)]
    return pack(f"<{len(filled)}I", *filled)
