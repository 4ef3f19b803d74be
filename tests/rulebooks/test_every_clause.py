"""Every clause of every rule-book is shown by a case, or says that a person has to look."""

import pytest

from tests.clauses import CITED_AS, files_by_clause
from xlsales.core.rule import Rule
from xlsales.core.rulebook import shipped
from xlsales.rules import RULES

POLICY = shipped()
COMPUTED = [id for id in POLICY.ids if not POLICY.latest(id).manual]
WRITTEN = {"C5.3", "C7.3", "C9.5"}
"""The clauses that ask for a paper or a pack, which actions write."""

JOURNALLED = {"C7.1", "C7.2"}
"""The clauses whose cases need a journal and stand in tests of their own."""


@pytest.mark.parametrize("id", [id for id in COMPUTED if id not in WRITTEN])
def test_a_clause_that_is_not_left_to_a_person_has_a_rule(id: str):
    assert [rule.code for rule in RULES if id in rule.clauses]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_a_rule_applies_clauses_that_exist_and_says_what_it_looks_for(rule: Rule):
    assert set(rule.clauses) <= set(POLICY.ids)
    assert rule.about.endswith("。")


@pytest.fixture(scope="module")
def shown() -> dict[str, list[str]]:
    return files_by_clause(POLICY)


@pytest.mark.parametrize("id", [id for id in COMPUTED if id not in WRITTEN | JOURNALLED])
def test_a_clause_is_shown_by_a_case(id: str, shown: dict[str, list[str]]):
    assert id in shown


def test_a_clause_that_is_cited_as_another_belongs_to_the_rule_of_that_code():
    rules = {rule.code: rule for rule in RULES}
    assert all(id in rules[code].clauses for id, code in CITED_AS.items())
