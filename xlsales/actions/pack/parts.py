"""What the sheets of the pack have in common: names, the way back, levels of words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from xlsales.books.form import Form
from xlsales.books.page import Link, Page
from xlsales.core.record import Record, Ref
from xlsales.core.rule import Level
from xlsales.tables.meeting import Change, LogStatus, Punctuality, Validity

COVER = "首页"
SOURCE = "来源"
BACK = Link("← 回首页", Ref("", COVER, 1, "A"))
LEVELS: Mapping[object, Level] = {
    Punctuality.MISSING: Level.ERROR,
    Punctuality.EMPTY: Level.ERROR,
    Punctuality.LATE: Level.WARNING,
    LogStatus.MISSING: Level.ERROR,
    LogStatus.LATE: Level.WARNING,
    Validity.NOT_FILLED: Level.ERROR,
    Change.LOST: Level.ERROR,
    Change.BACK: Level.WARNING,
    Change.DROPPED: Level.WARNING,
    Change.NEW: Level.NOTICE,
    **{level.value: level for level in Level},
}


def sheet(name: str, title: str, line: str, form: Form, records: Iterable[Record]) -> Page:
    """A page with one grid, one line that says what it shows, and the way back to the cover."""
    return Page(name, title, (line, BACK), (form.grid(records),))


def week_text(monday: date) -> str:
    """A week as people say it, from Monday to Sunday."""
    return f"{monday} 至 {monday + timedelta(days=6)}"
