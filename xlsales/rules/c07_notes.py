"""Article 7, item 5: what a director should know of a side, besides the dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from xlsales.core.days import is_workday, month_start
from xlsales.rules.c07_claims import History, Own, log_is_out, stated_by
from xlsales.tables.conflicts import Event, Side, Source

LOG_IS_OUT = "，当月的日志还没有交"
LONG_TEXT, OFTEN = 15, 3
"""From so many characters and times on, the same words are told as the same."""


def notes(own: Own, events: Sequence[Event], assigned: bool, history: History) -> Iterator[str]:
    """What the director should know of a side, besides the dates."""
    explained = [e for e in events if e.explain]
    if explained:
        yield f"{len(explained)}处日期需要说明"
    if not own.contacts:
        person = stated_by(own.rows[0].record)
        yield "没有这个客户的日志" + (LOG_IS_OUT if log_is_out(person, history) else "")
    yield from _unlogged(own, history)
    had = {a.number for a in own.agreements}
    if had:
        yield f"合同{len(had)}份"
    if own.received:
        yield f"回款{own.received}元"
    edited = sum(c.versions > 1 for _, c in own.contacts)
    if edited:
        yield f"{edited}条日志的内容后来改过"
    yield from _oddities([e for e in events if e.source is Source.LOG])
    if assigned:
        yield "人员名单中由其负责"
    if any(s.first.imported for s in own.claims):
        yield "首次收到的时间有导入的，只供参考"


def _unlogged(own: Own, history: History) -> Iterator[str]:
    """A first contact in the funnel that the log of its month does not have."""
    logged = min((c.day for c, _ in own.contacts), default=date.max)
    stated = min(own.opportunities, key=lambda s: s[0].first_contact, default=None)
    if stated and stated[0].first_contact < logged:
        manager, day = stated[0].manager, stated[0].first_contact
        if (manager, month_start(day)) in history.logs:
            yield f"漏斗写{day}首次接触，当月日志里没有"


def _oddities(logged: Sequence[Event]) -> Iterator[str]:
    """What is unusual about a log without being wrong: days off, words that repeat."""
    free = sum(not is_workday(e.day) for e in logged)
    if free:
        yield f"{free}次联系写在休息日"
    said = Counter(e.text for e in logged if len(e.text) >= LONG_TEXT)
    times = max(said.values(), default=0)
    if times >= OFTEN:
        yield f"{times}次联系的内容一字不差"


def after_rival(side: Side, others: Sequence[Side]) -> Side:
    """The side with a note on what was put in only after another side had appeared."""
    rival = min(others, key=lambda s: (s.seen, s.person))
    late = sum(e.seen is not None and e.seen > rival.seen for e in side.explanations)
    if not late:
        return side
    note = f"其中{late}处在{rival.person}首次出现（{rival.seen:%Y-%m-%d}）之后才提交"
    return replace(side, notes=(note, *side.notes))
