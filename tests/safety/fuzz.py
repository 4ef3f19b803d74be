"""Real submissions spoiled at random, by seed: python -m tests.safety.fuzz COUNT SEED [FILE...].

Files named are spoiled in place of the submissions made here. Every spoiled file must be read or
refused with a reason, in bounded time; the counts are printed.
"""

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.safety.submissions import parts_of, submissions, zipped
from xlsales.hosts.base import Unreadable
from xlsales.hosts.files.safe import Reader

LONGEST = 20.0
NUMBERS = (b"-1", b"0", b"4294967295", b"1048577", b"99999999999999999999", b"1e999", b"NaN", b"")
PIECES = (
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"\x00", b"\xff\xfe",
    b"<c r=\"XFD1048576\"><v>1</v></c>", b"<c><v>2</v></c>", b"</sheetData>", b"<sheetData>",
    b"<row r=\"1048576\">", b"</row>", b"<mergeCell ref=\"A1:XFD1048576\"/>", b" t=\"e\"",
    b" t=\"s\"", b" t=\"d\"", b" s=\"65535\"", b"<v>-7</v>", b"&amp;", b"&#0;", b"&x;", b"x:",
)  # fmt: skip
ATTRIBUTE = re.compile(rb'"[^"<>]*"')


def spoiled(chance: random.Random, content: bytes) -> bytes:
    """One submission, spoiled in its bytes, in one of its parts, or cut off."""
    kind = chance.randrange(10)
    if kind == 0:
        return content[: chance.randrange(len(content))]
    if kind == 1 or not content.startswith(b"PK"):
        return spoiled_bytes(chance, content)
    parts = parts_of(content)
    chosen = [n for n, (name, _) in enumerate(parts) if name.endswith((".xml", ".rels"))]
    for _ in range(chance.choice((1, 1, 2, 4))):
        place = chance.choice(chosen)
        name, text = parts[place]
        parts[place] = (name, spoiled_text(chance, text))
    if kind == 2:
        del parts[chance.randrange(len(parts))]
    return zipped(parts)


def spoiled_bytes(chance: random.Random, content: bytes) -> bytes:
    """The bytes with some of them changed, doubled or lost."""
    made = bytearray(content)
    for _ in range(chance.choice((1, 3, 20))):
        place = chance.randrange(len(made))
        made[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
    return bytes(made)


def spoiled_text(chance: random.Random, text: bytes) -> bytes:
    """The XML with a piece put in, taken out, doubled, or an attribute's value changed."""
    if not text:
        return text
    kind, start = chance.randrange(5), chance.randrange(len(text))
    end = min(len(text), start + chance.randrange(1, 80))
    if kind == 0:
        return text[:start] + chance.choice(PIECES) + text[start:]
    if kind == 1:
        return text[:start] + text[end:]
    if kind == 2:
        return text[:end] + text[start:]
    if kind == 3:
        return spoiled_bytes(chance, text)
    places = list(ATTRIBUTE.finditer(text))
    if not places:
        return text
    found = chance.choice(places)
    return text[: found.start() + 1] + chance.choice(NUMBERS) + text[found.end() - 1 :]


def verdict(reader: Reader, content: bytes) -> str:
    """What becomes of one file."""
    try:
        book = reader.book(content, "周报告_张三_2012-04-16.xlsx")
    except Unreadable as error:
        return "rejected" if error.reason and error.remedy else "unexplained"
    return "quarantined" if book.remarks else "accepted"


def main(count: int, seed: int, originals: Sequence[bytes]) -> int:
    """Spoil and read so many files; returns the number of those that went wrong."""
    counts: Counter[str] = Counter()
    slowest = 0.0
    with Reader() as reader:
        for number in range(count):
            chance = random.Random(f"{seed}/{number}")
            content = spoiled(chance, chance.choice(originals))
            started = time.monotonic()
            try:
                counts[verdict(reader, content)] += 1
            except Exception as error:
                counts["escaped"] += 1
                print(f"{seed}/{number}: {type(error).__name__} {error}")
            slowest = max(slowest, time.monotonic() - started)
    counts["slow"] = int(slowest > LONGEST)
    print(f"files {count}", *(f"{name} {counts[name]}" for name in sorted(counts)), sep=", ")
    print(f"slowest {slowest:.2f} s")
    return counts["unexplained"] + counts["escaped"] + counts["slow"]


if __name__ == "__main__":
    named = [Path(name).read_bytes() for name in sys.argv[3:]]
    sys.exit(bool(main(int(sys.argv[1]), int(sys.argv[2]), named or submissions())))
