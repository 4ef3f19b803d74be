"""账户核算, 佣金分配, 未入账: the accounts and what they are made of."""

from __future__ import annotations

from collections.abc import Iterable

from xlsales.actions.close.closing import Closing
from xlsales.actions.close.explained import cell, column, explained, in_force, note
from xlsales.actions.pack.parts import BACK
from xlsales.books.form import Form
from xlsales.books.page import Formula, Page
from xlsales.core.policy import Policy
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

    def income(line: AccountLine) -> Formula:
        part = column(SPLITS, INCOME[line.account])
        text = f"SUMIF({column(SPLITS, 'manager')},{cell(ACCOUNTS, 'person')},{part})"
        stated = {SPLITS.table.column(INCOME[line.account]).heading: "见佣金分配，按客户经理合计"}
        return Formula(text, line.income, note(clause, line.income, stated))

    def end(line: AccountLine) -> Formula:
        places = [cell(ACCOUNTS, name) for name in ("opening", "income", "claims")]
        inputs = {"期初": line.opening, "加收入": line.income, "减报销": line.claims}
        text = "ROUND({}+{}-{},2)".format(*places)
        return Formula(text, line.closing, note(clause, line.closing, inputs))

    grid = explained(ACCOUNTS, closing.accounts, {"income": income, "closing": end}, MOST_NOTES)
    name = AccountLine.table.sheet
    line = "期初余额加本月收入，减入账的报销，等于期末余额。有错误的报销没有入账，见未入账。"
    return Page(name, name, (line, BACK), (grid,))


def splits_page(closing: Closing, policy: Policy) -> Page:
    """The sheet 佣金分配: every receipt with its commission and the parts of it."""

    def commission(split: CommissionSplit) -> Formula:
        clause = policy("C9.2", on=split.day)
        inputs = {"实际收款": split.received, "比例": f"{split.rate:.2%}"}
        text = f"ROUND({cell(SPLITS, 'received')}*{cell(SPLITS, 'rate')},2)"
        return Formula(text, split.commission, note(clause, split.commission, inputs))

    def theirs(split: CommissionSplit) -> Formula:
        clause = in_force(policy, "C10.2", split.day)
        share = clause["shares"]["客户执行"]
        inputs = {"佣金": split.commission, "客户执行": split.executive or "无", "份额": share}
        rounded = f"ROUND({cell(SPLITS, 'commission')}*{share},2)"
        text = f'IF({cell(SPLITS, "executive")}="",0,{rounded})'
        return Formula(text, split.executive_part, note(clause, split.executive_part, inputs))

    def mine(split: CommissionSplit) -> Formula:
        clause = in_force(policy, "C10.2", split.day)
        inputs = {"佣金": split.commission, "减客户执行所得": split.executive_part}
        text = f"ROUND({cell(SPLITS, 'commission')}-{cell(SPLITS, 'executive_part')},2)"
        return Formula(text, split.manager_part, note(clause, split.manager_part, inputs))

    def expense(split: CommissionSplit) -> Formula:
        clause = in_force(policy, "C9.2", split.day)
        inputs = {"实际收款": split.received, "比例": f"{clause['expense']:.2%}"}
        text = f"ROUND({cell(SPLITS, 'received')}*{clause['expense']},2)"
        return Formula(text, split.expense_income, note(clause, split.expense_income, inputs))

    cells = {
        "commission": commission, "executive_part": theirs, "manager_part": mine,
        "expense_income": expense,
    }  # fmt: skip
    grid = explained(SPLITS, closing.splits, cells, MOST_NOTES // len(cells))
    name = CommissionSplit.table.sheet
    line = "每笔回款的佣金。客户执行的一份四舍五入到分，余数归客户经理，两份相加等于佣金。"
    return Page(name, name, (line, BACK), (grid,))


def unbooked_page(claims: Iterable[UnbookedClaim]) -> Page:
    """The sheet 未入账: the claims that were not booked, and why."""
    name = UnbookedClaim.table.sheet
    line = "这些报销有错误，没有入账；改正后再核算。"
    return Page(name, name, (line, BACK), (UNBOOKED.grid(claims),))
