"""What submitted files were read as, beside the journal: no evidence, and made anew when lost.

A reading is known by the content and the name of its file and by whatever else it depends on. It
is kept as text with a checksum; what can't be read, or is not wanted any more, is dropped.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any

from xlsales.journal.store import create_private

SUFFIX = "-readings"
MARK = 16
SCHEMA = "create table if not exists reading(key blob primary key, content blob)"


class Readings:
    """The readings beside a journal; without any where their file can't be used.

    `basis` is all that a reading depends on besides its file: the program, the policy, the words.
    """

    def __init__(self, journal: Path, basis: str) -> None:
        self._basis = basis
        self._connection = _connected(journal.with_name(journal.name + SUFFIX))
        self._known = self._keys()
        self._used: set[bytes] = set()

    def __enter__(self) -> Readings:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(sqlite3.Error):
            if error is None:
                self._connection.execute("commit")
        self._connection.close()

    def has(self, name: str, sha256: str) -> bool:
        """Whether the reading of a file of this name and content is kept."""
        return self._key(name, sha256) in self._known

    def get(self, name: str, sha256: str) -> Any:
        """The reading of a file of this name and content; None where it is not there whole."""
        key = self._key(name, sha256)
        with suppress(sqlite3.Error):
            found = self._connection.execute("select content from reading where key=?", (key,))
            for (content,) in found:
                if blake2b(content[MARK:], digest_size=MARK).digest() == content[:MARK]:
                    self._used.add(key)
                    return json.loads(content[MARK:])
        return None

    def put(self, name: str, sha256: str, reading: str) -> None:
        """Keep the reading of a file, which is some JSON."""
        key = self._key(name, sha256)
        text = reading.encode()
        row = (key, blake2b(text, digest_size=MARK).digest() + text)
        with suppress(sqlite3.Error):
            self._connection.execute("insert or replace into reading values (?, ?)", row)
            self._used.add(key)

    def drop_unused(self) -> None:
        """Forget what was neither taken nor put since this was opened."""
        dropped = [(key,) for key in self._known - self._used]
        with suppress(sqlite3.Error):
            self._connection.executemany("delete from reading where key=?", dropped)

    def _key(self, name: str, sha256: str) -> bytes:
        stated = "\n".join((self._basis, sha256, name))
        return blake2b(stated.encode("utf-8", "surrogatepass"), digest_size=MARK).digest()

    def _keys(self) -> set[bytes]:
        with suppress(sqlite3.Error):
            return {key for (key,) in self._connection.execute("select key from reading")}
        return set()


def _connected(path: Path) -> sqlite3.Connection:
    """The file of the readings, begun anew where it is broken; where it can't be had, a closed one.

    A closed connection refuses everything, as a broken one does.
    """
    connection = sqlite3.connect(":memory:")
    connection.close()
    with suppress(sqlite3.OperationalError, OSError):
        try:
            connection = _begun(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            path.unlink()
            connection = _begun(path)
    return connection


def _begun(path: Path) -> sqlite3.Connection:
    create_private(path)
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        connection.execute("pragma synchronous=off")
        connection.execute("begin immediate")
        connection.execute(SCHEMA)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
