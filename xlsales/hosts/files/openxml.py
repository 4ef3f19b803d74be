"""An Open XML workbook inspected, and the package that is given to the reader."""

from __future__ import annotations

import re
from functools import lru_cache, partial

from xlsales.core.values import dataclass
from xlsales.hosts.files.anew import empty_strings, written_anew
from xlsales.hosts.files.cells import Cells, new_cells, plain_cells
from xlsales.hosts.files.listing import COMMON, Listed, listing_of
from xlsales.hosts.files.package import Package, part, small_member
from xlsales.hosts.files.refusal import refusal
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
            parts.append((f"xl/{kind}.xml", _common(package, place)))
    return Inspected(listing.sheets, cells, stored((*listing.frame, *parts)))


def _common(package: Package, name: str) -> Member:
    """The shared strings or styles, without a claimed number for which memory would be reserved."""
    small = small_member(package, name)
    if small and _is_modest(small.packed):
        return small
    text = part(package, name)
    if text.count(b"<xf ") > MOST_STYLES:
        raise refusal("damaged", "样式太多")
    start = text.find(b"<", text.find(b"?>") + 1)
    end = text.find(b">", start)
    return member(text[:start] + CLAIMED.sub(b"", text[start:end]) + text[end:])


@lru_cache(maxsize=64)
def _is_modest(deflated: bytes) -> bool:
    """True for a small part that begins as it should and claims no number beyond measure.

    The workbooks of a department often share it to the byte, hence the cache.
    """
    head = beginning(deflated, HEAD)
    return bool(ROOT.match(head)) and not BOASTFUL.search(head)
