"""The month that was worked out by hand comes out the same to the fen, from rows and from files."""

from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cases import Case, address, cases
from tests.money.folders import write_case
from tests.test_cases import results, wanted
from xlsales import __version__
from xlsales.actions.asked import Asked
from xlsales.actions.close.close_month import MonthEnd, close_month
from xlsales.actions.refusal import Refusal
from xlsales.core.rule import Finding
from xlsales.core.rulebook import shipped
from xlsales.journal import Journal

PAGE = Path(__file__).parents[2] / "docs" / "月末核算示例.md"
MOMENT = datetime(2012, 5, 2, 10)


@pytest.fixture
def worked() -> Case:
    [case] = cases(PAGE)
    return case


def run(folder: Path, **more: Any) -> MonthEnd:
    journal = folder.parent / "journal.sqlite"
    return close_month(Asked(folder, MOMENT, MOMENT, journal=journal), "2012-04", **more)


@pytest.fixture
def folder(tmp_path: Path, worked: Case) -> Path:
    made = tmp_path / "客户部"
    made.mkdir()
    write_case(made, worked)
    return made


def test_the_rules_give_the_figures_of_the_page(worked: Case):
    outcome, expected = worked.outcome(shipped()), worked.expected()
    found = sorted((address(f), f.code) for f in outcome[Finding])
    assert found == sorted(tuple(row) for row in expected.pop("问题")[1:])
    assert len(expected) == 7
    for sheet, rows in expected.items():
        assert results(outcome, sheet, rows[0]) == wanted(sheet, rows)


def test_the_files_give_the_figures_of_the_page(folder: Path, worked: Case):
    done = run(folder)
    assert done.closing.is_done
    book = openpyxl.load_workbook(done.path, data_only=True)
    for sheet, rows in worked.expected().items():
        if sheet != "问题":
            expected = [[getattr(v, "value", v) for v in row] for row in wanted(sheet, rows)]
            assert written(book[sheet], rows[0]) == sorted(expected, key=str)


def written(sheet: Any, headings: list[str | None]) -> list[list[object]]:
    """The rows below the headings of a written sheet, without the sum."""
    rows = [list(row) for row in sheet.values]
    top = next(n for n, row in enumerate(rows) if set(headings) <= set(row))
    places = [rows[top].index(h) for h in headings]
    below = (row for row in rows[top + 1 :] if row[0] not in (None, "合计"))
    return sorted(([plain(row[p]) for p in places] for row in below), key=str)


def plain(cell: Any) -> Any:
    """A written cell as the records hold it."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, float):
        return Decimal(str(cell)).quantize(Decimal("0.01"))
    return cell


def test_every_proof_is_on_the_cover_and_ties(folder: Path):
    done = run(folder)
    book = openpyxl.load_workbook(done.path, data_only=True)
    cells = [row for row in book["首页"].values if "相符" in row or "不符" in row]
    assert len(cells) == len(done.closing.proofs) == 12
    assert all("相符" in row for row in cells)


def test_a_workbook_that_can_not_be_read_stops_the_month(folder: Path):
    path = folder / "月末核算_2012-04.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["回款"]
    cell = next(c for row in sheet for c in row if c.value == 33333.33)
    cell.value = "三万多"
    book.save(path)
    done = run(folder)
    assert [f.where.cell for f in done.closing.stopped_by] == [cell.coordinate]
    assert done.closing.accounts == ()
    sheets = openpyxl.load_workbook(done.path).sheetnames
    assert sheets == ["首页", "检查结果", "文件清单"]


def test_a_folder_without_the_month_is_refused(folder: Path):
    (folder / "月末核算_2012-04.xlsx").unlink()
    with pytest.raises(Refusal, match="没有2012-04的月末核算"):
        run(folder)


def test_a_closed_month_never_changes_and_says_what_comes_out_otherwise(folder: Path):
    closed = run(folder, final=True)
    assert closed.status.startswith("已关账")
    assert run(folder).adjustments == ()
    with pytest.raises(Refusal, match="不能再关"):
        run(folder, final=True)

    path = folder / "月末核算_2012-04.xlsx"
    book = openpyxl.load_workbook(path)
    next(c for row in book["回款"] for c in row if c.value == 8888.88).value = 9888.88
    book.save(path)
    later = run(folder)
    assert later.closing.accounts == closed.closing.accounts
    assert later.closing.sales == closed.closing.sales
    different = {a.item: a.difference for a in later.adjustments}
    assert different["李四 销售费用账户 本月收入"] == Decimal("20.00")
    assert different["李四 销售个人佣金账户 期末余额"] == Decimal("100.00")
    assert "调整" in openpyxl.load_workbook(later.path).sheetnames


def test_a_closed_month_keeps_its_inputs_by_fingerprint_and_its_rules_by_version(folder: Path):
    run(folder, final=True)
    with Journal.open(folder.parent / "journal.sqlite") as journal:
        [fact] = journal.facts("close")
        assert journal.verify() == ()
    inputs = {p.name: sha256(p.read_bytes()).hexdigest() for p in folder.glob("*_2012-04.xlsx")}
    del inputs["月末核算结果_2012-04.xlsx"]
    assert inputs.items() <= fact.payload["inputs"].items()
    assert fact.payload["policy"]["C"] == "2012-04-16"
    assert fact.payload["version"] == __version__


def test_a_run_over_the_same_folder_gives_the_same_figures(folder: Path):
    one, other = (openpyxl.load_workbook(run(folder).path) for _ in range(2))
    assert one.sheetnames == other.sheetnames
    for sheet in one.sheetnames:
        if sheet not in ("首页", "文件清单"):  # what was read, and the journal's head
            assert list(one[sheet].values) == list(other[sheet].values)


def test_the_live_formulas_give_the_same_figures_in_a_spreadsheet(office: Any, folder: Path):
    done = run(folder)
    cached = openpyxl.load_workbook(done.path, data_only=True)
    live = openpyxl.load_workbook(done.path)
    anew = office.recalculated(done.path)
    assert office.recalculated_errors(done.path) == []
    checked = 0
    for sheet in live:
        for cell in (c for row in sheet for c in row if c.data_type == "f"):
            value = cached[sheet.title][cell.coordinate].value
            now = anew[sheet.title][cell.row - 1][cell.column - 1]
            if "HYPERLINK" not in str(cell.value):
                checked += 1
                assert same(now, value), f"{sheet.title}!{cell.coordinate} {cell.value}"
    assert checked > 80


def same(one: Any, other: Any) -> bool:
    """Whether two cells hold the same to the fen."""
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) < 0.005
    return (one or "") == (other or "")


def test_every_computed_cell_says_clause_inputs_and_value(folder: Path):
    book = openpyxl.load_workbook(run(folder).path)
    notes = [
        (sheet.title, cell.coordinate, cell.comment.text)
        for sheet in book
        for row in sheet
        for cell in row
        if cell.comment and cell.data_type == "f"
    ]
    assert {sheet for sheet, *_ in notes} == {
        "账户核算", "佣金分配", "客户佣金", "应收账龄", "年度销售额",
    }  # fmt: skip
    assert all("依据 第" in text and "结果 " in text for *_, text in notes)
