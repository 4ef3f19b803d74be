"""Pages as a workbook file: read back by two other readers and by LibreOffice."""

import subprocess
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from tests import soffice
from xlsales.books.page import Chart, Document, Field, Formula, Grid, Link, Page, Shaded
from xlsales.core.record import Ref
from xlsales.core.rule import Level
from xlsales.hosts.files.own import is_own_output
from xlsales.hosts.files.pages import write_pages

LIVE_TEXTS = [
    "=1+1",
    '=HYPERLINK("http://example.com","x")',
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(1)",
    "'=1",
    "\t=1",
    "{=1}",
    "http://example.com",
    "mailto:a@example.com",
    "internal:Sheet1!A1",
    "<r><t>x</t></r>",
    "_x0041_",
    "007",
    "1e5",
    "TRUE",
    "#N/A",
]
COMPANY = "上海某某网络信息技术股份有限公司"


def written(folder, *pages, **options):
    """The path of a workbook with these pages."""
    return write_pages(folder / "pack.xlsx", pages, **options)


def of_texts(texts, name="表"):
    """A page with a grid of one column of texts."""
    return Page(name, name, grids=(Grid((Field("内容"),), [(text,) for text in texts]),))


def column_values(path, column="A", sheet=0):
    """The cells of a column under its heading, below the title and a space."""
    return list(openpyxl.load_workbook(path).worksheets[sheet][column][3:])


def test_texts_of_others_stay_texts(tmp_path):
    path = written(tmp_path, of_texts(LIVE_TEXTS))
    cells = column_values(path)
    assert [cell.value.rstrip(" ") for cell in cells] == LIVE_TEXTS
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.hyperlink for cell in cells if cell.hyperlink] == []
    by_calamine = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert [row[0].rstrip(" ") for row in by_calamine[3:]] == LIVE_TEXTS


def test_a_text_that_would_come_alive_when_edited_is_marked_as_text(tmp_path):
    cells = column_values(written(tmp_path, of_texts(["=1", "+1", "-1", "@A", "普通"])))
    assert [bool(cell.quotePrefix) for cell in cells] == [True, True, True, True, False]


def test_calc_calculates_nothing_that_others_wrote(tmp_path, office):
    path = written(tmp_path, of_texts(LIVE_TEXTS))
    values = office.recalculated(path)["表"]
    assert [row[0].rstrip(" ") for row in values[3:]] == LIVE_TEXTS


def test_control_characters_are_shown(tmp_path):
    cells = column_values(
        written(tmp_path, of_texts(["a\x00b\x1bc\x7fd", "a\r\nb\rc", "x\udc80y"]))
    )
    assert [cell.value for cell in cells] == ["a␀b␛c␡d", "a\nb\nc", "x\ufffdy"]


@pytest.mark.parametrize("text", ["长" * 40_000, "😀" * 20_000])
def test_a_text_too_long_for_a_cell_is_shortened_and_says_so(tmp_path, text):
    [cell] = column_values(written(tmp_path, of_texts([text])))
    assert cell.value.endswith(f"……（原文{len(text)}字，此处截断）")
    assert 32_760 <= len(cell.value.encode("utf-16-le")) // 2 <= 32_767


def test_values_keep_their_type_and_get_their_format(tmp_path):
    row = {
        "money": Decimal("-1234.50"),
        "ratio": Decimal("0.055"),
        "count": 12,
        "date": date(2012, 4, 16),
        "datetime": datetime(2012, 4, 16, 9, 5),
        "time": time(9, 5),
        "text": True,
        "identifier": 12345678901234567890,
    }
    page = Page("表", "表", grids=(Grid(tuple(Field(f, f) for f in row), [tuple(row.values())]),))
    cells = next(openpyxl.load_workbook(written(tmp_path, page)).active.iter_rows(min_row=4))
    assert [cell.value for cell in cells] == [
        -1234.5, 0.055, 12, datetime(2012, 4, 16), datetime(2012, 4, 16, 9, 5), time(9, 5),
        "是", "12345678901234567890",
    ]  # fmt: skip
    formats = [cell.number_format for cell in cells]
    assert formats[0] == "#,##0.00;[Red]-#,##0.00"
    assert formats[1:6] == ["0.0%", "#,##0", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm"]


def test_a_day_that_spreadsheets_cannot_count_is_a_text(tmp_path):
    [cell] = column_values(written(tmp_path, of_texts([date(1800, 1, 1)])))
    assert cell.value == "1800-01-01"


LINKS = [
    (Ref("周报告/周报告_张三.xlsx", "漏斗", 7, "C"), "#'漏斗'!C7", "in/周报告/周报告_张三.xlsx"),
    (Ref("", "检查结果", 1, "A"), "#'检查结果'!A1", ""),
    (Ref("it's 50% #1.xlsx", "a'b", 2, "B"), "#'a''b'!B2", "in/it's 50%25 %231.xlsx"),
    (Ref('"FILTER(1).xlsx', "表", 1, "A"), "#'表'!A1", 'in/""FILTER"&"(1).xlsx'),
    (Ref("整个文件.xlsx", "", 1, "A"), "", "in/整个文件.xlsx"),
]


@pytest.mark.parametrize(("target", "place", "file"), LINKS)
def test_a_link_is_a_formula_with_its_text(tmp_path, target, place, file):
    page = of_texts([Link("打开", target)])
    path = written(tmp_path, page, document=Document(folder=tmp_path / "in"))
    [cell] = column_values(path)
    assert cell.value == f'=HYPERLINK("{file}{place}","打开")'
    assert openpyxl.load_workbook(path, data_only=True).active["A4"].value == "打开"
    assert cell.font.underline == "single"


def test_a_link_longer_than_a_formula_may_hold_is_a_plain_text(tmp_path):
    target = Ref("深" * 250 + ".xlsx", "漏斗", 7, "C")
    [cell] = column_values(written(tmp_path, of_texts([Link("打开", target)])))
    assert (cell.value, cell.data_type) == ("打开", "s")


def test_more_links_than_link_objects_fit_a_sheet(tmp_path):
    target = Ref("", "表", 1, "A")
    path = written(tmp_path, of_texts([Link("打开", target)] * 66_000))
    values = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert sum(row[0] == "打开" for row in values) == 66_000


def test_calc_follows_a_link_to_its_cell(tmp_path, office):
    write_pages(tmp_path / "in" / "周报告 50%.xlsx", [of_texts(["甲", "乙"], "漏斗")])
    link = Link("打开", Ref("周报告 50%.xlsx", "漏斗", 5, "A"))
    path = written(tmp_path, of_texts([link]), document=Document(folder=tmp_path / "in"))
    [cell] = column_values(path)
    place = cell.value.split('"')[1]
    with office.guard():
        url = f"{tmp_path.as_uri()}/{place}"
        document = office.desktop.loadComponentFromURL(url, "_blank", 0, ())
        assert document.CurrentController.Selection.String == "乙"


def of_rows(count, **options):
    """A page with numbered rows under two headings and their sum."""
    rows = [(f"第{n}行", n) for n in range(count)]
    total = ("合计", Formula("SUBTOTAL(109,{above})", sum(range(count)), note="随筛选变化"))
    grid = Grid((Field("名称"), Field("数", "count")), [*rows, total], total=True)
    return Page("表", "标题", ("说明",), (grid,), **options)


def test_the_main_grid_stays_in_sight_is_filtered_and_repeated_in_print(tmp_path):
    sheet = openpyxl.load_workbook(written(tmp_path, of_rows(30))).active
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:B34"  # without the total
    assert sheet.print_title_rows == "$4:$4"


def test_a_page_is_set_up_for_print(tmp_path):
    about = Document("周例会 A&B", "某公司", datetime(2012, 4, 30, 9), tmp_path)
    upright = replace(of_rows(3), name="竖", landscape=False, single=True)
    book = openpyxl.load_workbook(written(tmp_path, of_rows(3), upright, document=about))
    sheet = book.active
    assert [s.page_setup.orientation for s in book] == ["landscape", "portrait"]
    assert [s.page_setup.fitToHeight for s in book] == [0, None]  # any number of pages, one page
    assert [s.sheet_properties.pageSetUpPr.fitToPage for s in book] == [True, True]
    assert sheet.page_setup.paperSize == 9
    assert "某公司 · 周例会 A&&B" in sheet.oddFooter.left.text
    assert "&P" in sheet.oddFooter.right.text
    assert (book.properties.title, book.properties.created) == (about.title, about.created)


def test_a_total_is_a_formula_whose_value_is_right(tmp_path, office):
    path = written(tmp_path, of_rows(30))
    cell = openpyxl.load_workbook(path).active["B35"]
    assert cell.value == "=SUBTOTAL(109,B5:B34)"
    assert cell.comment.text == "随筛选变化"
    assert openpyxl.load_workbook(path, data_only=True).active["B35"].value == 435
    assert office.recalculated(path)["表"][34][1] == 435


def test_rows_beyond_a_sheet_go_on_in_the_next(tmp_path):
    path = written(tmp_path, of_rows(100), most_rows=45)
    book = openpyxl.load_workbook(path, data_only=True)
    assert book.sheetnames == ["表", "表(2)", "表(3)"]
    columns = [[cell.value for cell in sheet["A"][3:]] for sheet in book]
    assert [column[0] for column in columns] == ["名称"] * 3
    names = [name for column in columns for name in column[1:]]
    assert names == [*(f"第{n}行" for n in range(100)), "合计"]
    assert max(sheet.max_row for sheet in book) <= 45
    assert [sheet["A1"].value for sheet in book] == ["标题", "标题（续1）", "标题（续2）"]


def test_a_level_colours_its_cell(tmp_path):
    values = [
        Shaded("错", Level.ERROR),
        Shaded("警", Level.WARNING),
        Shaded("提", Level.NOTICE),
        "无",
    ]
    cells = column_values(written(tmp_path, of_texts(values)))
    assert len({cell.fill.fgColor.rgb for cell in cells}) == 4
    assert cells[3].fill.fill_type is None


def test_choices_are_offered_below_their_heading(tmp_path):
    grid = Grid((Field("裁定", choices=("张三", "李四")),), [(None,), (None,)])
    sheet = openpyxl.load_workbook(written(tmp_path, Page("表", "表", grids=(grid,)))).active
    [check] = sheet.data_validations.dataValidation
    assert (check.type, check.formula1, str(check.sqref)) == ("list", '"张三,李四"', "A4:A5")


def test_choices_too_long_for_a_check_stand_in_cells_out_of_sight(tmp_path):
    people = tuple(f"第{n}位客户经理" for n in range(60))
    grid = Grid((Field("裁定", choices=people, note="选一位"),), [(None,), (None,)])
    sheet = openpyxl.load_workbook(written(tmp_path, Page("表", "表", grids=(grid,)))).active
    [check] = sheet.data_validations.dataValidation
    cells = sheet[check.formula1.replace("$", "")]
    assert [cell.value for [cell] in cells] == list(people)
    assert sheet.column_dimensions[cells[0][0].column_letter].hidden
    assert (check.prompt, check.showInputMessage) == ("选一位", True)


def test_a_grid_without_rows_says_so(tmp_path):
    page = Page("表", "表", grids=(Grid((Field("甲"),), [], empty="本周没有。"),))
    assert [c.value for c in openpyxl.load_workbook(written(tmp_path, page)).active["A"]] == [
        "表", None, "本周没有。",
    ]  # fmt: skip


STAGES = [
    ("线索", 9, date(2012, 4, 1)),
    ("接触", 5, date(2012, 4, 9)),
    ("签约", 2, date(2012, 4, 20)),
]
CHARTS = (
    Chart("funnel", "漏斗", 0, (1,)),
    Chart("bar", "条", 0, (1,)),
    Chart("column", "柱", 0, (1,)),
    Chart("line", "线", 0, (1,), axis="个"),
    Chart("stacked", "叠", 0, (1, 1)),
    Chart("timeline", "时间", 0, (2, 1)),
)


def drawn(folder, charts=CHARTS):
    """The path of a workbook with charts over a grid of stages, with a sum below it."""
    fields = (Field("阶段"), Field("机会数", "count"), Field("始于", "date"))
    grid = Grid(fields, [*STAGES, ("合计", 16, None)], total=True)
    return written(folder, Page("表", "表", grids=(grid,), charts=charts))


def test_charts_are_native_and_draw_the_cells(tmp_path):
    charts = openpyxl.load_workbook(drawn(tmp_path)).active._charts
    assert [type(c).__name__ for c in charts] == [
        "BarChart", "BarChart", "BarChart", "LineChart", "BarChart", "BarChart"
    ]  # fmt: skip
    header = next(
        row[0].row for row in openpyxl.load_workbook(tmp_path / "pack.xlsx").active
        if row[0].value == "阶段"
    )  # fmt: skip
    ranges = {c.series[-1].val.numRef.f for c in charts}
    assert ranges == {f"表!$B${header + 1}:$B${header + 3}"}  # without the sum


def test_a_funnel_is_centred_by_cells_that_nobody_sees(tmp_path, office):
    path = drawn(tmp_path)
    sheet = openpyxl.load_workbook(path).active
    place = sheet._charts[0].series[0].val.numRef.f.partition("!")[2]
    [first], [second], [third] = sheet[place.replace("$", "")]
    assert sheet.column_dimensions[first.column_letter].hidden
    values = office.recalculated(path)["表"]
    spare = [values[cell.row - 1][first.column - 1] for cell in (first, second, third)]
    assert spare == [0, 2, 3.5]
    assert office.recalculated_errors(path) == []


def test_a_chart_over_another_page_draws_its_cells(tmp_path):
    grid = Grid((Field("阶段"), Field("机会数", "count")), [("线索", 9)])
    pages = [
        Page("首页", "首页", charts=(Chart("bar", "条", 0, (1,), page="分析"),)),
        Page("分析", "分析", grids=(grid,)),
    ]
    book = openpyxl.load_workbook(written(tmp_path, *pages))
    [chart] = book["首页"]._charts
    assert chart.series[0].val.numRef.f == "分析!$B$4"


def test_a_chart_without_rows_is_not_drawn(tmp_path):
    grid = Grid((Field("阶段"), Field("机会数")), [], empty="没有")
    page = Page("表", "表", grids=(grid,), charts=(Chart("bar", "条", 0, (1,)),))
    assert openpyxl.load_workbook(written(tmp_path, page)).active._charts == []


def test_the_same_pages_give_the_same_bytes(tmp_path):
    first = drawn(tmp_path).read_bytes()
    assert drawn(tmp_path).read_bytes() == first


def test_a_written_workbook_is_known_as_our_own(tmp_path):
    assert is_own_output(drawn(tmp_path))


def test_no_text_is_cut_and_no_number_too_wide(tmp_path, office):
    fields = (
        Field("客户公司名称", "company"), Field("预计金额", "money"), Field("首次接触日期", "date"),
        Field("首次收到", "datetime"), Field("本周进展", "wrap"), Field("备注"),
    )  # fmt: skip
    rows = [
        (COMPANY, Decimal("98765432.10"), date(2012, 12, 28), datetime(2012, 12, 28, 23, 58),
         "与客户确认第二季度投放计划并讨论账期" * n, "下周再谈 next week" * n)
        for n in range(1, 12)
    ]  # fmt: skip
    path = written(tmp_path, Page("表", "表", ("说明" * 200,), (Grid(fields, rows),)))
    assert too_low(office, path) == []
    printed = office.convert(path, "pdf", tmp_path)
    command = [soffice.located("pdftotext"), "-layout", printed, "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "98,765,432.10" in text
    assert "###" not in text


def too_low(office, path):
    """The rows that are lower than LibreOffice would make them."""
    with office.reading(path) as document:
        found = []
        for sheet in document.Sheets:
            last = sheet.createCursor()
            last.gotoEndOfUsedArea(False)
            for number in range(last.RangeAddress.EndRow + 1):
                row = sheet.Rows.getByIndex(number)
                height = row.Height
                row.OptimalHeight = True
                if row.Height > height + 20:  # hundredths of a millimetre
                    found.append((sheet.Name, number + 1, height, row.Height))
        return found


def test_a_band_of_charts_that_would_be_torn_begins_a_new_printed_page(tmp_path):
    rows = [(f"第{n}位", n) for n in range(24)]
    charts = [Chart("bar", f"第{n}张", 0, (1,)) for n in range(3)]
    grid = Grid((Field("客户经理", width=60), Field("机会数", "count", width=60)), rows)
    sheet = openpyxl.load_workbook(
        written(tmp_path, Page("表", "表", grids=(grid,), charts=tuple(charts)))
    ).active
    last_chart = sheet._charts[-1].anchor._from.row
    assert last_chart in [mark.id for mark in sheet.row_breaks.brk]


def test_the_font_is_the_stated_one_and_not_that_of_the_theme(tmp_path):
    sheet = openpyxl.load_workbook(written(tmp_path, of_texts(["甲", Decimal("1.5")]))).active
    fonts = {(cell.font.name, cell.font.scheme) for row in sheet for cell in row if cell.value}
    assert fonts == {("微软雅黑", None)}
