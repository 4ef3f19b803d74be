"""Lint finds each fault planted in the shipped policy, where it stands, and nothing else."""

from datetime import date, time
from decimal import Decimal

import pytest

from xlsales.core.policy import ALWAYS, Limit, Override
from xlsales.core.policy_lint import lint
from xlsales.core.rulebook import shipped

D = Decimal
LATER = date(2013, 1, 1)


def up_to(share):
    return Limit(D(share), True)


def under(share):
    return Limit(D(share), False)


def shares(platform, cpm):
    return {"平台": up_to(platform), "CPM": up_to(cpm), "CPS": up_to("0.03"), "CPA": up_to("0.03")}


PLANTED = [
    ("C6.1", "share", up_to("0.12"), "C6.2", "share"),
    ("C6.1", "share", up_to("0.10"), "C6.2", "share"),
    ("C6.1", "share", under("0.10"), "C6.2", "share"),
    ("C6.2", "share", up_to("0.05"), "C6.2", "share"),
    ("C6.2", "share", under("0.05"), "C6.2", "share"),
    ("C4.2", "share", shares("0.01", "0.06"), "C4.3", "share"),
    ("C4.3", "share", shares("0.01", "0.05"), "C4.3", "share"),
    ("C6.2", "rank", "总经理", "C6.2", "rank"),
    ("C4.3", "rank", "客户经理", "C4.3", "rank"),
    ("C6.3", "rank", "客户总监", "C6.3", "rank"),
    ("C10.2", "shares", {"客户执行": D("0.3"), "客户经理": D("0.6")}, "C10.2", "shares"),
    ("C10.2", "shares", {"客户执行": D("0.4"), "客户经理": D("0.7")}, "C10.2", "shares"),
    ("C8.2", "after", 2, "C8.2", "after"),
    ("C8.3", "after", 3, "C8.3", "after"),
    ("C9.1", "last", 24, "C9.1", "last"),
    ("S7", "end", time(8, 30), "S7", "end"),
    ("C3.5", "suspend", up_to("0.10"), "C3.5", "suspend"),
    ("C3.5", "attention", up_to("0.25"), "C3.5", "suspend"),
    ("C5.1", "director", {"请客吃饭": up_to("0.2")}, "C5.1", "director"),
    ("C10.3", "kinds", ("交通费", "通讯费"), "C10.4", "kinds"),
]

SOUND = [
    ("C6.2", "share", up_to("0.06")),
    ("C6.1", "share", up_to("0.09")),
    ("C9.1", "last", 25),
    ("C10.2", "shares", {"客户执行": D("0.25"), "客户经理": D("0.75")}),
    ("C8.3", "after", 5),
    ("C5.1", "director", {"合作价格": up_to("0.2")}),
]


def with_value(clause, parameter, value, since=LATER):
    return shipped().with_values([Override(clause, parameter, value, since, "公司决定")])


def test_the_shipped_policy_has_no_fault():
    assert lint(shipped()) == ()


@pytest.mark.parametrize(("clause", "parameter", "value", "at", "named"), PLANTED)
def test_a_planted_fault_is_found_at_its_place(clause, parameter, value, at, named):
    faults = lint(with_value(clause, parameter, value))
    assert [(f.clause, f.parameter, f.since) for f in faults] == [(at, named, LATER)]


@pytest.mark.parametrize(("clause", "parameter", "value"), SOUND)
def test_a_sound_value_is_none(clause, parameter, value):
    assert lint(with_value(clause, parameter, value)) == ()


def test_two_tiers_that_meet_at_a_number_which_only_one_of_them_includes_are_sound():
    policy = with_value("C6.1", "share", under("0.05"))
    meeting = [Override("C6.2", "share", up_to("0.05"), LATER, "公司决定")]
    assert lint(policy.with_values(meeting)) == ()


def test_a_missing_rank_is_a_fault_of_both_ladders():
    faults = lint(with_value("C5.1", "ranks", ("客户经理", "总经理")))
    assert {f.clause for f in faults} == {"C5.1", "C4.3", "C6.2"}


@pytest.mark.parametrize("party", ["person", "head"])
def test_a_violation_without_its_penalty_is_a_gap(party):
    faults = lint(with_value("W10", party, (D(20),), since=ALWAYS))
    assert [(f.clause, f.parameter) for f in faults] == [("W10", party)]


def test_later_dismissal_needs_more_penalties():
    faults = lint(with_value("W10", "dismissal", 4, since=ALWAYS))
    assert [f.parameter for f in faults] == ["person", "head"]


def test_a_fault_that_ends_later_is_found_all_the_same():
    mended = Override("C6.1", "share", up_to("0.05"), date(2014, 1, 1), "改回")
    policy = with_value("C6.1", "share", up_to("0.12")).with_values([mended])
    assert [f.since for f in lint(policy)] == [LATER]


def test_a_fault_tells_its_place_and_what_to_do():
    (fault,) = lint(with_value("C6.1", "share", up_to("0.12")))
    assert str(fault) == "C6.2 share：与C6.1的上限重叠：应高于下一级的上限"
