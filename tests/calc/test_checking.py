"""检查本表 and 撤销标记 in an open document."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.calc.pressing import press
from tests.office import FILTERS
from xlsales.hosts.calc.marks import STATE

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
REPORTS = sorted((WORKBOOKS / "samples" / "周报告").rglob("*.xlsx"))
FINDINGS = "检查结果"


def looks(document):
    """The contents, colours and notes of the sheets that people see."""
    return {sheet.Name: look(sheet) for sheet in document.Sheets if sheet.Name != STATE}


def look(sheet):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    area = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
    notes = [(note.Position.Column, note.Position.Row, note.String) for note in sheet.Annotations]
    formats = area.UniqueCellFormatRanges
    colours = [(r.RangeAddressesAsString, r.CellBackColor) for r in formats if r.CellBackColor >= 0]
    return area.getFormulaArray(), sorted(notes), sorted(colours)


@pytest.fixture
def report(tmp_path):
    """A weekly report with a wrong amount."""
    path = tmp_path / REPORTS[0].name
    shutil.copy(REPORTS[0], path)
    book = openpyxl.load_workbook(path)
    place = next(
        cell
        for row in book["漏斗"].iter_rows()
        for cell in row
        if isinstance(cell.value, (int, float)) and cell.value > 100
    )
    place.value = "很多"
    book.save(path)
    return path, place.coordinate


def test_a_check_marks_the_cell_and_lists_what_it_found(report, opened, calc_office):
    path, place = report
    before = path.read_bytes()
    document = opened(path)
    told = press(calc_office, document, "check")
    assert told.done and "错误1个" in told.text
    cell = document.Sheets["漏斗"].getCellRangeByName(place)
    assert "【错误】" in cell.Annotation.String and "“很多”" in cell.Annotation.String
    assert cell.CellBackColor == 0xF4B6AE
    assert document.Sheets.getByIndex(document.Sheets.Count - 1).Name in (FINDINGS, STATE)
    links = document.Sheets[FINDINGS].queryContentCells(16).Cells
    assert f'HYPERLINK("#漏斗.{place}";' in next(iter(links)).Formula
    assert path.read_bytes() == before


def test_undo_marks_gives_everything_back(report, opened, calc_office):
    path, _ = report
    document = opened(path)
    plain, names = looks(document), document.Sheets.ElementNames
    press(calc_office, document, "check")
    assert looks(document) != plain
    assert press(calc_office, document, "undo").done
    assert looks(document) == plain
    assert document.Sheets.ElementNames == names
    assert "没有标记" in press(calc_office, document, "undo").text


def test_one_undo_takes_back_a_whole_check(report, opened, calc_office):
    document = opened(report[0])
    plain, names = looks(document), document.Sheets.ElementNames
    press(calc_office, document, "check")
    assert document.UndoManager.getAllUndoActionTitles() == ("检查本表",)
    document.UndoManager.undo()
    assert looks(document) == plain
    assert document.Sheets.ElementNames == names


def test_a_second_check_does_not_see_the_marks_of_the_first(report, opened, calc_office):
    document = opened(report[0])
    first = press(calc_office, document, "check")
    seen = looks(document)
    assert press(calc_office, document, "check") == first
    assert looks(document) == seen


def test_marks_saved_by_calc_are_taken_back_later(report, opened, calc_office, tmp_path):
    document = opened(report[0])
    plain = looks(document)
    press(calc_office, document, "check")
    saved = tmp_path / "标好.xlsx"
    document.storeToURL(saved.as_uri(), calc_office.properties(FilterName=FILTERS["xlsx"]))
    again = opened(saved)
    assert press(calc_office, again, "undo").done
    assert looks(again) == plain


@pytest.mark.parametrize(
    "path", sorted((WORKBOOKS / "templates").glob("*.xlsx")), ids=lambda path: path.stem
)
def test_every_template_can_be_checked_and_given_back(path, opened, calc_office, tmp_path):
    document = opened(shutil.copy(path, tmp_path))
    plain = looks(document)
    assert press(calc_office, document, "check").done
    press(calc_office, document, "undo")
    assert looks(document) == plain


def test_a_document_never_saved_is_checked_too(calc_office):
    document = calc_office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    document.Sheets.getByIndex(0).getCellRangeByName("A1").String = "随便"
    told = press(calc_office, document, "check")
    assert not told.done
    assert "不认识的工作簿" in told.text


def test_a_read_only_document_is_refused(report, calc_office):
    document = calc_office.open(report[0], ReadOnly=True)
    told = press(calc_office, document, "check")
    assert not told.done
    assert "只读" in told.text


def test_a_protected_sheet_is_refused_and_nothing_is_changed(report, opened, calc_office):
    document = opened(report[0])
    document.Sheets["漏斗"].protect("")
    names = document.Sheets.ElementNames
    told = press(calc_office, document, "check")
    assert not told.done and "受保护" in told.text
    assert document.Sheets.ElementNames == names
