"""What is printed of the meeting pack and of the month end can be read."""

from datetime import date, datetime, time
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from tests import printing
from tests.pack.test_pages import too_low
from xlsales.actions.asked import Asked
from xlsales.actions.close.close_month import close_month
from xlsales.actions.consolidate import consolidate
from xlsales.books.page import Field, Grid, Link, Page
from xlsales.core.record import Ref
from xlsales.core.values import replace
from xlsales.demo.generator import department, weeks_of
from xlsales.demo.rulebooks import write_projects, write_property_month, write_workflows
from xlsales.hosts.files.pages import write_pages

MONTH = date(2012, 4, 1)
WEEK = weeks_of(MONTH)[-1]
SOURCE = Link("周报告_张三_2012-04-23!漏斗!C7", Ref("周报告.xlsx", "漏斗", 7, "C"))


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """The pack and the month end of a department that hands in every kind of workbook."""
    folder = tmp_path_factory.mktemp("printed") / "部门"
    department(folder, 8, weeks_of(MONTH)[-2:], 3, has_money=True)
    write_projects(folder)
    write_workflows(folder)
    write_property_month(folder, MONTH)
    moment = datetime(2012, 5, 2, 9)
    wanted = Asked(folder, moment, moment, journal=folder.parent / "j.sqlite")
    _, pack = consolidate(wanted, str(WEEK), folder.parent / "周例会.xlsx")
    month = close_month(wanted, "2012-04", folder.parent / "月末.xlsx").path
    return [openpyxl.load_workbook(path) for path in (pack, month)]


def test_every_sheet_is_printed_large_enough_to_be_read(results):
    sizes = {sheet.title: printing.print_size(sheet) for book in results for sheet in book}
    assert {"首页", "冲突筛查", "处罚建议", "罚款汇总", "项目看板", "应收账龄"} <= sizes.keys()
    assert {name: size for name, size in sizes.items() if size < printing.LEAST} == {}


def test_links_to_the_cells_of_others_are_for_the_screen(results):
    beside = {
        sheet.title: {str(cell.value) for cell in printing.unprinted(sheet)}
        for book in results
        for sheet in book
    }
    for name in ("漏斗汇总", "工作汇总", "冲突筛查", "去向核对", "客户佣金", "应收账龄"):
        heading = "来源" if name in ("漏斗汇总", "工作汇总") else "出处"
        links = beside[name] - {heading}
        assert links < beside[name], name
        assert links and all(link.startswith("=HYPERLINK(") for link in links), name
    assert beside["检查结果"] == set()


def test_charts_stand_within_what_is_printed(results):
    ends = {}
    for sheet in (sheet for book in results for sheet in book if sheet._charts):
        _, _, last, _ = range_boundaries(printing.area(sheet))
        end = max((c.anchor.to.col, c.anchor.to.colOff) for c in sheet._charts)
        ends[sheet.title] = (end, (last, 0))
    assert {"首页", "漏斗分析", "项目看板"} < ends.keys()
    assert {name: both for name, both in ends.items() if both[0] > both[1]} == {}


def of_texts(*fields, rows=3):
    """A page of long texts under some fields, beside numbers, days and links."""
    stated = (
        ("text", "客户经理负责的客户"), ("company", "上海某某网络信息技术股份有限公司"),
        ("wrap", "与客户确认第二季度投放计划并讨论账期，下周再谈" * 3),
        ("money", Decimal("-98765432.10")), ("date", date(2012, 4, 30)),
        ("datetime", datetime(2012, 4, 30, 8, 50)), ("time", time(8, 50)), ("link", SOURCE),
    )  # fmt: skip
    values = dict(stated)
    row = tuple(values[format] for format in fields)
    grid = Grid(tuple(Field("标题", format) for format in fields), [row] * rows)
    return Page("表", "标题", grids=(grid,))


def widths(path):
    """The widths of the columns of the first sheet."""
    sheet = openpyxl.load_workbook(path).active
    return [printing.width(sheet, n) for n in range(1, sheet.max_column + 1)]


def test_texts_take_more_lines_before_print_becomes_too_small(tmp_path, office):
    numbers = ("money", "date", "datetime", "time")
    few = ("wrap", "company", *numbers, "link")
    many = (*["wrap", "company", "text"] * 3, *numbers, "link")
    broad = widths(write_pages(tmp_path / "few.xlsx", (of_texts(*few),)))
    path = write_pages(tmp_path / "many.xlsx", (of_texts(*many),))
    narrow = widths(path)
    assert printing.print_size(openpyxl.load_workbook(path).active) >= printing.LEAST
    assert (narrow[0] < broad[0], narrow[1] < broad[1]) == (True, True)
    assert narrow[-5:] == broad[-5:]  # numbers, days and links are as wide as they are
    assert too_low(office, path) == []


def test_a_link_among_other_columns_is_printed(tmp_path):
    path = write_pages(tmp_path / "book.xlsx", (of_texts("text", "link", "money"),))
    sheet = openpyxl.load_workbook(path).active
    assert (printing.area(sheet), printing.unprinted(sheet)) == ("A1:C6", [])


def test_a_day_that_is_kept_with_its_time_is_as_wide_as_a_day(tmp_path):
    fields = (Field("收到", "date"), Field("登记", "date"))
    grid = Grid(fields, [(date(2012, 4, 30), datetime(2012, 4, 30, 8, 50))])
    [day, moment] = widths(write_pages(tmp_path / "a.xlsx", (Page("表", "标题", grids=(grid,)),)))
    assert day == moment


@pytest.mark.parametrize(("rows", "pages"), [(20, None), (34, None), (37, 0), (200, 0)])
def test_a_page_is_printed_on_one_sheet_of_paper_where_it_can_be_read_there(tmp_path, rows, pages):
    page = replace(of_texts("text", "date", rows=rows), single=True)
    sheet = openpyxl.load_workbook(write_pages(tmp_path / "book.xlsx", (page,))).active
    assert sheet.page_setup.fitToHeight == pages  # none is one, zero is any number
    assert printing.print_size(sheet) >= printing.LEAST
