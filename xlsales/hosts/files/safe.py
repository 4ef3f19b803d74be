"""Reading what anyone may have sent: no file can stop, hang or mislead the run.

Open XML workbooks and texts are read in this process: the reader sees only a package that was
written here from inspected parts, and at 1.4 ms a file another process would cost more than the
reading. What only the foreign reader understands (.xls, .xlsb, .ods, .et) or what is very large
goes to a process of its own with bounded time and memory; if that dies, one file is refused.
"""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any

from xlsales.books.book import Book
from xlsales.core.values import dataclass
from xlsales.hosts.base import Unreadable
from xlsales.hosts.files.child import received, send
from xlsales.hosts.files.folder import Seen
from xlsales.hosts.files.reading import content_of, plain_book
from xlsales.hosts.files.refusal import refusal

LONGEST_SECONDS = 30.0
QUIET_SECONDS = 2.0
PLAIN_TYPES = {"Book", "Sheet", "date", "datetime", "time"}
PLAIN_MODULES = {"xlsales.books.book", "datetime"}


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
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def book(self, content: bytes, name: str) -> Book:
        """The workbook that the bytes hold; `Unreadable` says why there is none."""
        return plain_book(content, name) or self._foreign(content, name)

    def _foreign(self, content: bytes, name: str) -> Book:
        child = self._child = self._child or _started()
        assert child.stdin and child.stdout
        late = threading.Event()
        watchdog = threading.Timer(self._seconds, _stop, (child, late))
        watchdog.start()
        try:
            send(child.stdin, (content, name))  # type: ignore[arg-type]
            answer = _Plain(io.BytesIO(received(child.stdout))).load()  # type: ignore[arg-type]
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self._end()
            raise refusal("slow" if late.is_set() else "died") from error
        finally:
            watchdog.cancel()
        if isinstance(answer, Book):
            return answer
        raise Unreadable(*answer)

    def _end(self) -> None:
        child, self._child = self._child, None
        if child:
            child.kill()
            child.communicate()


class _Plain(pickle.Unpickler):
    """Takes only books, whatever may have happened to the process that sends them."""

    def find_class(self, module: str, name: str) -> Any:
        if module in PLAIN_MODULES and name in PLAIN_TYPES:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(name)


def _stop(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _started() -> subprocess.Popen[bytes]:
    code = (
        f"import sys; sys.path[:] = {sys.path!r}; import xlsales.hosts.files.child as c; c.main()"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


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
