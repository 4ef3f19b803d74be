"""What a host does: read, write, mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from xlsales.books.book import Book
from xlsales.books.page import Page
from xlsales.core.rule import Finding


class Unreadable(Exception):
    """A workbook that can't be read: the reason and what to do, in the user's words."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}；{remedy}")
        self.reason, self.remedy = reason, remedy


class Unwritable(Exception):
    """A workbook that can't be written to or marked: the reason and what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}；{remedy}")
        self.reason, self.remedy = reason, remedy


class Host(Protocol):
    """One open workbook, wherever it is open."""

    def read(self) -> Book:
        """The workbook as plain values."""

    def write(self, pages: Sequence[Page]) -> None:
        """Add or replace whole sheets."""

    def mark(self, findings: Sequence[Finding]) -> None:
        """Show each finding at its cell, in place of all earlier marks; none takes them back."""
