"""工作汇总 and 去向核对: what was done in the week, and whether going out was registered."""

from __future__ import annotations

from collections import Counter
from datetime import date

from xlsales.actions.pack.parts import BACK, LEVELS, SOURCE
from xlsales.books.form import Form
from xlsales.books.page import Page
from xlsales.core.clock import week_of
from xlsales.core.records import Records
from xlsales.tables.meeting import OutingStatus, UnregisteredVisit, Validity
from xlsales.tables.weekly import Activity

ALL, OUTINGS = "工作汇总", "去向核对"
CONFIRMED = ("属实", "不属实")
ALL_FORM = Form(
    Activity,
    source=SOURCE,
    omit=("week",),
    formats={"content": "wrap", "result": "wrap"},
    empty="本周没有读到工作。",
)
OUTING_FORM = Form(
    OutingStatus,
    "登记",
    levels=LEVELS,
    formats={"reason": "wrap"},
    choices={"confirmed": CONFIRMED},
    empty="本周没有去向登记。",
)
VISIT_FORM = Form(
    UnregisteredVisit,
    "没有有效登记的拜访",
    spans={"sheet": 2, "confirmed": 3},
    choices={"confirmed": CONFIRMED},
    empty="本周的拜访都有有效登记。",
)


def work_page(records: Records, week: date) -> Page:
    """The sheet 工作汇总: every row reported for the week, each with a link to its cell."""
    rows = [a for a in records[Activity] if a.week == week]
    rows.sort(key=lambda a: (a.manager, a.day, a.place.book, a.row))
    counted = Counter(a.kind.value for a in rows).most_common()
    kinds = "，".join(f"{kind}{count}" for kind, count in counted)
    line = f"共{len(rows)}行" + (f"：{kinds}。" if kinds else "。")
    return Page(ALL, ALL, (line, BACK), (ALL_FORM.grid(rows),), landscape=False)


def outing_page(records: Records, week: date) -> Page:
    """The sheet 去向核对: the week's visits without an entry, then each entry and its worth."""
    days = week_of(week)
    entries = [o for o in records[OutingStatus] if o.day in days]
    entries.sort(key=lambda o: (o.status is Validity.VALID, o.day, o.person))
    visits = [v for v in records[UnregisteredVisit] if v.day in days]
    visits.sort(key=lambda v: (v.day, v.person))
    line = "“视为未填写(旷工)”是按制度给出的建议，由负责人核实后在“确认”一列选择属实或不属实。"
    grids = (VISIT_FORM.grid(visits), OUTING_FORM.grid(entries))
    return Page(OUTINGS, OUTINGS, (line, BACK), grids)
