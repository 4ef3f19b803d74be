"""A document that Calc has open keeps what every host promises: read, write, mark."""

import shutil
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from xlsales.books.page import Field, Grid, Link, Page, Shaded
from xlsales.core.record import Ref
from xlsales.core.rule import Finding, Level
from xlsales.hosts.base import Unwritable
from xlsales.hosts.calc.host import CalcHost
from xlsales.hosts.calc.marks import STATE
from xlsales.hosts.files.host import FileHost

NAME = "周报告_张三_2012-04-16.xlsx"
REPORTS = Path(__file__).parents[2] / "workbooks" / "samples"


def finding(place, level=Level.ERROR, message="金额须大于0"):
    return Finding(
        Ref(NAME, "工作", int(place[1:]), place[0]), message, None, "-5", level, "T-range"
    )


@pytest.fixture
def host(opened, tmp_path):
    """A workbook with a note, a fill, a merged area and a formula."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "工作"
    sheet.append(["客户", "金额", "日期", "比例"])
    sheet.append(["=1+1", 1200.5, date(2012, 4, 16), 0.05])
    sheet.append(["文字", "=B2*2", datetime(2012, 4, 16, 9, 5), "=1/0"])
    sheet["A2"].data_type = "s"
    sheet["B2"].comment = openpyxl.comments.Comment("请核实", "李四")
    sheet["B2"].fill = openpyxl.styles.PatternFill("solid", fgColor="FF00FF00")
    sheet.merge_cells("A5:B6")
    book.create_sheet("空表")
    book.save(tmp_path / NAME)
    document = opened(tmp_path / NAME)
    document.calculateAll()
    return CalcHost(document, NAME)


def cell(host, place):
    return host.document.Sheets["工作"].getCellRangeByName(place)


def test_the_workbook_is_read_as_plain_values(host):
    rows = host.read().sheets[0].rows
    assert rows[1] == ["=1+1", 1200.5, datetime(2012, 4, 16), 0.05]
    assert rows[2] == ["文字", 2401, datetime(2012, 4, 16, 9, 5), "#DIV/0!"]
    assert [sheet.name for sheet in host.read().sheets] == ["工作", "空表"]


@pytest.mark.parametrize("path", sorted(REPORTS.rglob("*.xlsx"))[:3], ids=lambda path: path.stem)
def test_an_open_workbook_reads_like_its_file(path, opened, tmp_path):
    copy = Path(shutil.copy(path, tmp_path))
    shown, stored = CalcHost(opened(copy), copy.name).read(), FileHost(copy).read()
    assert [sheet.name for sheet in shown.sheets] == [sheet.name for sheet in stored.sheets]
    for ours, theirs in zip(shown.sheets, stored.sheets, strict=True):
        assert filled(ours) == filled(theirs)


def filled(sheet):
    """The cells with something in them; a day is a moment at midnight."""
    return {
        (y, x): datetime(value.year, value.month, value.day) if type(value) is date else value
        for y, row in enumerate(sheet.rows)
        for x, value in enumerate(row)
        if value not in (None, "")
    }


def test_sheets_are_added_or_replaced(host):
    host.write([Page("说明", "第一版"), Page("附表", "不变")])
    host.write([Page("说明", "第二版")])
    titles = {s.name: s.rows[0][0] for s in host.read().sheets if s.name in ("说明", "附表")}
    assert titles == {"说明": "第二版", "附表": "不变"}


def test_text_that_looks_like_a_formula_stays_text(host):
    live = ["=1+1", "+1", "-2", "@SUM(A1)", "'=1", "{=1}", "0", "007", "TRUE", "2012-4-1"]
    grid = Grid(
        (Field("内容"), Field("级别")), [[text, Shaded(text, Level.ERROR)] for text in live]
    )
    host.write([Page("页", "=1", ("=2",), (grid,))])
    shown = host.document.Sheets["页"].getCellRangeByName("A1:B14").getDataArray()
    assert [row for row in shown if row[0] in live] == [(text, text) for text in live]
    assert shown[0][0] == "=1" and shown[1][0] == "=2"


def test_links_lead_to_the_cells(host):
    found = finding("B3")
    row = [Link(found.where.cell, found.where)]
    host.mark([found], [Page("检查结果", "检查结果", (), (Grid((Field("位置", "link"),), [row]),))])
    link = host.document.Sheets["检查结果"].getCellRangeByName("A4")
    assert (link.Formula, link.String) == ('=HYPERLINK("#工作.B3";"B3")', "B3")
    assert link.CharUnderline == 1


def test_each_finding_stands_at_its_cell(host):
    host.mark([finding("B3"), finding("B3", Level.NOTICE, "另一个"), finding("B2"), finding("B6")])
    assert cell(host, "B3").Annotation.String == (
        "【错误】金额须大于0\n编码：T-range\n\n【提示】另一个\n编码：T-range"
    )
    assert cell(host, "B3").Annotation.AnnotationShape.Size.Width > 60_00  # 60 millimetres
    assert cell(host, "B2").Annotation.String.endswith("原批注：\n请核实")
    assert "金额须大于0" in cell(host, "A5").Annotation.String
    assert STATE not in [sheet.name for sheet in host.read().sheets]


def test_taking_the_marks_back_leaves_no_trace(host):
    host.mark([finding("B3"), finding("B2"), finding("B6")], [Page("检查结果", "检查结果")])
    host.mark([])
    assert (cell(host, "B3").CellBackColor, cell(host, "B3").Annotation.String) == (-1, "")
    assert (cell(host, "B2").CellBackColor, cell(host, "B2").Annotation.String) == (
        0xFF00,
        "请核实",
    )
    assert host.document.Sheets.ElementNames == ("工作", "空表")


def test_a_fill_chosen_after_the_marking_stays(host):
    host.mark([finding("B3")])
    cell(host, "B3").CellBackColor = 0x123456
    host.mark([])
    assert cell(host, "B3").CellBackColor == 0x123456


def test_a_protected_sheet_is_refused_before_anything_is_changed(host):
    host.document.Sheets["工作"].protect("")
    with pytest.raises(Unwritable, match="受保护"):
        host.mark([finding("B3")])
    assert host.document.Sheets.ElementNames == ("工作", "空表")
