"""客户佣金, 应收账龄, 坏账冲减, 年度销售额: what is owed by and to customers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from xlsales.actions.close.closing import Closing
from xlsales.actions.close.explained import (
    Computed,
    cell,
    column,
    day,
    explained,
    in_force,
    note,
    whole,
    within,
)
from xlsales.actions.pack.parts import BACK
from xlsales.books.form import Form
from xlsales.books.page import Page
from xlsales.core.policy import Policy
from xlsales.core.rule import Level
from xlsales.figures.money import rebate_rank
from xlsales.rules.c08_receivables import DEPARTMENT
from xlsales.tables.accounts import (
    AnnualSales,
    NegativeIncome,
    RebateLine,
    ReceivableLine,
    Stage,
)
from xlsales.tables.applications import Rank

MOST_NOTES = 1000
REBATES = Form(
    RebateLine, totals=("due", "paid", "unpaid", "fine"), empty="本月没有付给客户的佣金。"
)
RECEIVABLES = Form(
    ReceivableLine,
    totals=("amount", "received", "outstanding"),
    formats={"progress": "wrap"},
    levels={
        Stage.REPORTABLE: Level.ERROR,
        Stage.WEEKLY_REPORT: Level.WARNING,
        Stage.WATCH: Level.NOTICE,
    },
    empty="没有未收回的账款。",
)
NEGATIVE = Form(NegativeIncome, totals=("amount",), empty="今年没有董事会批准的坏账、呆账。")
SALES = Form(AnnualSales, empty="今年还没有收款。")
ADVICE = "只是建议，须确认和法务审核"
STAGES = (
    ("C8.3", Stage.REPORTABLE),
    ("C8.2", Stage.WEEKLY_REPORT),
    ("C8.1", Stage.WATCH),
)


def rebates_page(closing: Closing, policy: Policy) -> Page:
    """The sheet 客户佣金: who must approve each rebate, whether it was paid, the fine proposed."""
    due, paid, unpaid = (cell(REBATES, name) for name in ("due", "paid", "unpaid"))

    def times(line: RebateLine) -> int:
        clause = policy("C6.5", on=line.day)
        return int(clause["times"]) if clause else 0

    fields = {
        "unpaid": Computed[RebateLine](
            lambda r: f"MAX(0,ROUND({due}-{paid},2))",
            lambda r: _said(policy, r, "unpaid", {"应付": r.due, "减实付": r.paid}),
        ),
        "fine": Computed[RebateLine](
            lambda r: f"ROUND({unpaid}*{times(r)},2)",
            lambda r: _said(
                policy, r, "fine", {"未付": r.unpaid, "倍数": times(r), "注意": ADVICE}
            ),
        ),
        "required": Computed[RebateLine](
            lambda r: _required(policy, r),
            lambda r: _said(policy, r, "required", {"累计佣金": r.granted, "累计收款": r.received}),
        ),
    }
    grid = explained(REBATES, closing.rebates, fields, MOST_NOTES)
    name = RebateLine.table.sheet
    line = "罚款只是建议，由负责人在确认栏确认；付给客户单位自己人员的佣金须经法务审核。"
    return Page(name, name, (line, BACK), (grid,))


def _said(policy: Policy, line: RebateLine, name: str, inputs: Mapping[str, object]) -> str:
    """The note of a field of a rebate."""
    clause = in_force(policy, "C6.2" if name == "required" else "C6.5", line.day)
    value = getattr(line, name)
    return note(clause, value.value if isinstance(value, Rank) else value, inputs)


def _required(policy: Policy, line: RebateLine) -> str:
    """The formula of the post that must approve a rebate.

    Empty where no receipt tells, or where the rounding to the fen does and not the share alone.
    """
    own, director, beyond = (policy(id, on=line.day) for id in ("C6.1", "C6.2", "C6.3"))
    if not (own and director and beyond and line.required):
        return ""
    if rebate_rank(line.granted / line.received, policy, line.day) != line.required.value:
        return ""
    share = f"{cell(REBATES, 'granted')}/{cell(REBATES, 'received')}"
    upper = f'IF({within(director["share"], share)},"{director["rank"]}","{beyond["rank"]}")'
    return f'IF({within(own["share"], share)},"{own["rank"]}",{upper})'


def receivables_page(closing: Closing, policy: Policy) -> Page:
    """The sheet 应收账龄: what is outstanding, for how many calendar months, at which stage."""
    on, clause = closing.last_day, in_force(policy, "C8.1", closing.last_day)
    due, amount, received = (cell(RECEIVABLES, n) for n in ("due", "amount", "received"))
    stage = _stage(policy, on)
    fields = {
        "outstanding": Computed[ReceivableLine](
            lambda r: f"ROUND({amount}-{received},2)",
            lambda r: note(clause, r.outstanding, {"应收": r.amount, "减已收": r.received}),
        ),
        "months": Computed[ReceivableLine](
            lambda r: _months(due, on),
            lambda r: note(clause, r.months, {"到期": r.due, "看到": on}),
        ),
        "stage": Computed[ReceivableLine](
            lambda r: stage,
            lambda r: note(clause, r.stage.value, {"看到": on, "逾期月数": r.months}),
        ),
    }
    grid = explained(RECEIVABLES, closing.receivables, fields, MOST_NOTES)
    name = ReceivableLine.table.sheet
    line = f"看到{on}。月按日历月算，到期日当天不算逾期；已批准的坏账、呆账列在坏账冲减。"
    return Page(name, name, (line, BACK), (grid,))


def _months(due: str, on: date) -> str:
    """The formula of the whole calendar months by which something is overdue."""
    count = f"({on.year}-YEAR({due}))*12+{on.month}-MONTH({due})"
    return f"MAX(0,{count}-IF({day(on)}>EDATE({due},{count}),0,1))"


def _stage(policy: Policy, on: date) -> str:
    """The formula of the stage, by the clauses in force on the day."""
    months = cell(RECEIVABLES, "months")
    text = f'"{Stage.OVERDUE.value}"'
    for id, stage in reversed(STAGES):
        clause = policy(id, on=on)
        if clause:
            text = f'IF({months}>={clause["after"]},"{stage.value}",{text})'
    return f'IF({day(on)}<={cell(RECEIVABLES, "due")},"{Stage.NOT_DUE.value}",{text})'


def negative_page(closing: Closing) -> Page:
    """The sheet 坏账冲减: what the board wrote off this year."""
    name = NegativeIncome.table.sheet
    line = "董事会今年批准的坏账、呆账，按未收金额算作等额负收入。"
    return Page(name, name, (line, BACK), (NEGATIVE.grid(closing.negative),))


def sales_page(closing: Closing, policy: Policy) -> Page:
    """The sheet 年度销售额: the year's receipts of each manager and of all, less what was lost."""
    clause = policy.latest("C8.4")
    person, gross, negative = (cell(SALES, n) for n in ("person", "gross", "negative_income"))
    lost = f"SUMIF({column(NEGATIVE, 'manager')},{person},{column(NEGATIVE, 'amount')})"
    all_lost = whole(NEGATIVE, "amount")
    fields = {
        "negative_income": Computed[AnnualSales](
            lambda s: all_lost if s.person == DEPARTMENT else lost,
            lambda s: note(clause, s.negative_income, {"见坏账冲减": f"{s.person}合计"}),
        ),
        "net": Computed[AnnualSales](
            lambda s: f"ROUND({gross}-{negative},2)",
            lambda s: note(clause, s.net, {"冲减前": s.gross, "减负收入": s.negative_income}),
        ),
    }
    grid = explained(SALES, closing.sales, fields, MOST_NOTES)
    name = AnnualSales.table.sheet
    line = f"今年1月1日到{closing.last_day}实际收到的款；负收入在个人和{DEPARTMENT}各减一次。"
    return Page(name, name, (line, BACK), (grid,), landscape=False)
