"""Memory that is free again goes back to the system."""

import os
import sys

from xlsales.core.memory import give_back


def resident() -> int:
    """How many bytes the process occupies; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_what_is_free_beneath_something_kept_is_given_back() -> None:
    size, count = 10_000, 10_000
    blocks = [bytes(size) for _ in range(count)]
    kept = blocks[-1]
    blocks.clear()
    before = resident()
    give_back()
    assert before - resident() >= (size * count // 2 if before else 0)
    assert kept == bytes(size)
