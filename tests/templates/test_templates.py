"""Blank templates come from the declarations alone and say what each cell takes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path

import openpyxl
import pytest

from xlsales.actions.refusal import Refusal
from xlsales.actions.template import write_templates
from xlsales.books.read import read
from xlsales.core.kinds import choice
from xlsales.core.record import Record, Workbook, column, table
from xlsales.core.rulebook import shipped
from xlsales.hosts.files.layout import layout
from xlsales.hosts.files.safe import read_one
from xlsales.hosts.files.templates import write_workbook
from xlsales.tables.log import CUSTOMER_LOG, Contact
from xlsales.tables.outing import OUTING_REGISTER, Outing
from xlsales.tables.parameters import POLICY_VALUES, PolicyValue
from xlsales.tables.roles import Role
from xlsales.tables.roster import ROSTER
from xlsales.tables.weekly import WEEKLY_REPORT, Activity, ActivityKind, Opportunity
from xlsales.tables.workbooks import WORKBOOKS

COMMITTED = Path(__file__).parents[2] / "workbooks" / "templates"
KINDS = pytest.mark.parametrize("workbook", WORKBOOKS, ids=lambda w: w.kind)


@dataclass(frozen=True)
class Checked:
    """A template open in openpyxl, with its checks by cell."""

    book: openpyxl.Workbook

    def check(self, sheet: str, cells: str):
        """The check over these cells."""
        checks = self.book[sheet].data_validations.dataValidation
        return next(c for c in checks if str(c.sqref) == cells)


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    folder = tmp_path_factory.mktemp("templates")
    write_templates((), folder)
    return folder


def opened(blank, workbook):
    return Checked(openpyxl.load_workbook(blank / f"{workbook.kind}.xlsx"))


@KINDS
def test_the_committed_template_is_what_the_declarations_give(blank, workbook):
    name = f"{workbook.kind}.xlsx"
    assert (COMMITTED / name).read_bytes() == (blank / name).read_bytes()


def test_no_template_is_committed_that_no_declaration_gives():
    names = {path.name for path in COMMITTED.iterdir()}
    assert names == {f"{workbook.kind}.xlsx" for workbook in WORKBOOKS}


@KINDS
def test_a_blank_template_reads_as_no_rows_and_lacks_its_labelled_fields_only(blank, workbook):
    book = read_one(blank / f"{workbook.kind}.xlsx", f"{workbook.kind}.xlsx")
    reading = read(book, WORKBOOKS, shipped())
    labels = {c.name for t in workbook.tables for c in t.columns if c.labelled}
    assert reading.workbook is workbook
    assert set(reading.rows.values()) == {0}
    assert len(reading.rows) == len(workbook.tables)
    assert [f.code for f in reading.findings] == ["T-field"] * len(labels)


def test_a_missing_labelled_field_is_found_at_the_cell_made_for_it(blank):
    book = read_one(blank / "周报告.xlsx", "周报告.xlsx")
    cells = {f.where.cell for f in read(book, WORKBOOKS, shipped()).findings}
    assert cells == set(layout(Opportunity).fields.values())


@KINDS
def test_every_choice_fits_into_a_list_that_excel_reads(blank, workbook):
    lists = [
        check.formula1
        for sheet in opened(blank, workbook).book
        for check in sheet.data_validations.dataValidation
        if check.type == "list"
    ]
    assert all(len(literal) <= 255 for literal in lists)
    choices = [c.kind.choices for t in workbook.tables for c in t.columns if c.kind.choices]
    assert sorted(lists) == sorted('"' + ",".join(words) + '"' for words in choices)
    assert not [word for words in choices for word in words if "," in word or '"' in word]


def test_choices_longer_than_a_list_may_be_are_refused(tmp_path):
    words = Enum("Words", {f"W{n}": f"第{n}种很长很长的选项" for n in range(30)})

    @table("长", clause="C7.1")
    class Long(Record):
        """长"""

        word: Enum = column("选项", choice(words))

    with pytest.raises(ValueError, match="不能超过255字"):
        write_workbook(tmp_path / "a.xlsx", Workbook("长", "长", (Long,)))
    assert not (tmp_path / "a.xlsx").exists()


@KINDS
def test_every_message_fits_where_excel_shows_it(blank, workbook):
    for sheet in opened(blank, workbook).book:
        for check in sheet.data_validations.dataValidation:
            assert check.prompt and len(check.prompt) <= 255
            assert len(check.promptTitle) <= 32
            assert check.type is None or (check.error and len(check.error) <= 255)


def test_a_column_says_what_it_wants_and_repeats_its_note(blank):
    check = opened(blank, WEEKLY_REPORT).check("漏斗", "B5:B504")
    assert "必填" in check.prompt
    assert Opportunity.column("customer").note in check.prompt


def test_a_word_that_is_no_choice_is_stopped_and_a_tick_for_yes_only_warned_of(blank):
    assert opened(blank, WEEKLY_REPORT).check("漏斗", "E5:E504").errorStyle == "stop"
    assert opened(blank, OUTING_REGISTER).check("去向登记", "E4:E503").errorStyle == "warning"


def test_a_day_is_checked_against_the_week_that_the_sheet_names(blank):
    check = opened(blank, WEEKLY_REPORT).check("工作", "A5:A504")
    assert layout(Activity).fields["week"] == "D3"
    assert check.formula1 == 'IF($D$3="",ISNUMBER(A5),AND(A5>=$D$3,A5<=$D$3+6))'
    assert check.errorStyle == "warning"


def test_a_day_is_checked_against_the_month_that_the_sheet_names(blank):
    check = opened(blank, CUSTOMER_LOG).check("客户日志", "A5:A504")
    assert layout(Contact).fields["month"] == "D3"
    assert "MONTH(A5)=MONTH($D$3)" in check.formula1


def test_a_week_starts_on_a_monday(blank):
    check = opened(blank, WEEKLY_REPORT).check("漏斗", "D3")
    assert check.formula1 == "AND(ISNUMBER(D3),WEEKDAY(D3,2)=1)"
    assert check.errorStyle == "stop"


def test_a_ratio_lies_between_0_and_1_and_an_amount_is_not_negative(blank):
    book = opened(blank, WEEKLY_REPORT)
    ratio, amount = book.check("漏斗", "G5:G504"), book.check("漏斗", "F5:F504")
    assert (ratio.type, ratio.formula1, ratio.formula2) == ("decimal", "0", "1")
    assert (amount.type, amount.operator) == ("decimal", "greaterThanOrEqual")


def test_the_second_sheet_takes_the_labelled_fields_from_the_first(blank):
    sheet = opened(blank, WEEKLY_REPORT).book["工作"]
    assert sheet["B3"].value == "=IF('漏斗'!B3=\"\",\"\",'漏斗'!B3)"


@KINDS
def test_each_sheet_prints_on_a4_with_its_headings_on_every_page(blank, workbook):
    book = opened(blank, workbook).book
    for kind in workbook.tables:
        sheet = book[kind.table.sheet]
        header = layout(kind).header
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == f"${header}:${header}"
        assert sheet.freeze_panes == f"A{header + 1}"
        assert sheet.auto_filter.ref.startswith(f"A{header}:")
        assert "&P" in sheet.oddFooter.center.text


@KINDS
def test_the_guide_tells_of_every_column(blank, workbook):
    guide = opened(blank, workbook).book["填写说明"]
    told = {(row[0], row[1]) for row in guide.iter_rows(values_only=True)}
    columns = {(t.table.sheet, c.heading) for t in workbook.tables for c in t.columns}
    assert columns <= told


def test_the_guide_says_when_a_column_may_stay_empty(blank):
    guide = opened(blank, WEEKLY_REPORT).book["填写说明"]
    row = next(r for r in guide.iter_rows(values_only=True) if r[:2] == ("工作", "客户公司名称"))
    assert row[2] == "视情况"
    assert row[4] == "「工作类型」为会议、内部时可不填"


def test_the_guide_says_where_a_field_above_the_headings_is_typed(blank):
    guide = opened(blank, WEEKLY_REPORT).book["填写说明"]
    notes = {row[:2]: row[4] for row in guide.iter_rows(values_only=True)}
    assert notes["漏斗", "客户经理"] == "填在栏目名上方"
    assert notes["工作", "客户经理"] == "自动取自「漏斗」，不必再填"


def test_rows_written_into_a_template_are_read_back_as_they_were(tmp_path):
    path = tmp_path / "周报告_李晓_2012-04-16.xlsx"
    work = {
        "day": date(2012, 4, 18),
        "kind": "电话",
        "customer": "北京云帆广告有限公司",
        "content": "=1+1",
    }
    funnel = {
        "customer": "北京云帆广告有限公司",
        "product": "CPM",
        "stage": "谈判",
        "amount": Decimal("1234.5"),
        "first_contact": date(2012, 3, 5),
        "progress": "第一行\n第二行",
    }
    fields = {"manager": "李晓", "week": date(2012, 4, 16)}
    write_workbook(path, WEEKLY_REPORT, {Opportunity: [funnel], Activity: [work]}, fields)
    reading = read(read_one(path, path.name), WORKBOOKS, shipped())
    assert reading.findings == ()
    (opportunity,) = reading.records[Opportunity]
    (activity,) = reading.records[Activity]
    assert (opportunity.amount, opportunity.progress) == (Decimal("1234.50"), "第一行\n第二行")
    assert (activity.kind, activity.content, activity.manager) == (
        ActivityKind.CALL,
        "=1+1",
        "李晓",
    )


@pytest.mark.parametrize("name", ["周报告_李晓_2012-04-16.xlsx", "周报.xlsx"])
def test_fields_repeated_by_a_formula_that_nobody_computed_are_taken_from_the_first_sheet(
    blank, tmp_path, name
):
    book = openpyxl.load_workbook(blank / "周报告.xlsx")
    book["漏斗"]["B3"], book["漏斗"]["D3"] = "李晓", date(2012, 4, 16)
    for index, value in enumerate((date(2012, 4, 18), "会议", None, "周例会"), start=1):
        book["工作"].cell(5, index).value = value
    book.save(tmp_path / name)
    reading = read(read_one(tmp_path / name, name), WORKBOOKS, shipped())
    assert reading.findings == ()
    (activity,) = reading.records[Activity]
    assert (activity.manager, activity.week) == ("李晓", date(2012, 4, 16))


@pytest.mark.parametrize(
    ("name", "day"), [("去向登记表_2012-04.xlsx", date(2012, 4, 17)), ("登记.xlsx", None)]
)
def test_a_day_without_a_year_takes_that_of_the_month_in_the_file_name(blank, tmp_path, name, day):
    book = openpyxl.load_workbook(blank / "去向登记表.xlsx")
    row = ("2012-4-17 8:00", "李晓", "4月17日", "9:00", None, "云帆广告")
    for index, value in enumerate(row, start=1):
        book["去向登记"].cell(4, index).value = value
    book.save(tmp_path / name)
    reading = read(read_one(tmp_path / name, name), WORKBOOKS, shipped())
    assert [f.code for f in reading.findings] == ([] if day else ["T-type"])
    assert [outing.day for outing in reading.records[Outing]] == ([day] if day else [])


def test_the_same_content_gives_the_same_bytes(tmp_path):
    write_workbook(tmp_path / "a.xlsx", ROSTER)
    write_workbook(tmp_path / "b.xlsx", ROSTER)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_templates_are_chosen_by_name(tmp_path):
    paths = write_templates(("周報告", "人员名单"), tmp_path)
    assert [p.name for p in paths] == ["周报告.xlsx", "人员名单.xlsx"]


def test_an_unknown_name_is_answered_with_the_choices(tmp_path):
    with pytest.raises(Refusal, match="周报表.*可以新建：周报告、客户日志"):
        write_templates(("周报表",), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_that_is_already_there_is_kept(tmp_path):
    (tmp_path / "周报告.xlsx").write_text("filled in by somebody")
    with pytest.raises(Refusal, match=r"已有周报告\.xlsx"):
        write_templates((), tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["周报告.xlsx"]


def test_the_register_asks_for_every_role_that_the_roster_knows(blank):
    check = opened(blank, ROSTER).check("人员", "B4:B503")
    assert check.formula1 == '"' + ",".join(role.value for role in Role) + '"'


def test_the_company_in_the_register_is_asked_for_though_no_check_demands_it(blank):
    check = opened(blank, OUTING_REGISTER).check("去向登记", "F4:F503")
    assert Outing.column("customer").note in check.prompt
    assert "可不填" not in check.prompt


def test_a_very_long_text_gets_a_broad_column(tmp_path):
    def widths(name, said):
        path = tmp_path / name
        row = {"parameter": "外出用语", "value": said}
        write_workbook(path, POLICY_VALUES, {PolicyValue: [row]})
        dimensions = openpyxl.load_workbook(path).worksheets[0].column_dimensions
        return [dimensions[letter].width for letter in "CD"]

    (parameter, usual), (unchanged, broad) = (
        widths("a.xlsx", "外出"),
        widths("b.xlsx", "外出、" * 90),
    )
    assert broad >= 2 * usual
    assert unchanged == parameter
