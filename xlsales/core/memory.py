"""Memory that was needed for a moment, given back to the system."""

from __future__ import annotations

import sys


def give_back() -> None:
    """Give back what is free of the heap; the C library of Linux keeps it for itself otherwise."""
    if sys.platform == "linux":
        import ctypes

        if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
            trim(0)
