"""Findings shown in a copy of a workbook, and taken back without a trace."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, GradientFill, PatternFill

from tests import printing
from tests.addin.engine import ExcelFile
from tests.safety.hostile import cell, merged, row, sheet
from tests.safety.submissions import parts_of, saved, with_part, written_by_openpyxl
from xlsales.actions.pack.findings import findings_page
from xlsales.books.page import Field, Grid, Link, Page, Shaded
from xlsales.core.record import Ref
from xlsales.core.rule import Finding, Level
from xlsales.core.rulebook import shipped
from xlsales.hosts.files.atomic import NotWritten
from xlsales.hosts.files.host import FileHost, marked_copy
from xlsales.hosts.files.own import STATE, is_own_output

NAME = "周报告_张三_2012-04-16.xlsx"
LIVE = (
    "=1+1", "=cmd|' /C calc'!A0", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "{=1}",
    "http://example.com", "mailto:a@b", "0", "007", "TRUE", "#REF!", "_x0041_", "a\x07b",
)  # fmt: skip


def finding(place: str, level: Level = Level.ERROR, message: str = "金额须大于0") -> Finding:
    letters = place.rstrip("0123456789")
    where = Ref(NAME, "工作", int(place[len(letters) :]), letters)
    return Finding(where, message, None, "-5", level, "T-range")


def findings_sheet(findings: list[Finding]) -> Page:
    fields = (Field("位置", "link"), Field("级别"), Field("问题", "wrap"))
    rows = [
        [Link(f.where.cell, f.where), Shaded(f.level.value, f.level), f.message] for f in findings
    ]
    return Page("检查结果", "检查结果", (), (Grid(fields, rows),))


def submission(tmp_path: Path) -> Path:
    """A submission with fills, notes, a merged area and text that looks like a formula."""
    made = openpyxl.load_workbook(BytesIO(written_by_openpyxl()))
    page = made["工作"]
    page["B3"].fill = PatternFill("solid", fgColor="FF00FF00")
    page["B3"].font = Font(bold=True)
    page["D3"].fill = GradientFill(stop=("FF0000", "0000FF"))
    page["D4"].comment = Comment("请核实", "李四", height=90, width=200)
    page.merge_cells("D6:D8")
    for number, text in enumerate(LIVE[:6], 20):
        page.cell(number, 1).value = text
        page.cell(number, 1).data_type = "s"
    path = tmp_path / NAME
    made.save(path)
    return path


def looks(path: Path) -> dict[str, object]:
    """What can be seen of every cell of a workbook."""
    made = openpyxl.load_workbook(path)
    return {
        f"{page.title}!{one.coordinate}": (
            one.value, one.data_type, one.number_format, one.font.b, repr(one.fill),
            one.comment and (one.comment.text, one.comment.author),
        )
        for page in made
        for line in page.iter_rows()
        for one in line
    }  # fmt: skip


@pytest.fixture(params=[FileHost, ExcelFile])
def opened(request):
    """Each host that can mark a workbook: what is promised holds for all of them."""
    return request.param


def test_each_finding_stands_at_its_cell_in_the_copy(tmp_path):
    source = submission(tmp_path)
    before = source.read_bytes()
    found = [
        finding("B3"), finding("B3", Level.NOTICE, "另一个问题"), finding("D4", Level.WARNING),
        finding("D7", Level.NOTICE),
    ]  # fmt: skip
    copy = marked_copy(source, tmp_path / "出" / "副本.xlsx", found, [findings_sheet(found)])
    assert source.read_bytes() == before
    page = openpyxl.load_workbook(copy)["工作"]
    assert page["B3"].comment.text == (
        "【错误】金额须大于0\n编码：T-range\n\n【提示】另一个问题\n编码：T-range"
    )
    assert "请核实" in page["D4"].comment.text
    assert "金额须大于0" in page["D6"].comment.text
    colours = [page[place].fill.fgColor.rgb for place in ("B3", "D4", "D6")]
    assert len(set(colours)) == 3
    assert page["B3"].font.b


def test_the_list_of_findings_leads_to_the_cells(tmp_path):
    found = [finding("B3"), finding("D4")]
    copy = marked_copy(submission(tmp_path), tmp_path / "副本.xlsx", found, [findings_sheet(found)])
    page = openpyxl.load_workbook(copy)["检查结果"]
    links = [page[link].hyperlink.location for link in ("A4", "A5")]
    assert links == ["'工作'!B3", "'工作'!D4"]


def test_taking_the_marks_back_from_a_copy_leaves_no_trace(tmp_path, opened):
    source = submission(tmp_path)
    found = [finding(place) for place in ("A3", "B3", "D3", "D4", "D7", "Z99")]
    copy = marked_copy(source, tmp_path / "副本.xlsx", found, [findings_sheet(found)])
    before = openpyxl.load_workbook(source)
    opened(copy).mark([])
    after = openpyxl.load_workbook(copy)
    seen = looks(copy)
    assert {place: seen[place] for place in looks(source)} == looks(source)
    assert after.sheetnames == before.sheetnames
    if opened is FileHost:  # the property that says so can't be reached through xlwings
        assert [name for name in after.custom_doc_props.names] == []
        assert not is_own_output(copy)


def test_marking_again_replaces_the_earlier_marks(tmp_path, opened):
    path = submission(tmp_path)
    host = opened(path)
    plain = looks(path)
    host.mark([finding("B3"), finding("D4")])
    host.mark([finding("A3")])
    page = openpyxl.load_workbook(path)["工作"]
    assert page["B3"].comment is None
    assert page["D4"].comment.text == "请核实"
    host.mark([])
    seen = looks(path)
    assert {place: seen[place] for place in plain} == plain


def test_a_fill_chosen_after_the_marking_stays(tmp_path, opened):
    path = submission(tmp_path)
    opened(path).mark([finding("B3")])
    made = openpyxl.load_workbook(path)
    made["工作"]["B3"].fill = PatternFill("solid", fgColor="FF123456")
    made.save(path)
    opened(path).mark([])
    assert openpyxl.load_workbook(path)["工作"]["B3"].fill.fgColor.rgb == "FF123456"


def test_what_the_marks_keep_is_never_read_as_content(tmp_path, opened):
    source = submission(tmp_path)
    plain = FileHost(source).read()
    opened(source).mark([finding("B3")])
    assert STATE in openpyxl.load_workbook(source).sheetnames
    assert [s.name for s in FileHost(source).read().sheets] == [s.name for s in plain.sheets]
    assert [s.rows for s in FileHost(source).read().sheets] == [s.rows for s in plain.sheets]


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    source = submission(tmp_path)
    rows = [[text, Shaded(text, Level.ERROR), Link(text, Ref("", "工作", 1, "A"))] for text in LIVE]
    found = [finding("B3", message=text) for text in LIVE]
    grid = Grid((Field("内容"), Field("级别"), Field("位置", "link")), rows, LIVE[0])
    page = Page("检查结果", LIVE[1], (LIVE[2],), (grid,))
    copy = marked_copy(source, tmp_path / "副本.xlsx", found, [page])
    made = openpyxl.load_workbook(copy)
    cells = [one for line in made["检查结果"].iter_rows() for one in line if one.value is not None]
    assert {one.data_type for one in cells} == {"s"}
    shown = [one.value for one in made["检查结果"]["A"] if one.value is not None]
    assert [text for text in LIVE if text not in ("\r=1", "a\x07b") and text not in shown] == []
    kept = [made["工作"].cell(number, 1) for number in range(20, 26)]
    assert [one.data_type for one in kept] == ["s"] * 6


def test_a_workbook_that_openpyxl_can_not_take_is_marked_by_its_values(tmp_path):
    content = sheet(row(cell("A1"), cell("B1", 2)), after=merged("A1:XFD1048576"))
    source = saved(tmp_path, NAME, content)
    copy = marked_copy(source, tmp_path / "副本.xlsm", [finding("B1")], [])
    assert copy.suffix == ".xlsx"
    page = openpyxl.load_workbook(copy)["工作"]
    assert (page["B1"].value, page["B1"].comment is None) == (2, False)


def test_a_text_file_is_marked_in_a_workbook(tmp_path):
    source = saved(tmp_path, "工作.csv", "甲,=1+1\n".encode("gb18030"))
    copy = marked_copy(source, tmp_path / "副本.csv", [finding("B1")], [])
    marked = openpyxl.load_workbook(copy)["工作"]["B1"]
    assert (marked.value, marked.data_type, marked.comment is None) == ("=1+1", "s", False)


def test_macros_are_not_handed_on(tmp_path):
    content = with_part(written_by_openpyxl(), "xl/vbaProject.bin", b"macro")
    source = saved(tmp_path, "周报告.xlsm", content)
    copy = marked_copy(source, tmp_path / "副本.xlsm", [], [])
    assert copy.name == "副本.xlsx"
    assert [name for name, text in parts_of(copy.read_bytes()) if b"macro" in text] == []


def test_a_copy_never_takes_the_place_of_its_source(tmp_path):
    source = submission(tmp_path)
    with pytest.raises(ValueError, match="source"):
        marked_copy(source, source, [], [])


def test_whole_sheets_are_added_or_replaced(tmp_path, opened):
    path = submission(tmp_path)
    host = opened(path)
    host.write([Page("说明", "第一版"), Page("附表", "不变")])
    host.write([Page("说明", "第二版")])
    titles = {s.name: s.rows[0][0] for s in host.read().sheets if s.name in ("说明", "附表")}
    assert titles == {"说明": "第二版", "附表": "不变"}


def test_a_workbook_is_not_written_in_place_where_something_would_be_lost(tmp_path):
    whole = sheet(row(cell("A1"), cell("B1", 2)), after=merged("A1:XFD1048576"))
    for path in (saved(tmp_path, NAME, whole), saved(tmp_path, "工作.csv", "甲\n".encode())):
        before = path.read_bytes()
        with pytest.raises(NotWritten, match="不能直接写入"):
            FileHost(path).mark([finding("B1")])
        assert path.read_bytes() == before


def test_a_workbook_with_a_look_that_is_not_listed_is_marked_by_its_values(tmp_path):
    text = dict(parts_of(written_by_openpyxl()))["xl/worksheets/sheet1.xml"]
    odd = text.replace(b'<c r="C3"', b'<c r="C3" s="999"', 1)
    source = saved(
        tmp_path, NAME, with_part(written_by_openpyxl(), "xl/worksheets/sheet1.xml", odd)
    )
    copy = marked_copy(source, tmp_path / "副本.xlsx", [finding("C3")], [])
    page = openpyxl.load_workbook(copy)["工作"]
    assert (page["C3"].value, page["C3"].comment is None) == ("北京第0广告有限公司", False)


def test_the_list_of_findings_can_be_read_when_it_is_printed(tmp_path, office):
    said = "与客户确认第二季度投放计划并讨论账期" * 3
    found = [
        Finding(
            Ref(NAME, "工作", n, "B"), said, shipped().latest("C7.1"), said, Level.ERROR, "T-range",
            (Ref("周报告_李四_2012-04-16.xlsx", "漏斗", n, "B"),) * 2,
        )
        for n in range(2, 60)
    ]  # fmt: skip
    path = marked_copy(submission(tmp_path), tmp_path / "副本.xlsx", found, [findings_page(found)])
    sheet = openpyxl.load_workbook(path)["检查结果"]
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.row_dimensions[1].height > sheet["A1"].font.sz
    with office.reading(path) as document:
        columns = document.Sheets.getByName("检查结果").Columns
        wide = sum(columns.getByIndex(n).Width for n in range(sheet.max_column)) / 2540
    assert printing.FONT_SIZE * printing.across(sheet) / (printing.INCH * wide) >= printing.LEAST


def test_a_field_over_several_columns_is_as_broad_as_these_in_a_copy(tmp_path):
    narrow = Grid((Field("甲", width=10), Field("乙", width=30), Field("丙", width=12)), ["abc"])
    broad = Grid((Field("事由", "wrap", span=2), Field("走到这一步的客户")), [("长" * 19, "三")])
    page = Page("页", "页", grids=(narrow, broad), main=None)
    path = marked_copy(submission(tmp_path), tmp_path / "副本.xlsx", [], [page])
    sheet = openpyxl.load_workbook(path)["页"]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A6:B6", "A7:B7"}
    assert [cell.value for cell in sheet[7]] == ["长" * 19, None, "三"]
    heights = [sheet.row_dimensions[n].height for n in (3, 4, 6, 7)]
    assert heights[0] < heights[2]
    assert heights[1] == heights[3]
    assert sheet.print_title_rows is None


def test_links_at_the_end_of_rows_are_for_the_screen_in_a_copy_as_well(tmp_path):
    fields = (Field("甲"), Field("乙"), Field("出处", "link"))
    grid = Grid(fields, [("一", "二", Link("工作!B3", Ref(NAME, "工作", 3, "B")))])
    path = marked_copy(
        submission(tmp_path), tmp_path / "副本.xlsx", [], [Page("页", "页", grids=(grid,))]
    )
    assert openpyxl.load_workbook(path)["页"].print_area == "'页'!$A$1:$B$4"
