"""账户核算, 佣金分配, 未入账: the accounts and what they are made of."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from xlsales.actions.close.closing import Closing
from xlsales.actions.close.explained import Computed, cell, column, explained, in_force, note
from xlsales.actions.pack.parts import BACK
from xlsales.books.form import Form
from xlsales.books.page import Page
from xlsales.core.policy import Clause, Policy
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
    return Page(name, name, (line, BACK), (grid,), landscape=False)


def _part(line: AccountLine) -> str:
    return SPLITS.table.column(INCOME[line.account]).heading


def splits_page(closing: Closing, policy: Policy) -> Page:
    """The sheet 佣金分配: every receipt with its commission and the parts of it."""
    fields = {**_earned(policy), **_parts(policy)}
    grid = explained(SPLITS, closing.splits, fields, MOST_NOTES // len(fields))
    name = CommissionSplit.table.sheet
    line = "每笔回款的佣金。客户执行的一份四舍五入到分，余数归客户经理，两份相加等于佣金。"
    return Page(name, name, (line, BACK), (grid,))


def _earned(policy: Policy) -> dict[str, Computed[CommissionSplit]]:
    """How the commission of a receipt and the income of the expense account are computed."""
    received, rate = cell(SPLITS, "received"), cell(SPLITS, "rate")

    def clause(split: CommissionSplit) -> Clause:
        return in_force(policy, "C9.2", split.day)

    def said(split: CommissionSplit, value: Decimal, share: Decimal) -> str:
        return note(clause(split), value, {"实际收款": split.received, "比例": percent(share)})

    return {
        "commission": Computed(
            lambda s: f"ROUND({received}*{rate},2)", lambda s: said(s, s.commission, s.rate)
        ),
        "expense_income": Computed(
            lambda s: f"ROUND({received}*{clause(s)['expense']},2)",
            lambda s: said(s, s.expense_income, clause(s)["expense"]),
        ),
    }


def _parts(policy: Policy) -> dict[str, Computed[CommissionSplit]]:
    """How the two parts of a commission are computed."""
    whole, executive, theirs = (
        cell(SPLITS, name) for name in ("commission", "executive", "executive_part")
    )

    def clause(split: CommissionSplit) -> Clause:
        return in_force(policy, "C10.2", split.day)

    def share(split: CommissionSplit) -> Decimal:
        stated: Decimal = clause(split)["shares"]["客户执行"]
        return stated

    def said(split: CommissionSplit, value: Decimal, name: str, less: object) -> str:
        return note(clause(split), value, {"佣金": split.commission, name: less})

    return {
        "executive_part": Computed(
            lambda s: f'IF({executive}="",0,ROUND({whole}*{share(s)},2))',
            lambda s: said(
                s, s.executive_part, "客户执行", f"{s.executive or '无'}，份额{percent(share(s))}"
            ),
        ),
        "manager_part": Computed(
            lambda s: f"ROUND({whole}-{theirs},2)",
            lambda s: said(s, s.manager_part, "减客户执行", s.executive_part),
        ),
    }


def unbooked_page(claims: Iterable[UnbookedClaim]) -> Page:
    """The sheet 未入账: the claims that were not booked, and why."""
    name = UnbookedClaim.table.sheet
    line = "这些报销有错误，没有入账；改正后再核算。"
    return Page(name, name, (line, BACK), (UNBOOKED.grid(claims),))
