"""Workbooks read by a process apart, which may die or hang without harm to the one that asks."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
import threading
from typing import Any

from xlsales.books.book import Book
from xlsales.hosts.base import Unreadable
from xlsales.hosts.files.child import received, send
from xlsales.hosts.files.refusal import refusal

PLAIN_TYPES = {"Book", "Sheet", "date", "datetime", "time"}
PLAIN_MODULES = {"xlsales.books.book", "datetime"}


class Apart:
    """A process that reads one workbook after another; one that dies costs one file."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None

    def book(self, content: bytes, name: str) -> Book:
        """The workbook that the bytes hold; `Unreadable` says why there is none."""
        child = self._child = self._child or _started()
        assert child.stdin and child.stdout
        late = threading.Event()
        watchdog = threading.Timer(self._seconds, _stop, (child, late))
        watchdog.start()
        try:
            send(child.stdin, (content, name))  # type: ignore[arg-type]
            answer = _Plain(io.BytesIO(received(child.stdout))).load()  # type: ignore[arg-type]
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self.end()
            raise refusal("slow" if late.is_set() else "died") from error
        finally:
            watchdog.cancel()
        if isinstance(answer, Book):
            return answer
        raise Unreadable(*answer)

    def end(self) -> None:
        """End the process, if there is one."""
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
