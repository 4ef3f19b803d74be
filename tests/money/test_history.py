"""What the journal remembers of money: earlier months, earlier claims, pairings, closings."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.money.folders import kind_of
from xlsales.actions.asked import Asked
from xlsales.actions.close.close_month import MonthEnd, close_month
from xlsales.actions.refusal import Refusal
from xlsales.hosts.files.templates import write_workbook

RECEIPT = {"customer": "海天科技", "manager": "张三", "commission_rate": 0.03}
CLAIM = {
    "person": "张三", "position": "客户经理", "kind": "交通费", "charge": "销售费用账户",
    "purpose": "拜访",
}  # fmt: skip
PEOPLE = [
    {"name": "张三", "role": "客户经理"},
    {"name": "孟执行", "role": "客户执行"},
    {"name": "钱执行", "role": "客户执行"},
]


def write(folder: Path, name: str, sheets: dict[str, list[dict[str, Any]]], **fields: Any) -> Path:
    """A workbook of the kind that the sheets belong to."""
    folder.mkdir(exist_ok=True)
    workbook = kind_of(next(iter(sheets)))[0]
    path = folder / f"{name}.xlsx"
    write_workbook(path, workbook, {kind_of(s)[1]: rows for s, rows in sheets.items()}, fields)
    return path


def run(folder: Path, month: str, moment: datetime, **more: Any) -> MonthEnd:
    journal = folder.parent / "journal.sqlite"
    return close_month(Asked(folder, moment, moment, journal=journal), month, **more)


def april(folder: Path, **more: Any) -> None:
    """April's month end and one claim."""
    receipt = {**RECEIPT, "day": date(2012, 4, 20), "received": 10000}
    debt = {"agreement": "H1", "customer": "海天科技", "manager": "张三", "amount": 500,
            "due": date(2012, 5, 31)}  # fmt: skip
    openings = [{"person": "张三", "account": "销售费用账户", "amount": 100}]
    sheets = {"回款": [receipt], "应收账款": [debt], "期初余额": openings, **more}
    write(folder, "月末核算_2012-04", sheets)
    claim = {**CLAIM, "day": date(2012, 4, 10), "invoice": "0077", "amount": 50,
             "claimed": date(2012, 4, 26)}  # fmt: skip
    write(folder, "费用报销_张三_2012-04", {"费用明细": [claim]}, manager="张三",
          month=date(2012, 4, 1))  # fmt: skip
    write(folder, "人员名单", {"人员": PEOPLE, "客户": assigned("孟执行")})


def may(folder: Path, opening: float = 250, receipt: dict[str, Any] | None = None) -> None:
    """May's month end and a claim of April's invoice."""
    receipt = receipt or {**RECEIPT, "day": date(2012, 5, 20), "received": 1000}
    openings = [{"person": "张三", "account": "销售费用账户", "amount": opening}]
    write(folder, "月末核算_2012-05", {"回款": [receipt], "期初余额": openings})
    claim = {**CLAIM, "day": date(2012, 5, 10), "invoice": "0077", "amount": 50,
             "claimed": date(2012, 5, 28)}  # fmt: skip
    write(folder, "费用报销_张三_2012-05", {"费用明细": [claim]}, manager="张三",
          month=date(2012, 5, 1))  # fmt: skip
    write(folder, "人员名单", {"人员": PEOPLE, "客户": assigned("孟执行")})


def assigned(executive: str) -> list[dict[str, Any]]:
    named = {"executive": executive, "named": date(2012, 4, 1)} if executive else {}
    return [{"customer": "海天科技", "manager": "张三", **named}]


def codes(done: MonthEnd) -> list[str]:
    return sorted(f.code for f in done.department.findings)


def test_a_second_month_knows_the_first_though_its_workbooks_lie_elsewhere(tmp_path: Path):
    april(tmp_path / "四月")
    assert codes(run(tmp_path / "四月", "2012-04", datetime(2012, 5, 2))) == []
    may(tmp_path / "五月")
    done = run(tmp_path / "五月", "2012-05", datetime(2012, 6, 2))
    assert codes(done) == ["C9.4-duplicate"]
    [found] = done.department.findings
    assert found.related[0].book == "费用报销_张三_2012-04.xlsx"
    assert [str(s.gross) for s in done.closing.sales] == ["11000.00", "11000.00"]
    assert [str(u.amount) for u in done.closing.unbooked] == ["50.00"]


def test_two_months_in_one_folder_do_not_mix(tmp_path: Path):
    folder = tmp_path / "部门"
    april(folder)
    may(folder)
    done = run(folder, "2012-05", datetime(2012, 6, 2))
    expense, commission = done.closing.accounts
    assert (str(expense.opening), str(expense.income)) == ("250.00", "20.00")
    assert str(commission.income) == "21.00"
    assert [r.agreement for r in done.closing.receivables] == []
    again = run(folder, "2012-04", datetime(2012, 6, 2))
    assert [str(a.closing) for a in again.closing.accounts] == ["250.00", "210.00"]
    assert [r.agreement for r in again.closing.receivables] == ["H1"]


def test_the_same_workbook_handed_in_again_is_no_duplicate_of_itself(tmp_path: Path):
    folder = tmp_path / "部门"
    april(folder)
    for day in (2, 3):
        done = run(folder, "2012-04", datetime(2012, 5, day))
        assert codes(done) == []
        assert [str(s.gross) for s in done.closing.sales] == ["10000.00", "10000.00"]


def test_an_application_that_a_broken_register_may_hold_is_not_said_to_be_missing(tmp_path: Path):
    folder = tmp_path / "部门"
    april(folder)
    asked = {"number": "S-1", "day": date(2012, 4, 10), "applicant": "张三", "customer": "海天科技",
             "matter": "客户佣金比例", "requested": 0.04}  # fmt: skip
    write(folder, "申请审批_2012-04", {"申请登记": [asked]})
    run(folder, "2012-04", datetime(2012, 5, 2))
    receipt = {**RECEIPT, "day": date(2012, 5, 20), "received": 1000, "rebate_rate": 0.06,
               "application": "S-2"}  # fmt: skip
    may(folder, receipt=receipt)
    (folder / "申请审批_2012-05.xlsx").write_bytes(b"half a file")
    assert rebates(run(folder, "2012-05", datetime(2012, 6, 2))) == ["警告"]
    (folder / "申请审批_2012-05.xlsx").unlink()
    assert rebates(run(folder, "2012-05", datetime(2012, 6, 3))) == ["错误"]


def rebates(done: MonthEnd) -> list[str]:
    findings = done.department.findings
    return [f.level.value for f in findings if f.code == "C6.2-approver"]


def test_a_pairing_that_the_journal_remembers_can_not_end(tmp_path: Path):
    folder = tmp_path / "部门"
    april(folder)
    run(folder, "2012-04", datetime(2012, 5, 2))
    for later, executive in enumerate(("", "钱执行"), 3):
        write(folder, "人员名单", {"人员": PEOPLE, "客户": assigned(executive)})
        done = run(folder, "2012-04", datetime(2012, 5, later))
        assert codes(done) == ["C10.1-ended"]
    write(folder, "人员名单", {"人员": PEOPLE, "客户": assigned("孟执行")})
    assert codes(run(folder, "2012-04", datetime(2012, 5, 6))) == []


def test_an_opening_balance_that_is_not_the_last_closing_is_pointed_out(tmp_path: Path):
    april(tmp_path / "四月")
    closed = run(tmp_path / "四月", "2012-04", datetime(2012, 5, 2), final=True)
    assert str(closed.closing.accounts[0].closing) == "250.00"
    left_out = "2012-04关账时张三的销售个人佣金账户余额为210.00，这里没有填期初"
    differs = "2012-04关账时张三的销售费用账户余额为250.00"
    for opening, expected in ((250, [left_out]), (249.99, [differs, left_out])):
        may(tmp_path / "五月", opening)
        done = run(tmp_path / "五月", "2012-05", datetime(2012, 6, 2))
        carried = [f for f in done.department.findings if f.code == "C9.2-carried"]
        assert sorted(f.message for f in carried) == sorted(expected)


def test_a_copy_of_the_month_end_is_put_aside_and_stops_the_month(tmp_path: Path):
    folder = tmp_path / "部门"
    april(folder)
    changed = {**RECEIPT, "day": date(2012, 4, 21), "received": 1}
    write(folder, "月末核算_2012-04(1)", {"回款": [changed]})
    with pytest.raises(Refusal, match="只保留一份"):
        run(folder, "2012-04", datetime(2012, 5, 2))
