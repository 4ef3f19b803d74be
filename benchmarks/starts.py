"""What it costs to start: bare Python, the command, and what is imported for what."""

import sys
import tempfile
from pathlib import Path

from benchmarks.measure import XLSALES, cost
from xlsales.hosts.files.templates import write_workbook
from xlsales.tables.roster import ROSTER

HEAD = ("started", "s", "times bare Python")
TIMES = 7
VALUE = "; print(xs_rebate_approver(0.04))"
COMMANDS = (("--help",), ("explain", "C6.2"), ("policy",))
SCRIPTS = (
    "import xlsales.functions",
    f"from xlsales.functions import xs_rebate_approver{VALUE}",
    "import xlwings",
    f"from xlsales.addin.functions import xs_rebate_approver{VALUE}",
    "import xlsales.actions.check",
    "import xlsales.actions.consolidate",
    "import xlsales.actions.close.close_month",
    "import xlsales.rules",
    *(f"import {library}" for library in (
        "openpyxl", "xlsxwriter", "python_calamine", "rapidfuzz", "numpy", "sqlite3",
        "rich.progress", "tomlkit", "platformdirs", "pandas",
    )),
)  # fmt: skip


def rows():
    """A row for each way of starting."""
    bare = cost(sys.executable, "-c", "pass", times=TIMES).seconds
    yield "python -c pass", bare, 1.0
    for words in COMMANDS:
        yield _row(f"xlsales {' '.join(words)}", bare, XLSALES, *words)
    with tempfile.TemporaryDirectory() as place:
        small = Path(place, "部门")
        small.mkdir()
        write_workbook(small / "人员名单.xlsx", ROSTER, {})
        asked = ("--week", "2012-04-23", "--on", "2012-04-30 08:50")
        words = ("consolidate", str(small), *asked, "--journal", str(Path(place, "journal.sqlite")))
        yield _row("xlsales consolidate, a roster without people", bare, XLSALES, *words)
    for script in SCRIPTS:
        yield _row(script, bare, sys.executable, "-c", script)


def _row(name, bare, *words):
    seconds = cost(*words, times=TIMES).seconds
    return name, seconds, seconds / bare
