"""One page for each conflict: both sides, their time line, the proposal, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from xlsales.actions.conflicts import conflict_rows, owners
from xlsales.books.form import Form, link
from xlsales.books.page import Cell, Chart, Field, Grid, Link, Page
from xlsales.core.kinds import text_of
from xlsales.core.record import Ref
from xlsales.rules.c07_conflicts import state_of
from xlsales.tables.conflicts import Conflict, ConflictRow, Event, EvidenceRow, Side, Source

SUMMARY = "冲突筛查"
BACK = Link(f"← 回{SUMMARY}", Ref("", SUMMARY, 1, "A"))
LIMITS = (
    "说明：首次收到以提交台账为准，文件时间和文档属性不作证据。",
    "日志每月提交，在两次提交之间补写的日期，台账看不出来；标明导入的时间是事后给的，只供参考。",
    "“需要说明”是请当事人解释，不是认定作假；归属由客户总监裁定。",
)
SHOWN = ("customers", "claimed", "seen", "credible", "contacts", "longest_gap", "last", "stage",
         "notes", "source")  # fmt: skip
SIDES_FROM = 3
"""The columns that the names of the rows cover, so that each side gets a broad one."""
SIDE_WIDTH = 40
MOST_EVENTS, AT_EACH_END = 45, 9
WIDTHS = {"customers": 20, "reason": 12, "notes": 20, "proposal": 32, "ruling": 16}
"""The widths of the texts in the sheet 冲突筛查, which are wrapped."""
LEFT_OUT = ("longest_gap", "last", "stage")
EVENTS = Form(
    EvidenceRow, "时间线上的记录", formats={"text": "wrap", "explain": "wrap"}, empty="没有记录"
)


def evidence_pages(conflicts: Sequence[Conflict], *lines: str) -> tuple[Page, ...]:
    """A summary of all conflicts, then a page for each."""
    return (summary_page(conflicts, conflicts, *lines), *map(evidence_page, conflicts))


def summary_page(
    conflicts: Sequence[Conflict], shown: Iterable[Conflict], *lines: str | Link
) -> Page:
    """The sheet 冲突筛查 with the director's decision columns, under some lines of text.

    The numbers of the conflicts that are shown lead to their evidence.
    """
    form = Form(
        ConflictRow,
        choices={"owner": owners(conflicts)},
        omit=LEFT_OUT,
        formats={**dict.fromkeys(WIDTHS, "wrap"), "seen": "date"},
        empty="没有发现冲突",
    )
    grid = form.grid(conflict_rows(conflicts))
    both = zip(grid.fields, form.columns, strict=True)
    fields = tuple(replace(f, width=WIDTHS.get(c.name, f.width)) for f, c in both)
    ways: dict[Cell, Link] = {c.id: Link(c.id, Ref("", c.id, 1, "A")) for c in shown}
    rows = [[ways.get(number, number), *row] for number, *row in grid.rows]
    line = "在任何一方的行里填写裁定归属和裁定理由，保存在本文件夹，再次汇总即登记。"
    return Page(SUMMARY, SUMMARY, (line, *lines), (replace(grid, fields=fields, rows=rows),))


def evidence_page(conflict: Conflict) -> Page:
    """The evidence sheet of one conflict."""
    return Page(
        conflict.id,
        f"冲突证据 {conflict.customer}",
        (*_lines(conflict), BACK),
        (_sides(conflict), _spans(conflict), _events(conflict)),
        (Chart("timeline", "各方的时间线", 0, (1, 2), grid=1),),
        landscape=False,
        charts_above=1,
        main=None,
        single=True,
    )


def _sides(conflict: Conflict) -> Grid:
    """The sides beside one another: a row for each of their columns in the sheet 冲突筛查."""
    rows = conflict_rows([conflict])
    widths = [1, 2, 1, 1, *([2] * len(rows))]
    fields = [
        Field(row.person, "wrap", SIDE_WIDTH, span=span)
        for row, span in zip(rows, widths, strict=False)
    ]
    shown = [
        (ConflictRow.column(name).heading, *(_shown(getattr(row, name)) for row in rows))
        for name in SHOWN
    ]
    return Grid((Field("各方", span=SIDES_FROM), *fields), shown)


def _shown(value: object) -> Cell:
    return link(value) if isinstance(value, Ref) else text_of(value)


def _lines(conflict: Conflict) -> Iterator[str]:
    alike = f"{conflict.reason}，相似{conflict.score:.0%}"
    yield f"编号{conflict.id}，{conflict.likeness.value}（{alike}）"
    if conflict.ruling:
        yield f"裁定：{state_of(conflict)}"
    yield f"建议：{conflict.proposal}"
    yield f"按日志所写日期的先后：{'、'.join(conflict.by_claim)}"
    days = {side.seen.date() for side in conflict.sides}
    order = "、".join(conflict.by_seen) if len(days) > 1 else f"都在{min(days)}"
    yield f"按首次收到的先后：{order}"
    yield from LIMITS


def _spans(conflict: Conflict) -> Grid:
    """What the time line draws: for each side, spans of days from a first day on."""
    fields = (Field("时间段", span=SIDES_FROM), Field("从", "date"), Field("天数", "count"))
    rows = [
        (f"{side.person} {what}", first, (last - first).days + 1)
        for side in conflict.sides
        for what, first, last in _spans_of(side)
    ]
    return Grid(fields, rows, "时间段")


def _spans_of(side: Side) -> Iterator[tuple[str, date, date]]:
    """What a side writes, what of it was in the journal, and what is believed."""
    logged = [e for e in side.events if e.source is Source.LOG]
    handed_in = [e.seen.date() for e in side.events if e.seen]
    if side.funnel_claim:
        yield "漏斗所写首次接触", side.funnel_claim, side.funnel_claim
    if logged:
        yield "日志所写", min(e.day for e in logged), max(e.day for e in logged)
    if handed_in:
        yield "台账收到", min(handed_in), max(handed_in)
    if side.credible and side.last:
        yield "可信并持续", side.credible, side.last


def _events(conflict: Conflict) -> Grid:
    """What happened, day by day; of very much, each side's first and last and what is explained."""
    every = {side.person: side.events for side in conflict.sides}
    total = sum(map(len, every.values()))
    shown = [
        event
        for own in every.values()
        for place, event in enumerate(own)
        if total <= MOST_EVENTS or event.explain or min(place, len(own) - 1 - place) < AT_EACH_END
    ]
    shown.sort(key=lambda e: (e.day, e.person, e.where))
    grid = EVENTS.grid(map(_row, shown))
    if len(shown) == total:
        return grid
    left = f"（共{total}条，这里列出{len(shown)}条：各方最早、最近的和需要说明的）"
    return replace(grid, title=grid.title + left)


def _row(event: Event) -> EvidenceRow:
    return EvidenceRow(
        day=event.day,
        person=event.person,
        source=event.source,
        text=event.text,
        seen=event.seen,
        counts_from=event.counts_from,
        explain=event.explain,
        where=event.where,
    )
