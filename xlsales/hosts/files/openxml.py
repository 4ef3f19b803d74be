"""An Open XML workbook inspected, and the package that is given to the reader."""

from __future__ import annotations

import re
from functools import partial
from zipfile import ZIP_DEFLATED

from xlsales.core.values import dataclass
from xlsales.hosts.files.anew import empty_strings, written_anew
from xlsales.hosts.files.cells import Cells, new_cells, plain_cells
from xlsales.hosts.files.listing import COMMON, Listed, listing_of
from xlsales.hosts.files.package import (
    SMALL,
    Package,
    packed_part,
    part,
    text_of,
)
from xlsales.hosts.files.zips import Member, beginning, member, stored

ROOT = re.compile(rb"\s*(?:<\?xml[^>]*\?>)?\s*<(?:sst|styleSheet)[^>]*>")
BOASTFUL = re.compile(rb"""[cC]ount\s*=\s*["']\s*\+?0*\d{7}""")
CLAIMED = re.compile(rb"""\s(?:uniqueCount|count)\s*=\s*(?:"[^"]*"|'[^']*')""")
MOST_STYLES = 65_490
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
    for kind, place in zip(COMMON, listing.common, strict=True):
        if place:
            parts.append((f"xl/{kind}.xml", _common(packed_part(package, place))))
    return Inspected(listing.sheets, cells, stored((*listing.frame, *parts)))


def _common(shared: Member) -> Member:
    """The shared strings or styles, without a claimed number for which memory would be reserved.

    Deflate never packs more than 1,032 bytes into one, so that a small part need not be inflated
    to be known as harmless.
    """
    if shared.method == ZIP_DEFLATED and len(shared.packed) <= SMALL:
        head = beginning(shared.packed, HEAD)
        if ROOT.match(head) and not BOASTFUL.search(head):
            return shared
    return member(_modest(text_of(shared)))


def _modest(text: bytes) -> bytes:
    """The text without what its root claims to hold."""
    start = text.find(b"<", text.find(b"?>") + 1)
    end = text.find(b">", start)
    return text[:start] + CLAIMED.sub(b"", text[start:end]) + text[end:]
