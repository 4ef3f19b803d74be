"""Columns of templates that answer while somebody types, with and without the add-in."""

import re
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from xlsales.books.read import read
from xlsales.core.rulebook import shipped
from xlsales.functions import FUNCTIONS
from xlsales.hosts.files.layout import layout
from xlsales.hosts.files.safe import read_one
from xlsales.hosts.files.templates import write_workbook
from xlsales.tables.expenses import EXPENSES, Expense
from xlsales.tables.month_end import Receipt, Receivable
from xlsales.tables.outing import Outing
from xlsales.tables.workbooks import WORKBOOKS

LIVE = [
    (table, live) for table in dict.fromkeys(t for w in WORKBOOKS for t in w.tables)
    for live in table.table.live
]  # fmt: skip
CALL = re.compile(r"(xs_\w+)\(((?:[^()]|\([^()]*\))*)\)")
LONG_AGO = date.today() - timedelta(days=400)
OUTING = {"person": "张三", "day": date(2012, 4, 16), "leaving": time(9), "customer": "海天广告"}
RECEIPT = {"day": date(2012, 4, 16), "customer": "海天广告", "manager": "张三", "received": 9.0,
           "commission_rate": 0.05}  # fmt: skip
DEBT = {"agreement": "H1", "customer": "海天广告", "manager": "张三", "amount": 100.0}
CLAIM = {"day": date(2012, 4, 6), "person": "张三", "position": "客户经理", "kind": "交通费",
         "invoice": "1", "charge": "销售费用账户", "claimed": date(2012, 4, 27), "purpose": "打车",
         "amount": 86.5}  # fmt: skip


def test_each_live_column_asks_a_function_of_the_registry_for_cells_of_its_row():
    assert len(LIVE) == 6
    functions = {one.name: one for one in FUNCTIONS}
    for table, live in LIVE:
        fields = {column.name for column in table.columns if not column.labelled}
        assert set(re.findall(r"{(\w+)}", live.formula + live.plain)) | set(live.needs) <= fields
        assert live.heading not in {column.heading for column in table.columns}
        calls = CALL.findall(live.formula)
        assert calls
        for name, stated in calls:
            count = len(re.sub(r"\([^()]*\)", "", stated).split(","))
            needed = sum(not a.optional for a in functions[name].arguments)
            assert needed <= count <= len(functions[name].arguments)


@pytest.mark.parametrize(
    ("table", "row", "shown"),
    [
        (Outing, {"registered": datetime(2012, 4, 16, 8), **OUTING}, [""]),
        (Outing, {"registered": datetime(2012, 4, 16, 9, 30), **OUTING},
         ["登记晚于离开时间"]),
        (Receipt, {**RECEIPT, "rebate_rate": 0.08}, [""]),
        (Receivable, {**DEBT, "due": LONG_AGO}, ["逾期满13个月"]),
        (Receivable, {**DEBT, "due": LONG_AGO, "received": 100.0}, [""]),
        (Receivable, {**DEBT, "due": date.today()}, ["未到期"]),
        (Expense, CLAIM, ["", "86.50元"]),
    ],
)  # fmt: skip
def test_without_the_add_in_a_sheet_still_shows_what_a_spreadsheet_can_say(
    office, tmp_path, table, row, shown
):
    workbook = next(one for one in WORKBOOKS if table in one.tables)
    path = tmp_path / "a.xlsx"
    fields = {"manager": "张三", "month": date(2012, 4, 1)} if table is Expense else {}
    write_workbook(path, workbook, {table: [row]}, fields)
    where = layout(table)
    assert office.recalculated_errors(path) == []
    rows = office.recalculated(path)[table.table.sheet]
    places = [len(where.columns) + number for number in range(len(shown))]
    assert [rows[where.first - 1][place] for place in places] == shown
    assert {rows[where.first][place] for place in places} == {""}


def test_what_answers_by_itself_is_never_read_as_an_entry(tmp_path):
    path = tmp_path / "费用报销_张三_2012-04.xlsx"
    fields = {"manager": "张三", "month": date(2012, 4, 1)}
    write_workbook(path, EXPENSES, {Expense: [CLAIM]}, fields)
    book = read_one(path, path.name)
    assert book.remarks == ()
    reading = read(book, WORKBOOKS, shipped())
    assert (len(reading.records[Expense]), reading.rows, reading.findings) == (
        1, {"费用明细": 1}, (),
    )  # fmt: skip


def test_blank_rows_stay_uncoloured_and_unframed(tmp_path):
    path = tmp_path / "a.xlsx"
    write_workbook(path, EXPENSES)
    page = openpyxl.load_workbook(path)["费用明细"]
    where = layout(Expense)
    rules = [r.formula[0] for group in page.conditional_formatting for r in group.rules]
    assert rules
    assert all(f"${where.end}{where.first}" in r for r in rules if "COUNTA" in r)
