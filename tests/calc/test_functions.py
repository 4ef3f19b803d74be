"""In Calc every function gives what it gives in Python, and files keep Excel's names."""

from datetime import date

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula

from tests.office import FILTERS
from xlsales.calc.inside.cells import handed as handed_over
from xlsales.calc.inside.names import FUNCTIONS as ADD_IN
from xlsales.calc.inside.names import identifier
from xlsales.functions import FUNCTIONS

ERROR = "=1/0"
SAMPLES = {
    "Amount": [1000, 20.5, "2,000.10", None, -5, "许多"],
    "AnyAmount": [1234.56, -0.05, "￥300", None, 0, "许多"],
    "Share": [0.05, 0.1, "7%", None, 2, "许多"],
    "Count": [3, 0, "12", None, 2.5, "几次"],
    "Day": [date(2012, 4, 16), date(2012, 5, 31), "2012-6-1", None, -1, "某天"],
    "Moment": [41015.375, 41014.99, "2012-4-16 9:05", None, -1, "某时"],
    "MomentOrTime": [0.4, 41015.5, "10:00", None, -1, "某时"],
    "YesNo": ["是", "否", "", None, "大概", 7],
    "Someone": ["张三", "无", "是", None, "否", 7],
    "Text": ["C6.2", "CPM", "深圳市腾讯计算机系统有限公司", None, "平台", 12],
    "Entry": ["深圳市腾讯计算机系统有限公司", "见客户", "xx", None, "外出", 12],
}
ROWS = len(SAMPLES["Amount"])
BY_ROW = [function for function in FUNCTIONS if not function.whole]


def handed(result):
    """A result as rows of cells."""
    given = handed_over(result)
    return given if isinstance(given, tuple) else ((given,),)


def as_given(cell):
    """A cell of a file as the spreadsheet hands it over."""
    if isinstance(cell, date):
        return float((cell - date(1899, 12, 30)).days)
    return float(cell) if isinstance(cell, int) else cell


def columns_of(function):
    """The sample cells of each argument; `on` is a day on which everything is in force."""
    return [
        [date(2012, 6, 1)] * ROWS if argument.name == "on" else SAMPLES[argument.kind]
        for argument in function.arguments
    ]


def area(first, last, width):
    return f"A{first}:{get_column_letter(width)}{last}"


def written(path, function):
    """A file as Excel writes it: arguments in rows, a formula a row, and one over all rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    columns = columns_of(function)
    for row in zip(*columns, strict=True):
        sheet.append(row)
    width = len(function.results) or 1
    letters = [get_column_letter(n) for n in range(1, len(columns) + 1)]
    name = function.name.upper()
    for row in range(1, ROWS + 1):
        place = f"{get_column_letter(10)}{row}:{get_column_letter(9 + width)}{row}"
        called = f"={name}({','.join(f'{letter}{row}' for letter in letters)})"
        sheet.cell(row, 10).value = ArrayFormula(place, called) if width > 1 else called
    place = f"{get_column_letter(20)}1:{get_column_letter(19 + width)}{ROWS}"
    if function.rows:
        called = f"={name}({','.join(f'{letter}1:{letter}{ROWS}' for letter in letters)})"
        sheet.cell(1, 20).value = ArrayFormula(place, called)
    book.save(path)
    return width


def block(sheet, left, width):
    return sheet.getCellRangeByPosition(left, 0, left + width - 1, ROWS - 1).getDataArray()


@pytest.mark.parametrize("function", BY_ROW, ids=lambda function: function.name)
def test_a_workbook_from_excel_calculates_as_python_does(function, opened, tmp_path):
    path = tmp_path / "来自Excel.xlsx"
    width = written(path, function)
    document = opened(path)
    document.calculateAll()
    columns = [[as_given(cell) for cell in column] for column in columns_of(function)]
    single = tuple(handed(function(*row))[0] for row in zip(*columns, strict=True))
    sheet = document.Sheets.getByIndex(0)
    assert block(sheet, 9, width) == single
    assert any(row[0] not in ("", None) and not str(row[0]).startswith("#") for row in single)
    if function.rows:
        assert block(sheet, 19, width) == handed(function(*columns))


def test_conflicts_take_two_columns_and_give_rows(opened, tmp_path):
    found = next(function for function in FUNCTIONS if function.whole)
    names = ["深圳市腾讯计算机系统有限公司", "腾讯", "华为技术有限公司", None]
    managers = ["张三", "李四", "王五", None]
    book = openpyxl.Workbook()
    for row in zip(names, managers, strict=True):
        book.active.append(row)
    book.active["E1"] = ArrayFormula("E1:J1", f"={found.name.upper()}(A1:A4,B1:B4)")
    book.save(tmp_path / "冲突.xlsx")
    document = opened(tmp_path / "冲突.xlsx")
    document.calculateAll()
    shown = document.Sheets.getByIndex(0).getCellRangeByName("E1:J1").getDataArray()
    expected = handed(found(names, managers))
    assert shown == expected
    assert shown[0][1] == "张三"


def test_an_error_cell_gives_its_error(opened, tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = ERROR, "=XS_REBATE_APPROVER(A1)"
    book.save(tmp_path / "错误.xlsx")
    document = opened(tmp_path / "错误.xlsx")
    document.calculateAll()
    cell = document.Sheets.getByIndex(0).getCellRangeByName("B1")
    assert (cell.String, cell.getError()) == ("#DIV/0!", 532)


def test_ranges_of_another_height_are_refused_in_words(opened, tmp_path):
    book = openpyxl.Workbook()
    book.active["E1"] = "=XS_REBATE_PAYABLE(A1:A2,B1:B3)"
    book.save(tmp_path / "形状.xlsx")
    document = opened(tmp_path / "形状.xlsx")
    document.calculateAll()
    assert document.Sheets.getByIndex(0).getCellRangeByName("E1").String == "#各参数的行数应相同"


FORMULAS = {
    "C1": ("=XS_REBATE_APPROVER(A1)", "=XS_REBATE_APPROVER(A1)"),
    "C2": ("=SUM(XS_REBATE_PAYABLE(100;A1);1)", "=SUM(XS_REBATE_PAYABLE(100,A1),1)"),
    "C3": ("=XS_CLAUSE(\"C6.2\";DATE(2012;6;1))", "=XS_CLAUSE(\"C6.2\",DATE(2012,6,1))"),
}  # fmt: skip


def test_what_is_typed_in_calc_is_saved_under_excels_names(calc_office, tmp_path):
    document = calc_office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    sheet = document.Sheets.getByIndex(0)
    sheet.getCellRangeByName("A1").Value = 0.05
    for place, (typed, _) in FORMULAS.items():
        sheet.getCellRangeByName(place).Formula = typed
    sheet.getCellRangeByName("D1:D2").setArrayFormula("=XS_REBATE_PAYABLE(A1:A2;0.5)")
    assert ADD_IN.upper() in sheet.getCellRangeByName("C1").Formula
    assert sheet.getCellRangeByName("C2").Value == 6
    path = tmp_path / "来自Calc.xlsx"
    document.storeToURL(path.as_uri(), calc_office.properties(FilterName=FILTERS["xlsx"]))
    saved = openpyxl.load_workbook(path).active
    assert {place: saved[place].value for place in FORMULAS} == {
        place: stored for place, (_, stored) in FORMULAS.items()
    }
    assert saved["D1"].value.text == "=XS_REBATE_PAYABLE(A1:A2,0.5)"
    again = openpyxl.load_workbook(path, data_only=True).active
    assert again["C1"].value == "客户经理"


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=XS_CUSTOMER_KEY(A9)", ""),
        ("=XS_OVERDUE_MONTHS(A9;DATE(2012;5;1))", ""),
        ("=XS_CLAIM_WINDOW(A9;A9)", ""),
        ("=XS_PRICE_APPROVER(A9;1;2;1)", ""),
        ("=XS_REBATE_APPROVER()", ""),
        ("=XS_REBATE_APPROVER(0.05;A9)", "客户经理"),
    ],
)
def test_an_empty_cell_in_a_typed_formula_is_empty(formula, shown, calc_office):
    document = calc_office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    cell = document.Sheets.getByIndex(0).getCellRangeByName("C1")
    cell.Formula = formula
    assert cell.String == shown


def test_every_formula_of_a_column_is_saved_as_it_is(calc_office, tmp_path):
    typed = [
        f'=XS_REBATE_PAYABLE({first};$A$1)&"{word}"'
        for row in range(1, 30)
        for first, word in ((f"A{row}", "A1"), (f"A{row}", f"A{row}"), (f"$A{row + 1}", "甲"))
    ]
    typed += [f"=XS_REBATE_PAYABLE($A{row};B{row + 1})" for row in range(1, 300)]
    document = calc_office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    sheet = document.Sheets.getByIndex(0)
    for row, formula in enumerate(typed):
        sheet.getCellByPosition(3, row).Formula = formula
    path = tmp_path / "整列.xlsx"
    document.storeToURL(path.as_uri(), calc_office.properties(FilterName=FILTERS["xlsx"]))
    saved = [row[3].value for row in openpyxl.load_workbook(path).active.iter_rows()]
    assert saved == [formula.replace(";", ",") for formula in typed]
    shown = [sheet.getCellByPosition(3, row).Formula for row in range(len(typed))]
    assert shown == typed


@pytest.mark.parametrize("prefix", ["[1]!", "_xlfn.", "'C:\\\\加载项\\\\xlsales.xlam'!"])
def test_the_places_that_excel_writes_before_a_name_are_dropped(prefix, opened, tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = 0.05, f"={prefix}XS_REBATE_APPROVER(A1)"
    book.save(tmp_path / "前缀.xlsx")
    document = opened(tmp_path / "前缀.xlsx")
    document.calculateAll()
    assert document.Sheets.getByIndex(0).getCellRangeByName("B1").String == "客户经理"
    assert not document.isModified()


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_the_function_wizard_explains_in_chinese(function, calc_office):
    described = calc_office.service("com.sun.star.sheet.FunctionDescriptions")
    values = {one.Name: one.Value for one in described.getByName(function.name.upper())}
    assert values["Description"] == function.help
    shown = [(one.Name, one.Description, one.IsOptional) for one in values["Arguments"]]
    for (name, help, optional), argument in zip(shown, function.arguments, strict=True):
        assert (name, optional) == (argument.label, True)
        assert help.startswith(argument.help)
        assert help.endswith("（可省略）") == argument.optional


def test_the_names_of_the_add_in_are_names_that_uno_takes():
    names = [identifier(function.name) for function in FUNCTIONS]
    assert all(name.isalnum() for name in names)
    assert len(set(names)) == len(FUNCTIONS)
