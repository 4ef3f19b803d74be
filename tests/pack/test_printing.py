"""What is printed of the meeting pack and of the month end can be read."""

import re
import subprocess
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from tests import printing, soffice
from tests.pack.test_pages import too_low
from xlsales.actions.asked import Asked
from xlsales.actions.close.close_month import close_month
from xlsales.actions.consolidate import consolidate
from xlsales.books.page import Chart, Field, Grid, Link, Page
from xlsales.core.record import Ref
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
    return {path: openpyxl.load_workbook(path) for path in (pack, month)}


def test_every_sheet_is_printed_large_enough_to_be_read(results):
    sizes = {sheet.title: printing.print_size(sheet) for book in results.values() for sheet in book}
    assert {"首页", "冲突筛查", "处罚建议", "罚款汇总", "项目看板", "应收账龄"} <= sizes.keys()
    assert {name: size for name, size in sizes.items() if size < printing.LEAST} == {}


def test_calc_which_draws_columns_broader_prints_them_as_large(results, office):
    sizes = {}
    for path, book in results.items():
        with office.reading(path) as document:
            for sheet in book:
                _, _, last, _ = range_boundaries(printing.area(sheet))
                columns = document.Sheets.getByName(sheet.title).Columns
                wide = sum(columns.getByIndex(n).Width for n in range(last)) / 2540 * printing.INCH
                sizes[sheet.title] = printing.FONT_SIZE * min(1, printing.across(sheet) / wide)
    assert {name: size for name, size in sizes.items() if size < printing.LEAST} == {}


def test_links_to_the_cells_of_others_are_for_the_screen(results):
    beside = {
        sheet.title: {str(cell.value) for cell in printing.unprinted(sheet)}
        for book in results.values()
        for sheet in book
    }
    for name in ("漏斗汇总", "工作汇总", "冲突筛查", "去向核对", "客户佣金", "应收账龄", "罚款汇总",
                 "流程日历"):  # fmt: skip
        heading = "来源" if name in ("漏斗汇总", "工作汇总") else "出处"
        links = beside[name] - {heading}
        assert links < beside[name], name
        assert links and all(link.startswith("=HYPERLINK(") for link in links), name
    assert beside["检查结果"] == set()
    for name in ("罚款汇总", "流程日历"):  # of several grids
        cells = (
            str(c.value) for book in results.values() if name in book for r in book[name] for c in r
        )
        assert (
            sum(text.startswith("=HYPERLINK(") and "首页" not in text for text in cells)
            == len(beside[name]) - 1
        )


def test_charts_stand_within_what_is_printed(results):
    ends = {}
    for sheet in (sheet for book in results.values() for sheet in book if sheet._charts):
        _, _, last, _ = range_boundaries(printing.area(sheet))
        end = max((c.anchor.to.col, c.anchor.to.colOff) for c in sheet._charts)
        ends[sheet.title] = (end, (last, 0))
    assert {"首页", "漏斗分析", "项目看板"} < ends.keys()
    assert {name: both for name, both in ends.items() if both[0] > both[1]} == {}


@pytest.mark.parametrize("format", ["text", "money", "date"])
def test_no_heading_leaves_its_last_character_alone_on_a_line(tmp_path, office, format):
    characters = "天地玄黄宇宙洪荒日月盈昃辰宿列张"
    fields = tuple(Field(characters[:n], format) for n in range(5, 15))
    path = write_pages(tmp_path / "book.xlsx", (Page("表", "标题", grids=(Grid(fields, []),)),))
    printed = office.convert(path, "pdf", tmp_path)
    command = [soffice.located("pdftotext"), "-bbox-layout", printed, "-"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    words = re.findall(r"<word [^>]*>(.*?)</word>", said)
    drawn = [word for word in words if set(word) <= set(characters)]
    assert sum(map(len, drawn)) == sum(len(field.heading) for field in fields)
    assert [word for word in drawn if len(word) == 1] == []


def test_a_heading_at_the_right_leaves_room_for_the_button_of_its_filter(tmp_path):
    path = write_pages(tmp_path / "book.xlsx", (of_texts("money", "text"),))
    heading = openpyxl.load_workbook(path).active["A3"]
    assert (heading.alignment.horizontal, heading.alignment.indent) == ("right", 2)


def test_a_chart_alone_is_as_broad_as_the_page(tmp_path):
    grid = Grid((Field("客户经理", width=30), Field("数", "count", width=30)), [("甲", 1)])
    page = Page("表", "标题", grids=(grid,), charts=(Chart("bar", "条", 0, (1,)),))
    alone, both = (
        openpyxl.load_workbook(write_pages(tmp_path / "book.xlsx", (some,))).active._charts
        for some in (page, replace(page, charts=page.charts * 2))
    )
    assert [chart.anchor.to.col for chart in alone] == [1]
    assert [chart.anchor.to.col for chart in both] == [0, 1]


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
