"""Excel as a host: the same values as from the file, and texts that stay texts."""

from datetime import date, datetime, time

import openpyxl
import pytest

from tests.addin.conftest import ROOT
from tests.hosts.test_marks import LIVE
from xlsales.books.page import Field, Grid, Link, Page, Shaded
from xlsales.core.record import Ref
from xlsales.core.rule import Level
from xlsales.hosts.excel.host import ExcelHost
from xlsales.hosts.files.host import FileHost

SAMPLES = sorted((ROOT / "workbooks").glob("samples*/**/*.xlsx"))


def told(book):
    """What a host tells of a workbook; how long its rows are beyond the last value is its own."""
    return [
        (sheet.name, [trimmed(row) for row in sheet.rows], set(sheet.merged), sheet.hidden)
        for sheet in book.sheets
    ]


def trimmed(row):
    cells = list(row)
    while cells and cells[-1] is None:
        cells.pop()
    return cells


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_an_open_workbook_gives_the_same_book_as_its_file(excel, path):
    assert told(ExcelHost(excel.books.open(path)).read()) == told(FileHost(path).read())


def test_values_come_in_their_own_types(excel, tmp_path):
    path, made = tmp_path / "a.xlsx", openpyxl.Workbook()
    page = made.active
    row = [7, 7.5, 0.25, True, "007", date(2012, 4, 16), datetime(2012, 4, 16, 9, 5), time(9, 5)]
    page.append(row)
    page["I1"], page["I1"].number_format = 0.5, "h:mm"
    page["J1"], page["J1"].data_type = "#N/A", "e"
    made.save(path)
    (read,) = ExcelHost(excel.books.open(path)).read().sheets
    assert read.rows == [[*row, time(12), "#N/A"]]
    assert [type(cell) for cell in read.rows[0][:3]] == [int, float, float]


def test_a_text_written_to_an_open_workbook_never_comes_alive(excel):
    book = excel.books.add()
    texts = [*LIVE, "2012-4-16", "5%", "12"]
    rows = [[text, Shaded(text, Level.ERROR), Link(text, Ref("别处.xlsx", "表", 1, "A"))]
            for text in texts]  # fmt: skip
    grid = Grid((Field("=1+1"), Field("级别"), Field("位置", "link")), rows, texts[0])
    ExcelHost(book).write([Page("结果", "=1+1", ("+1",), (grid,))])
    cells = [c for row in book.sheets["结果"].impl.page.iter_rows() for c in row if c.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert len(cells) > 3 * len(texts)


def test_a_link_leads_to_the_cell_of_the_same_workbook(excel):
    book = excel.books.add()
    host = ExcelHost(book)
    grid = Grid((Field("位置", "link"),), [[Link("去看", Ref(host.name, "表'一", 7, "C"))]])
    host.write([Page("结果", "结果", (), (grid,))])
    cells = [c.value for row in book.sheets["结果"].impl.page.iter_rows() for c in row]
    assert any(str(value).startswith("=HYPERLINK(\"#'表''一'!C7\"") for value in cells)
