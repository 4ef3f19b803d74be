"""The compression of VBA source in Office files (MS-OVBA 2.4.1): chunks of 4096 bytes, each a
series of literal bytes and of copies of what stands before them in the chunk."""

from __future__ import annotations

from struct import pack, unpack_from

CHUNK = 4096
SHORTEST_COPY = 3
MOST_TRIED = 64
SIGNATURE = 0x3000
COMPRESSED = 0x8000
Places = dict[bytes, list[int]]


def compress(content: bytes) -> bytes:
    """The compressed container of some bytes."""
    chunks = (content[at : at + CHUNK] for at in range(0, len(content), CHUNK))
    return b"\x01" + b"".join(map(_chunk, chunks))


def decompress(container: bytes) -> bytes:
    """The bytes that a container holds."""
    content, at = bytearray(), 1
    while at < len(container):
        (header,) = unpack_from("<H", container, at)
        end = min(at + (header & 0xFFF) + 3, len(container))
        if header & COMPRESSED:
            content += _opened(container[at + 2 : end])
        else:
            content += container[at + 2 : end]
        at = end
    return bytes(content)


def _chunk(content: bytes) -> bytes:
    """One chunk with its header; as it is where compressing makes it longer."""
    packed = _tokens(content)
    if len(packed) > CHUNK:
        if len(content) < CHUNK:
            raise ValueError("the last chunk can't be kept shorter than it is")
        return pack("<H", SIGNATURE | (CHUNK - 1)) + content
    return pack("<H", COMPRESSED | SIGNATURE | (len(packed) - 1)) + packed


def _tokens(content: bytes) -> bytes:
    """The tokens in groups of eight, each group led by a byte that says which are copies."""
    packed, at = bytearray(), 0
    places: Places = {}
    while at < len(content):
        flags, group = 0, bytearray()
        for bit in range(8):
            if at >= len(content):
                break
            distance, length = _longest(content, at, places)
            if length >= SHORTEST_COPY:
                flags |= 1 << bit
                bits = _distance_bits(at)
                group += pack("<H", (distance - 1) << (16 - bits) | (length - SHORTEST_COPY))
            else:
                length = 1
                group.append(content[at])
            for passed in range(at, at + length):
                places.setdefault(content[passed : passed + SHORTEST_COPY], []).append(passed)
            at += length
        packed.append(flags)
        packed += group
    return bytes(packed)


def _longest(content: bytes, at: int, places: Places) -> tuple[int, int]:
    """The distance and length of the longest copy that can stand here; of two the nearer."""
    best = (0, 0)
    most = min((0xFFFF >> _distance_bits(at)) + SHORTEST_COPY, len(content) - at)
    for place in reversed(places.get(content[at : at + SHORTEST_COPY], [])[-MOST_TRIED:]):
        length = 0
        while length < most and content[place + length] == content[at + length]:
            length += 1
        if length > best[1]:
            best = (at - place, length)
    return best


def _distance_bits(at: int) -> int:
    """How many bits of a copy say its distance: enough for all that stands before."""
    return max(4, (at - 1).bit_length())


def _opened(packed: bytes) -> bytes:
    content, at = bytearray(), 0
    while at < len(packed):
        flags, at = packed[at], at + 1
        for bit in range(8):
            if at >= len(packed):
                break
            if not flags >> bit & 1:
                content.append(packed[at])
                at += 1
                continue
            (token,) = unpack_from("<H", packed, at)
            bits = _distance_bits(len(content))
            start = len(content) - (token >> (16 - bits)) - 1
            for step in range((token & (0xFFFF >> bits)) + SHORTEST_COPY):
                content.append(content[start + step])
            at += 2
    return bytes(content)
