"""What it costs to start: bare Python, the command, and what is imported for what."""

import sys

from benchmarks.measure import XLSALES, cost

HEAD = ("started", "s", "times bare Python")
TIMES = 7
IMPORTED = (
    "xlsales.functions",
    "xlsales.actions.check",
    "xlsales.actions.consolidate",
    "openpyxl",
    "xlsxwriter",
    "pandas",
)


def rows():
    """A row for each way of starting."""
    bare = cost(sys.executable, "-c", "pass", times=TIMES).seconds
    yield "python -c pass", bare, 1.0
    command = cost(XLSALES, "--help", times=TIMES).seconds
    yield "xlsales --help", command, command / bare
    explained = cost(XLSALES, "explain", "C6.2", times=TIMES).seconds
    yield "xlsales explain C6.2", explained, explained / bare
    for module in IMPORTED:
        seconds = cost(sys.executable, "-c", f"import {module}", times=TIMES).seconds
        yield f"import {module}", seconds, seconds / bare
