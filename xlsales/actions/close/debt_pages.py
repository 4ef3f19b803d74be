"""客户佣金, 应收账龄, 坏账冲减, 年度销售额: what is owed by and to customers."""

from __future__ import annotations

from datetime import date

from xlsales.actions.close.closing import Closing
from xlsales.actions.close.explained import (
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
from xlsales.books.page import Formula, Page
from xlsales.core.policy import Policy
from xlsales.core.rule import Level
from xlsales.rules.c08_receivables import DEPARTMENT
from xlsales.tables.accounts import (
    AnnualSales,
    NegativeIncome,
    RebateLine,
    ReceivableLine,
    Stage,
)

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
STAGES = (
    ("C8.3", Stage.REPORTABLE),
    ("C8.2", Stage.WEEKLY_REPORT),
    ("C8.1", Stage.WATCH),
)


def rebates_page(closing: Closing, policy: Policy) -> Page:
    """The sheet 客户佣金: who must approve each rebate, whether it was paid, the fine proposed."""

    def unpaid(line: RebateLine) -> Formula:
        clause = policy("C6.5", on=line.day)
        inputs = {"应付": line.due, "减实付": line.paid}
        text = f"MAX(0,ROUND({cell(REBATES, 'due')}-{cell(REBATES, 'paid')},2))"
        return Formula(text, line.unpaid, note(clause, line.unpaid, inputs))

    def fine(line: RebateLine) -> Formula | None:
        clause = policy("C6.5", on=line.day)
        if clause is None:
            return None
        inputs = {
            "未付": line.unpaid,
            "倍数": clause["times"],
            "注意": "只是建议，须确认和法务审核",
        }
        text = f"ROUND({cell(REBATES, 'unpaid')}*{clause['times']},2)"
        return Formula(text, line.fine, note(clause, line.fine, inputs))

    def required(line: RebateLine) -> Formula | None:
        clauses = [policy(id, on=line.day) for id in ("C6.1", "C6.2", "C6.3")]
        own, director, beyond = clauses
        if not (own and director and beyond and line.required):
            return None
        share = f"{cell(REBATES, 'granted')}/{cell(REBATES, 'received')}"
        upper = f'IF({within(director["share"], share)},"{director["rank"]}","{beyond["rank"]}")'
        text = f'IF({within(own["share"], share)},"{own["rank"]}",{upper})'
        inputs = {"累计佣金": line.granted, "累计收款": line.received}
        said = note(director, line.required.value, inputs)
        return Formula(text, line.required.value, said)

    cells = {"unpaid": unpaid, "fine": fine, "required": required}
    grid = explained(REBATES, closing.rebates, cells, MOST_NOTES)
    name = RebateLine.table.sheet
    line = "罚款只是建议，由负责人在确认栏确认；付给客户单位自己人员的佣金须经法务审核。"
    return Page(name, name, (line, BACK), (grid,))


def receivables_page(closing: Closing, policy: Policy) -> Page:
    """The sheet 应收账龄: what is outstanding, for how many calendar months, at which stage."""
    on = closing.last_day

    def outstanding(line: ReceivableLine) -> Formula:
        inputs = {"应收": line.amount, "减已收": line.received}
        text = f"ROUND({cell(RECEIVABLES, 'amount')}-{cell(RECEIVABLES, 'received')},2)"
        clause = policy.latest("C8.1")
        return Formula(text, line.outstanding, note(clause, line.outstanding, inputs))

    def months(line: ReceivableLine) -> Formula:
        inputs = {"应付款日期": line.due, "看到": on}
        said = note(policy.latest("C8.1"), line.months, inputs)
        return Formula(_months(cell(RECEIVABLES, "due"), on), line.months, said)

    def stage(line: ReceivableLine) -> Formula:
        inputs = {"应付款日期": line.due, "看到": on, "逾期月数": line.months}
        said = note(in_force(policy, "C8.1", on), line.stage.value, inputs)
        return Formula(_stage(policy, on), line.stage.value, said)

    cells = {"outstanding": outstanding, "months": months, "stage": stage}
    grid = explained(RECEIVABLES, closing.receivables, cells, MOST_NOTES)
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

    def negative(line: AnnualSales) -> Formula:
        person = cell(SALES, "person")
        own = f"SUMIF({column(NEGATIVE, 'manager')},{person},{column(NEGATIVE, 'amount')})"
        text = whole(NEGATIVE, "amount") if line.person == DEPARTMENT else own
        inputs = {"坏账冲减": "见坏账冲减，按客户经理合计"}
        return Formula(text, line.negative_income, note(clause, line.negative_income, inputs))

    def net(line: AnnualSales) -> Formula:
        inputs = {"冲减前": line.gross, "减负收入": line.negative_income}
        text = f"ROUND({cell(SALES, 'gross')}-{cell(SALES, 'negative_income')},2)"
        return Formula(text, line.net, note(clause, line.net, inputs))

    cells = {"negative_income": negative, "net": net}
    grid = explained(SALES, closing.sales, cells, MOST_NOTES)
    name = AnnualSales.table.sheet
    line = f"今年1月1日到{closing.last_day}实际收到的款；负收入在个人和{DEPARTMENT}各减一次。"
    return Page(name, name, (line, BACK), (grid,))
