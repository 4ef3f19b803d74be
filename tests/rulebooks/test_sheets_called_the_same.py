"""A sheet in somebody's report that is only called like one of ours is left alone."""

from xlsales.books.book import Book, Sheet
from xlsales.books.read import read
from xlsales.core.rulebook import shipped
from xlsales.tables.log import CUSTOMER_LOG
from xlsales.tables.property import Wage
from xlsales.tables.workbooks import WORKBOOKS

LOG = Sheet(
    "客户日志",
    [
        ["客户经理", "李晓", "月份", "2012-04"],
        ["日期", "客户公司名称", "联系方式", "沟通内容"],
        ["2012-04-16", "云帆科技", "电话", "谈方案"],
    ],
)


def reading(*others: Sheet):
    return read(Book("客户日志_李晓_2012-04.xlsx", (LOG, *others)), WORKBOOKS, shipped())


def test_a_sheet_of_other_content_is_no_fault():
    notes = [Sheet(name, [["要点"], ["下周再说"]]) for name in ("项目", "检查", "争议", "说辞")]
    found = reading(*notes)
    assert found.workbook is CUSTOMER_LOG
    assert found.findings == ()
    assert set(found.rows) == {"客户日志"}


def test_a_sheet_that_lacks_a_column_is_told_of():
    found = reading(Sheet("工资", [["姓名", "工资"], ["李晓", 3000]]))
    assert [f.code for f in found.findings] == ["T-column"]


def test_a_whole_sheet_of_another_workbook_is_read():
    found = reading(Sheet("工资", [["姓名", "月份", "工资"], ["李晓", "2012-04", 3000]]))
    assert found.findings == ()
    assert len(found.records[Wage]) == 1
