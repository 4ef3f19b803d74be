"""A month end beside merely reading its workbooks, and beside a plain script that sums them up.

`python -m benchmarks.month WAY FOLDER` does one of the ways in a process of its own, which loads
only what that way needs.
"""

import sys
import tempfile
from datetime import date
from pathlib import Path

from benchmarks.measure import XLSALES, cost, python

HEAD = ("people", "files", "openpyxl s", "own reader s", "pandas s", "cold s", "cold MB",
        "again s", "cold/openpyxl", "cold/own reader", "pandas/cold", "pandas/again")  # fmt: skip
WEEK, MONTH, MOMENT, SEED = date(2012, 4, 23), "2012-04", "2012-05-02 09:00", 7
FEW = 100


def rows(sizes):
    """A row for the month end of a department with so many account managers."""
    for people in sizes:
        with tempfile.TemporaryDirectory() as place:
            yield _row(Path(place), people)


def _row(place, people):
    from xlsales.demo.generator import department

    folder, times = place / "department", 3 if people < FEW else 1
    made = department(folder, people, (WEEK,), SEED, has_money=True)
    reading, own, plain = (python("month", way, folder, times=times) for way in WAYS)
    runs = [_closed(place, folder, f"{number}.sqlite") for number in range(times)]
    cold = sorted(runs, key=lambda run: run.seconds)[times // 2]
    again = _closed(place, folder, "0.sqlite")
    return (
        people, len(made.files), reading.seconds, own.seconds, plain.seconds, cold.seconds,
        cold.megabytes, again.seconds, cold.seconds / reading.seconds, cold.seconds / own.seconds,
        plain.seconds / cold.seconds, plain.seconds / again.seconds,
    )  # fmt: skip


def _closed(place, folder, journal):
    """The cost of drawing up the month with a journal."""
    asked = ("--month", MONTH, "--on", MOMENT, "--journal", str(place / journal))
    return cost(XLSALES, "close-month", str(folder), *asked, "--output", str(place / "month.xlsx"))


def with_openpyxl(folder):
    """Read every cell of every workbook."""
    import openpyxl

    for path in sorted(folder.rglob("*.xlsx")):
        for sheet in openpyxl.load_workbook(path, data_only=True):
            for _ in sheet.iter_rows(values_only=True):
                pass


def with_own_reader(folder):
    """Read every workbook into records, judge nothing."""
    from xlsales.actions.asked import asked
    from xlsales.actions.policy import policy_of
    from xlsales.actions.reading import quiet, read_folder
    from xlsales.hosts.files.folder import scan
    from xlsales.settings import load

    wanted, settings = asked(folder, MOMENT), load(folder)
    policy = policy_of(wanted.folder, settings).policy
    tuple(read_folder(scan(folder), policy, settings, quiet))


def with_pandas(folder):
    """Sum up what each person claimed, brought in and earned; nothing is checked."""
    import pandas as pd

    from benchmarks.plain import with_headings

    def frame(path, word):
        with pd.ExcelFile(path, engine="openpyxl") as book:
            name = next((name for name in book.sheet_names if word in name), 0)
            return with_headings(pd.read_excel(book, sheet_name=name, header=None))

    def numbers(rows, name):
        return pd.to_numeric(rows[name], errors="coerce")

    claims = pd.concat(
        frame(path, "费用").assign(姓名=path.stem.split("_")[1])
        for path in sorted(folder.rglob("费用报销*.xlsx"))
    )
    month = next(folder.rglob(f"月末核算_{MONTH}.xlsx"))
    receipts, opening = frame(month, "回款"), frame(month, "期初余额")
    received = numbers(receipts, "实际收款金额")
    earned = received * numbers(receipts, "销售佣金比例")
    sums = pd.DataFrame(
        {
            "期初": numbers(opening, "金额").groupby(opening["姓名"]).sum(),
            "收款": received.groupby(receipts["客户经理"]).sum(),
            "佣金": earned.groupby(receipts["客户经理"]).sum(),
            "报销": numbers(claims, "金额").groupby(claims["姓名"]).sum(),
        }
    )
    sums.to_excel(folder.with_name("plain.xlsx"))


WAYS = {"openpyxl": with_openpyxl, "own": with_own_reader, "pandas": with_pandas}

if __name__ == "__main__":
    WAYS[sys.argv[1]](Path(sys.argv[2]))
