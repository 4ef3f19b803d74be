"""Two policies, or two days of one, compared."""

from datetime import date
from decimal import Decimal

from xlsales.core.policy import Limit, Override, Policy
from xlsales.core.policy_diff import Change, diff, diff_days
from xlsales.core.rulebook import alternative, shipped

LATER = date(2013, 1, 1)
LOWER = Override("C6.1", "share", Limit(Decimal("0.03"), True), LATER, "2013年1月决定")
CHANGED = shipped().with_values([LOWER])


def without(policy, id):
    return Policy(tuple(c for c in policy.clauses if c.id != id), policy.schema, policy.rulebooks)


def test_the_second_document_differs_in_one_value_only():
    assert diff(shipped(), alternative("document2")) == (
        Change("C8.4", "冲减的对象", "年度销售额", "销售额", date(2012, 4, 13)),
    )


def test_equal_policies_do_not_differ():
    assert diff(shipped(), shipped().with_values([])) == ()


def test_a_changed_value_is_told_with_its_day_and_its_source():
    assert diff(shipped(), CHANGED) == (
        Change("C6.1", "依据", "第六条第1款", "2013年1月决定", LATER),
        Change("C6.1", "佣金比例上限", "≤5%", "≤3%", LATER),
    )


def test_a_difference_that_lasts_is_told_once():
    again = Override("C6.1", "rank", "客户经理", date(2014, 1, 1), "2013年1月决定")
    lasting = diff(shipped(), CHANGED.with_values([again]))
    assert [change.since for change in lasting] == [LATER, LATER]


def test_a_difference_that_ends_is_not_told_again():
    back = Override("C6.1", "share", Limit(Decimal("0.05"), True), date(2014, 1, 1), "第六条第1款")
    changes = diff(shipped(), CHANGED.with_values([back]))
    assert {change.since for change in changes} == {LATER}


def test_a_clause_that_one_policy_lacks_is_one_difference():
    less = without(shipped(), "C7.4")
    first = date(2012, 3, 1)
    assert diff(shipped(), less) == (
        Change("C7.4", "条款", "从漏斗筛查客户冲突", "无此条款", first),
    )
    assert diff(less, shipped()) == (
        Change("C7.4", "条款", "无此条款", "从漏斗筛查客户冲突", first),
    )


def test_a_clause_that_begins_later_is_not_yet_in_force_before():
    later = shipped().issued("W", LATER)
    changes = [change for change in diff(shipped(), later) if change.clause == "W10"]
    assert [(change.before, change.after) for change in changes] == [("违规的处理", "尚未执行")]


def test_between_two_days_one_policy_tells_what_changed():
    days = diff_days(CHANGED, date(2012, 12, 31), LATER)
    assert [(c.clause, c.before, c.after, c.since) for c in days[-1:]] == [
        ("C6.1", "≤5%", "≤3%", LATER)
    ]
    assert diff_days(CHANGED, LATER, date(2013, 12, 31)) == ()


def test_between_two_days_a_clause_comes_into_force():
    begun = diff_days(shipped(), date(2012, 4, 15), date(2012, 4, 16))
    assert [c.clause for c in begun] == ["C1.1", "C1.2", "C1.3", "C1.4"]
    assert {c.before for c in begun} == {"尚未执行"}
