"""The sheets of the three rule-books, made from workbooks that were handed in."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.weekly.folders import report
from xlsales.actions.asked import Asked
from xlsales.actions.boards import extra_pages
from xlsales.actions.check import check
from xlsales.actions.consolidate import consolidate
from xlsales.actions.department import Department
from xlsales.actions.judging import read_department
from xlsales.books.page import Page
from xlsales.core.rule import Level
from xlsales.demo.rulebooks import write_projects, write_property_month, write_workflows
from xlsales.hosts.files.pages import write_pages
from xlsales.tables.property import FineTotal
from xlsales.tables.proposals import Proposal

APRIL, MARCH = date(2012, 4, 1), date(2012, 3, 1)
MOMENT = datetime(2012, 5, 2, 10)


def asked(folder: Path, moment: datetime = MOMENT) -> Asked:
    return Asked(folder, moment, moment, journal=folder / "journal.sqlite")


@pytest.fixture
def judged(tmp_path: Path) -> Department:
    """The three workbooks, checked by themselves."""
    files = (write_projects(tmp_path), write_workflows(tmp_path))
    department, _ = check(asked(tmp_path), (*files, write_property_month(tmp_path, APRIL)))
    return department


def page(department: Department, name: str) -> Page:
    return next(p for p in extra_pages(department) if p.name == name)


def test_each_workbook_brings_its_sheets(judged: Department):
    names = [one.name for one in extra_pages(judged)]
    assert names == ["项目看板", "阶段时间", "说辞单", "流程日历", "罚款汇总", "周考核", "处罚建议"]


@pytest.mark.parametrize(
    ("kind", "sheets"),
    [
        ("项目流程", ["项目看板", "阶段时间", "说辞单"]),
        ("流程管理台账", ["流程日历", "处罚建议"]),
        ("置业顾问考核", ["罚款汇总", "周考核", "处罚建议"]),
        ("周报告", []),
    ],
)
def test_a_kind_of_workbook_brings_its_own_sheets_only(
    judged: Department, kind: str, sheets: list[str]
):
    assert [one.name for one in extra_pages(judged, (kind,))] == sheets


def test_a_folder_without_these_workbooks_has_no_such_sheet(tmp_path: Path):
    report(tmp_path, "张三")
    assert extra_pages(read_department(asked(tmp_path))) == ()


def test_the_board_says_what_is_next_and_draws_the_stages_from_day_to_day(judged: Department):
    board = page(judged, "项目看板")
    headings = [field.heading for field in board.grids[0].fields]
    rows = [dict(zip(headings, row, strict=True)) for row in board.grids[0].rows]
    assert [(r["下一项条款"], r["由谁办理"]) for r in rows] == [
        ("P4.7", "张晓"), ("P2.3", "张晓"), ("P1.5", "张晓")
    ]  # fmt: skip
    timeline = board.charts[0]
    drawn = page(judged, timeline.page).grids[timeline.grid]
    first, days = date(2012, 4, 4), 8
    assert timeline.kind == "timeline"
    assert [row[i] for row in drawn.rows[1:2] for i in timeline.values] == [first, days]


def test_a_script_names_our_company(tmp_path: Path):
    (tmp_path / "xlsales.toml").write_text('company = "大地传播"', "utf-8")
    department, _ = check(asked(tmp_path), (write_projects(tmp_path),))
    [[*_, text], _] = page(department, "说辞单").grids[0].rows
    assert str(text).startswith("王经理，您好，我是大地传播的张晓。")


def test_the_sum_of_fines_has_room_for_every_signature(judged: Department):
    headings = [field.heading for field in page(judged, "罚款汇总").grids[0].fields]
    assert headings[-3:] == ["置业顾问签字", "销售经理签字", "销售主管签字"]


def test_the_proposals_of_one_workbook_are_not_shown_in_the_other(judged: Department):
    [_, proposals] = extra_pages(judged, ("流程管理台账",))
    assert {row[2] for row in proposals.grids[0].rows} == {"W10"}
    assert len(proposals.grids) == 1


def test_what_hurts_a_person_asks_to_be_confirmed_and_speaks_of_review(judged: Department):
    proposals = page(judged, "处罚建议")
    confirmed = next(f for f in proposals.grids[0].fields if f.heading == "确认")
    assert confirmed.choices
    assert all(p.hint and not p.confirmed for p in judged.records[Proposal])
    assert {f.level for f in judged.findings if f.code.endswith("-legal")} == {Level.NOTICE}


def test_three_weeks_in_a_row_are_counted_over_months_by_the_journal(tmp_path: Path):
    write_property_month(tmp_path, MARCH)
    first = read_department(asked(tmp_path, datetime(2012, 4, 2, 9)))
    assert [(p.day, p.count) for p in first.records[Proposal]] == [(date(2012, 3, 19), 4)]
    (tmp_path / f"置业顾问考核_{MARCH:%Y-%m}.xlsx").unlink()
    write_property_month(tmp_path, APRIL, weeks=1)
    later = read_department(asked(tmp_path, MOMENT))
    assert [(p.person, p.clause, p.day, p.count) for p in later.records[Proposal]] == [
        ("郑远", "S1", date(2012, 3, 19), 5),
        ("冯青", "S6", date(2012, 4, 10), 2),
    ]
    assert {(t.person, t.month) for t in later.records[FineTotal]} == {
        ("郑远", APRIL),
        ("冯青", APRIL),
    }


def test_a_workbook_checked_alone_is_counted_with_what_the_journal_has(tmp_path: Path):
    write_property_month(tmp_path, MARCH)
    read_department(asked(tmp_path, datetime(2012, 4, 2, 9)))
    (tmp_path / "四月").mkdir()
    april = write_property_month(tmp_path / "四月", APRIL, weeks=1)
    department, [copy] = check(asked(tmp_path), (april,))
    assert [(p.person, p.count) for p in department.records[Proposal]] == [("郑远", 5), ("冯青", 2)]
    sheets = openpyxl.load_workbook(copy).sheetnames
    assert {"罚款汇总", "周考核", "处罚建议"} <= set(sheets)
    assert {"项目看板", "流程日历"}.isdisjoint(sheets)


def test_a_workbook_checked_again_is_counted_once(tmp_path: Path):
    path = write_property_month(tmp_path, APRIL)
    first = read_department(asked(tmp_path)).records[Proposal]
    again, _ = check(asked(tmp_path), (path,))
    assert [(p.person, p.count) for p in again.records[Proposal]] == [
        (p.person, p.count) for p in first
    ]


def test_the_meeting_pack_shows_them_when_there_is_something_to_show(tmp_path: Path):
    write_workflows(tmp_path)
    _, path = consolidate(asked(tmp_path), output=tmp_path / "pack.xlsx")
    book = openpyxl.load_workbook(path)
    assert {"流程日历", "处罚建议"} <= set(book.sheetnames)
    assert "项目看板" not in book.sheetnames
    listed = [str(cell.value) for row in book["首页"] for cell in row if cell.value]
    assert any("流程日历" in text for text in listed)


def test_the_sheets_are_written_as_a_workbook(judged: Department, tmp_path: Path):
    pages = extra_pages(judged)
    book = openpyxl.load_workbook(write_pages(tmp_path / "sheets.xlsx", pages))
    assert book.sheetnames == [one.name for one in pages]


def test_what_was_missed_in_several_quarters_is_told_together(judged: Department):
    told = {(f.code, f.value): f.message for f in judged.findings if f.code.startswith("W6")}
    assert told["W6.2-quarter", "L2"] == (
        "2011年第2季度抽查0次，至少1次；2011年第3季度抽查0次，至少1次；"
        "2011年第4季度抽查0次，至少1次；2012年第1季度抽查0次，至少1次"
    )
    assert told["W6.3-joint", "L2"] == "2011-06-21到2011-06-30之间没有集中检查"
