"""账户核算, 佣金分配, 未入账: the accounts and what they are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from xlsales.actions.close.closing import Closing
from xlsales.actions.close.explained import Computed, cell, column, explained, in_force, note
from xlsales.actions.pack.parts import BACK
from xlsales.books.form import Form
from xlsales.books.page import Page
from xlsales.core.policy import Policy
from xlsales.figures.money import percent
from xlsales.tables.accounts import AccountLine, CommissionSplit, UnbookedClaim
from xlsales.tables.expenses import Account

MOST_NOTES = 2000
ACCOUNTS = Form(AccountLine, totals=("opening", "income", "claims", "closing"), empty="没有账户。")
SPLITS = Form(
    CommissionSplit,
    totals=("received", "commission", "manager_part", "executive_part", "expense_income"),
    empty="本月没有回款。",
)
UNBOOKED = Form(UnbookedClaim, formats={"reason": "wrap"}, totals=("amount",), empty="全部入账。")
INCOME = {Account.SALES_EXPENSE: "expense_income", Account.COMMISSION: "manager_part"}


def accounts_page(closing: Closing, policy: Policy) -> Page:
    """The sheet 账户核算: opening, income, claims and closing of every account."""
    clause = policy("C9.2", on=closing.last_day)
    begun = [cell(ACCOUNTS, name) for name in ("opening", "income", "claims")]
    person, managers = cell(ACCOUNTS, "person"), column(SPLITS, "manager")
    fields = {
        "income": Computed[AccountLine](
            lambda a: f"SUMIF({managers},{person},{column(SPLITS, INCOME[a.account])})",
            lambda a: note(clause, a.income, {"见佣金分配": f"{a.person}各笔{_part(a)}合计"}),
        ),
        "closing": Computed[AccountLine](
            lambda a: "ROUND({}+{}-{},2)".format(*begun),
            lambda a: note(
                clause, a.closing, {"期初": a.opening, "加收入": a.income, "减报销": a.claims}
            ),
        ),
    }
    grid = explained(ACCOUNTS, closing.accounts, fields, MOST_NOTES)
    name = AccountLine.table.sheet
    line = "期初余额加本月收入，减入账的报销，等于期末余额。有错误的报销没有入账，见未入账。"
    return Page(name, name, (line, BACK), (grid,))


def _part(line: AccountLine) -> str:
    return SPLITS.table.column(INCOME[line.account]).heading


def splits_page(closing: Closing, policy: Policy) -> Page:
    """The sheet 佣金分配: every receipt with its commission and the parts of it."""
    received, rate, commission, executive, theirs = (
        cell(SPLITS, name)
        for name in ("received", "rate", "commission", "executive", "executive_part")
    )

    def expense_rate(split: CommissionSplit) -> Decimal:
        rate: Decimal = in_force(policy, "C9.2", split.day)["expense"]
        return rate

    def share(split: CommissionSplit) -> Decimal:
        share: Decimal = in_force(policy, "C10.2", split.day)["shares"]["客户执行"]
        return share

    def said(split: CommissionSplit, id: str, name: str, inputs: Mapping[str, object]) -> str:
        return note(in_force(policy, id, split.day), getattr(split, name), inputs)

    fields = {
        "commission": Computed[CommissionSplit](
            lambda s: f"ROUND({received}*{rate},2)",
            lambda s: said(
                s, "C9.2", "commission", {"实际收款": s.received, "比例": percent(s.rate)}
            ),
        ),
        "executive_part": Computed[CommissionSplit](
            lambda s: f'IF({executive}="",0,ROUND({commission}*{share(s)},2))',
            lambda s: said(
                s,
                "C10.2",
                "executive_part",
                {"佣金": s.commission, "客户执行": s.executive or "无"},
            ),
        ),
        "manager_part": Computed[CommissionSplit](
            lambda s: f"ROUND({commission}-{theirs},2)",
            lambda s: said(
                s, "C10.2", "manager_part", {"佣金": s.commission, "减客户执行": s.executive_part}
            ),
        ),
        "expense_income": Computed[CommissionSplit](
            lambda s: f"ROUND({received}*{expense_rate(s)},2)",
            lambda s: said(
                s,
                "C9.2",
                "expense_income",
                {"实际收款": s.received, "比例": percent(expense_rate(s))},
            ),
        ),
    }
    grid = explained(SPLITS, closing.splits, fields, MOST_NOTES // len(fields))
    name = CommissionSplit.table.sheet
    line = "每笔回款的佣金。客户执行的一份四舍五入到分，余数归客户经理，两份相加等于佣金。"
    return Page(name, name, (line, BACK), (grid,))


def unbooked_page(claims: Iterable[UnbookedClaim]) -> Page:
    """The sheet 未入账: the claims that were not booked, and why."""
    name = UnbookedClaim.table.sheet
    line = "这些报销有错误，没有入账；改正后再核算。"
    return Page(name, name, (line, BACK), (UNBOOKED.grid(claims),))
