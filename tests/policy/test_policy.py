"""What a policy answers: the version in force on a day, and a company's own values over it."""

import pickle
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from xlsales.core.policy import ALWAYS, Clause, Limit, Override, Policy, PolicyError, Rulebook

FIRST, SECOND = date(2012, 4, 13), date(2013, 1, 1)
DAY = timedelta(days=1)


def clause(id="C6.1", since=FIRST, share="0.05", source="第六条第1款"):
    values = {"share": Limit(Decimal(share), True), "rank": "客户经理"}
    return Clause(id, "权限", "说明", since, source, values=values)


TWO = Policy((clause(since=SECOND, share="0.04", source="2013年通知"), clause()))


def own(share, since, parameter="share"):
    return Override("C6.1", parameter, Limit(Decimal(share), True), since, "公司决定")


def shares(policy):
    return [(c.since, c["share"].value) for c in policy.history("C6.1")]


@pytest.mark.parametrize(
    ("included", "x", "admitted"),
    [
        (True, "0.0499", True),
        (True, "0.05", True),
        (True, "0.0501", False),
        (False, "0.0499", True),
        (False, "0.05", False),
        (False, "0.0501", False),
    ],
)
def test_a_limit_says_whether_it_includes_its_number(included, x, admitted):
    assert Limit(Decimal("0.05"), included).admits(Decimal(x)) is admitted


def test_a_clause_is_not_in_force_the_day_before_its_first():
    assert TWO("C6.1", on=FIRST - DAY) is None


def test_a_clause_is_in_force_on_its_first_day():
    assert TWO("C6.1", on=FIRST)["share"].value == Decimal("0.05")


def test_a_version_holds_until_the_day_before_the_next():
    assert TWO("C6.1", on=SECOND - DAY).since == FIRST
    assert TWO("C6.1", on=SECOND).since == SECOND


def test_a_clause_without_a_date_holds_always():
    assert Policy((clause(since=ALWAYS),))("C6.1", on=date(1990, 1, 1)) is not None


def test_history_runs_from_oldest_to_latest():
    assert [c.since for c in TWO.history("C6.1")] == [FIRST, SECOND]
    assert TWO.latest("C6.1").source == "2013年通知"


def test_a_citation_names_source_and_first_day():
    assert str(clause()) == "第六条第1款(自2012-04-13起)"
    assert str(clause(since=ALWAYS)) == "第六条第1款"


@pytest.mark.parametrize("ask", [lambda p: p("C6.9", on=FIRST), lambda p: p.parameters("C6.9")])
def test_an_unknown_clause_is_an_error(ask):
    with pytest.raises(PolicyError, match=r"C6\.9"):
        ask(TWO)


def test_an_unknown_parameter_is_an_error_that_names_those_there_are():
    with pytest.raises(PolicyError, match=r"C6\.1没有参数 shares，现有：share、rank"):
        clause()["shares"]


def test_clauses_are_in_reading_order():
    ids = ("S10", "W4.3", "C10.1", "P0", "C2.1", "W4", "C1.10", "C1.2", "S2")
    policy = Policy(tuple(clause(id) for id in ids))
    assert policy.ids == ("C1.2", "C1.10", "C2.1", "C10.1", "P0", "W4", "W4.3", "S2", "S10")


def test_the_order_in_which_clauses_were_read_does_not_matter():
    assert Policy(TWO.clauses[::-1]) == TWO
    assert hash(Policy(TWO.clauses[::-1])) == hash(TWO)


def test_versions_gives_the_newest_day_of_each_rule_book():
    policy = Policy((*TWO.clauses, clause("P0", ALWAYS)))
    assert policy.versions() == {"C": "2013-01-01", "P": "始终"}


def test_a_policy_survives_a_child_process():
    assert pickle.loads(pickle.dumps(TWO)) == TWO


def test_a_companys_value_holds_from_its_day_and_only_it_changes():
    policy = TWO.with_values([own("0.03", date(2012, 6, 1))])
    assert shares(policy) == [
        (FIRST, Decimal("0.05")),
        (date(2012, 6, 1), Decimal("0.03")),
        (SECOND, Decimal("0.04")),
    ]
    mine = policy("C6.1", on=date(2012, 6, 1))
    assert (mine["rank"], mine.source) == ("客户经理", "公司决定")


def test_a_companys_value_on_the_day_of_a_version_replaces_its_value_and_adds_its_source():
    policy = TWO.with_values([own("0.03", FIRST)])
    assert shares(policy)[0] == (FIRST, Decimal("0.03"))
    assert policy.history("C6.1")[0].source == "第六条第1款；公司决定"


def test_two_values_of_one_day_make_one_version():
    both = [own("0.03", SECOND), Override("C6.1", "rank", "客户总监", SECOND, "另一决定")]
    latest = TWO.with_values(both).latest("C6.1")
    assert (latest["share"].value, latest["rank"]) == (Decimal("0.03"), "客户总监")
    assert len(TWO.with_values(both).history("C6.1")) == 2


def test_a_companys_value_lasts_when_another_is_set_later():
    later = Override("C6.1", "rank", "客户总监", date(2014, 1, 1), "另一决定")
    latest = TWO.with_values([later, own("0.03", SECOND)]).latest("C6.1")
    assert (latest["share"].value, latest["rank"]) == (Decimal("0.03"), "客户总监")


def test_a_companys_value_leaves_the_policy_it_was_laid_over_as_it_was():
    before = shares(TWO)
    TWO.with_values([own("0.03", FIRST)])
    assert shares(TWO) == before


def test_a_companys_value_before_the_clause_is_refused():
    with pytest.raises(PolicyError, match="2012-04-12"):
        TWO.with_values([own("0.03", FIRST - DAY)])


def test_a_companys_value_of_an_unknown_parameter_is_refused():
    with pytest.raises(PolicyError, match="没有参数 shares"):
        TWO.with_values([own("0.03", FIRST, parameter="shares")])


def test_a_rule_book_issued_on_a_day_is_not_in_force_before_it():
    always = Policy((clause("W4", ALWAYS), clause("W5", SECOND), clause()))
    issued = always.issued("W", FIRST)
    assert issued("W4", on=FIRST - DAY) is None
    assert issued("W4", on=FIRST) is not None
    assert issued("W5", on=SECOND - DAY) is None
    assert issued.history("C6.1") == always.history("C6.1")


def test_a_rule_book_issued_late_keeps_the_version_that_held_on_that_day():
    issued = TWO.issued("C", date(2014, 1, 1))
    assert shares(issued) == [(date(2014, 1, 1), Decimal("0.04"))]


def test_the_day_of_issue_comes_as_an_override_too():
    rulebooks = (Rulebook("W", "流程", "文件", True),)
    policy = replace(Policy((clause("W4", ALWAYS),)), rulebooks=rulebooks)
    issue = Override("W", "issued", FIRST, ALWAYS, "公司")
    assert policy.with_values([issue]) == policy.issued("W", FIRST)
