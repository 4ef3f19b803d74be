"""Small departments for the tests: real workbooks in a real folder, run with a real journal."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsales.actions.asked import Asked
from xlsales.actions.department import Department
from xlsales.actions.judging import read_department
from xlsales.core.record import Record, Workbook
from xlsales.core.rulebook import shipped
from xlsales.hosts.files.templates import write_workbook
from xlsales.tables.log import CUSTOMER_LOG, Contact
from xlsales.tables.parameters import POLICY_VALUES, PolicyValue
from xlsales.tables.roster import ROSTER, Person
from xlsales.tables.weekly import WEEKLY_REPORT, Activity, Opportunity

SAMPLES = Path(__file__).parents[2] / "workbooks" / "samples"
PLANTED = SAMPLES.parent / "samples-planted.json"
WEEK = date(2012, 4, 23)
DEADLINE = datetime(2012, 4, 30, 9)
CLOCK = datetime(2012, 6, 1)

OPPORTUNITY: dict[str, object] = {
    "customer": "海天科技",
    "product": "CPM",
    "stage": "接触",
    "amount": 1000,
    "first_contact": date(2012, 4, 2),
    "progress": "谈方案",
}
ACTIVITY: dict[str, object] = {"day": WEEK, "kind": "电话", "customer": "海天科技", "content": "谈"}
CONTACT: dict[str, object] = {
    "day": date(2012, 4, 3),
    "customer": "海天科技",
    "channel": "电话",
    "content": "谈",
}
Rows = Mapping[type[Record], Sequence[Mapping[str, object]]]


def copy_of_samples(folder: Path) -> Path:
    """The samples, where a run may write."""
    return Path(shutil.copytree(SAMPLES, folder / "部门"))


def planted() -> dict[str, Any]:
    """What the generator says that it planted in the samples."""
    return json.loads(PLANTED.read_text("utf-8"))


def roster(folder: Path, *people: Mapping[str, object]) -> None:
    """A roster with these people."""
    write_workbook(folder / "人员名单.xlsx", ROSTER, {Person: people})


def manager(name: str, **more: object) -> dict[str, object]:
    """A row of the roster for an account manager."""
    return {"name": name, "role": "客户经理", **more}


def report(folder: Path, name: str, week: date = WEEK, rows: Rows | None = None) -> Path:
    """A weekly report, by default with one row in each sheet."""
    given = {Opportunity: [OPPORTUNITY], Activity: [{**ACTIVITY, "day": week}], **(rows or {})}
    return _written(folder, WEEKLY_REPORT, f"周报告_{name}_{week}", given)


def log(folder: Path, name: str, month: str = "2012-04") -> Path:
    """A customer log with one row."""
    return _written(folder, CUSTOMER_LOG, f"客户日志_{name}_{month}", {Contact: [CONTACT]})


def _written(folder: Path, workbook: Workbook, stem: str, rows: Rows) -> Path:
    path = folder / f"{stem}.xlsx"
    write_workbook(path, workbook, rows)
    return path


def judged(folder: Path, moment: datetime, week: date = WEEK) -> Department:
    """The folder read and judged at a moment, with a journal that lies beside it."""
    journal = folder.parent / "journal.sqlite"
    return read_department(Asked(folder, moment, max(CLOCK, moment), week=week, journal=journal))


def found(department: Department, *codes: str) -> list[tuple[str, str]]:
    """The cells and codes of the findings with some codes, or of all."""
    return [(str(f.where), f.code) for f in department.findings if not codes or f.code in codes]


def values(folder: Path, *rows: tuple[str, str, str]) -> None:
    """A company's own values: clause, parameter and value, from the clause's first day on."""
    stated = [
        {
            "clause": clause, "parameter": name, "value": value,
            "since": shipped().latest(clause).since, "source": "公司决定",
        }
        for clause, name, value in rows
    ]  # fmt: skip
    write_workbook(folder / "制度参数.xlsx", POLICY_VALUES, {PolicyValue: stated})
