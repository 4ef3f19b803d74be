"""What is kept from one cell, sheet or workbook to the next changes nothing that is read."""

from datetime import date

from tests.weekly.folders import ACTIVITY, OPPORTUNITY
from xlsales.books.book import Book, Sheet
from xlsales.books.locate import Aliases
from xlsales.books.read import read
from xlsales.core.rulebook import shipped
from xlsales.tables.log import CUSTOMER_LOG
from xlsales.tables.weekly import WEEKLY_REPORT, Activity, Opportunity

POLICY = shipped()
KINDS = (WEEKLY_REPORT, CUSTOMER_LOG)


def sheet(table, rows, week=date(2012, 4, 23), **renamed):
    """A sheet with these rows below its headings, some of them renamed."""
    columns = [c for c in table.columns if not c.labelled]
    headings = [renamed.get(c.name, c.heading) for c in columns]
    cells = [[row.get(c.name) for c in columns] for row in rows]
    labels = ["客户经理：", "张三", None, "周起始日：", week]
    return Sheet(table.table.sheet, [labels, headings, *cells])


def records(table, *sheets, aliases=None):
    """The records of a table in a workbook with these sheets, and what was found."""
    reading = read(Book("周报告.xlsx", sheets), KINDS, POLICY, aliases)
    return reading.records[table], [f.code for f in reading.findings]


def test_cells_that_compare_equal_are_read_each_as_what_it_is():
    equal = (1, 1.0, True, "1")
    rows = [{**OPPORTUNITY, "progress": cell} for cell in equal]
    read_rows, _ = records(Opportunity, sheet(Opportunity, rows))
    assert [row.progress for row in read_rows] == ["1", "1", "是", "1"]


def test_the_same_day_without_a_year_is_another_day_in_another_years_report():
    typed = [{**ACTIVITY, "day": "4月24日"}]
    days = [
        records(Activity, sheet(Activity, typed, week))[0][0].day
        for week in (date(2012, 4, 23), date(2018, 4, 23), date(2012, 4, 23))
    ]
    assert days == [date(2012, 4, 24), date(2018, 4, 24), date(2012, 4, 24)]


def test_a_word_of_one_companys_is_not_known_in_anothers_workbook():
    theirs = sheet(Opportunity, [OPPORTUNITY], customer="往来单位")
    own_words = Aliases(headings={"漏斗": {"往来单位": "客户公司名称"}})
    codes = [records(Opportunity, theirs, aliases=a)[1] for a in (None, own_words, None)]
    assert ["T-column" in found for found in codes] == [True, False, True]


def test_sheets_that_differ_in_one_heading_are_told_apart():
    whole = sheet(Opportunity, [OPPORTUNITY])
    lacking = sheet(Opportunity, [OPPORTUNITY], stage="别的")
    codes = [records(Opportunity, one)[1] for one in (whole, lacking, whole)]
    assert [found.count("T-column") for found in codes] == [0, 1, 0]


def test_a_row_of_data_that_holds_words_of_headings_is_no_row_of_headings():
    rows = [{**OPPORTUNITY, "progress": "阶段", "next_step": "金额"}, OPPORTUNITY]
    read_rows, found = records(Opportunity, sheet(Opportunity, rows))
    assert [row.progress for row in read_rows] == ["阶段", "谈方案"]
    assert found == []
