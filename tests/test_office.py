"""The spreadsheet in which workbooks are looked at tells the truth about them."""

import time

import openpyxl
import pytest

from tests import soffice
from tests.office import Hung


@pytest.fixture
def workbook(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "漏斗"
    sheet.append(["客户公司名称", "预计金额", "合计"])
    sheet.append(["深圳腾讯计算机系统有限公司", 1200.5, "=B2*2"])
    sheet.append(["错误", "=1/0", "=NOSUCH(1)"])
    book.create_sheet("空表")
    path = tmp_path / "周报告_张三_2012-04-23.xlsx"
    book.save(path)
    return path


def test_formulas_are_calculated_and_values_are_read_from_a1(office, workbook):
    sheets = office.recalculated(workbook)
    assert sheets["漏斗"][:2] == (
        ("客户公司名称", "预计金额", "合计"),
        ("深圳腾讯计算机系统有限公司", 1200.5, 2401.0),
    )
    assert sheets["空表"] == (("",),)


def test_every_failing_formula_is_listed_with_its_cell(office, workbook):
    assert office.recalculated_errors(workbook) == [
        ("漏斗", "B3", "#DIV/0!"),
        ("漏斗", "C3", "#NAME?"),
    ]


def test_an_open_workbook_can_be_edited_and_saved(office, workbook, tmp_path):
    document = office.open(workbook)
    cell = document.Sheets["漏斗"].getCellRangeByName("B2")
    cell.Value = 10
    assert document.Sheets["漏斗"].getCellRangeByName("C2").Value == 20
    document.store()
    document.close(True)
    assert openpyxl.load_workbook(workbook, data_only=True)["漏斗"]["C2"].value == 20


def test_reading_and_converting_leave_the_file_alone(office, workbook, tmp_path):
    before = workbook.read_bytes()
    folder = tmp_path / "converted"
    folder.mkdir()
    saved = office.convert(workbook, "xlsx", folder)
    assert openpyxl.load_workbook(saved, data_only=True)["漏斗"]["C2"].value == 2401
    office.recalculated(workbook)
    assert workbook.read_bytes() == before
    assert set(tmp_path.iterdir()) == {workbook, folder}


def test_printed_pages_are_pictures(office, workbook, tmp_path):
    (page,) = office.pages(workbook, tmp_path / "pages")
    assert page.read_bytes().startswith(b"\x89PNG")


def test_an_office_that_hangs_is_killed_and_the_next_call_starts_another(office, workbook):
    with pytest.raises(Hung, match="longer than 0.2 s"), office.guard(0.2):
        while True:
            office.desktop.getComponents()
            time.sleep(0.01)
    assert not office.running
    assert office.recalculated(workbook)["漏斗"][1][2] == 2401


def test_a_missing_office_is_named_with_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(soffice.Missing, match="soffice is missing; 'make test' installs"):
        soffice.located("soffice")
