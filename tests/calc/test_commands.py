"""The buttons that run a command: results opened, refusals and dead children said in words."""

import json
import shutil
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest

from tests.calc.pressing import press
from tests.cases import cases
from tests.money.folders import write_case
from tests.money.test_worked_month import PAGE
from xlsales.actions.buttons import BUTTONS, button
from xlsales.calc.inside.names import CHILD
from xlsales.cli import status_of
from xlsales.tables.workbooks import WORKBOOKS as KINDS

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
WEEK = "2012-04-23"


@pytest.fixture
def department(tmp_path):
    """A folder with what a department handed in."""
    folder = tmp_path / "客户部"
    shutil.copytree(WORKBOOKS / "samples", folder)
    (folder / "xlsales.toml").write_text('journal = "提交台账.sqlite"\n', "utf-8")
    return folder


@pytest.fixture
def document(calc_office, tmp_path):
    """An empty document that is open."""
    return calc_office.open(Path(shutil.copy(WORKBOOKS / "templates" / "周报告.xlsx", tmp_path)))


@pytest.fixture
def month(tmp_path):
    """A folder with a month of a department, in which the numbers are known."""
    folder = tmp_path / "客户部"
    folder.mkdir()
    (folder / "xlsales.toml").write_text('journal = "提交台账.sqlite"\n', "utf-8")
    [case] = cases(PAGE)
    write_case(folder, case)
    return folder


def books(office):
    """The names of the files that are open."""
    return {Path(unquote(one.URL)).name for one in office.desktop.Components if one.URL}


def newly_opened(office, document, id, /, **answers):
    """The names of the files that a button opened."""
    before = books(office)
    told = press(office, document, id, **answers)
    assert told.done, told.text
    return books(office) - before


def test_the_meeting_pack_is_written_and_opened(department, document, calc_office):
    answers = {"folder": str(department), "week": WEEK}
    (name,) = newly_opened(calc_office, document, "consolidate", **answers)
    (path,) = department.rglob("周例会_*.xlsx")
    assert path.name == name
    calc_office.close_documents()
    assert calc_office.recalculated_errors(path) == []


def test_conflicts_are_written_and_opened(department, document, calc_office):
    (name,) = newly_opened(calc_office, document, "conflicts", folder=str(department))
    (path,) = department.rglob(name)
    calc_office.close_documents()
    assert calc_office.recalculated_errors(path) == []


def test_a_month_is_closed_and_its_formulas_give_pythons_figures(month, document, calc_office):
    answers = {"folder": str(month), "month": "2012-04"}
    (name,) = newly_opened(calc_office, document, "closeMonth", **answers)
    (path,) = month.rglob(name)
    calc_office.close_documents()
    assert calc_office.recalculated_errors(path) == []
    stored = openpyxl.load_workbook(path, data_only=True)
    live = openpyxl.load_workbook(path)
    calculated = calc_office.recalculated(path)
    compared = [
        (cell.coordinate, stored[page.title][cell.coordinate].value, row_of[cell.column - 1])
        for page in live
        for row, row_of in zip(page.iter_rows(), calculated[page.title], strict=False)
        for cell in row
        if cell.data_type == "f" and not str(cell.value).startswith("=HYPERLINK")
    ]
    assert len(compared) > 20
    assert [one for one in compared if not alike(*one[1:])] == []


def alike(stored, calculated):
    """To the fen, where they are numbers."""
    if isinstance(stored, bool) or not isinstance(stored, (int, float)):
        return calculated in (stored, stored or "", float(bool(stored)))
    return abs(stored - calculated) < 0.005


def test_freezing_is_refused_the_second_time(month, document, calc_office):
    answers = {"folder": str(month), "month": "2012-04", "agreed": "是"}
    assert press(calc_office, document, "freeze", **answers).done
    told = press(calc_office, document, "freeze", **answers)
    assert not told.done
    assert "不能再关" in told.text


def test_forms_of_the_open_workbook_are_written_beside_it(month, calc_office):
    path = next(month.glob("费用报销_*.xlsx"))
    told = press(calc_office, calc_office.open(path), "forms")
    assert told.done
    assert "支出申请单" in told.text
    assert list(month.rglob("支出申请单*.xlsx"))


def test_a_trial_of_changed_values_is_opened(month, calc_office):
    values = month / "试算参数.xlsx"
    assert status_of(["policy", "--workbook", str(values)]) == 0
    opened = newly_opened(calc_office, calc_office.open(values), "whatIf", month="2012-04")
    assert len(opened) == 1


def test_blank_workbooks_are_written_into_the_folder(document, calc_office, tmp_path):
    told = press(calc_office, document, "template", folder=str(tmp_path / "空白"))
    assert told.done
    assert {path.stem for path in (tmp_path / "空白").iterdir()} == {kind.kind for kind in KINDS}


def test_a_clause_is_explained(document, calc_office):
    told = press(calc_office, document, "policy", code="C6.2")
    assert told.done
    assert "客户总监的佣金权限" in told.text


@pytest.mark.parametrize("id", ["consolidate", "conflicts", "closeMonth", "freeze", "decide"])
def test_what_a_command_refuses_is_said(id, document, calc_office, tmp_path):
    answers = {question.name: "没有的" for question in button(id).asks} | {"agreed": "是"}
    told = press(calc_office, document, id, **answers)
    assert not told.done
    assert "没有" in told.text
    assert "Traceback" not in told.text


@pytest.mark.parametrize("id", [one.id for one in BUTTONS if one.needs_file])
def test_a_button_that_needs_a_file_says_so(id, calc_office):
    document = calc_office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    told = press(calc_office, document, id)
    assert not told.done
    assert "请先保存" in told.text


@pytest.mark.parametrize("id", [one.id for one in BUTTONS if one.asks])
def test_nothing_is_done_where_a_question_is_not_answered(id, document, calc_office):
    assert press(calc_office, document, id) == ("", True)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["不存在的程序"], "启动不了程序"),
        (["/bin/sh", "-c", "kill -9 $$"], "程序中途停止"),
        (["/bin/sh", "-c", "echo 半个 >&2; exit 3"], "半个"),
    ],
)
def test_a_dead_child_is_a_message(command, said, document, calc_office, inside):
    place = inside / CHILD
    usual = place.read_text("utf-8")
    place.write_text(json.dumps(json.loads(usual) | {"command": command}), "utf-8")
    try:
        told = press(calc_office, document, "check")
    finally:
        place.write_text(usual, "utf-8")
    assert not told.done
    assert said in told.text
