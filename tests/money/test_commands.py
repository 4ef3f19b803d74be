"""The month end and the trial as commands: what they print, and how they leave."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cases import cases
from tests.money.folders import write_case
from tests.money.test_worked_month import PAGE
from xlsales.actions.asked import asked
from xlsales.actions.close.closing import close as close_of
from xlsales.actions.close.report import trial_json
from xlsales.actions.close.what_if import Trial, compared
from xlsales.actions.judging import read_department
from xlsales.cli import status_of
from xlsales.core.records import Records

ON = ("--on", "2012-05-02T10:00")
REBATE = "C6.5"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "客户部"
    made.mkdir()
    [case] = cases(PAGE)
    write_case(made, case)
    return made


def command(*arguments: Any) -> int:
    return status_of([str(a) for a in arguments])


def close(folder: Path, *more: Any) -> int:
    journal = folder.parent / "journal.sqlite"
    return command("close-month", folder, "--month", "2012-04", "--journal", journal, *ON, *more)


def test_the_month_end_prints_one_json_object_with_money_as_text(folder: Path, capsys: Any):
    assert close(folder, "--json") == 1
    said = json.loads(capsys.readouterr().out)
    assert said["command"] == "close-month" and said["month"] == "2012-04"
    assert said["accounts"][0] == {
        "person": "张三", "account": "销售费用账户", "opening": "1200.00", "income": "2666.67",
        "claims": "1400.50", "closing": "2466.17",
    }  # fmt: skip
    assert said["splits"][1]["executive_part"] == "350.00"
    assert said["rebates"][0]["fine"] == "1000.00"
    assert said["receivables"][0]["stage"] == "每周催账"
    assert said["sales"][-1] == {
        "person": "部门", "gross": "147222.21", "negative_income": "2500.00", "net": "144722.21",
    }  # fmt: skip
    assert all(proof["holds"] for proof in said["proofs"])
    assert said["adjustments"] == [] and Path(said["output"]).is_file()


def test_closing_needs_a_month_that_can_be_read(folder: Path, capsys: Any):
    path = folder / "费用报销_张三_2012-04.xlsx"
    book = openpyxl.load_workbook(path)
    next(c for row in book["费用明细"] for c in row if c.value == 1250).value = "一千多"
    book.save(path)
    assert close(folder) == 2
    assert "没有核算：有1处不能采用" in capsys.readouterr().err
    assert close(folder, "--final") == 2
    assert "不能关账" in capsys.readouterr().err


def test_closing_twice_is_refused(folder: Path, capsys: Any):
    assert close(folder, "--final") == 1
    assert "已关账" in capsys.readouterr().err
    assert close(folder, "--final") == 2
    assert "不能再关" in capsys.readouterr().err


def test_a_month_that_is_no_month_is_refused(folder: Path, capsys: Any):
    assert command("close-month", folder, "--month", "上个月", *ON) == 2
    assert "看不懂月份“上个月”" in capsys.readouterr().err


def test_a_figure_that_one_side_lacks_is_null_in_a_trial(folder: Path):
    month, journal = date(2012, 4, 1), folder.parent / "journal.sqlite"
    department = read_department(replace(asked(folder, ON[1], journal), month=month))
    nothing = close_of(Records(), (), month)
    whole = close_of(department.records, department.findings, month)
    told = []
    for pair in ((nothing, whole), (whole, nothing)):
        trial = Trial(department, (), tuple(compared(*pair)), folder / "试算.xlsx")
        told += [x for x in trial_json(trial)["lines"] if x["item"] == "客户佣金 建议罚款 张三"]
    assert [(x["present"], x["changed"]) for x in told] == [(None, "1000.00"), ("1000.00", None)]


def test_a_trial_with_a_file_that_is_not_there_is_refused_before_anything_is_read(
    folder: Path, capsys: Any
):
    journal = folder.parent / "journal.sqlite"
    assert command("what-if", folder / "没有.xlsx", "--journal", journal, *ON) == 2
    assert "没有文件" in capsys.readouterr().err
    assert not journal.exists()


def test_a_trial_shows_both_figures_and_leaves_the_month_alone(folder: Path, capsys: Any):
    values = folder / "试算参数.xlsx"
    assert command("policy", "--workbook", values) == 0
    book = openpyxl.load_workbook(values)
    sheet = book.worksheets[0]
    rows = [row for row in sheet if row[0].value == REBATE]
    cell = next(c for row in rows for c in row if c.value == "5倍")
    cell.value = "3倍"
    book.save(values)
    capsys.readouterr()
    journal = folder.parent / "journal.sqlite"
    options = ("--journal", journal, *ON)  # the last month is tried where none is named
    assert command("what-if", values, *options, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["lines"] == [
        {"item": "客户佣金 建议罚款 张三", "present": "1000.00", "changed": "600.00"}
    ]
    page = openpyxl.load_workbook(said["output"]).worksheets[0]
    assert any("倍" in str(row[0]) or REBATE in str(row[0]) for row in page.values)
    assert close(folder, "--json") == 1
    assert json.loads(capsys.readouterr().out)["rebates"][0]["fine"] == "1000.00"
