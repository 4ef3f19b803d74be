"""漏斗汇总 and 漏斗分析: all opportunities of the week, their totals and what moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from xlsales.actions.pack.parts import BACK, LEVELS, SOURCE
from xlsales.books.form import Form
from xlsales.books.page import Chart, Page
from xlsales.core.records import Records
from xlsales.tables.meeting import Change, ChangeTotal, Movement, PersonTotal, StageTotal
from xlsales.tables.weekly import FunnelStage, Opportunity

ALL, ANALYSIS = "漏斗汇总", "漏斗分析"
MOST_PEOPLE = 30
ALL_FORM = Form(
    Opportunity,
    source=SOURCE,
    omit=("week", "number"),
    formats={"progress": "wrap"},
    totals=("amount",),
    empty="本周没有读到漏斗。",
)
STAGES = Form(StageTotal, "按阶段", totals=("count", "amount", "weighted"))
PEOPLE = Form(
    PersonTotal,
    "按客户经理（不含流失，按加权金额排列）",
    totals=("count", "amount", "weighted", "new", "advanced", "stuck", "lost"),
    empty="本周没有读到漏斗。",
)
CHANGES = Form(ChangeTotal, "与上周相比", totals=("count", "amount", "difference"))
MOVES = Form(Movement, "逐个机会的变化", levels=LEVELS, empty="没有可比的机会。")
STAGE_GRID, CHANGE_GRID, PEOPLE_GRID = 0, 1, 2
ORDER = (
    Change.LOST, Change.BACK, Change.DROPPED, Change.STUCK, Change.NEW, Change.ADVANCED
)  # fmt: skip


def funnel_page(records: Records, week: date) -> Page:
    """The sheet 漏斗汇总: every row reported for the week, each with a link to its cell."""
    rows = [o for o in records[Opportunity] if o.week == week]
    rows.sort(key=lambda o: (o.manager, o.place.book, o.row))
    people = len({o.manager for o in rows})
    line = f"{people}位客户经理的{len(rows)}行，逐行照原表；点击来源可打开原表的单元格。"
    return Page(ALL, ALL, (line, BACK), (ALL_FORM.grid(rows),))


def analysis_page(records: Records) -> Page:
    """The sheet 漏斗分析: totals by person, stage and change, then each movement."""
    people = sorted(records[PersonTotal], key=lambda p: -p.weighted)
    stages = records[StageTotal]
    moves = sorted(records[Movement], key=lambda m: (ORDER.index(m.change), m.person, m.customer))
    changes = list(change_totals(moves))
    line = (
        "加权金额=预计金额×成交概率；没有填概率的，按制度里该阶段的默认概率。变化与上周的漏斗相比。"
    )
    grids = (
        STAGES.grid(stages),
        CHANGES.grid(changes),
        PEOPLE.grid(people),
        MOVES.grid(moves),
    )
    return Page(ANALYSIS, ANALYSIS, (line, BACK), grids, _charts(people), landscape=False)


def _charts(people: Sequence[PersonTotal]) -> tuple[Chart, ...]:
    shown = f"（前{MOST_PEOPLE}位）" if len(people) > MOST_PEOPLE else ""
    weighted, change = PEOPLE.place("weighted"), CHANGES.place("count")
    moved = tuple(map(PEOPLE.place, ("new", "advanced", "stuck", "lost")))
    return (
        funnel_chart("", "amount"),
        Chart("column", "与上周相比的机会数", 0, (change,), CHANGE_GRID),
        Chart("bar", f"各人加权金额（元）{shown}", 0, (weighted,), PEOPLE_GRID, first=MOST_PEOPLE),
        Chart("stacked", f"各人漏斗的变化{shown}", 0, moved, PEOPLE_GRID, first=MOST_PEOPLE),
    )


def funnel_chart(page: str, name: str) -> Chart:
    """The funnel by stage, without what was lost; `name` is count, amount or weighted."""
    title = {"count": "销售漏斗（机会数）", "amount": "销售漏斗（预计金额，元）"}[name]
    stages = len(FunnelStage) - 1
    return Chart("funnel", title, 0, (STAGES.place(name),), STAGE_GRID, first=stages, page=page)


def people_chart(page: str, first: int) -> Chart:
    """The weighted amounts of the people with most."""
    title = f"加权金额前{first}位（元）"
    return Chart("bar", title, 0, (PEOPLE.place("weighted"),), PEOPLE_GRID, first=first, page=page)


def change_totals(moves: Iterable[Movement]) -> Iterator[ChangeTotal]:
    """How many opportunities changed in each way, and by what amount."""
    listed = tuple(moves)
    zero = Decimal("0.00")
    for change in Change if listed else ():
        own = [m for m in listed if m.change is change]
        yield ChangeTotal(
            change=change,
            count=len(own),
            amount=sum((m.amount for m in own), zero),
            difference=sum((m.difference for m in own), zero),
        )
