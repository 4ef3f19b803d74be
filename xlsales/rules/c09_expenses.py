"""Article 9: which expenses are claimed when, with whose consent, and each invoice once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from xlsales.core.fold import squeeze
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.figures.money import claim_month, claim_status, claim_window
from xlsales.rules.approvals import posts_of
from xlsales.rules.history import is_here, with_earlier
from xlsales.tables.expenses import Charge, Expense, Position
from xlsales.tables.roles import Role
from xlsales.tables.roster import Person


def is_at_once(expense: Expense) -> bool:
    """True for an executive's expense on the manager's account, which no window binds."""
    is_executive = expense.position is Position.ACCOUNT_EXECUTIVE
    return is_executive and expense.charge is not Charge.DEPARTMENT and expense.consent


def claim_order(expense: Expense) -> tuple[date, str, int]:
    """The order in which claims count: by the day claimed, then as they stand in their sheet."""
    return expense.claimed, expense.place.book, expense.row


Statuses = Callable[[Expense], str | None]


def statuses(policy: Policy) -> Statuses:
    """A function that says whether an expense is claimed in its window; one look for each day."""

    @cache
    def status(day: date, claimed: date) -> str | None:
        return claim_status(day, claimed, policy, claimed)

    return lambda expense: status(expense.day, expense.claimed)


@rule("C9.1-window")
def claimed_outside_window(records: Records, policy: Policy) -> Iterator[Finding]:
    """报销日期不在当月的报销期（25日到30日）之内。

    月份较短的到月末；报销期全是公休日的顺延到下一工作日。客户执行经同意的费用随时报销。
    """
    status_of = statuses(policy)
    for expense in records[Expense]:
        status = status_of(expense)
        if status in ("未到报销期", "已过报销期") and not is_at_once(expense):
            month = claim_month(expense.day, policy, expense.claimed)
            first, last = claim_window(month, policy, expense.claimed)
            clause = policy("C9.1", on=expense.claimed)
            message = f"{status}：{expense.day}的费用应在{first}至{last}报销"
            yield fault(expense, "claimed", clause, message)


@rule("C9.1-month")
def expense_of_other_month(records: Records, policy: Policy) -> Iterator[Finding]:
    """不是本月的费用：与表头月份不符，或报销时已是别的月份的报销期。

    30日以后发生的费用归下一个月。
    """
    status_of = statuses(policy)
    for expense in records[Expense]:
        status = status_of(expense)
        if status is None or is_at_once(expense):
            continue
        month = claim_month(expense.day, policy, expense.claimed)
        if month != expense.month or status == "非当月费用":
            clause = policy("C9.1", on=expense.claimed)
            message = f"这是{month:%Y-%m}的费用，不能在{expense.month:%Y-%m}的报销里报"
            yield fault(expense, "day", clause, message)


@rule("C9.1-next")
def expense_goes_with_next_month(records: Records, policy: Policy) -> Iterator[Finding]:
    """提示：报销期最后一天以后发生的费用，并入下一个月报销。"""
    for expense in records[Expense]:
        clause = policy("C9.1", on=expense.claimed)
        month = claim_month(expense.day, policy, expense.claimed)
        if clause and month > expense.day and month == expense.month and not is_at_once(expense):
            message = f"{clause['last']}日以后的费用，并入{month:%Y-%m}报销"
            yield fault(expense, "day", clause, message, level=Level.NOTICE)


@rule("C9.3-consent")
def executive_without_consent(records: Records, policy: Policy) -> Iterator[Finding]:
    """客户执行的费用要记在客户经理账上，没有客户经理的同意。"""
    for expense in records[Expense]:
        clause = policy("C9.3", on=expense.claimed)
        is_executive = expense.position is Position.ACCOUNT_EXECUTIVE
        on_account = expense.charge is not Charge.DEPARTMENT
        if clause and is_executive and on_account and not expense.consent:
            message = f"{expense.person}的费用记在{expense.manager}账上，须经客户经理同意（填是）"
            yield fault(expense, "consent", clause, message)


@rule("C9.3-person")
def executive_unknown(records: Records, policy: Policy) -> Iterator[Finding]:
    """费用人填作客户执行，人员名单里却没有这位客户执行；或者是客户执行，填作了客户经理。"""
    posts = posts_of(records)
    for expense in records[Expense] if records[Person] else ():
        clause = policy("C9.3", on=expense.claimed)
        if not clause:
            continue
        roles = {*posts(expense.person, expense.day)}
        is_executive = expense.position is Position.ACCOUNT_EXECUTIVE
        if is_executive and Role.ACCOUNT_EXECUTIVE not in roles:
            message = f"人员名单里没有{expense.day}在职的客户执行“{expense.person}”"
            yield fault(expense, "person", clause, message)
        elif not is_executive and roles == {Role.ACCOUNT_EXECUTIVE}:
            message = f"人员名单里{expense.person}是客户执行，岗位不能填{expense.position.value}"
            yield fault(expense, "position", clause, message)


@rule("C9.2-department", "C10.4")
def manager_on_department(records: Records, policy: Policy) -> Iterator[Finding]:
    """提示：客户经理的费用记在部门费用，不从本人的两个账户里扣；制度没有说可以这样，请核对。

    费用人按人员名单当天是别的岗位的（如客户总监），不提。
    """
    posts = posts_of(records)
    rows = (e for e in records[Expense] if e.charge is Charge.DEPARTMENT)
    for expense in rows:
        clause = policy("C9.2", on=expense.claimed)
        others = {*posts(expense.person, expense.day)} - {Role.ACCOUNT_MANAGER}
        if clause and expense.position is Position.ACCOUNT_MANAGER and not others:
            message = f"记在部门，不从{expense.person}的两个账户里扣，也不受余额限制，请核对"
            yield fault(expense, "charge", clause, message, level=Level.NOTICE)


@rule("C9.4-duplicate")
def invoice_claimed_twice(records: Records, policy: Policy) -> Iterator[Finding]:
    """同一张发票报了两次，不论是谁、在哪个月、在这次还是以前的提交里。

    标在后报的一笔上，并指出先报的一笔。
    """
    is_ours = is_here(records, Expense)
    by_number: dict[str, list[Expense]] = {}
    for expense in with_earlier(records, Expense):
        by_number.setdefault(squeeze(expense.invoice), []).append(expense)
    for number, claims in by_number.items():
        if len(claims) > 1 and any(c.isdigit() for c in number):
            first, *later = sorted(claims, key=lambda e: (is_ours(e), *claim_order(e)))
            for expense in (e for e in later if is_ours(e)):
                yield from _twice(expense, first, policy)


@rule("C9.4-number")
def invoice_without_number(records: Records, policy: Policy) -> Iterator[Finding]:
    """发票号码里没有数字（如“无”），看不出是哪张发票，也查不出有没有报过两次，请核对。"""
    for expense in records[Expense]:
        clause = policy("C9.4", on=expense.claimed)
        if clause and not any(c.isdigit() for c in expense.invoice):
            message = "没有发票号码，查不出是否重复报销；有发票的请填号码"
            yield fault(expense, "invoice", clause, message, level=Level.WARNING)


def _twice(expense: Expense, first: Expense, policy: Policy) -> Iterator[Finding]:
    clause, where = policy("C9.4", on=expense.claimed), first.at("invoice")
    if clause:
        who = f"{first.person}已在{first.claimed}报过"
        message = f"发票“{expense.invoice}”{who}（{where}）"
        yield fault(expense, "invoice", clause, message, related=(where,))


RULES = (
    claimed_outside_window,
    expense_of_other_month,
    expense_goes_with_next_month,
    executive_without_consent,
    executive_unknown,
    manager_on_department,
    invoice_claimed_twice,
    invoice_without_number,
)
