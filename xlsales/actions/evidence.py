"""One page for each conflict: both sides, their time line, the proposal, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from xlsales.actions.conflicts import conflict_rows, owners, settled
from xlsales.books.form import Form
from xlsales.books.page import Chart, Field, Grid, Page
from xlsales.core.rule import Level
from xlsales.tables.conflicts import Conflict, ConflictRow, Event, EvidenceRow, Side, Source

SUMMARY = "冲突筛查"
LIMITS = (
    "说明：首次收到以提交台账为准，文件时间和文档属性不作证据。",
    "日志每月提交，在两次提交之间补写的日期，台账看不出来；标明导入的时间是事后给的，只供参考。",
    "“需要说明”是请当事人解释，不是认定作假；归属由客户总监裁定。",
)
SIDE_FIELDS = ("id", "likeness", "score", "reason", "proposal", "state", "owner", "ruling", "by")
EVENTS = Form(EvidenceRow, "时间线上的记录", formats={"text": "wrap", "explain": "wrap"})


def evidence_pages(conflicts: Sequence[Conflict]) -> tuple[Page, ...]:
    """A summary of all conflicts, then a page for each that is not only to be checked."""
    return (summary_page(conflicts), *(evidence_page(c) for c in conflicts))


def summary_page(conflicts: Sequence[Conflict]) -> Page:
    """The sheet 冲突筛查 with the director's decision columns."""
    form = Form(
        ConflictRow,
        choices={"owner": owners(conflicts)},
        formats={"customers": "wrap", "reason": "wrap", "notes": "wrap", "proposal": "wrap",
                 "ruling": "wrap", "state": "wrap"},
        levels={"待裁定": Level.WARNING},
        empty="没有发现冲突",
    )  # fmt: skip
    line = "在任何一方的行里填写裁定归属和裁定理由，保存在本文件夹，再次汇总即登记。"
    return Page(SUMMARY, SUMMARY, (line,), (form.grid(conflict_rows(conflicts)),))


def evidence_page(conflict: Conflict) -> Page:
    """The evidence sheet of one conflict."""
    sides = Form(ConflictRow, "各方", omit=SIDE_FIELDS,
                 formats={"customers": "wrap", "notes": "wrap"})  # fmt: skip
    return Page(
        conflict.id,
        f"冲突证据 {conflict.customer}",
        tuple(_lines(conflict)),
        (
            _spans(conflict),
            sides.grid(conflict_rows([conflict])),
            EVENTS.grid(_rows(conflict)),
        ),
        (Chart("timeline", "各方的时间线", 0, (1, 2)),),
        main=None,
        single=True,
    )


def _lines(conflict: Conflict) -> Iterator[str]:
    alike = f"{conflict.reason}，相似{conflict.score:.0%}"
    yield f"编号{conflict.id}，{conflict.likeness.value}（{alike}）"
    yield f"裁定情况：{settled(conflict)}"
    if conflict.ruling:
        ruling = conflict.ruling
        yield f"裁定：{ruling.by}裁定归{ruling.owner}，理由：{ruling.reason}"
    yield f"建议：{conflict.proposal}"
    yield f"按日志所写日期的先后：{'、'.join(conflict.by_claim)}"
    yield f"按首次收到的先后：{'、'.join(conflict.by_seen)}"
    yield from LIMITS


def _spans(conflict: Conflict) -> Grid:
    """What the time line draws: for each side, spans of days from a first day on."""
    fields = (Field("时间段", width=24), Field("从", "date"), Field("天数", "count"))
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


def _rows(conflict: Conflict) -> Iterable[EvidenceRow]:
    """All events in the order of their days."""
    events = sorted(
        (e for s in conflict.sides for e in s.events), key=lambda e: (e.day, e.person, e.where)
    )
    return [_row(e) for e in events]


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
