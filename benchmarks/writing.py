"""`python -m benchmarks.writing [ROWS]...`: what writing a long grid costs, four ways.

Each way writes the same rows of 14 columns in a process of its own; rows are made when they are
asked for, so that the peak of memory is the writer's own. xlsales writes styles, widths, heights
and links; "XlsxWriter" has it write every cell. openpyxl (write-only) and pandas write bare
values, with the links as formulas. Without arguments: 50,000 and 200,000 rows.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.cell import WriteOnlyCell

from benchmarks import by_xlsxwriter
from benchmarks.measure import python
from xlsales.books.page import Field, Formula, Grid, Link, Page, Shaded
from xlsales.core.record import Ref
from xlsales.core.rule import Level
from xlsales.hosts.files.pages import write_pages
from xlsales.hosts.files.shown import hyperlink

SIZES = (50_000, 200_000)
HEAD = ("rows", "way", "CPU s", "peak MB", "file MB", "times ours")
FIELDS = (
    Field("客户经理"), Field("客户公司名称", "company"), Field("联系人"),
    Field("产品类型", "choice"), Field("阶段", "choice"), Field("预计金额", "money"),
    Field("成交概率", "ratio"), Field("预计签约日期", "date"), Field("首次收到", "datetime"),
    Field("客户执行"), Field("本周进展", "wrap"), Field("下一步"), Field("备注"),
    Field("来源", "link"),
)  # fmt: skip
PRODUCTS, STAGES = ("CPM", "CPC", "包时段", "软文"), ("线索", "接触", "方案", "谈判", "签约")
DAY, MOMENT = date(2012, 4, 23), datetime(2012, 4, 30, 8, 50)
COMPANIES = 20_000


class Rows(Sequence):
    """So many rows, each made when it is asked for."""

    def __init__(self, count):
        self.count = count

    def __len__(self):
        return self.count

    def __getitem__(self, n):
        if not 0 <= n < self.count:
            raise IndexError(n)
        stage, report = STAGES[n % 5], f"周报告_第{n % 300}位"
        return (
            f"第{n % 300}位经理", f"上海第{n % COMPANIES}家网络科技股份有限公司", None,
            PRODUCTS[n % 4], Shaded(stage, Level.NOTICE) if n % 3 == 0 else stage,
            Decimal(n * 1000 % 987_000).quantize(Decimal("0.01")), Decimal(n % 10) / 10,
            DAY + timedelta(n % 90), MOMENT + timedelta(minutes=n % 7), f"执行{n % 80}",
            f"与客户讨论第{n % 40}季度的投放计划和账期", "约下周见面", None,
            Link(f"{report}!B{n}", Ref(f"周报告/{report}.xlsx", "漏斗", n + 1, "B")),
        )  # fmt: skip


def streamed(path, rows):
    """As xlsales writes."""
    write_pages(path, [Page("汇总", "汇总", grids=(Grid(FIELDS, rows),))])


def xlsxwriter(path, rows):
    """As xlsales writes, but every cell through XlsxWriter."""
    by_xlsxwriter.write_pages(path, [Page("汇总", "汇总", grids=(Grid(FIELDS, rows),))])


def openpyxl_write_only(path, rows):
    """The values alone, through openpyxl's write-only workbook."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("汇总")
    sheet.append([field.heading for field in FIELDS])
    for row in rows:
        sheet.append([WriteOnlyCell(sheet, bare(value)) for value in row])
    book.save(path)


def pandas(path, rows):
    """The values alone, through pandas and its engine xlsxwriter."""
    import pandas as pd

    frame = pd.DataFrame(
        ([bare(value) for value in row] for row in rows),
        columns=[field.heading for field in FIELDS],
    )
    frame.to_excel(path, sheet_name="汇总", index=False, engine="xlsxwriter")


def bare(value):
    """The value that a cell shows, or the formula of its link."""
    if isinstance(value, Link):
        return f"={hyperlink(value.text, value.target, '')}"
    return value.value if isinstance(value, (Shaded, Formula)) else value


def rows_alone(path, rows):
    """Nothing, but for making each row once; xlsales asks for each twice."""
    path.touch()
    for _ in rows:
        pass


WAYS = {
    "xlsales": streamed,
    "XlsxWriter": xlsxwriter,
    "openpyxl": openpyxl_write_only,
    "pandas": pandas,
    "the rows alone": rows_alone,
}


def one(way, count, path):
    """Write so many rows one way, and tell the processor seconds and the file's megabytes."""
    began = time.process_time()
    WAYS[way](Path(path), Rows(int(count)))
    print(time.process_time() - began, Path(path).stat().st_size / 1e6)


def main(sizes):
    """Print the table."""
    print(*HEAD, sep=" | ")
    for count in sizes:
        ours = None
        for way in WAYS:
            with tempfile.TemporaryDirectory() as place:
                run = python("writing", way, count, Path(place, "pack.xlsx"))
            seconds, size = map(float, run.printed.split())
            ours = ours or seconds
            figures = f"{seconds:.2f} | {run.megabytes:.0f} | {size:.1f} | {seconds / ours:.1f}"
            print(f"{count} | {way} | {figures}")


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in WAYS:
        one(*sys.argv[1:])
    else:
        main([int(size) for size in sys.argv[1:]] or SIZES)
