"""A process that reads workbooks for another one, within limits of its own.

Frames go through its standard input and output: a length, then pickled values. It ends when its
input ends.
"""

from __future__ import annotations

import pickle
import struct
import sys
from contextlib import suppress
from typing import BinaryIO

from xlsales.hosts.base import Unreadable
from xlsales.hosts.files.reading import large_book

MOST_MEMORY = 2 << 30
MOST_SECONDS = 600
LENGTH = struct.Struct("<Q")


def send(stream: BinaryIO, value: object) -> None:
    """Write one frame."""
    packed = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(LENGTH.pack(len(packed)))
    stream.write(packed)
    stream.flush()


def received(stream: BinaryIO) -> bytes:
    """The content of the next frame; EOFError where the stream ends."""
    head = stream.read(LENGTH.size)
    packed = stream.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else b""
    if not packed:
        raise EOFError
    return packed


def main() -> None:
    """Read what is asked until nobody asks any more."""
    _limit()
    while True:
        try:
            content, name = pickle.loads(received(sys.stdin.buffer))
        except EOFError:
            return
        try:
            answer: object = large_book(content, name)
        except Unreadable as error:
            answer = (error.reason, error.remedy)
        send(sys.stdout.buffer, answer)


def _limit() -> None:
    """Bound memory and time where the system can; elsewhere the time of the asking process does."""
    if sys.platform != "win32":
        import resource

        bounds = {"RLIMIT_AS": MOST_MEMORY, "RLIMIT_CPU": MOST_SECONDS, "RLIMIT_CORE": 0}
        for name, most in bounds.items():
            with suppress(ValueError, OSError):  # a system may know the limit and not allow it
                resource.setrlimit(getattr(resource, name), (most, most))
