"""Templates in a real spreadsheet: their checks are kept and judge as the reader does."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from xlsales.actions.template import write_templates
from xlsales.books.read import read
from xlsales.core.clock import SERIAL_ZERO
from xlsales.core.rulebook import shipped
from xlsales.hosts.files.safe import read_one
from xlsales.hosts.files.templates import write_workbook
from xlsales.tables.log import Channel
from xlsales.tables.weekly import WEEKLY_REPORT, Activity, Opportunity
from xlsales.tables.workbooks import WORKBOOKS

KINDS = pytest.mark.parametrize("kind", [workbook.kind for workbook in WORKBOOKS])
FREE = "J5"
"""A cell beside the columns, to calculate in."""


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    folder = tmp_path_factory.mktemp("blank")
    write_templates((), folder)
    return folder


def checks(path):
    """What each check of a workbook accepts, how it fails and what it asks for."""
    return {
        (sheet.title, str(c.sqref)): (
            c.type, c.type and c.formula1, c.errorStyle or "stop", c.error, c.prompt,
        )
        for sheet in openpyxl.load_workbook(path)
        for c in sheet.data_validations.dataValidation
    }  # fmt: skip


def formula_of(blank, kind, sheet, cells):
    """The formula of a check of one's own making."""
    return checks(blank / f"{kind}.xlsx")[sheet, cells][1]


def serial(day):
    """A day as the spreadsheet counts it."""
    return (day - SERIAL_ZERO).days


@KINDS
def test_every_check_and_message_is_kept_when_calc_saves(office, blank, tmp_path, kind):
    saved = office.convert(blank / f"{kind}.xlsx", "xlsx", tmp_path)
    assert checks(saved) == checks(blank / f"{kind}.xlsx")


@KINDS
def test_no_formula_of_a_template_fails(office, blank, kind):
    assert office.recalculated_errors(blank / f"{kind}.xlsx") == []


@KINDS
def test_a_template_prints_each_sheet_on_one_page(office, blank, tmp_path, kind):
    workbook = next(w for w in WORKBOOKS if w.kind == kind)
    assert len(office.pages(blank / f"{kind}.xlsx", tmp_path)) == len(workbook.tables) + 1


def test_the_labelled_fields_are_typed_once(office, blank):
    with office.reading(blank / "周报告.xlsx") as document:
        first, second = (document.Sheets.getByName(n) for n in ("漏斗", "工作"))
        assert second.getCellRangeByName("B3").String == ""
        first.getCellRangeByName("B3").String = "李晓"
        first.getCellRangeByName("D3").Value = serial(date(2012, 4, 23))
        document.calculateAll()
        assert second.getCellRangeByName("B3").String == "李晓"
        assert second.getCellRangeByName("D3").String == "2012-04-23"


@pytest.mark.parametrize(
    ("week", "day", "accepted"),
    [
        (date(2012, 4, 23), date(2012, 4, 23), True),
        (date(2012, 4, 23), date(2012, 4, 29), True),
        (date(2012, 4, 23), date(2012, 4, 30), False),
        (date(2012, 4, 23), date(2012, 4, 22), False),
        (None, date(2012, 4, 22), True),
    ],
)
def test_a_day_is_accepted_in_its_week_only(office, blank, week, day, accepted):
    formula = formula_of(blank, "周报告", "工作", "A5:A504")
    with office.reading(blank / "周报告.xlsx") as document:
        sheet = document.Sheets.getByName("工作")
        if week:
            sheet.getCellRangeByName("D3").Value = serial(week)
        sheet.getCellRangeByName("A5").Value = serial(day)
        sheet.getCellRangeByName(FREE).Formula = f"={formula.replace(',', ';')}"
        assert bool(sheet.getCellRangeByName(FREE).Value) is accepted


@pytest.mark.parametrize(
    ("day", "accepted"),
    [(date(2012, 4, 1), True), (date(2012, 4, 30), True), (date(2012, 5, 1), False),
     (date(2011, 4, 1), False)],
)  # fmt: skip
def test_a_day_is_accepted_in_its_month_only(office, blank, day, accepted):
    formula = formula_of(blank, "客户日志", "客户日志", "A5:A504")
    with office.reading(blank / "客户日志.xlsx") as document:
        sheet = document.Sheets.getByName("客户日志")
        sheet.getCellRangeByName("D3").Value = serial(date(2012, 4, 1))
        sheet.getCellRangeByName("A5").Value = serial(day)
        sheet.getCellRangeByName(FREE).Formula = f"={formula.replace(',', ';')}"
        assert bool(sheet.getCellRangeByName(FREE).Value) is accepted


@pytest.mark.parametrize(("day", "accepted"), [(23, True), (24, False), (29, False)])
def test_only_a_monday_begins_a_week(office, blank, day, accepted):
    formula = formula_of(blank, "周报告", "漏斗", "D3")
    with office.reading(blank / "周报告.xlsx") as document:
        sheet = document.Sheets.getByName("漏斗")
        sheet.getCellRangeByName("D3").Value = serial(date(2012, 4, day))
        sheet.getCellRangeByName("Z1").Formula = f"={formula.replace(',', ';')}"
        assert bool(sheet.getCellRangeByName("Z1").Value) is accepted


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_what_was_filled_in_is_read_the_same_after_calc_saved_it(office, tmp_path, kind):
    path = tmp_path / "周报告_李晓_2012-04-23.xlsx"
    funnel = {
        "customer": "北京云帆广告有限公司", "product": "CPM", "stage": "谈判",
        "amount": Decimal("1234.50"), "probability": Decimal("0.4"),
        "first_contact": date(2012, 3, 5), "progress": "=1+1",
    }  # fmt: skip
    work = {
        "day": date(2012, 4, 25), "kind": Channel.VISIT.value, "customer": "云帆广告",
        "content": "上门",
    }  # fmt: skip
    fields = {"manager": "李晓", "week": date(2012, 4, 23)}
    write_workbook(path, WEEKLY_REPORT, {Opportunity: [funnel], Activity: [work]}, fields)
    (tmp_path / "saved").mkdir()
    saved = office.convert(path, kind, tmp_path / "saved")
    before, after = (read(read_one(p, p.name), WORKBOOKS, shipped()) for p in (path, saved))
    assert after.findings == before.findings == ()
    for table in (Opportunity, Activity):
        assert len(before.records[table]) == 1
        assert after.records[table] == before.records[table]
