"""Every clause of every rule-book is shown by a case, or says that a person has to look."""

from collections.abc import Iterator

import pytest

from tests.cases import Case, all_cases
from xlsales.core.policy import Policy
from xlsales.core.record import Record
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Rule, run
from xlsales.core.rulebook import shipped
from xlsales.rules import RULES

POLICY = shipped()
COMPUTED = [id for id in POLICY.ids if not POLICY.latest(id).manual]
WRITTEN = {"C5.3", "C7.3", "C9.5"}
"""The clauses that ask for a paper or a pack, which actions write."""

JOURNALLED = {"C7"}
"""The article whose cases need a journal and stand in tests of their own."""

CITED_AS = {"C4.3": "C4.2-approver", "C4.4": "C4.2-approver", "C5.1": "C5.4-rank"}
"""The clauses that say who may approve; a finding cites the one that asks for the approval."""


@pytest.mark.parametrize("id", [id for id in COMPUTED if id not in WRITTEN])
def test_a_clause_that_is_not_left_to_a_person_has_a_rule(id: str):
    assert [rule.code for rule in RULES if id in rule.clauses]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_a_rule_applies_clauses_that_exist_and_says_what_it_looks_for(rule: Rule):
    assert set(rule.clauses) <= set(POLICY.ids)
    assert rule.about.endswith("。")


@pytest.fixture(scope="module")
def shown() -> set[str]:
    """The clauses that some case shows: by a finding that cites one, or by an expected result."""
    return {id for _, case in all_cases() for id in shown_by(case, POLICY)}


def shown_by(case: Case, policy: Policy) -> Iterator[str]:
    """The clauses that one case shows."""
    outcome = case.outcome(policy)
    yield from (finding.clause.id for finding in outcome[Finding] if finding.clause)
    codes = {finding.code for finding in outcome[Finding]}
    yield from (id for id, code in CITED_AS.items() if code in codes)
    wanted = case.expected().keys()
    for rule in RULES:
        if any(sheets & wanted for sheets in yielded(rule, outcome, policy)):
            yield from rule.clauses


def yielded(rule: Rule, outcome: Records, policy: Policy) -> Iterator[set[str]]:
    """The sheets of the results that a rule yields over all that is known."""
    results = run((rule,), outcome, policy)
    yield {type(result).table.sheet for result in results if isinstance(result, Record)}


@pytest.mark.parametrize("id", [id for id in COMPUTED if id not in WRITTEN])
def test_a_clause_is_shown_by_a_case(id: str, shown: set[str]):
    assert id in shown or id.partition(".")[0] in JOURNALLED


def test_a_clause_that_is_cited_as_another_belongs_to_the_rule_of_that_code():
    rules = {rule.code: rule for rule in RULES}
    assert all(id in rules[code].clauses for id, code in CITED_AS.items())
