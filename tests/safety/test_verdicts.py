"""What becomes of each file of a department's folder, and that the counts add up."""

import shutil
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from tests.safety.hostile import CASES
from tests.safety.submissions import saved
from xlsales.actions.asked import asked
from xlsales.actions.consolidate import consolidate
from xlsales.actions.department import Department, SeenFile, Verdict

SAMPLES = Path(__file__).parents[2] / "workbooks" / "samples"
WEEK = "2012-04-23"
PERSON = "陶若知"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the samples."""
    return Path(shutil.copytree(SAMPLES, tmp_path / "客户部"))


def consolidated(folder: Path) -> Department:
    wanted = asked(folder, "2012-04-30 09:30", folder.parent / "台账.sqlite")
    return consolidate(wanted, WEEK)[0]


def report_of(folder: Path) -> Path:
    (path,) = folder.rglob(f"周报告*{PERSON}*{WEEK}*.xlsx")
    return path


def seen(department: Department, name: str) -> SeenFile:
    return next(file for file in department.files if file.file.endswith(name))


def test_every_file_seen_has_one_verdict_with_a_reason(folder):
    for case in CASES:
        saved(folder, case.name, case.content())
    saved(folder, "~$周报告.xlsx", b"x")
    department = consolidated(folder)
    paths = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    paths -= {path.name for path in folder.glob("周例会*")}
    assert sorted(file.file for file in department.files) == sorted(paths)
    counts = Counter(file.verdict for file in department.files)
    assert sum(counts[verdict] for verdict in Verdict) == len(paths)
    silent = [f.file for f in department.files if not f.verdict.is_read and not f.reason]
    assert silent == []


def test_the_hostile_among_them_change_nothing_for_the_others(folder, tmp_path):
    alone = consolidated(Path(shutil.copytree(folder, tmp_path / "单独" / "客户部")))
    for case in CASES:
        if case.verdict == "rejected":
            saved(folder, case.name, case.content())
    among = consolidated(folder)
    assert [str(f) for f in among.findings] == [str(f) for f in alone.findings]
    read = [f.file for f in among.files if f.verdict.is_read]
    assert read == [f.file for f in alone.files if f.verdict.is_read]


def test_a_report_with_a_hidden_table_goes_to_a_person(folder):
    path = report_of(folder)
    made = openpyxl.load_workbook(path)
    made["漏斗"].sheet_state = "hidden"
    made.save(path)
    found = seen(consolidated(folder), path.name)
    assert found.verdict is Verdict.QUARANTINED
    assert "工作表「漏斗」是隐藏的" in found.reason


def test_a_hidden_sheet_that_is_no_table_is_no_matter(folder):
    path = report_of(folder)
    made = openpyxl.load_workbook(path)
    made.create_sheet("数据源").append(["平台", "CPM"])
    made["数据源"].sheet_state = "hidden"
    made.save(path)
    assert seen(consolidated(folder), path.name).verdict is Verdict.ACCEPTED


def test_a_formula_without_a_result_is_a_finding_at_its_cell(folder):
    path = report_of(folder)
    made = openpyxl.load_workbook(path)
    made["漏斗"]["F5"] = "=1000+1"
    made.save(path)
    found = [f for f in consolidated(folder).findings if "公式没有计算结果" in f.message]
    assert [(f.where.sheet, f.where.cell, f.code) for f in found] == [("漏斗", "F5", "T-type")]


def test_a_cell_far_away_sends_the_file_to_a_person(folder):
    path = report_of(folder)
    made = openpyxl.load_workbook(path)
    made["工作"]["XFD1048576"] = "误填"
    made.save(path)
    found = seen(consolidated(folder), path.name)
    assert found.verdict is Verdict.QUARANTINED
    assert "工作表「工作」的XFD1048576远离表格" in found.reason
