"""Article 5: whether those who approve hold the post, and where a second post lends a rank."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from xlsales.core.fold import fold
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, fault, rule
from xlsales.rules.approvals import by_one_post, held_by, misplaced
from xlsales.tables.applications import Application, Rank
from xlsales.tables.month_end import RebatePayment
from xlsales.tables.roster import Person


@rule("C5.4-rank", "C5.1")
def approver_without_post(records: Records, policy: Policy) -> Iterator[Finding]:
    """填的审批人，按人员名单在审批那天不是填的岗位，也不高于它，或者已经离职。

    人员名单里没有的人，无法核对，不提。
    """
    held = misplaced(records)
    for row in records[Application]:
        day = row.approved or row.day
        clause = policy("C5.4", on=day) if row.rank and row.approver else None
        if clause and row.rank and (message := held(row.approver, row.rank, day)):
            yield fault(row, "approver", clause, message)


@rule("C5.4-self", "C5.1")
def approved_by_oneself(records: Records, policy: Policy) -> Iterator[Finding]:
    """自己的申请、自己经手付的佣金，按人员名单里的另一个较高的岗位由自己批了，请核对由谁审批。

    只有一个岗位、在本人权限之内的，不提。
    """
    posts = by_one_post(records)
    asked = [(row, row.applicant, row.approved or row.day) for row in records[Application]]
    paid = [(row, row.manager, row.day) for row in records[RebatePayment]]
    rows: tuple[tuple[Application | RebatePayment, str, date], ...] = (*asked, *paid)
    for row, by, day in rows:
        clause, is_own = policy("C5.4", on=day), fold(row.approver) == fold(by)
        held = posts(row.approver, row.rank, day) if clause and row.rank and is_own else ""
        if held and row.rank:
            found = f"{row.approver}在{day}是{held}，又按{row.rank.value}批了自己的"
            yield fault(row, "approver", clause, f"{found}；请核对由谁审批", level=Level.WARNING)


@rule("C5.1-posts")
def two_posts_at_once(records: Records, policy: Policy) -> Iterator[Finding]:
    """提示：人员名单里同一个人同时有两个岗位，其中有客户总监或总经理，审批时按较高的岗位算。

    不是兼任的，请填原岗位的离职日期和新岗位的入职日期。
    """
    _, *higher = (rank.value for rank in Rank)
    for rows in held_by(records).values():
        for other, row in combinations(rows, 2):
            posts = other.role.value, row.role.value
            if posts[0] != posts[1] and not set(higher).isdisjoint(posts) and _meet(other, row):
                where = other.at("role")
                found = f"{row.name}已在{where}填为{posts[0]}，审批时按较高的岗位算"
                message = f"{found}；不是兼任的请填离职日期"
                clause, notice = policy.latest("C5.1"), Level.NOTICE
                yield fault(row, "role", clause, message, level=notice, related=(where,))


def _meet(one: Person, other: Person) -> bool:
    """True where there is a day on which a person holds both posts."""
    first = max((p.joined for p in (one, other) if p.joined), default=None)
    last = min((p.left for p in (one, other) if p.left), default=None)
    return not (first and last) or first <= last


RULES = (approver_without_post, approved_by_oneself, two_posts_at_once)
