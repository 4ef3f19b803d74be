"""Reading what anyone may have sent: no file can stop, hang or mislead the run.

Open XML workbooks and texts are read in this process: the reader sees only a package that was
written here from inspected parts, and at 1.4 ms a file another process would cost more than the
reading. What only the foreign reader understands (.xls, .xlsb, .ods, .et) or what is very large
goes to a process of its own with bounded time and memory; if that dies, one file is refused.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from xlsales.books.book import Book
from xlsales.core.values import dataclass
from xlsales.hosts.base import Unreadable
from xlsales.hosts.files.folder import Seen
from xlsales.hosts.files.reading import content_of, plain_book
from xlsales.hosts.files.refusal import refusal

if TYPE_CHECKING:
    from xlsales.hosts.files.apart import Apart

LONGEST_SECONDS = 30.0
QUIET_SECONDS = 2.0


@dataclass(frozen=True)
class Received:
    """A file that was to be read: its book or why there is none, and its bytes with their
    fingerprint."""

    seen: Seen
    outcome: Book | Unreadable
    content: bytes = b""
    sha256: str = ""


class Reader:
    """Reads workbooks; the process for the foreign formats is started when it is needed."""

    def __init__(self, seconds: float = LONGEST_SECONDS) -> None:
        self._seconds = seconds
        self._apart: Apart | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._apart:
            self._apart.end()

    def book(self, content: bytes, name: str) -> Book:
        """The workbook that the bytes hold; `Unreadable` says why there is none."""
        return plain_book(content, name) or self._begun().book(content, name)

    def _begun(self) -> Apart:
        if self._apart is None:
            from xlsales.hosts.files.apart import Apart  # late: few folders need it

            self._apart = Apart(self._seconds)
        return self._apart


def read_many(files: Iterable[Seen], seconds: float = LONGEST_SECONDS) -> Iterator[Received]:
    """Every file that is not to be ignored, read or refused with a reason, in the given order."""
    with Reader(seconds) as reader:
        for seen in files:
            if not seen.ignored:
                yield _received(seen, reader)


def read_one(path: Path, name: str, seconds: float = LONGEST_SECONDS) -> Book:
    """The workbook of one file; `Unreadable` says why there is none."""
    with Reader(seconds) as reader:
        return reader.book(content_of(path), name)


def _received(seen: Seen, reader: Reader) -> Received:
    """One file; where it changed since it was seen, once more after a while of quiet."""
    try:
        content, mark = _content(seen)
    except Unreadable as error:
        return Received(seen, error)
    try:
        return Received(seen, reader.book(content, seen.name), content, mark)
    except Unreadable as error:
        return Received(seen, error, content, mark)


def _content(seen: Seen) -> tuple[bytes, str]:
    content = content_of(seen.path)
    mark = sha256(content).hexdigest()
    if seen.sha256 and mark != seen.sha256:
        time.sleep(QUIET_SECONDS)
        again = content_of(seen.path)
        if again != content:
            raise refusal("changing")
    return content, mark
