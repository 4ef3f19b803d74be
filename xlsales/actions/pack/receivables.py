"""催账进展: who speaks to which receivable this Monday."""

from __future__ import annotations

from xlsales.actions.pack.parts import BACK
from xlsales.books.form import Form
from xlsales.books.page import Page
from xlsales.core.records import Records
from xlsales.core.rule import Level
from xlsales.tables.accounts import ReceivableLine, Stage

NAME = "催账进展"
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
    people = "、".join(dict.fromkeys(r.manager for r in rows))
    line = (
        f"请下列客户经理逐笔说明进展：{people}。"
        if people
        else "按制度逾期较久的应收账款列在这里。"
    )
    return Page(NAME, NAME, (line, BACK), (FORM.grid(rows),))
