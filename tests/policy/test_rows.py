"""The policy as rows of a workbook: all of it out, a company's own values back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from xlsales.core.policy import Limit
from xlsales.core.policy_rows import RuleRow, fingerprint, overrides, rows
from xlsales.core.rulebook import shipped

SHIPPED = shipped()
REBATE = RuleRow("C6.1", "佣金比例上限", "≤3%", date(2013, 1, 1), "公司决定")


def shifted(**fields):
    return replace(REBATE, **fields)


def read(*stated):
    values, faults = overrides(SHIPPED, stated)
    assert faults == ()
    return SHIPPED.with_values(values)


def faults_of(*stated):
    values, faults = overrides(SHIPPED, stated)
    assert values == ()
    return [(fault.row, fault.field) for fault in faults]


def test_every_value_has_a_row():
    stated = {(row.clause, row.parameter) for row in rows(SHIPPED)}
    expected = {(id, p.label) for id in SHIPPED.ids for p in SHIPPED.parameters(id)}
    assert stated == expected | {("W", "颁布日期")}


def test_a_row_is_what_people_read():
    row = next(row for row in rows(SHIPPED) if row.clause == "C6.2" and "上限" in row.parameter)
    assert row == RuleRow(
        "C6.2",
        "佣金比例上限",
        "<10%",
        date(2012, 4, 13),
        "第六条第2款",
        "客户总监的佣金权限",
        "带≤（含）或<（不含）的上限，如≤5%、<10%",
    )


def test_a_value_that_the_source_does_not_give_is_marked():
    row = next(row for row in rows(SHIPPED) if row.clause == "C1.4")
    assert row.note.startswith("原文没有写明，由本系统取定")


@pytest.mark.parametrize(("label", "is_marked"), [("打扫完成的时间", True), ("罚款", False)])
def test_a_value_that_only_people_read_is_marked(label, is_marked):
    row = next(row for row in rows(SHIPPED) if (row.clause, row.parameter) == ("S5", label))
    assert row.note.startswith("只供人阅读，不影响检查和计算") is is_marked


def test_all_rows_read_back_give_the_same_policy():
    assert read(*rows(SHIPPED)) == SHIPPED


def test_all_rows_of_a_changed_and_issued_policy_read_back_give_the_same_policy():
    changed = read(REBATE).issued("W", date(2013, 3, 1))
    assert read(*rows(changed)) == changed


def test_a_companys_row_changes_its_value_from_its_day():
    policy = read(REBATE)
    assert policy("C6.1", on=date(2012, 12, 31)) == SHIPPED.latest("C6.1")
    mine = policy("C6.1", on=date(2013, 1, 1))
    assert (mine["share"], mine.source) == (Limit(Decimal("0.03"), True), "公司决定")


@pytest.mark.parametrize("since", ["2013-01-01", "2013年1月1日", "2013/1/1", date(2013, 1, 1)])
def test_a_day_may_be_typed(since):
    assert read(shifted(since=since)) == read(REBATE)


def test_a_parameter_may_be_named_by_its_key():
    assert read(shifted(parameter="share")) == read(REBATE)


def test_a_rule_book_without_a_date_may_be_given_one():
    policy = read(RuleRow("W", "颁布日期", "2013-03-01", None, "总经理签发"))
    assert policy("W10", on=date(2013, 2, 28)) is None
    assert policy("W10", on=date(2013, 3, 1)) is not None


def test_a_row_of_a_clause_without_a_date_needs_none():
    policy = read(RuleRow("P2.7", "我方最少人数", "4人", None, "公司决定"))
    assert policy("P2.7", on=date(2012, 1, 1))["people"] == 4


def test_an_empty_row_is_nothing():
    assert read(RuleRow("", "", "", None, "")) == SHIPPED


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (shifted(clause="C6.9"), "clause"),
        (shifted(clause="C7.4"), "clause"),
        (shifted(clause="P", parameter="颁布日期"), "clause"),
        (shifted(clause=""), "clause"),
        (shifted(parameter="上限"), "parameter"),
        (shifted(parameter=""), "parameter"),
        (shifted(value="3%"), "value"),
        (shifted(value="≤300%"), "value"),
        (shifted(value=""), "value"),
        (shifted(since=None), "since"),
        (shifted(since="明年"), "since"),
        (shifted(since=date(2012, 4, 12)), "since"),
        (shifted(source=" "), "source"),
        (RuleRow("W", "颁布日期", "春天", None, "公司"), "value"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_at_its_field(row, field):
    assert faults_of(REBATE, row) == [(1, field)]


def test_every_fault_of_a_row_is_told():
    row = shifted(value="3%", since="明年", source="")
    assert faults_of(row) == [(0, "value"), (0, "since"), (0, "source")]


def test_a_fault_says_what_may_be_written():
    _, (fault,) = overrides(SHIPPED, [shifted(parameter="上限")])
    assert fault.message == "“上限”不是C6.1的参数，应为：审批岗位、佣金比例上限"


@pytest.mark.parametrize("matter", ["客户发送补量", "客户佣金比例", "客户佣金支付"])
def test_a_limit_that_another_article_sets_is_refused_at_its_row(matter):
    label = "客户总监权限（各事项超出价格体系的上限）"
    stated = RuleRow("C5.1", label, f"{matter} ≤8%", date(2013, 1, 1), "公司决定")
    _, (fault,) = overrides(SHIPPED, [stated])
    assert (fault.row, fault.field) == (0, "value")
    assert fault.message.startswith(f"“{matter}”不在这里定")
    assert overrides(SHIPPED, [replace(stated, value="合作价格 ≤8%")])[1] == ()


def test_the_same_value_twice_is_told_at_the_later_row():
    assert faults_of(REBATE, shifted(value="≤2%")) == [(1, "since")]


def test_the_same_parameter_from_two_days_is_not_a_repetition():
    policy = read(REBATE, shifted(value="≤2%", since=date(2014, 1, 1)))
    assert len(policy.history("C6.1")) == 3


def test_rows_that_overlap_are_refused_at_the_row_that_caused_it():
    harmless = RuleRow("C8.1", "逾期超过", "3个月", date(2013, 1, 1), "公司决定")
    assert faults_of(harmless, shifted(value="≤12%")) == [(1, "value")]
    [fault] = overrides(SHIPPED, [shifted(value="≤12%")])[1]
    assert fault.message == "C6.2 佣金比例上限：与C6.1的上限重叠：应高于下一级的上限"


def test_an_overlap_is_told_at_the_row_that_states_the_named_value():
    director = RuleRow("C6.2", "佣金比例上限", "≤3%", date(2013, 1, 1), "公司决定")
    assert faults_of(director, REBATE) == [(0, "value")]


def test_an_overlap_is_not_told_at_another_parameter_of_the_same_clause():
    rank = RuleRow("C6.2", "审批岗位", "客户总监", date(2013, 1, 1), "公司决定")
    share = RuleRow("C6.2", "佣金比例上限", "≤3%", date(2013, 1, 1), "公司决定")
    assert faults_of(rank, share) == [(1, "value")]
    assert faults_of(share, rank) == [(0, "value")]


def test_an_overlap_is_told_at_the_row_in_force_when_it_begins():
    early = RuleRow("C6.2", "佣金比例上限", "≤3%", date(2013, 1, 1), "公司决定")
    late = replace(early, value="≤8%", since=date(2014, 1, 1))
    assert faults_of(early, late) == [(0, "value")]


def test_the_fingerprint_is_the_same_for_equal_policies_and_differs_with_a_value():
    assert fingerprint(read(*rows(SHIPPED))) == fingerprint(SHIPPED)
    assert fingerprint(read(REBATE)) != fingerprint(SHIPPED)
    assert fingerprint(SHIPPED.issued("W", date(2013, 3, 1))) != fingerprint(SHIPPED)
