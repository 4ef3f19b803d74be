"""The meeting pack of a generated department, as the file that people open."""

from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.pack.test_pages import too_low
from xlsales.actions.asked import Asked
from xlsales.actions.judging import read_department
from xlsales.actions.pack import meeting_pack, pack_document
from xlsales.actions.pack.receivables import receivables_page
from xlsales.core.record import Ref
from xlsales.core.records import Records
from xlsales.core.rule import Level
from xlsales.demo.generator import department
from xlsales.hosts.files.pages import write_pages
from xlsales.tables.accounts import ReceivableLine, Stage
from xlsales.tables.meeting import Change, FileRow, FindingRow, Movement, SubmissionStatus
from xlsales.tables.month_end import DebtStatus
from xlsales.tables.weekly import FunnelStage, Opportunity

WEEKS = (date(2012, 4, 16), date(2012, 4, 23))
MONDAY_MORNING = datetime(2012, 4, 30, 8, 50)
SHEETS = [
    "首页", "提交情况", "漏斗汇总", "漏斗分析", "工作汇总", "冲突筛查", "去向核对", "催账进展",
    "检查结果", "文件清单",
]  # fmt: skip


class Pack:
    """A pack, what it was made of, and the workbook read back."""

    def __init__(self, folder: Path) -> None:
        wanted = Asked(
            folder, MONDAY_MORNING, MONDAY_MORNING, WEEKS[-1], journal=folder.parent / "j.sqlite"
        )
        self.folder = folder
        self.judged = read_department(wanted)
        self.path = folder / "结果" / "周例会.xlsx"
        self.write()
        self.book = openpyxl.load_workbook(self.path)
        self.values = openpyxl.load_workbook(self.path, data_only=True)

    def write(self) -> None:
        """Write the workbook."""
        write_pages(self.path, meeting_pack(self.judged), pack_document(self.judged))

    def rows(self, sheet: str, *wanted: str) -> list[dict[str, object]]:
        """The rows below the line of headings that has these headings, by heading."""
        found: list[dict[str, object]] = []
        headings: list[object] = []
        for cells in self.values[sheet].iter_rows():
            values = [cell.value for cell in cells]
            if set(wanted) <= set(values):
                headings = values
            elif headings and any(value is not None for value in values):
                row = dict(zip(headings, values, strict=True))
                found.append({**row, "": cells[0].row})
            elif headings:
                break
        return found

    def target(self, sheet: str, row: int, column: str) -> Ref:
        """Where the link in a cell leads, with the path of the file from the pack's folder."""
        formula = self.book[sheet][f"{column}{row}"].value
        place = formula.removeprefix('=HYPERLINK("').partition('"')[0]
        file, _, inside = place.partition("#")
        name, _, cell = inside.rpartition("!")
        letters = cell.rstrip("0123456789")
        return Ref(file, name.strip("'"), int(cell.removeprefix(letters)), letters)


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """The pack of six people's week."""
    folder = tmp_path_factory.mktemp("pack") / "部门"
    department(folder, 6, WEEKS, 2012)
    return Pack(folder)


def test_the_sheets_stand_in_the_order_of_the_meeting(pack):
    assert pack.book.sheetnames[: len(SHEETS)] == SHEETS


def test_the_cover_says_what_was_read_by_which_rules_and_from_which_journal(pack):
    text = "\n".join(str(cell.value) for cell in pack.values["首页"]["A"])
    judged = pack.judged
    assert "2012-04-23 至 2012-04-29" in text
    assert judged.summary[0] in text
    assert judged.journal["hash"] in text
    assert f"客户部销售管理制度 {judged.policy.versions()['C']}" in text


def test_the_figures_of_the_cover_are_those_of_the_sheets(pack):
    [figures] = pack.rows("首页", "周报告")
    findings = [row["级别"] for row in pack.rows("检查结果", "级别")]
    assert figures["错误"] == findings.count("错误") == pack.judged.count(Level.ERROR) > 0
    assert figures["警告"] == findings.count("警告")
    statuses = pack.judged.records[SubmissionStatus]
    handed_in = sum(row["周报告"] != "未交" for row in pack.rows("提交情况", "周起始日"))
    assert figures["周报告"] == f"{handed_in}/{len(statuses)}"
    total = pack.rows("漏斗分析", "客户经理", "新增")[-1]
    assert (figures["机会数"], figures["加权金额(万元)"]) == (
        total["机会数"], pytest.approx(total["加权金额"] / 10_000)
    )  # fmt: skip


def test_the_contents_lead_to_every_sheet(pack):
    rows = pack.rows("首页", "工作表")
    targets = [pack.target("首页", row[""], "A") for row in rows]
    assert [(t.book, t.sheet, t.cell) for t in targets] == [("", s, "A1") for s in SHEETS[1:]]


def test_every_opportunity_of_the_week_stands_once_with_a_link_to_its_cell(pack):
    *rows, total = pack.rows("漏斗汇总", "预计金额")
    expected = [o for o in pack.judged.records[Opportunity] if o.week == WEEKS[-1]]
    assert Counter((r["客户经理"], r["客户公司名称"]) for r in rows) == Counter(
        (o.manager, o.customer) for o in expected
    )
    assert total["预计金额"] == sum(row["预计金额"] for row in rows)
    column = pack.book["漏斗汇总"].max_column
    letters = openpyxl.utils.get_column_letter(column)
    for row in rows:
        target = pack.target("漏斗汇总", row[""], letters)
        source = openpyxl.load_workbook((pack.path.parent / target.book).resolve())
        assert str(source[target.sheet][target.cell].value).strip() == row["客户公司名称"]


def test_every_finding_stands_once_with_a_link_to_its_cell_worst_first(pack):
    rows = pack.rows("检查结果", "级别")
    expected = Counter((f.code, f.message, f.where.cell) for f in pack.judged.findings)
    found = [(row, pack.target("检查结果", row[""], "C")) for row in rows]
    assert Counter((row["编码"], row["问题"], t.cell) for row, t in found) == expected
    levels = [row["级别"] for row in rows]
    assert levels == sorted(levels, key=["错误", "警告", "提示"].index)
    assert all((pack.path.parent / target.book).is_file() for _, target in found)
    assert all(row["依据"] for row in rows)


def test_a_conflict_leads_to_its_evidence(pack):
    rows = pack.rows("冲突筛查", "编号")
    targets = [pack.target("冲突筛查", row[""], "A") for row in rows]
    assert [(t.book, t.sheet) for t in targets] == [("", row["编号"]) for row in rows]
    assert {t.sheet for t in targets} == set(pack.book.sheetnames[len(SHEETS) :])


def test_every_file_has_its_verdict(pack):
    rows = pack.rows("文件清单", FileRow.column("verdict").heading)
    assert sorted(row["文件"] for row in rows) == sorted(f.file for f in pack.judged.files)


def test_the_totals_by_person_by_stage_and_by_change_agree(pack):
    stages = {row["阶段"]: row for row in pack.rows("漏斗分析", "阶段")}
    people = pack.rows("漏斗分析", "客户经理", "新增")[-1]
    for column in ("机会数", "预计金额", "加权金额"):
        lost = stages[FunnelStage.LOST.value][column]
        assert people[column] == pytest.approx(stages["合计"][column] - lost)
    changes = {row["变化"]: row["机会数"] for row in pack.rows("漏斗分析", "金额变化")}
    moved = Counter(m.change for m in pack.judged.records[Movement])
    assert changes == {**{c.value: moved[c] for c in Change}, "合计": moved.total()}


def test_the_charts_are_there(pack):
    assert [len(pack.book[sheet]._charts) for sheet in ("首页", "漏斗分析")] == [2, 4]


def test_long_sheets_are_filtered_frozen_and_repeat_their_headings(pack):
    for sheet in ("提交情况", "漏斗汇总", "工作汇总", "检查结果", "文件清单"):
        page = pack.book[sheet]
        assert page.auto_filter.ref, sheet
        assert page.freeze_panes, sheet
        assert page.print_title_rows, sheet


def test_the_pack_is_not_read_as_a_submission(pack):
    again = Pack(pack.folder)
    seen = {f.file: f.verdict.value for f in again.judged.files}
    assert seen["结果/周例会.xlsx"] == "ignored"
    assert again.judged.findings == pack.judged.findings


def test_the_same_department_gives_the_same_bytes(pack):
    pack.write()
    first = pack.path.read_bytes()
    pack.write()
    assert pack.path.read_bytes() == first


def test_calc_opens_the_pack_without_an_error_or_a_cut_text(pack, office):
    assert office.recalculated_errors(pack.path) == []
    assert too_low(office, pack.path) == []


def test_the_cover_lists_what_was_not_read(tmp_path):
    (tmp_path / "部门").mkdir()
    (tmp_path / "部门" / "周报告_张三_2012-04-23.xlsx").write_bytes(b"PK broken")
    [row] = Pack(tmp_path / "部门").rows("首页", "文件", "处理")
    assert (row["文件"], row["处理"]) == ("周报告_张三_2012-04-23.xlsx", "未读入")
    assert row["原因和办法"]


def receivable(number: int, stage: Stage, manager: str = "张三") -> ReceivableLine:
    """A receivable of so many thousand yuan at a stage."""
    return ReceivableLine(
        agreement=f"HT{number}", customer="北京某某公司", manager=manager, due=WEEKS[0],
        amount=Decimal(number * 1000), received=Decimal(0), outstanding=Decimal(number * 1000),
        months=5, stage=stage, status=DebtStatus.NORMAL,
    )  # fmt: skip


def test_who_speaks_to_which_receivable_stands_in_the_pack(tmp_path):
    records = Records(
        [
            receivable(1, Stage.OVERDUE),
            receivable(2, Stage.WATCH),
            receivable(3, Stage.WEEKLY_REPORT, "李四"),
            receivable(4, Stage.REPORTABLE),
            receivable(5, Stage.NOT_DUE),
        ]
    )
    path = write_pages(tmp_path / "pack.xlsx", [receivables_page(records)])
    sheet = openpyxl.load_workbook(path, data_only=True).active
    assert sheet["A2"].value == "请张三、李四逐笔说明催账进展。"
    column = [cell.value for cell in sheet["A"] if cell.value]
    assert column[-4:] == ["HT4", "HT3", "HT2", "合计"]
    assert 9000 in [cell.value for cell in sheet[sheet.max_row]]


def test_a_sheet_without_rows_says_so(tmp_path):
    (tmp_path / "空").mkdir()
    openpyxl.Workbook().save(tmp_path / "空" / "别的.xlsx")
    pack = Pack(tmp_path / "空")
    words = {s: [c.value for c in pack.values[s]["A"] if c.value] for s in SHEETS[1:]}
    silent = [
        s
        for s, found in words.items()
        if not any(w[:2] in ("没有", "本周", "文件") for w in found[1:])
    ]
    assert silent == []
    assert FindingRow.table.sheet in words
