"""What is read of a workbook file, in whatever format and dialect it comes."""

import re
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.safety.hostile import cell, looping_compound, row, sheet
from tests.safety.submissions import (
    parts_of,
    saved,
    with_part,
    written_by_openpyxl,
    written_by_xlsxwriter,
)
from xlsales.books.book import UNCACHED, Book
from xlsales.hosts.base import Unreadable
from xlsales.hosts.files.openxml import inspected
from xlsales.hosts.files.package import package_of
from xlsales.hosts.files.safe import Reader, read_one
from xlsales.hosts.files.sheets import sheets_of

SHEET = "xl/worksheets/sheet1.xml"


def book_of(content: bytes, name: str = "周报告.xlsx") -> Book:
    with Reader() as reader:
        return reader.book(content, name)


def first_row(content: bytes) -> list[object]:
    return list(book_of(content).sheets[0].rows[0])


def test_values_come_in_their_own_types_and_places():
    first = book_of(written_by_xlsxwriter()).sheets[0]
    assert first.rows[0] == [None] * 6
    assert first.rows[2] == [
        date(2012, 4, 16), "电话", "北京第0广告有限公司", "方案 <0> & 价格", time(9, 0), 0,
    ]  # fmt: skip
    assert first.rows[3][5] == 9.5
    assert first.rows[21][0] == "合计"


def test_errors_appear_as_their_text():
    cells = [cell("A1"), cell("B1", "#REF!", ' t="e"'), cell("C1", "#SPILL!", ' t="e"')]
    assert first_row(sheet(row(*cells))) == [1, "#REF!", "#SPILL!"]


def test_a_formula_without_a_result_appears_as_such():
    empty = '<c r="B1" t="str"><f>IF(A1,"")</f><v></v></c>'
    book = book_of(sheet(row(cell("A1"), empty, '<c r="C1" s="1"><f>A1</f></c>', cell("D1"))))
    assert list(book.sheets[0].rows[0]) == [1, None, UNCACHED, 1]
    assert book.remarks == ()


def test_a_dialect_is_read_like_the_plain_form():
    plain = sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>甲 &amp; 乙</t></is></c></row>')
    text = """<?xml version="1.0" encoding="gb2312"?><x:worksheet xmlns:x="u"><x:sheetData>
        <x:row><x:c t='inlineStr'><x:is><x:r><x:t>甲 </x:t></x:r><x:rPh><x:t>yi</x:t></x:rPh>
        <x:r><x:t><![CDATA[& 乙]]></x:t></x:r></x:is></x:c></x:row></x:sheetData></x:worksheet>"""
    strange = with_part(plain, SHEET, text.encode("gb2312"))
    assert book_of(strange).sheets[0].rows == book_of(plain).sheets[0].rows == [["甲 & 乙"]]


def test_days_are_days_where_the_styles_are_written_with_a_prefix():
    made = written_by_xlsxwriter()
    styles = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", dict(parts_of(made))["xl/styles.xml"])
    strange = with_part(made, "xl/styles.xml", styles.replace(b"xmlns=", b"xmlns:x="))
    assert book_of(strange).sheets[0].rows == book_of(made).sheets[0].rows


def test_sixteen_bit_text_is_read():
    text = sheet(row(cell("A1", 7)))
    plain = dict(parts_of(text))[SHEET].decode()
    assert first_row(with_part(text, SHEET, plain.encode("utf-16"))) == [7]


def test_merged_areas_and_hidden_sheets_are_told(tmp_path):
    path = tmp_path / "a.xlsx"
    made = openpyxl.Workbook()
    made.active.append(["甲", "乙"])
    made.active.merge_cells("B1:C4")
    hidden = made.create_sheet("藏")
    hidden.append(["丙"])
    hidden.sheet_state = "veryHidden"
    made.save(path)
    book = read_one(path, "a.xlsx")
    assert book.sheets[0].merged == ((0, 1, 3, 2),)
    assert [sheet.hidden for sheet in book.sheets] == [False, True]


def test_days_counted_from_1904_are_the_same_days(tmp_path):
    path = tmp_path / "a.xlsx"
    made = xlsxwriter.Workbook(path, {"date_1904": True})
    made.add_worksheet().write_datetime(
        0, 0, datetime(2012, 4, 16), made.add_format({"num_format": 57})
    )
    made.close()
    assert read_one(path, "a.xlsx").sheets[0].rows == [[date(2012, 4, 16)]]


def test_every_chinese_date_format_is_a_date():
    numbers = (*range(27, 32), 36, *range(50, 55), 57, 58)
    values = {n: written_with_format(n).sheets[0].rows[0][0] for n in numbers}
    assert set(values.values()) == {date(2012, 4, 16)}, values


def written_with_format(number: int) -> Book:
    target = BytesIO()
    made = xlsxwriter.Workbook(target)
    made.add_worksheet().write_number(0, 0, 41015, made.add_format({"num_format": number}))
    made.close()
    return book_of(target.getvalue())


def test_a_span_over_a_day_is_not_cut():
    made = openpyxl.Workbook()
    made.active["A1"] = 1.5
    made.active["A1"].number_format = "[h]:mm:ss"
    made.active["B1"] = 0.375
    made.active["B1"].number_format = "h:mm"
    target = BytesIO()
    made.save(target)
    assert first_row(target.getvalue()) == ["36:00:00", time(9, 0)]


def test_whole_numbers_are_whole_and_infinite_ones_text():
    cells = (cell("A1", "7.0"), cell("B1", "-3"), cell("C1", "1e400"), cell("D1", "1E+20"))
    values = first_row(sheet(row(*cells)))
    assert values == [7, -3, "inf", 1e20]
    assert [type(value) for value in values[:2]] == [int, int]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_is_a_book_of_one_sheet(encoding, separator):
    text = '日期,公司\r\n2012-4-16,"甲,乙\n丙"\r\n,=1+1\r\n'.replace(",", separator)
    book = book_of(text.encode(encoding), "部门/客户日志_张三_2012-04.csv")
    assert book.sheets[0].name == "客户日志_张三_2012-04"
    assert book.sheets[0].rows == [
        ["日期", "公司"], ["2012-4-16", f"甲{separator}乙\n丙"], [None, "=1+1"],
    ]  # fmt: skip


def test_old_and_open_formats_read_the_same(office, tmp_path):
    source = saved(tmp_path, "周报告.xlsx", written_by_xlsxwriter())
    expected = read_one(source, "a").sheets[0].rows
    for ending in ("xls", "ods"):
        converted = office.convert(source, ending, tmp_path)
        rows = read_one(converted, converted.name).sheets[0].rows
        assert [list(r) for r in rows] == [list(r) for r in expected], ending


def test_a_missing_or_changed_part_is_damage():
    broken = bytearray(written_by_openpyxl())
    place = broken.find(b"xl/worksheets/sheet1.xml") + 200
    broken[place] ^= 0xFF
    with pytest.raises(Unreadable, match="损坏"):
        book_of(bytes(broken))


def test_errors_of_other_formats_are_told_or_counted(office, tmp_path):
    made = openpyxl.Workbook()
    made.active.append(["甲", "=1/0", "=NA()", "=1+1"])
    source = tmp_path / "a.xlsx"
    made.save(source)
    opened = read_one(office.convert(source, "ods", tmp_path), "a.ods")
    assert list(opened.sheets[0].rows[0]) == ["甲", "#DIV/0!", "#N/A", 2]
    old = read_one(office.convert(source, "xls", tmp_path), "a.xls")
    assert list(old.sheets[0].rows[0]) == ["甲", None, None, 2]
    assert old.remarks == ("有2个出错的单元格读不出内容，请改正后另存为.xlsx",)


def test_protected_sheets_and_hidden_rows_are_read_like_others(tmp_path):
    made = openpyxl.Workbook()
    made.active.append(["甲"])
    made.active.append(["乙"])
    made.active.row_dimensions[2].hidden = True
    made.active.protection.set_password("1234")
    made.save(tmp_path / "a.xlsx")
    assert read_one(tmp_path / "a.xlsx", "a.xlsx").sheets[0].rows == [["甲"], ["乙"]]


def filled(sheets):
    """The sheets without the empty rows at their ends, which formulas with an empty result make."""
    rows = (list(sheet.rows) for sheet in sheets)
    kept = (r[: max((i + 1 for i, row in enumerate(r) if any(row)), default=0)] for r in rows)
    return [(sheet.name, sheet.hidden, list(r)) for sheet, r in zip(sheets, kept, strict=True)]


def test_a_sheet_written_anew_reads_the_same():
    paths = sorted((Path(__file__).parents[2] / "workbooks").rglob("*.xlsx"))
    assert len(paths) > 20
    for path in paths:
        package = package_of(path.read_bytes())
        plain, anew = inspected(package), inspected(package, anew=True)
        assert filled(sheets_of(plain.package)) == filled(sheets_of(anew.package)), path.name
        assert [c.merged for c in plain.cells] == [c.merged for c in anew.cells], path.name
        assert [c.values for c in plain.cells] == [c.values for c in anew.cells], path.name


def test_a_reading_process_that_dies_costs_one_file(office, tmp_path):
    source = saved(tmp_path, "周报告.xlsx", written_by_xlsxwriter())
    good = office.convert(source, "ods", tmp_path).read_bytes()
    with Reader() as reader:
        for _ in range(2):
            with pytest.raises(Unreadable, match="损坏"):
                reader.book(looping_compound(), "循环.xls")
            assert reader.book(good, "周报告.ods").sheets[0].name == "工作"


def test_a_file_that_takes_too_long_is_refused():
    with Reader(seconds=0.001) as reader, pytest.raises(Unreadable, match="超过时限"):
        reader.book(looping_compound(), "循环.xls")
