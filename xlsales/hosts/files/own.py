"""Which workbooks are this program's own results, so that they are never read as submissions."""

from __future__ import annotations

import re
from pathlib import Path

from xlsales.hosts.base import Unreadable
from xlsales.hosts.files.package import package_of, part

PROPERTY = "xlsales"
OUTPUT, MARKED = "output", "marked"
STATE = "_xlsales_marks"  # the hidden sheet in which a marked copy keeps what its marks replaced
HEAD = "xlsales-head"
PLACE = "docProps/custom.xml"
SAID = re.compile(rb'name="xlsales"[^<>]*>\s*<vt:lpwstr>(output|marked)</vt:lpwstr>')
HEAD_SAID = re.compile(rb'name="xlsales-head"[^<>]*>\s*<vt:lpwstr>([^<>]*)</vt:lpwstr>')


def own_output(content: bytes) -> str:
    """What result of this program a file holds: OUTPUT, a MARKED copy, or neither, as ''.

    Such files carry the custom document property PROPERTY with that word as its value.
    """
    return _property(content, SAID)


def own_head(content: bytes) -> str:
    """The journal's head as a result of this program states it beside its cover, or ''."""
    return _property(content, HEAD_SAID)


def _property(content: bytes, said: re.Pattern[bytes]) -> str:
    if PLACE.encode() not in content:
        return ""
    try:
        found = said.search(part(package_of(content), PLACE))
    except Unreadable:
        return ""
    return found[1].decode() if found else ""


def is_own_output(path: Path) -> bool:
    """True for a file that this program made as a result."""
    try:
        return own_output(path.read_bytes()) != ""
    except OSError:
        return False
