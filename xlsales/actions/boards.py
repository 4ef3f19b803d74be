"""The sheets that the rule-books of projects, workflows and property consultants call for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from xlsales.actions.department import Department
from xlsales.books.form import Form
from xlsales.books.page import Cell, Chart, Field, Grid, Page
from xlsales.core.clock import Period, month_of
from xlsales.core.days import add_months
from xlsales.core.policy import Policy
from xlsales.core.record import Record
from xlsales.core.records import Records
from xlsales.core.rule import Level
from xlsales.figures.discipline import DISMISSAL
from xlsales.rules.p05_development import COMPANY
from xlsales.tables.projects import (
    PROJECTS,
    CallScript,
    DevelopmentTotal,
    ProjectLine,
    StageSpan,
)
from xlsales.tables.property import PROPERTY_TEAM, Fine, FineTotal, NoHire, WeekFine
from xlsales.tables.proposals import Proposal
from xlsales.tables.workflow import (
    WORKFLOW_LEDGER,
    DisputeLine,
    DueItem,
    Standing,
    WorkflowLine,
)

KINDS = (PROJECTS.kind, WORKFLOW_LEDGER.kind, PROPERTY_TEAM.kind)
KIND_OF = {"W": WORKFLOW_LEDGER.kind, "S": PROPERTY_TEAM.kind}
"""The kind of workbook whose rows a proposal comes from, by the letter of its clause."""

OUR_COMPANY = "我们公司"
CONFIRMED = ("属实", "不属实")
BOARD = Form(ProjectLine, "各项目的下一项", formats={"next_item": "wrap"}, empty="没有登记项目。")
SPANS = Form(StageSpan, "各阶段起止", empty="还没有办完的事项。")
DEVELOPMENT = Form(DevelopmentTotal, "客户开发", empty="没有登记潜在客户。")
SCRIPTS = Form(CallScript, formats={"text": "wrap"}, widths={"text": 72})
STANDINGS = {
    Standing.MISSED: Level.ERROR,
    Standing.LATE: Level.ERROR,
    Standing.DUE: Level.NOTICE,
}
WORKFLOWS = Form(WorkflowLine, "各项流程", spans={"next_step": 2})
DUE = Form(DueItem, "须办的事", levels=STANDINGS, empty="本月和下月没有须办的事。")
DISPUTES = Form(
    DisputeLine,
    "争议的最后一天",
    levels=STANDINGS,
    formats={"remark": "wrap"},
    spans={"remark": 2},
)
TOTALS = Form(
    FineTotal,
    "每人合计",
    formats={"hint": "wrap"},
    widths={"hint": 30, "confirmed": 9},
    totals=("amount",),
    choices={"confirmed": CONFIRMED},
)
FINES = Form(Fine, "逐笔", formats={"matter": "wrap"}, totals=("amount",))
WEEKS = Form(WeekFine, totals=("fine",))
PROPOSALS = Form(
    Proposal,
    levels={DISMISSAL: Level.ERROR},
    omit=("amount", "head_amount"),
    formats={"measure": "wrap", "head_measure": "wrap", "inputs": "wrap", "hint": "wrap"},
    widths={"measure": 12, "head_measure": 14, "inputs": 34, "hint": 18, "confirmed": 9},
    choices={"confirmed": CONFIRMED},
)
NO_HIRE = Form(NoHire, "不录用名单", omit=("source",))
PROPOSED = "本表是按制度算出的建议，不是决定：请负责人核实后在“确认”一列选择，并先经法务审核。"
COUNTED = f"本表是按制度算出的建议，不是决定；在《{FineTotal.table.sheet}》里确认。"


def extra_pages(department: Department, kinds: Collection[str] = KINDS) -> tuple[Page, ...]:
    """The sheets that some kinds of workbook bring along; none for which there are no records."""
    records, policy = department.records, department.policy
    pages: list[Page] = []
    if PROJECTS.kind in kinds and _has(records, ProjectLine, DevelopmentTotal):
        pages += [project_page(records), spans_page(records)]
    if PROJECTS.kind in kinds and records[CallScript]:
        pages.append(script_page(records, department.settings.company))
    if WORKFLOW_LEDGER.kind in kinds and _has(records, WorkflowLine, DisputeLine):
        pages.append(calendar_page(records, month_of(department.occasion.today)))
    if PROPERTY_TEAM.kind in kinds and _has(records, FineTotal, WeekFine):
        pages += [fines_page(records, policy), weeks_page(records)]
    proposals = [p for p in records[Proposal] if KIND_OF[p.clause[0]] in kinds]
    hires = records[NoHire] if PROPERTY_TEAM.kind in kinds else ()
    if proposals or hires:
        pages.append(proposals_page(proposals, hires))
    return tuple(pages)


def _has(records: Records, *tables: type[Record]) -> bool:
    return any(records[table] for table in tables)


def project_page(records: Records) -> Page:
    """The sheet 项目看板: each project's next item, its stages on a time line, the prospects."""
    lines = records[ProjectLine]
    name = ProjectLine.table.sheet
    line = f"{len(lines)}个项目；没有登记负责人的事项由客户代表办。"
    charts = tuple(_project_charts(records))
    return Page(name, name, (line,), (BOARD.grid(lines),), charts, charts_above=1)


def _project_charts(records: Records) -> Iterator[Chart]:
    if records[StageSpan]:
        drawn = (SPANS.place("first"), SPANS.place("days"))
        yield Chart("timeline", "各阶段从哪天到哪天（天）", 0, drawn, 0, page=StageSpan.table.sheet)
    if records[DevelopmentTotal]:
        reached = (DEVELOPMENT.place("reached"),)
        yield Chart("funnel", "客户开发（客户数）", 0, reached, 1, page=StageSpan.table.sheet)


def spans_page(records: Records) -> Page:
    """The sheet 阶段时间: the figures that the charts of the board draw."""
    name = StageSpan.table.sheet
    grids = (SPANS.grid(records[StageSpan]), DEVELOPMENT.grid(records[DevelopmentTotal]))
    line = "一个阶段从第一项办完的那天到最后一项办完的那天；客户开发数走到每一步的客户。"
    return Page(name, name, (line,), grids, landscape=False, main=None)


def script_page(records: Records, company: str) -> Page:
    """The sheet 说辞单: every script with our company's name in it."""
    ours = company or OUR_COMPANY
    rows = [replace(s, text=s.text.replace(COMPANY, ours)) for s in records[CallScript]]
    name = CallScript.table.sheet
    line = "按《说辞》表的每一行填好；措辞可在制度参数里改。"
    return Page(name, name, (line,), (SCRIPTS.grid(rows),), landscape=False)


def calendar_page(records: Records, month: Period) -> Page:
    """The sheet 流程日历: what is due this month and next, each workflow's next step, disputes."""
    following = month_of(add_months(month.first, 1))
    grids = [DUE.grid(records[DueItem]), WORKFLOWS.grid(records[WorkflowLine])]
    disputes = records[DisputeLine]
    if disputes:
        grids.append(DISPUTES.grid(disputes))
    name = DueItem.table.sheet
    line = f"{month.first:%Y-%m}和{following.first:%Y-%m}须办的事，按最后一天排列；"
    line += "工作日按国家放假和调休安排计算。"
    return Page(name, name, (line,), tuple(grids), main=0)


def fines_page(records: Records, policy: Policy) -> Page:
    """The sheet 罚款汇总: each consultant's sum with room for three signatures, then each fine."""
    totals = records[FineTotal]
    signers = policy.latest("S10")["signers"]
    summed = {(total.person, total.month) for total in totals}
    fines = [fine for fine in records[Fine] if (fine.person, fine.month) in summed]
    signed = _signed(TOTALS.grid(totals), signers)
    matter = len(signed.fields) - len(FINES.columns) + 2
    grids = (signed, replace(FINES, spans={"matter": matter}).grid(fines))
    name = FineTotal.table.sheet
    line = f"三方签字（{'、'.join(signers)}）后，才从当月工资扣除。"
    return Page(name, name, (PROPOSED, line), grids, main=None)


def weeks_page(records: Records) -> Page:
    """The sheet 周考核: each consultant's weeks, what they lack and how many in a row."""
    weeks = sorted(records[WeekFine], key=lambda w: (w.person, w.week))
    name = WeekFine.table.sheet
    line = "当周有成交的不罚，也打断连续；以前月份的周数由提交台账记住。"
    return Page(name, name, (COUNTED, line), (WEEKS.grid(weeks),), landscape=False)


def _signed(grid: Grid, signers: Sequence[str]) -> Grid:
    """A grid with a column for the signature of each signer."""
    fields = tuple(Field(f"{signer}签字", width=14) for signer in signers)
    empty: list[Cell] = [None] * len(signers)
    rows = [[*row, *empty] for row in grid.rows]
    return replace(grid, fields=(*grid.fields, *fields), rows=rows)


def proposals_page(proposals: Iterable[Proposal], hires: Sequence[NoHire]) -> Page:
    """The sheet 处罚建议: every measure proposed against somebody, and who is not hired."""
    ordered = sorted(proposals, key=lambda p: (p.clause, p.person, p.day))
    grids = [PROPOSALS.grid(ordered)]
    if hires:
        grids.append(NO_HIRE.grid(hires))
    name = Proposal.table.sheet
    return Page(name, name, (PROPOSED,), tuple(grids), main=0)
