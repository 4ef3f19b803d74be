"""An Open XML workbook inspected, and the package that is given to the reader."""

from __future__ import annotations

import re
from functools import partial
from zipfile import ZIP_DEFLATED

from xlsales.core.values import dataclass
from xlsales.hosts.base import Unreadable
from xlsales.hosts.files.anew import empty_strings, written_anew
from xlsales.hosts.files.cells import Cells, new_cells, plain_cells
from xlsales.hosts.files.listing import COMMON, Listed, listing_of
from xlsales.hosts.files.package import (
    SMALL,
    Package,
    packed_part,
    parse,
    part,
    remembered,
    text_of,
)
from xlsales.hosts.files.refusal import refusal
from xlsales.hosts.files.zips import Member, beginning, member, stored

ROOT = re.compile(rb"\s*(?:<\?xml[^>]*\?>)?\s*<sst[^>]*>")
BOASTFUL = re.compile(rb"""[cC]ount\s*=\s*["']\s*\+?0*\d{7}""")
CLAIMED = re.compile(rb"""\s(?:uniqueCount|count)\s*=\s*(?:"[^"]*"|'[^']*')""")
MOST_STYLES = 65_490
FORMATS = (b"numFmts", b"cellXfs")
HEAD = 1024


@dataclass(frozen=True)
class Inspected:
    """A workbook whose parts were inspected: its sheets, their cells, and the package to read."""

    sheets: tuple[Listed, ...]
    cells: tuple[Cells, ...]
    package: bytes


def inspected(package: Package, *, anew: bool = False) -> Inspected:
    """The workbook inspected and made plain; `anew` writes every sheet anew."""
    listing = listing_of(package)
    shared = listing.common[0]
    empty = empty_strings(part(package, shared)) if anew and shared else frozenset()
    make = new_cells if anew else plain_cells
    write = partial(written_anew, empty=empty)
    cells = tuple(make(part(package, one.part), write) for one in listing.sheets)
    parts = [(f"xl/worksheets/s{n}.xml", member(one.text)) for n, one in enumerate(cells, 1)]
    for kind, place, plain in zip(COMMON, listing.common, (_strings, _formats), strict=True):
        if place:
            parts.append((f"xl/{kind}.xml", plain(packed_part(package, place))))
    return Inspected(listing.sheets, cells, stored((*listing.frame, *parts)))


def _strings(shared: Member) -> Member:
    """The shared strings, without a claimed number for which memory would be reserved.

    Deflate never packs more than 1,032 bytes into one, so that a small part need not be inflated
    to be known as harmless.
    """
    if shared.method == ZIP_DEFLATED and len(shared.packed) <= SMALL:
        head = beginning(shared.packed, HEAD)
        if ROOT.match(head) and not BOASTFUL.search(head):
            return shared
    return member(_modest(text_of(shared)))


@remembered
def _formats(styles: Member) -> Member:
    """Of the styles what the reader needs: their number formats."""
    text = text_of(styles)
    if text.count(b"<xf ") > MOST_STYLES:
        raise refusal("damaged", "样式太多")
    if not (_is_proper(text) and all(_is_plain(text, name) for name in FORMATS)):
        return member(_modest(text))
    return member(b"<styleSheet>%b</styleSheet>" % b"".join(_element(text, n) for n in FORMATS))


def _is_proper(text: bytes) -> bool:
    """True for proper XML without comments and the like."""
    try:
        parse(text, None, None)
    except Unreadable:
        return False
    return b"<!" not in text


def _is_plain(text: bytes, name: bytes) -> bool:
    """True where such an element stands once, with no prefix before its name, or not at all."""
    return text.count(name) == 2 * text.count(b"<" + name) <= 2


def _element(text: bytes, name: bytes) -> bytes:
    """An element without its own attributes; nothing where the text has none of this name."""
    begun = text.partition(b"<" + name)[2].partition(b"</" + name)[0]
    return b"<%b>%b</%b>" % (name, begun.partition(b">")[2], name)


def _modest(text: bytes) -> bytes:
    """The text without what its root claims to hold."""
    start = text.find(b"<", text.find(b"?>") + 1)
    end = text.find(b">", start)
    return text[:start] + CLAIMED.sub(b"", text[start:end]) + text[end:]
