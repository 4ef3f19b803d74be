"""Workbooks of other companies: understood, their words kept, then read without a fault of ours."""

import shutil
from pathlib import Path

import pytest

from tests.weekly.folders import SAMPLES, report
from xlsales.actions.adopt import understand
from xlsales.cli import status_of
from xlsales.settings import Settings, load

OTHERS = SAMPLES.parent / "samples-other"


@pytest.fixture
def others(tmp_path: Path) -> list[Path]:
    folder = Path(shutil.copytree(OTHERS, tmp_path / "外来"))
    return sorted(folder.glob("*.xlsx"))


def test_before_they_are_adopted_they_are_refused_with_what_to_do(others, capsys):
    status_of(["check", *map(str, others)])
    printed = capsys.readouterr().err
    for path in others:
        line = next(text for text in printed.splitlines() if text.startswith(path.name))
        assert "未读入" in line
        assert "xlsales adopt" in line


def test_every_required_column_of_theirs_is_understood(others):
    tables = {
        sheet.table: sheet.missing
        for adoption in understand(others, Settings())
        for sheet in adoption.sheets
        if sheet.table
    }
    assert tables == {"漏斗": (), "工作": (), "客户日志": ()}


def test_a_sheet_that_is_no_table_is_left_alone(others):
    sheets = [s for adoption in understand(others, Settings()) for s in adoption.sheets]
    assert {s.sheet for s in sheets if not s.table} == {"填表须知", "目录"}


def test_after_adopting_every_row_is_read_but_for_words_that_mean_none_of_ours(others, capsys):
    before = [path.read_bytes() for path in others]
    assert status_of(["adopt", "--yes", *map(str, others)]) == 0
    assert [path.read_bytes() for path in others] == before
    capsys.readouterr()
    status_of(["check", *map(str, others)])
    printed = capsys.readouterr().err
    assert "未读入" not in printed
    codes = {word for line in printed.splitlines() for word in line.split() if word[:2] == "T-"}
    assert codes <= {"T-choice"}


def test_without_a_yes_nothing_is_written(others, capsys):
    assert status_of(["adopt", *map(str, others)]) == 0
    assert not (others[0].parent / "xlsales.toml").exists()
    assert "没有改动" in capsys.readouterr().err


def test_what_stands_in_the_settings_is_kept(others):
    path = others[0].parent / "xlsales.toml"
    path.write_text('company = "山海传媒"  # 我们的名字\n', "utf-8")
    status_of(["adopt", "--yes", *map(str, others)])
    assert "# 我们的名字" in path.read_text("utf-8")
    settings = load(others[0].parent)
    assert settings.company == "山海传媒"
    assert settings.aliases.sheets["往来明细"] == "客户日志"


def test_our_own_workbook_needs_no_adopting(tmp_path, capsys):
    path = report(tmp_path, "张三")
    assert status_of(["adopt", "--yes", str(path)]) == 0
    assert not (tmp_path / "xlsales.toml").exists()
