"""The worksheet functions as Excel calls them: through xlwings, from cells and ranges."""

import inspect
import subprocess
import sys
from datetime import date, datetime

import pytest

from xlsales.addin import functions
from xlsales.functions import FUNCTIONS

EXAMPLES = {
    "xs_rebate_approver": (0.06, datetime(2012, 5, 1)),
    "xs_rebate_payable": (1234.5, 0.05),
    "xs_rebate_fine": (100.0, 60.0, datetime(2012, 5, 1)),
    "xs_makegood_approver": ("CPM", 100000.0, 500.0, None, datetime(2012, 5, 1)),
    "xs_price_approver": ("CPM", 9.0, 10.0, 8.0, datetime(2012, 5, 1)),
    "xs_effective_cpm": (100.0, 20000.0),
    "xs_delivery_decision": (10.0, 7.0, datetime(2012, 5, 1)),
    "xs_commission": (1000.0, 0.05, datetime(2012, 5, 1)),
    "xs_commission_split": (100.0, "是", datetime(2012, 5, 1)),
    "xs_receivable_stage": (datetime(2012, 1, 31), datetime(2012, 5, 1)),
    "xs_overdue_months": (datetime(2012, 1, 31), datetime(2012, 5, 1)),
    "xs_outing_status": (
        "北京某某广告有限公司", datetime(2012, 4, 16, 8), datetime(2012, 4, 16, 9),
    ),
    "xs_claim_window": (datetime(2012, 4, 16), datetime(2012, 4, 27)),
    "xs_amount_in_words": (1234.56,),
    "xs_customer_key": ("北京某某广告有限公司",),
    "xs_customer_similarity": ("北京某某广告有限公司", "某某广告"),
    "xs_conflicts": ("北京某某广告有限公司", "张三"),
    "xs_workdays_after": (datetime(2012, 4, 27), 3.0),
    "xs_workflow_penalty": (1.0, datetime(2012, 5, 1)),
    "xs_weekly_fine": (1.0, 0.0, None, datetime(2012, 5, 1)),
    "xs_clause": ("C6.2", datetime(2012, 5, 1)),
    "xs_explain": ("xs_rebate_approver", 0.06, datetime(2012, 5, 1)),
}  # fmt: skip


@pytest.fixture
def sheet(excel):
    return excel.books.add().sheets[0]


def from_cells(sheet, function, rows):
    """The result of a function whose arguments stand in columns of the sheet, as Excel hands
    them over; an argument that is empty in every row is left out."""
    sheet.range("A1").value = rows
    arguments = []
    for index in range(len(rows[0])):
        column = sheet.range((1, index + 1), (len(rows), index + 1))
        cells = column.options(ndim=2, err_to_str=True).value
        arguments.append(cells if any(row[0] is not None for row in cells) else None)
    return getattr(functions, function.name)(*arguments)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)
def test_each_function_gives_in_a_cell_what_it_gives_in_python(sheet, function):
    given = EXAMPLES[function.name]
    expected = function(*given)
    assert not str(expected).startswith("#")
    assert from_cells(sheet, function, [list(given)]) == expected


@pytest.mark.parametrize("function", [f for f in FUNCTIONS if not f.whole], ids=lambda f: f.name)
def test_a_range_gives_one_row_for_each_of_its_rows(sheet, function):
    given = list(EXAMPLES[function.name])
    single = function(*given)
    rows = from_cells(sheet, function, [given, given, given])
    assert rows == [single[0] if function.results else [single]] * 3
    sheet.range("K1").value = rows
    shown = sheet.range((1, 11), (3, 10 + len(rows[0]))).options(ndim=2).value
    assert shown == [[as_shown(cell) for cell in row] for row in rows]


def as_shown(cell):
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return datetime(cell.year, cell.month, cell.day)
    if isinstance(cell, str):
        return cell or None
    return float(cell)


def test_the_signature_is_what_excel_reads():
    for one in FUNCTIONS:
        stated = inspect.signature(getattr(functions, one.name)).parameters
        assert list(stated) == [a.name for a in one.arguments]
        optional = [p.default is not inspect.Parameter.empty for p in stated.values()]
        assert optional == [a.optional for a in one.arguments]


def test_errors_and_wrong_values_become_texts_that_say_what_to_do(sheet):
    sheet.range("A1").value = [["abc"], ["#N/A"], [None], [1.5], [0.05]]
    cells = sheet.range("A1:A5").options(ndim=2, err_to_str=True).value
    results = [row[0] for row in functions.xs_rebate_approver(cells, None)]
    assert "应为0到1之间的比例" in results[0]
    assert results[1:3] == ["#N/A", ""]
    assert results[3].startswith("#")
    assert results[4] == "客户经理"


@pytest.mark.parametrize(
    ("name", "cells"),
    [("xs_amount_in_words", ()), ("xs_rebate_payable", (1000.0,)), ("xs_customer_similarity", ())],
)
def test_an_empty_cell_in_the_last_place_is_empty_and_not_missing(sheet, name, cells):
    nothing = sheet.range("A1").options(ndim=2, err_to_str=True).value
    called = getattr(functions, name)
    empty = len(inspect.signature(called).parameters) - len(cells)
    assert called(*cells, *[nothing] * empty) == ""


def test_ranges_of_different_length_are_refused_in_words():
    said = functions.xs_rebate_payable([[1.0], [2.0], [3.0]], [[0.1], [0.2]])
    assert said == "#各参数的行数应相同"


def test_the_server_loads_nothing_that_a_cell_does_not_need():
    code = (
        "import sys, xlwings; before = set(sys.modules); import xlsales.addin.functions;"
        "print(*sorted({m.partition('.')[0] for m in set(sys.modules) - before}))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout
    heavy = {"openpyxl", "xlsxwriter", "typer", "rich", "python_calamine", "rapidfuzz", "pandas"}
    assert "xlsales" in loaded.split()
    assert heavy & set(loaded.split()) == set()
