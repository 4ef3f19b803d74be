"""Forms as they leave the printer: the pages of a real office, the command, odd content."""

import json
import subprocess
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import soffice
from tests.forms.given import (
    EXECUTIVE,
    HUAWEI,
    agreements,
    applications,
    expenses,
    made,
    pages,
    rebates,
    roster,
)
from xlsales.books.page import Field
from xlsales.books.paper import Lines, Paper, sums
from xlsales.cli import status_of
from xlsales.hosts.files.paper_pages import pages_of

TEXT = 4  # com.sun.star.sheet.CellFlags.STRING
WORDS = "从公司到南山科技园拜访客户，下午转往机场接客户项目组，往返出租车、高速费和停车费"


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """One workbook of every kind, with long texts and more lines than a page holds."""
    folder = tmp_path_factory.mktemp("printed")
    claims = [{"amount": 1_234_567.89 + n, "purpose": WORDS, "customer": HUAWEI} for n in range(16)]
    wrong = [{"amount": 1, "day": "不记得"}, {"amount": 2, "claimed": date(2012, 4, 24)}]
    claimed = made(expenses(folder, *claims, {"amount": 3, **EXECUTIVE}, *wrong))
    others = made(
        applications(folder, {"number": "A-1", "reason": WORDS * 4}),
        rebates(folder, 100_000, {"due": 12_345.67}),
        agreements(folder, {"number": "HT-1", "signed": date(2012, 4, 12)}),
    )
    return [path for path in (*claimed.paths, *others.paths) if path.suffix == ".xlsx"]


def test_every_sheet_is_one_printed_page(office, printed, tmp_path):
    for path in printed:
        report = run("pdfinfo", office.convert(path, "pdf", tmp_path))
        count = int(report.partition("Pages:")[2].split()[0])
        assert count == len(openpyxl.load_workbook(path).sheetnames)
        assert "A4" in report


def test_no_text_is_cut(office, printed, tmp_path):
    for path in printed:
        document = office.open(path, Hidden=True)
        assert [cut for sheet in document.Sheets for cut in cut_texts(sheet)] == []
        text = "".join(run("pdftotext", "-raw", office.convert(path, "pdf", tmp_path), "-").split())
        assert "###" not in text


def cut_texts(sheet):
    """The texts of a sheet that need more height than they have, by the office's own measure."""
    for cell in list(sheet.queryContentCells(TEXT).Cells):
        if cell.IsTextWrapped:
            has = sheet.createCursorByRange(cell)
            has.collapseToMergedArea()
            if wanted_height(sheet, cell, has.Size.Width) > has.Size.Height:
                yield cell.AbsoluteName, cell.String


def wanted_height(sheet, cell, width):
    """The height that a text wants in a column of that width: tried far beside the form."""
    trial = sheet.getCellByPosition(50, 200)
    for name in ("CharFontName", "CharFontNameAsian", "CharHeight", "CharHeightAsian",
                 "CharWeight", "CharWeightAsian", "ParaIndent", "IsTextWrapped"):  # fmt: skip
        setattr(trial, name, getattr(cell, name))
    sheet.Columns.getByIndex(50).Width = width
    trial.String = cell.String
    line = sheet.Rows.getByIndex(200)
    line.OptimalHeight = True
    return line.Height


def test_a_text_beyond_any_row_says_that_it_goes_on(tmp_path):
    file = applications(tmp_path, {"number": "A-1", "reason": WORDS * 60})
    (form,) = pages(made(file).paths[0])
    shown = form.value("原因")
    assert shown.endswith("……（未完，见原表）")
    assert shown.startswith(WORDS)


def test_what_looks_like_a_formula_stays_text(tmp_path):
    file = expenses(tmp_path, {"amount": 1, "purpose": "=1+1", "invoice": "007"})
    path = made(file).paths[0]
    assert next(row[3:5] for row in pages(path, "支出申请单")[0].rows if row[0] == 1) == [
        "=1+1",
        "007",
    ]
    cells = (c for sheet in openpyxl.load_workbook(path) for row in sheet for c in row)
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


@given(
    texts=st.lists(st.integers(1, 700).map(lambda n: "字" * n), max_size=60),
    above=st.integers(1, 6),
)
def test_however_long_the_lines_every_one_stands_on_one_page(texts, above):
    lines = Lines(
        (Field("行", "count", span=4), Field("事由", span=20)), list(enumerate(texts)), (0,)
    )
    made = pages_of(
        Paper("表", "表", corner=("经理",) * above, lines=lines, signatures=("申请人",))
    )
    assert [row for page in made for row in page.rows] == list(enumerate(texts))
    assert [page.number for page in made] == list(range(1, len(made) + 1))
    for page, following in zip(made, made[1:], strict=False):
        assert page.rows
        assert (
            page.carried
            == following.brought
            == sums(lines, list(enumerate(texts))[: following.rows[0][0]])
        )
    assert made[-1].carried is None and made[-1].is_last


def test_the_command_writes_one_kind_beside_the_files_and_tells_of_errors(tmp_path, capsys):
    file = expenses(tmp_path, {"amount": 10}, {"amount": 1, "claimed": date(2012, 4, 24)})
    assert status_of(["forms", str(file), "--kind", "支出申请单", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["output"] == [str(tmp_path / "单据" / "支出申请单_张三_2012-04.xlsx")]
    assert [f["code"] for f in said["findings"]] == ["C9.1-window"]
    assert len(said["notes"]) == 1


def test_the_command_writes_where_it_is_told(tmp_path, capsys):
    file = agreements(tmp_path, {"number": "HT-1", "signed": date(2012, 3, 1)})
    target = tmp_path / "打印"
    assert status_of(["forms", str(file), "--output", str(target)]) == 0
    assert [path.name for path in target.iterdir()] == ["签订合同客户需求申请单.xlsx"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["没有.xlsx"], "没有文件"),
        (["人员名单.xlsx"], "没有可以生成单据的内容"),
        (["人员名单.xlsx", "--kind", "借条"], "没有叫“借条”的单据；可以生成：支出申请单"),
        (["坏的.xlsx"], "坏的.xlsx："),
    ],
)
def test_what_cannot_be_done_is_one_line(tmp_path, monkeypatch, capsys, arguments, said):
    roster(tmp_path)
    (tmp_path / "坏的.xlsx").write_bytes(b"PK\3\4")
    monkeypatch.chdir(tmp_path)
    assert status_of(["forms", *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


def run(program, *arguments):
    """What a program prints."""
    command = [soffice.located(program), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
