"""Texts inside the XML of a written workbook: escaped, and stated once where they come again."""

from __future__ import annotations

import re
from collections.abc import Iterator

LIKE_AN_ESCAPE = re.compile(r"(_x[0-9a-fA-F]{4}_)")
MOST, LONGEST = 1 << 16, 64


class Strings:
    """The texts of streamed cells that stand in the workbook's table of shared strings.

    Most texts come again, and a reader is quicker with their number; the first 65,536 short ones
    have one, all others stand in their cell, so that the table does not grow with the rows.
    """

    def __init__(self, first: int) -> None:
        self._first, self._numbers = first, dict[str, int]()

    def content(self, text: str) -> str:
        """The type and the content of a cell that holds the text."""
        number = self._numbers.get(text)
        if number is None:
            # Only in the table does openpyxl read rightly what looks like an escape.
            is_short = len(text) <= LONGEST and len(self._numbers) < MOST
            if not is_short and not LIKE_AN_ESCAPE.search(text):
                return f' t="inlineStr"><is>{_stated(text)}</is></c>'
            number = self._numbers[text] = self._first + len(self._numbers)
        return f' t="s"><v>{number}</v></c>'

    def table(self) -> Iterator[str]:
        """The texts as the table states them, in order."""
        return (f"<si>{_stated(text)}</si>" for text in self._numbers)


def _stated(text: str) -> str:
    kept = "" if text == text.strip() else ' xml:space="preserve"'
    text = LIKE_AN_ESCAPE.sub(r"_x005F\1", text)
    return f"<t{kept}>{escaped(text)}</t>"


def escaped(text: str) -> str:
    """The text as XML states it between two tags."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def quoted(text: str) -> str:
    """The text as XML states it between two quotation marks."""
    return escaped(text).replace('"', "&quot;")
