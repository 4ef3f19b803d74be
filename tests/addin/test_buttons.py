"""Every button through real xlwings: what it does, what it says, what it leaves alone."""

import re
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw
from openpyxl.chart import BarChart
from openpyxl.workbook.protection import WorkbookProtection

from tests.addin.engine import Refused
from xlsales.actions.asked import asked
from xlsales.actions.buttons import BUTTONS, button, command_line
from xlsales.actions.check import check
from xlsales.actions.policy_workbook import write_values
from xlsales.actions.screening import screen
from xlsales.addin.buttons import press, pressed
from xlsales.core.rulebook import shipped
from xlsales.hosts.files.own import STATE
from xlsales.tables.conflicts import Conflict

OUTINGS = "去向登记表_2012-04.xlsx"


def looks(path: Path) -> dict[str, object]:
    """Everything that can be seen of a workbook's cells."""
    return {
        f"{page.title}!{one.coordinate}": (
            one.value,
            repr(one.fill),
            one.comment and one.comment.text,
        )
        for page in openpyxl.load_workbook(path)
        for row in page.iter_rows()
        for one in row
        if one.value is not None or one.comment
    }


def test_check_marks_the_open_workbook_and_undo_takes_it_back(excel, person, department, tmp_path):
    book = excel.books.open(department / OUTINGS)
    names = [sheet.name for sheet in book.sheets]
    pressed(excel, book, "check")
    assert "错误8个" in person.said[0]
    assert "检查结果" in person.said[0]
    assert [sheet.name for sheet in book.sheets] == [*names, STATE, "检查结果"]
    assert not book.sheets[STATE].visible
    assert noted(book.sheets[0])
    pressed(excel, book, "undo")
    book.save(tmp_path / "after.xlsx")
    assert looks(tmp_path / "after.xlsx") == looks(department / OUTINGS)
    assert [sheet.name for sheet in book.sheets] == names
    assert "恢复原样" in person.said[1]


def noted(sheet: xw.Sheet):
    """The cells of a sheet that have a note."""
    return [cell for row in sheet.impl.page.iter_rows() for cell in row if cell.comment]


def test_check_works_on_what_is_typed_and_not_yet_saved(excel, person, department):
    book = excel.books.open(department / OUTINGS)
    pressed(excel, book, "check")
    cell = noted(book.sheets[0])[0]
    pressed(excel, book, "undo")
    last = book.sheets[0].used_range.last_cell.row
    for row in range(2, last + 1):
        book.sheets[0].range((row, cell.column)).value = ""
    pressed(excel, book, "check")
    assert person.said[-1] != person.said[0]
    assert [s.name for s in book.sheets].count("检查结果") == 1


def test_a_second_check_starts_from_the_workbook_as_it_was(excel, person, department):
    book = excel.books.open(department / OUTINGS)
    pressed(excel, book, "check")
    pressed(excel, book, "check")
    assert person.said[0] == person.said[1]


def test_undo_without_marks_changes_nothing(excel, person, department):
    book = excel.books.open(department / OUTINGS)
    pressed(excel, book, "undo")
    assert "没有标记" in person.said[0]


def test_undo_takes_back_the_marks_of_a_copy_made_from_files(excel, person, department, tmp_path):
    source = department / OUTINGS
    _, copies = check(asked(department), [source], tmp_path)
    book = excel.books.open(copies[0])
    pressed(excel, book, "undo")
    book.save(tmp_path / "after.xlsx")
    assert looks(tmp_path / "after.xlsx") == looks(source)


def test_consolidate_asks_for_folder_and_week_and_shows_how_far_it_is(excel, person, department):
    book = excel.books.open(department / OUTINGS)
    person.answers = [str(department), "2012-04-23"]
    pressed(excel, book, "consolidate")
    pack = department / "周例会_2012-04-23.xlsx"
    assert pack.is_file()
    assert str(pack) in person.said[0]
    assert [asked[0] for asked in person.asked] == ["XsPickFolder", "XsAsk"]
    assert person.asked[0][2] == str(department)
    assert any("100%" in str(text) for text in person.shown)
    assert excel.status_bar is False


def test_conflicts_are_screened(excel, person, department):
    person.answers = [str(department)]
    pressed(excel, None, "conflicts")
    assert "疑似冲突" in person.said[0]
    assert list(department.glob("冲突筛查_*.xlsx"))


def test_a_ruling_is_recorded_and_said(excel, person, department):
    found, _ = screen(asked(department, "2012-04-30"))
    conflict = found.records[Conflict][0]
    owner = conflict.sides[0].person
    person.answers = [str(department), conflict.id, owner, "李总", "日志最早"]
    pressed(excel, None, "decide")
    assert person.said == [f"已登记：{conflict.id} 归属 {owner}，李总裁定，理由：日志最早"]


def test_a_ruling_on_an_unknown_conflict_is_refused_in_words(excel, person, department):
    answers = [str(department), "K000000", "张三", "李总", "先跟的"]
    person.answers = [str(department), *answers]
    pressed(excel, None, "conflicts")
    pressed(excel, None, "decide")
    assert "没有编号为“K000000”的冲突" in person.said[-1]


def test_forms_are_made_beside_the_workbook(excel, person, worked_month):
    path = next(worked_month.rglob("费用报销_*.xlsx"))
    pressed(excel, excel.books.open(path), "forms")
    assert "生成了" in person.said[0]
    assert [p for p in path.parent.rglob("*支出申请单*") if p.suffix == ".xlsx"]


def test_a_month_is_drawn_up_tried_out_and_frozen(excel, person, worked_month):
    folder = str(worked_month)
    person.answers = [folder, "2012-04"]
    pressed(excel, None, "closeMonth")
    assert "月末核算结果_2012-04.xlsx" in person.said[-1]
    person.answers = [folder, "2012-04", "no"]
    pressed(excel, None, "freeze")
    assert len(person.said) == 2
    assert "确定要关账吗" in person.said[-1]
    person.answers = [folder, "2012-04", "yes"]
    pressed(excel, None, "freeze")
    assert "2012-04" in person.said[-1]


def test_a_trial_with_another_value_says_what_was_changed(excel, person, worked_month):
    path = write_values(worked_month / "试算参数.xlsx", shipped())
    values = openpyxl.load_workbook(path)
    changed = next(r for r in values.worksheets[0].iter_rows() if r[3].value == "2%")
    changed[3].value = "3%"
    values.save(path)
    person.answers = ["2012-04"]
    pressed(excel, excel.books.open(path), "whatIf")
    assert "试算_2012-04.xlsx" in person.said[0]
    assert "2% → 3%" in person.said[0]


@pytest.mark.parametrize("pattern", ["月末核算_*.xlsx", "费用报销_*.xlsx"])
def test_a_trial_of_what_is_no_policy_workbook_is_refused(excel, person, worked_month, pattern):
    book = excel.books.open(next(worked_month.rglob(pattern)))
    person.answers = ["2012-04"]
    pressed(excel, book, "whatIf")
    assert "没有认出《制度参数》这张表" in person.said[0]


def test_templates_are_made_and_never_written_over(excel, person, tmp_path):
    person.answers = [str(tmp_path), str(tmp_path)]
    pressed(excel, None, "template")
    assert (tmp_path / "周报告.xlsx").is_file()
    pressed(excel, None, "template")
    assert "没有覆盖" in person.said[-1]


def test_a_clause_is_explained_by_the_code_at_the_cursor(excel, person, department):
    book = excel.books.open(department / OUTINGS)
    pressed(excel, book, "check")
    cell = noted(book.sheets[0])[0]
    person.cursor = book.sheets[0].range(cell.coordinate).impl
    person.answers = ["C6.2"]
    pressed(excel, book, "policy")
    assert person.asked[-1][2] in cell.comment.text
    assert "第六条第2款" in person.said[-1]


def test_the_doctor_answers_anywhere(excel, person):
    pressed(excel, None, "doctor")
    assert person.said


def test_the_ribbon_calls_with_the_active_workbook(excel, person, department):
    excel.books.open(department / OUTINGS).set_mock_caller()
    press("undo")
    assert OUTINGS in person.said[0]


@pytest.mark.parametrize("id", ["check", "undo", "forms", "whatIf"])
def test_without_a_workbook_a_button_says_what_to_do(excel, person, id):
    pressed(excel, None, id)
    assert person.said == ["没有打开的工作簿；请先打开要处理的表格，再点这个按钮"]


@pytest.mark.parametrize("id", ["forms", "whatIf"])
def test_a_workbook_that_was_never_saved_is_asked_to_be(excel, person, id):
    pressed(excel, excel.books.add(), id)
    assert "请先保存" in person.said[0]


@pytest.mark.parametrize("wanted", [b for b in BUTTONS if b.asks], ids=lambda b: b.id)
def test_a_closed_dialog_ends_the_button_without_a_word(excel, person, department, wanted):
    person.answers = [False]
    before = sorted(department.rglob("*"))
    pressed(excel, excel.books.open(department / OUTINGS), wanted.id)
    assert person.said == []
    assert sorted(department.rglob("*")) == before


def test_a_workbook_of_another_kind_is_left_alone(excel, person, tmp_path):
    path = tmp_path / "别的.xlsx"
    made = openpyxl.Workbook()
    made.active.append(["甲", "乙"])
    made.save(path)
    book = excel.books.open(path)
    pressed(excel, book, "check")
    assert "不认识的工作簿" in person.said[0]
    assert len(book.sheets) == 1


def test_a_protected_sheet_stays_as_it_is(excel, person, department):
    source = openpyxl.load_workbook(department / OUTINGS)
    source.active.protection.sheet = True
    source.save(department / OUTINGS)
    book = excel.books.open(department / OUTINGS)
    with pytest.raises(Refused):
        book.sheets[0].range("A1").value = "x"
    pressed(excel, book, "check")
    assert "受保护" in person.said[0]
    assert "撤销工作表保护" in person.said[0]
    assert [s.name for s in book.sheets] == source.sheetnames
    assert noted(book.sheets[0]) == []


def test_a_protected_structure_stays_as_it_is(excel, person, department):
    source = openpyxl.load_workbook(department / OUTINGS)
    source.security = WorkbookProtection(lockStructure=True)
    source.save(department / OUTINGS)
    book = excel.books.open(department / OUTINGS)
    pressed(excel, book, "check")
    assert "保护工作簿" in person.said[0]
    assert noted(book.sheets[0]) == []
    assert [s.name for s in book.sheets] == source.sheetnames


def test_a_chart_sheet_in_front_stays_in_front(excel, person, department):
    source = openpyxl.load_workbook(department / OUTINGS)
    page = source.create_chartsheet("图")
    page.add_chart(BarChart())
    source.active = page
    source.save(department / OUTINGS)
    book = excel.books.open(department / OUTINGS)
    pressed(excel, book, "check")
    assert "错误8个" in person.said[0]
    assert book.sheets.active.name == "图"
    pressed(excel, book, "undo")
    assert book.sheets.active.name == "图"


def test_filtered_and_merged_cells_are_marked_like_others(excel, person, department, tmp_path):
    source = openpyxl.load_workbook(department / OUTINGS)
    page = source.active
    page.auto_filter.ref = page.dimensions
    for row in range(5, 9):
        page.row_dimensions[row].hidden = True
    page.merge_cells("J5:J7")
    source.save(department / OUTINGS)
    book = excel.books.open(department / OUTINGS)
    pressed(excel, book, "check")
    assert "错误" in person.said[0]
    pressed(excel, book, "undo")
    book.save(tmp_path / "after.xlsx")
    assert looks(tmp_path / "after.xlsx") == looks(department / OUTINGS)


def test_a_fault_of_the_program_is_told_and_leaves_details(excel, person, department):
    book = excel.books.open(department / OUTINGS)
    person.answers = []  # nobody is there to answer, which no program expects
    pressed(excel, book, "policy")
    assert "程序出错" in person.said[0]
    place = re.search(r"请把 (.+) 交给", person.said[0])[1]
    assert "IndexError" in Path(place).read_text("utf-8")


def test_a_received_configuration_has_no_effect(excel, person, department, tmp_path):
    """A workbook with a sheet that would redirect xlwings is checked like any other."""
    source = openpyxl.load_workbook(department / OUTINGS)
    for name in ("xlsales.conf", "xlwings.conf", "attack.py"):
        page = source.create_sheet(name)
        page.append(["INTERPRETER_WIN", str(tmp_path / "evil.exe")])
        page.append(["PYTHONPATH", str(tmp_path)])
    source.save(department / OUTINGS)
    (department / "openpyxl.py").write_text("raise SystemExit('attacked')")
    book = excel.books.open(department / OUTINGS)
    pressed(excel, book, "check")
    assert "错误8个" in person.said[0]


def test_each_button_has_a_command_line_that_does_the_same():
    names = ("folder", "week", "month", "code", "id", "owner", "by", "reason", "file")
    answers = {name: f"<{name}>" for name in names}
    for one in BUTTONS:
        assert {question.name for question in one.asks} <= set(answers)
        assert all("{" not in word for word in command_line(one, answers))
    line = command_line(button("consolidate"), answers)
    assert line == ["consolidate", "<folder>", "--week", "<week>"]
