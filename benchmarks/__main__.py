"""`python -m benchmarks [PEOPLE]...`: what xlsales costs beside a plain script and the floor.

Every figure is processor time of a process of its own; what is compared was run in one go, so
that the ratios hold on a busy machine too. Without arguments: 30, 300 and 1000 people.
"""

import json
import sys
import tempfile
from datetime import date
from pathlib import Path

import openpyxl

from benchmarks import functions, month, starts
from benchmarks.measure import XLSALES, cost, python
from xlsales.demo.generator import department

WEEK, MOMENT, SEED = "2012-04-23", "2012-04-30 08:50", 7
SIZES = (30, 300, 1000)
FEW = 100
REPEATED = 500
HEAD = ("people", "files", "plain s", "plain MB", "calamine s", "floor s", "cold s", "cold MB",
        "again s", "one changed s", "plain/cold", "calamine/cold", "plain/one changed")  # fmt: skip
STAGES = ("people", "reading s", "judging s", "writing s", "pandas reading s", "pandas/reading",
          "calamine reading s", "reading/floor")  # fmt: skip


def main(sizes):
    """Print every table."""
    cost(XLSALES, "--help")
    wholes, stages = [], []
    for people in sizes:
        with tempfile.TemporaryDirectory() as place:
            whole, stage = one_size(Path(place), people)
        wholes.append(whole)
        stages.append(stage)
    table("A whole consolidation", HEAD, wholes)
    table("Its steps", STAGES, stages)
    table("A month end", month.HEAD, month.rows(sizes))
    table("Start-up", starts.HEAD, starts.rows())
    table("Worksheet functions in one process", functions.HEAD, functions.rows())


def one_size(place, people):
    """The rows of the tables for a department with so many account managers."""
    folder, result = place / "department", place / "result.xlsx"
    made = department(folder, people, (date.fromisoformat(WEEK),), SEED)
    times = 3 if people < REPEATED else 1
    plain = python("plain", folder, result, times=times)
    quick = python("plain", folder, result, "calamine", times=times)
    floor = python("floor", folder, times=times)
    cold = sorted((fresh(place, folder) for _ in range(times)), key=lambda run: run.seconds)
    cold = cold[times // 2]
    again = consolidated(place, folder, times)
    change(folder / sorted(f for f in made.files if "周报告" in f)[0])
    changed = consolidated(place, folder, 1)
    steps = json.loads(
        python("stages", folder, place / "steps.sqlite", WEEK, MOMENT, times=times).printed
    )
    whole = (
        people, len(made.files), plain.seconds, plain.megabytes, quick.seconds, floor.seconds,
        cold.seconds, cold.megabytes, again.seconds, changed.seconds,
        plain.seconds / cold.seconds, quick.seconds / cold.seconds, plain.seconds / changed.seconds,
    )  # fmt: skip
    reading = float(plain.printed)
    stage = (
        people, steps["reading"], steps["judging"], steps["writing"], reading,
        reading / steps["reading"], float(quick.printed), steps["reading"] / float(floor.printed),
    )  # fmt: skip
    return whole, stage


def fresh(place, folder):
    """The cost of a consolidation that finds neither a journal nor an earlier pack."""
    for path in (*place.glob("journal*"), *folder.glob("周例会*")):
        path.unlink()
    return consolidated(place, folder, 1)


def consolidated(place, folder, times):
    """The cost of a consolidation with the journal that is there."""
    asked = ("--week", WEEK, "--on", MOMENT, "--journal", str(place / "journal.sqlite"))
    return cost(XLSALES, "consolidate", str(folder), *asked, times=times)


def change(path):
    """Put a word into the last filled cell of a workbook, as somebody who corrects it."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.cell(sheet.max_row, sheet.max_column).value = "已更正"
    book.save(path)


def table(title, head, rows):
    """Print a table as Markdown."""
    print(f"\n**{title}**\n")
    for cells in (head, ["---"] * len(head), *rows):
        print("|", " | ".join(map(shown, cells)), "|", flush=True)


def shown(value):
    """A figure with about three digits."""
    if isinstance(value, float):
        return f"{value:.0f}" if value >= FEW else f"{value:.3g}"
    return str(value)


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or SIZES)
