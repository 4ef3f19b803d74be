"""A pack made from submissions full of live-looking text holds the text, and nothing live."""

import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import openpyxl

from xlsales.actions.asked import asked
from xlsales.actions.consolidate import consolidate

SAMPLES = Path(__file__).parents[2] / "workbooks" / "samples"
WEEK = "2012-04-23"
PERSON = "秦朗若"
LIVE = (
    "=1+1", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://example.com\",\"点我\")", "+1+2", "-3+4",
    "@SUM(A1:A9)", "=DDE(\"a\";\"b\")", "{=1+1}", "http://example.com/", "mailto:a@example.com",
    "file:///etc/passwd", "internal:首页!A1", "<r>格式</r>", "007", "TRUE", "'=1",
)  # fmt: skip
OURS = re.compile(r"=(HYPERLINK\(\"|SUBTOTAL\(|\(MAX\()")
HEADINGS = (
    "序号", "客户公司名称", "产品类型", "阶段", "预计金额", "首次接触日期",
    "本周进展", "下一步", "备注",
)  # fmt: skip


def department(home: Path) -> Path:
    """The samples, with one person's funnel full of live-looking text."""
    folder = home / "客户部"
    shutil.copytree(SAMPLES, folder)
    (report,) = folder.rglob(f"周报告*{PERSON}*{WEEK}*.xlsx")
    made = openpyxl.load_workbook(report)
    del made["漏斗"]
    page = made.create_sheet("漏斗", 0)
    page.append(["客户经理", PERSON, "周起始日", WEEK])
    page.append(HEADINGS)
    for number, text in enumerate(LIVE, 3):
        whole = (
            number,
            f"远方{number}号食品公司",
            "平台",
            "接触",
            1000,
            "2012-4-20",
            text,
            text,
            text,
        )
        for column, value in enumerate(whole, 1):
            cell = page.cell(number, column, value)
            cell.data_type = "s" if isinstance(value, str) else "n"
    made.save(report)
    return folder


def test_text_of_submissions_stays_text_in_the_pack(tmp_path):
    wanted = asked(department(tmp_path), "2012-04-30 09:30", tmp_path / "台账.sqlite")
    _, pack = consolidate(wanted, WEEK)
    cells = [c for page in openpyxl.load_workbook(pack) for r in page.iter_rows() for c in r]
    texts = {cell.value.rstrip() for cell in cells if cell.data_type == "s"}
    assert [text for text in LIVE if text not in texts] == []
    live = [cell.value for cell in cells if cell.data_type == "f"]
    assert live
    assert [formula for formula in live if not OURS.match(formula)] == []
    assert [formula for formula in live if any(word in formula for word in ("cmd|", "DDE("))] == []


def test_nothing_in_the_pack_leads_outside_or_runs(tmp_path):
    wanted = asked(department(tmp_path), "2012-04-30 09:30", tmp_path / "台账.sqlite")
    _, pack = consolidate(wanted, WEEK)
    with ZipFile(pack) as parts:
        names = parts.namelist()
        relations = [parts.read(name) for name in names if name.endswith(".rels")]
    assert [n for n in names if re.search("vba|externalLink|embedding|connection", n)] == []
    assert [text for text in relations if b'TargetMode="External"' in text] == []
