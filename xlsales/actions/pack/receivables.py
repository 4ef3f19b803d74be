"""催账进展: who speaks to which receivable this Monday."""

from __future__ import annotations

from xlsales.actions.pack.parts import BACK
from xlsales.books.form import Form
from xlsales.books.page import Page
from xlsales.core.records import Records
from xlsales.core.rule import Level
from xlsales.tables.accounts import ReceivableLine, Stage

NAME = "催账进展"
MOST_NAMED = 8
SPOKEN_OF = (Stage.REPORTABLE, Stage.WEEKLY_REPORT, Stage.WATCH)
FORM = Form(
    ReceivableLine,
    omit=("amount", "received"),
    levels={
        Stage.REPORTABLE: Level.ERROR,
        Stage.WEEKLY_REPORT: Level.WARNING,
        Stage.WATCH: Level.NOTICE,
    },
    formats={"progress": "wrap"},
    totals=("outstanding",),
    empty="本周没有须在例会上说明的应收账款。",
)


def receivables_page(records: Records) -> Page:
    """The sheet 催账进展: what is overdue so long that somebody has to speak of it."""
    rows = [r for r in records[ReceivableLine] if r.stage in SPOKEN_OF]
    rows.sort(key=lambda r: (SPOKEN_OF.index(r.stage), r.manager, -r.outstanding))
    people = list(dict.fromkeys(r.manager for r in rows if r.stage is not Stage.WATCH))
    more = f"等{len(people)}位" if len(people) > MOST_NAMED else ""
    line = (
        f"请{'、'.join(people[:MOST_NAMED])}{more}逐笔说明催账进展。"
        if people
        else "按制度逾期较久的应收账款列在这里。"
    )
    return Page(NAME, NAME, (line, BACK), (FORM.grid(rows),))
