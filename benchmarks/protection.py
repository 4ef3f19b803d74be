"""What the protection costs against plain reading: python -m benchmarks.protection [PEOPLE].

A department's reports and logs are read twice: by the reader alone, as a script would, and through
the inspection. CPU time, the best of many rounds; the same conversion of values in both.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from xlsales.books.book import Book
from xlsales.demo.generator import department
from xlsales.hosts.files.folder import scan
from xlsales.hosts.files.reading import content_of, plain_book
from xlsales.hosts.files.safe import read_many
from xlsales.hosts.files.sheets import sheets_of

ROUNDS = 15
SHEETS = {"周报告": (("漏斗", 50, 12), ("工作", 100, 8)), "客户日志": (("客户日志", 200, 10),)}
DAY = datetime(2012, 4, 23)


def write(folder: Path, people: int) -> None:
    """Workbooks of a department's size: dates, numbers and texts of all lengths."""
    chance = random.Random(people)
    for number in range(people):
        for kind, sheets in SHEETS.items():
            made = xlsxwriter.Workbook(folder / f"{kind}_{number}.xlsx")
            day = made.add_format({"num_format": "yyyy-mm-dd"})
            for name, rows, columns in sheets:
                page = made.add_worksheet(name)
                for row in range(rows):
                    page.write_datetime(row, 0, DAY, day)
                    page.write_number(row, 1, chance.randrange(10**6) / 100)
                    page.write_row(row, 2, texts(chance, columns - 2))
            made.close()


def texts(chance: random.Random, count: int) -> Iterator[str]:
    """Texts of Chinese characters."""
    for _ in range(count):
        length = chance.randrange(1, 20)
        yield "".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(length))


def best(rounds: int, *ways: Callable[[], object]) -> list[float]:
    """The least CPU seconds of each way, taken in turns."""
    least = [float("inf")] * len(ways)
    for _ in range(rounds):
        for number, way in enumerate(ways):
            started = time.process_time()
            way()
            least[number] = min(least[number], time.process_time() - started)
    return least


def report(what: str, folder: Path) -> None:
    """Print the cost for the workbooks of a folder."""
    paths = sorted(folder.rglob("*.xlsx"))
    bare, safe, whole = best(
        ROUNDS,
        lambda: [Book(p.name, sheets_of(p.read_bytes())) for p in paths],
        lambda: [plain_book(content_of(p), p.name) for p in paths],
        lambda: list(read_many(scan(folder))),
    )
    each = [1000 * seconds / len(paths) for seconds in (bare, safe, whole)]
    print(
        f"{what}: {len(paths)} files, {each[0]:.2f} ms a file plain, {each[1]:.2f} ms inspected "
        f"({safe / bare - 1:+.0%}), {each[2]:.2f} ms with the folder's scan and fingerprints"
    )


def main(people: int) -> None:
    """Measure a department of that size, and the one that the demonstration makes up."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, people)
        report("full sheets", folder)
    with TemporaryDirectory() as name:
        folder = Path(name)
        department(folder, people, [date(2012, 4, 23)], seed=1)
        report("made-up department", folder)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
