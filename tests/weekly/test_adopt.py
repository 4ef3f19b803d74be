"""Workbooks of other companies: understood, their words kept, then read without a fault of ours."""

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.weekly.folders import OPPORTUNITY, SAMPLES, report
from xlsales.actions.adopt import described, understand
from xlsales.cli import status_of
from xlsales.settings import Settings, load
from xlsales.tables.weekly import Opportunity

OTHERS = SAMPLES.parent / "samples-other"


@pytest.fixture
def others(tmp_path: Path) -> list[Path]:
    folder = Path(shutil.copytree(OTHERS, tmp_path / "外来"))
    return sorted(folder.glob("*.xlsx"))


def test_before_they_are_adopted_they_are_refused_with_what_to_do(others, capsys):
    status_of(["check", *map(str, others)])
    printed = capsys.readouterr().err
    for path in others:
        line = next(text for text in printed.splitlines() if text.strip().startswith(path.name))
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


def test_after_adopting_every_row_is_read(others, capsys):
    before = [path.read_bytes() for path in others]
    assert status_of(["adopt", "--yes", *map(str, others)]) == 0
    assert [path.read_bytes() for path in others] == before
    capsys.readouterr()
    status_of(["check", *map(str, others)])
    printed = capsys.readouterr().err
    assert "未读入" not in printed
    codes = {word for line in printed.splitlines() for word in line.split() if word[:2] == "T-"}
    assert codes == set()


def test_the_columns_that_are_known_are_told_as_they_stand_in_the_sheet():
    [adoption] = understand([SAMPLES / "人员名单.xlsx"], Settings())
    people = next(s for s in adoption.sheets if s.table == "人员")
    assert people.known[:2] == ("姓名", "岗位")


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


def funnel_of(folder: Path, *stages: str) -> Path:
    """A report whose funnel has these stages in a company's own words."""
    path = report(folder, "张三", rows={Opportunity: [OPPORTUNITY] * len(stages)})
    book = load_workbook(path)
    sheet = book["漏斗"]
    column = next(c.column for row in sheet.iter_rows() for c in row if c.value == "阶段*")
    first = next(c.row for row in sheet.iter_rows() for c in row if c.value == "接触")
    for number, stage in enumerate(stages):
        sheet.cell(first + number, column, stage)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("stages", "ours"), [(("接触", "谈判"), "阶段"), (("很好", "一般"), "本周进展")]
)
def test_a_column_that_holds_our_choices_stands_for_theirs_whatever_its_heading(
    tmp_path, stages, ours
):
    path = funnel_of(tmp_path, *stages)
    book = load_workbook(path)
    for row in book["漏斗"].iter_rows():
        for cell in row:
            cell.value = {"阶段*": "进度", "本周进展*": "别的"}.get(str(cell.value), cell.value)
    book.save(path)
    [adoption] = understand([path], Settings())
    sheet = next(s for s in adoption.sheets if s.sheet == "漏斗")
    assert {p.theirs: p.ours for p in sheet.proposed}["进度"] == ours


def stages_of(path: Path, settings: Settings) -> tuple[dict[str, str], tuple[str, ...]]:
    """What is proposed for the stages of a funnel, and which of them are like none of ours."""
    [adoption] = understand([path], settings)
    sheet = next(s for s in adoption.sheets if s.table == "漏斗")
    proposed = {p.theirs: p.ours for p in sheet.choices.get("阶段", ())}
    return proposed, sheet.unlike.get("阶段", ())


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("待签", "签约"), ("已签", "签约"), ("拟签约", "签约"), ("在谈", "谈判"),
        ("执行中", "执行"), ("商务谈判", "谈判"), ("丢单", "流失"), ("待报价", "方案报价"),
    ],
)  # fmt: skip
def test_a_word_that_says_how_far_something_is_stands_for_it(tmp_path, theirs, ours):
    assert stages_of(funnel_of(tmp_path, theirs), Settings()) == ({theirs: ours}, ())


@pytest.mark.parametrize(
    "theirs",
    ["未签约", "未签", "不执行", "停止执行", "没有成交", "暂停", "意向", "待定", "谈判或签约"],
)
def test_a_word_that_denies_or_may_mean_several_is_told_and_not_guessed(tmp_path, theirs):
    path = funnel_of(tmp_path, "谈判", theirs)
    assert stages_of(path, Settings()) == ({}, (theirs,))
    assert any(
        f"没有对应：阶段的“{theirs}”" in line for line in described(understand([path], Settings()))
    )


def test_a_word_far_down_the_sheet_is_looked_at_too(tmp_path):
    path = funnel_of(tmp_path, *["谈判"] * 60, "待签")
    assert stages_of(path, Settings()) == ({"待签": "签约"}, ())


def test_what_a_person_has_said_of_a_word_stays(tmp_path, capsys):
    path = funnel_of(tmp_path, "待签", "执行中")
    (tmp_path / "xlsales.toml").write_text('[aliases.choices."阶段"]\n"待签" = "谈判"\n', "utf-8")
    assert status_of(["adopt", "--yes", str(path)]) == 0
    assert load(tmp_path).aliases.choices["阶段"] == {"待签": "谈判", "执行中": "执行"}
    capsys.readouterr()
    assert status_of(["adopt", "--yes", str(path)]) == 0
    assert "没有新的叫法要记" in capsys.readouterr().err


def test_what_is_adopted_is_not_proposed_again(others, capsys):
    status_of(["adopt", "--yes", *map(str, others)])
    capsys.readouterr()
    assert status_of(["adopt", *map(str, others)]) == 0
    assert "没有新的叫法要记" in capsys.readouterr().err


def test_a_sheet_is_what_a_person_has_said_it_is(others):
    path = others[0].parent / "xlsales.toml"
    path.write_text('[aliases.sheets]\n"拜访及事务" = "客户日志"\n', "utf-8")
    [regional] = [p for p in others if "华东" in p.name]
    [adoption] = understand([regional], load(path.parent))
    assert {s.sheet: s.table for s in adoption.sheets}["拜访及事务"] == "客户日志"


@pytest.mark.parametrize(("count", "told"), [(8, "“意向8”；"), (9, "“意向8”等9个；")])
def test_of_many_words_that_mean_none_of_ours_the_first_are_told(tmp_path, count, told):
    path = funnel_of(tmp_path, *(f"意向{number}" for number in range(1, count + 1)))
    assert any(told in line for line in described(understand([path], Settings())))
