"""Filled-in workbooks that forms are made from, and the forms read back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from xlsales.actions.asked import asked
from xlsales.actions.forms import Forms, forms
from xlsales.hosts.files.templates import write_workbook
from xlsales.tables.agreements import AGREEMENTS, Agreement, Delivery
from xlsales.tables.applications import APPLICATIONS, Application
from xlsales.tables.expenses import EXPENSES, Expense
from xlsales.tables.month_end import MONTH_END, RebatePayment, Receipt
from xlsales.tables.roster import ROSTER, Person

Row = dict[str, Any]
TENCENT, HUAWEI = "深圳市腾讯计算机系统有限公司", "华为技术有限公司"
CLAIM = {
    "day": date(2012, 4, 12),
    "person": "张三",
    "position": "客户经理",
    "customer": TENCENT,
    "kind": "交通费",
    "charge": "销售费用账户",
    "claimed": date(2012, 4, 26),
    "purpose": "拜访客户",
}
EXECUTIVE = {"person": "李四", "position": "客户执行", "consent": "是"}
PEOPLE = (
    ("张三", "客户经理", "zhang@example.com"),
    ("孙立", "客户总监", "sun@example.com"),
    ("向莎", "客户支持主管", "xiang@example.com"),
    ("孟瑞", "客户执行经理", "meng@example.com"),
    ("李四", "客户执行", "li@example.com"),
    ("赵六", "客户支持", "zhao@example.com"),
)


def expenses(folder: Path, *rows: Row, manager: str = "张三") -> Path:
    """A manager's claims of April, each changed from one in which nothing is wrong."""
    path = folder / f"费用报销_{manager}_2012-04.xlsx"
    numbers = count(10_000_001)
    filled = [CLAIM | {"invoice": str(next(numbers))} | row for row in rows]
    fields = {"manager": manager, "month": date(2012, 4, 1)}
    write_workbook(path, EXPENSES, {Expense: filled}, fields)
    return path


def applications(folder: Path, *rows: Row) -> Path:
    """A register of applications."""
    path = folder / "申请审批_2012-04.xlsx"
    usual = {
        "day": date(2012, 4, 16),
        "applicant": "张三",
        "customer": TENCENT,
        "matter": "合作价格",
    }
    write_workbook(path, APPLICATIONS, {Application: [usual | row for row in rows]})
    return path


def rebates(folder: Path, received: int, *payments: Row) -> Path:
    """A month end with one receipt and the rebates paid of it."""
    path = folder / "月末核算_2012-04.xlsx"
    usual = {"agreement": "HT-1", "customer": TENCENT, "manager": "张三"}
    receipt = {"day": date(2012, 4, 16), "received": received, "commission_rate": 0.05}
    paid = [usual | {"day": date(2012, 4, 28), "paid": row["due"]} | row for row in payments]
    write_workbook(path, MONTH_END, {Receipt: [usual | receipt], RebatePayment: paid})
    return path


def agreements(folder: Path, *rows: Row, deliveries: Sequence[Row] = ()) -> Path:
    """A register of agreements."""
    path = folder / "合同台账.xlsx"
    usual = {
        "customer": TENCENT, "manager": "张三", "product": "CPS", "price": 0.05,
        "template": "是", "changed": "否",
    }  # fmt: skip
    filled = [usual | row for row in rows]
    write_workbook(path, AGREEMENTS, {Agreement: filled, Delivery: deliveries})
    return path


def roster(folder: Path, people: Sequence[tuple[str, str, str | None]] = PEOPLE) -> Path:
    """A roster."""
    path = folder / "人员名单.xlsx"
    rows = [dict(zip(("name", "role", "mail"), one, strict=True)) for one in people]
    write_workbook(path, ROSTER, {Person: [r | {"department": "华南客户部"} for r in rows]})
    return path


def made(*files: Path, kind: str = "", journal: Path | None = None) -> Forms:
    """The forms of some workbooks of one folder, on a day after the month."""
    return forms(asked(files[0].parent, "2012-05-02", journal), files, kind)


@dataclass(frozen=True)
class Form:
    """A page of a form as a person reads it."""

    sheet: Worksheet

    @property
    def rows(self) -> list[list[Any]]:
        """What stands in each row, from left to right, without what is empty."""
        rows = ([cell for cell in row if cell is not None] for row in self.sheet.values)
        return [row for row in rows if row]

    @property
    def texts(self) -> list[Any]:
        """All that stands on the page."""
        return [value for row in self.rows for value in row]

    @property
    def title(self) -> str:
        """The largest text of the page."""
        cells = (cell for row in self.sheet for cell in row if cell.value is not None)
        return str(max(cells, key=lambda cell: cell.font.sz).value)

    def value(self, label: str) -> Any:
        """What stands in the box with a label; None where it is empty."""
        labels = [cell for row in self.sheet for cell in row if cell.value == label]
        assert labels, f"no box is called {label}: {self.texts}"
        return self.sheet.cell(labels[-1].row, labels[-1].column + 4).value

    @property
    def corner(self) -> list[str]:
        """The lines at the upper right."""
        return str(self.sheet.cell(1, 15).value or "").split("\n")

    @property
    def reference(self) -> str:
        """The line under the title."""
        return str(self.sheet.cell(3, 1).value)

    @property
    def page(self) -> str:
        """Which page it is of how many."""
        return str(self.sheet.cell(3, 19).value)


def pages(path: Path, title: str = "") -> list[Form]:
    """The pages of a workbook of forms, or those with a title."""
    found = [Form(sheet) for sheet in openpyxl.load_workbook(path)]
    return [form for form in found if not title or form.title == title]
