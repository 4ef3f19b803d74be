"""演示: a department's month made up, handed in week by week, and everything run on it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from xlsales.actions.asked import Asked
from xlsales.actions.close.close_month import close_month
from xlsales.actions.consolidate import consolidate
from xlsales.actions.department import Department
from xlsales.actions.forms import forms
from xlsales.actions.reading import Progress, quiet
from xlsales.actions.refusal import Refusal
from xlsales.actions.screening import screen
from xlsales.actions.target import folder_of
from xlsales.core.rule import Level
from xlsales.core.values import dataclass
from xlsales.demo.generator import Planted, department, weeks_of
from xlsales.tables.agreements import AGREEMENTS
from xlsales.tables.applications import APPLICATIONS
from xlsales.tables.conflicts import Conflict
from xlsales.tables.expenses import EXPENSES
from xlsales.tables.month_end import MONTH_END as MONTH_END_BOOK

PEOPLE, SEED = 30, 2012
MONTH = date(2012, 4, 1)
WEEK = timedelta(days=7)
MONTH_END = datetime(2012, 5, 2, 10)
MEETING, STRAGGLERS = time(8, 50), time(9, 30)
LATE_EVERY = 11


@dataclass(frozen=True)
class Shown:
    """What a demonstration made: the department as last judged, what was planted, its results."""

    folder: Path
    journal: Path
    planted: Planted
    department: Department
    results: tuple[Path, ...]


def demo(folder: Path, progress: Progress = quiet) -> Shown:
    """Make up a department's month, hand it in as it came, and write its packs week by week."""
    if folder_of(folder).exists() and any(folder.iterdir()):
        raise Refusal(f"文件夹“{folder}”不是空的，没有改动；请换一个，或先清空它")
    inbox, journal = folder / "部门", folder / "提交台账.sqlite"
    weeks = weeks_of(MONTH)
    with tempfile.TemporaryDirectory() as place:
        made = Path(place)
        planted = department(made, PEOPLE, weeks, SEED, has_money=True)
        for number, week in enumerate(weeks):
            progress(number, len(weeks) + 1, str(week))
            judged, _ = _one_week(made, inbox, journal, week)
        progress(len(weeks), len(weeks) + 1, str(MONTH))
    results = (*sorted(inbox.glob("周例会_*.xlsx")), *_month_end(inbox, journal, folder))
    return Shown(folder, journal, planted, judged, results)


def _one_week(made: Path, inbox: Path, journal: Path, week: date) -> tuple[Department, Path]:
    """Hand in a week's workbooks: most before the meeting, some after it; a pack both times."""
    due = week + WEEK
    files = sorted(_arriving(made, week))
    late = set(files[LATE_EVERY - 1 :: LATE_EVERY])
    for moment, arrived in ((MEETING, [f for f in files if f not in late]), (STRAGGLERS, late)):
        _hand_in(made, inbox, arrived)
        asked = Asked(inbox, datetime.combine(due, moment), datetime.now(), journal=journal)
        packed = consolidate(asked, str(week))
    return packed


def _arriving(made: Path, week: date) -> Iterator[Path]:
    """The workbooks that come in for a week: its reports; at the month's end all the others."""
    is_last = week == weeks_of(MONTH)[-1]
    for path in made.rglob("*.xlsx"):
        folders = {parent.name for parent in path.parents}
        is_weekly = any(str(w) in folders for w in weeks_of(MONTH))
        is_standing = path.parent == made and f"{MONTH:%Y-%m}" not in path.name
        if str(week) in folders or is_standing or (is_last and not is_weekly):
            yield path


def _hand_in(made: Path, inbox: Path, files: Iterable[Path]) -> None:
    for path in files:
        target = inbox / path.relative_to(made)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)


def _month_end(inbox: Path, journal: Path, folder: Path) -> Iterator[Path]:
    """The month's accounts, the conflicts with their evidence, and the forms to be signed."""
    asked = Asked(inbox, MONTH_END, datetime.now(), journal=journal)
    yield close_month(asked, str(MONTH), folder / f"月末核算结果_{MONTH:%Y-%m}.xlsx").path
    yield screen(asked, folder / "冲突筛查.xlsx")[1]
    kinds = (EXPENSES.kind, APPLICATIONS.kind, AGREEMENTS.kind, MONTH_END_BOOK.kind)
    files = [p for p in sorted(inbox.rglob("*.xlsx")) if p.name.startswith(kinds)]
    forms(asked, files, output=folder / "单据")
    yield folder / "单据"


def told(shown: Shown) -> Iterator[str]:
    """What was found and where the results are, line by line."""
    judged = shown.department
    yield f"演示部门：{len(shown.planted.managers)}位客户经理，{MONTH.year}年{MONTH.month}月"
    yield from judged.summary
    counts = "，".join(f"{level.value}{judged.count(level)}" for level in Level)
    yield f"发现：{counts}；其中故意埋下的错误{len(shown.planted.faults)}处"
    yield f"疑似冲突：{len(judged.records[Conflict])}个"
    yield "结果："
    yield from (f"  {path}" for path in shown.results)
    yield f"  {shown.journal}（提交台账）"
