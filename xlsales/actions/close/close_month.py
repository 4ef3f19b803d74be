"""月末核算, 关账: a folder's month read, judged, drawn up, written, and frozen where asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from xlsales.actions.asked import Asked, month_of_text
from xlsales.actions.close.account_pages import accounts_page, splits_page, unbooked_page
from xlsales.actions.close.closing import Closing, close
from xlsales.actions.close.cover import cover_page, stopped_page
from xlsales.actions.close.debt_pages import (
    negative_page,
    rebates_page,
    receivables_page,
    sales_page,
)
from xlsales.actions.close.frozen import CLOSE, Frozen, adjustments, closed_month, payload_of
from xlsales.actions.department import Department, Verdict
from xlsales.actions.judging import read_department
from xlsales.actions.pack.findings import findings_page
from xlsales.actions.pack.parts import BACK
from xlsales.actions.pack.submissions import files_page
from xlsales.actions.reading import Progress, quiet
from xlsales.actions.refusal import Refusal
from xlsales.actions.target import target_of
from xlsales.books.form import Form
from xlsales.books.names import kind_by_name
from xlsales.books.page import Document, Page
from xlsales.core.values import dataclass
from xlsales.hosts.files.pages import write_pages
from xlsales.journal import Journal
from xlsales.tables.accounts import Adjustment
from xlsales.tables.expenses import EXPENSES
from xlsales.tables.month_end import MONTH_END
from xlsales.tables.workbooks import WORKBOOKS

DRAFT = "核算稿，尚未关账"
NEEDED_KINDS = (MONTH_END.kind, EXPENSES.kind)
ADJUSTMENTS = Form(Adjustment, formats={"item": "wrap"}, empty="与关账时相同。")


@dataclass(frozen=True)
class MonthEnd:
    """A month end that was run: what was read, its figures as they stand and as they come out now.

    `closing` holds the figures that stand, those of the day of closing where the month is closed.
    """

    department: Department
    closing: Closing
    path: Path
    status: str = DRAFT
    adjustments: tuple[Adjustment, ...] = ()


def close_month(
    wanted: Asked,
    month: str,
    output: Path | None = None,
    final: bool = False,
    progress: Progress = quiet,
) -> MonthEnd:
    """Draw up a month's accounts and write them; `final` freezes the month in the journal."""
    first = month_of_text(month)
    target = target_of(output, wanted.folder / f"月末核算结果_{first:%Y-%m}.xlsx")
    department = read_department(replace(wanted, month=first), progress)
    _demand_inputs(department, first)
    now = close(department.records, department.findings, first)
    with Journal.open(Path(department.journal["path"])) as journal:
        frozen = closed_month(journal, first)
        if final:
            _demand_closable(now, frozen)
            journal.record(CLOSE, [payload_of(now, department)], wanted.moment, wanted.clock)
            frozen = closed_month(journal, first)
    done = _month_end(department, now, frozen, target)
    write_pages(target, month_pages(done), _document(done))
    return done


def _month_end(
    department: Department, now: Closing, frozen: Frozen | None, target: Path
) -> MonthEnd:
    """The month as it stands: as closed, with what would come out otherwise now."""
    if frozen is None or now.stopped_by:
        return MonthEnd(department, now, target)
    different = tuple(adjustments(frozen.closing, now))
    stands = frozen.closing if different else now
    return MonthEnd(department, stands, target, frozen.status, different)


def _demand_inputs(department: Department, month: date) -> None:
    """Refuse a month without its workbook, or with a file of it that could not be read."""
    for seen in department.files:
        named = kind_by_name(Path(seen.file).stem, WORKBOOKS)
        kind = seen.kind or (named.kind if named else "")
        is_unread = seen.verdict in (Verdict.REJECTED, Verdict.QUARANTINED)
        if is_unread and kind in NEEDED_KINDS and seen.period in (None, month):
            raise Refusal(f"{seen.file}没有读入（{seen.reason}），不能核算；请处理后再运行")
    own = [f for f in department.files if f.kind == MONTH_END.kind and f.verdict.is_read]
    if not any(f.period in (None, month) for f in own):
        raise Refusal(f"文件夹里没有{month:%Y-%m}的{MONTH_END.kind}工作簿，不能核算；请先放入")


def _demand_closable(now: Closing, frozen: Frozen | None) -> None:
    if frozen:
        raise Refusal(f"{now.month:%Y-%m}{frozen.status}，不能再关；以后的不同之处列在调整里")
    if not now.is_done:
        raise Refusal(f"{now.month:%Y-%m}没有核算完，不能关账；{_first_reason(now)}")


def _first_reason(now: Closing) -> str:
    if now.stopped_by:
        return f"第一处：{now.stopped_by[0]}"
    return "核对不符：" + "、".join(p.sentence for p in now.proofs if not p.holds)


def month_pages(done: MonthEnd) -> tuple[Page, ...]:
    """The pages of a month end: its cover first."""
    department, closing = done.department, done.closing
    common = (findings_page(department.findings, BACK), files_page(department.files))
    if closing.stopped_by:
        return (stopped_page(closing, department, common), *common)
    pages = (*_figure_pages(done), *common)
    return (cover_page(closing, department, pages, done.status), *pages)


def _figure_pages(done: MonthEnd) -> Iterator[Page]:
    closing, policy = done.closing, done.department.policy
    if done.adjustments:
        yield adjustments_page(done.adjustments)
    yield accounts_page(closing, policy)
    yield splits_page(closing, policy)
    yield rebates_page(closing, policy)
    yield receivables_page(closing, policy)
    yield negative_page(closing)
    yield sales_page(closing, policy)
    yield unbooked_page(closing.unbooked)


def adjustments_page(rows: Sequence[Adjustment]) -> Page:
    """The sheet 调整: what comes out otherwise than when the month was closed."""
    name = Adjustment.table.sheet
    line = "本月已关账，各表仍是关账时的数；现在算出来不同的列在这里，请在以后的月份里调整。"
    return Page(name, name, (line, BACK), (ADJUSTMENTS.grid(rows),))


def _document(done: MonthEnd) -> Document:
    department = done.department
    title = f"月末核算 {done.closing.month:%Y-%m}"
    moment = department.occasion.moment
    return Document(title, department.settings.company, moment, department.folder)
