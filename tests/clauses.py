"""Which clauses a case shows: those that its findings cite and those that give its results."""

from collections.abc import Iterator

from tests.cases import Case, all_cases
from xlsales.core.policy import Policy
from xlsales.core.record import Record
from xlsales.core.rule import Finding, run
from xlsales.rules import RULES

CITED_AS = {"C4.3": "C4.2-approver", "C4.4": "C4.2-approver", "C5.1": "C5.4-rank"}
"""The clauses that say who may approve; a finding cites the one that asks for the approval."""


def shown_by(case: Case, policy: Policy) -> Iterator[str]:
    """The clauses that one case shows."""
    outcome = case.outcome(policy)
    yield from (finding.clause.id for finding in outcome[Finding] if finding.clause)
    codes = {finding.code for finding in outcome[Finding]}
    yield from (id for id, code in CITED_AS.items() if code in codes)
    wanted = case.expected().keys()
    for rule in RULES:
        results = run((rule,), outcome, policy)
        if wanted & {type(r).table.sheet for r in results if isinstance(r, Record)}:
            yield from rule.clauses


def files_by_clause(policy: Policy) -> dict[str, list[str]]:
    """The case files that show each clause, those of its own rule-book only."""
    found: dict[str, dict[str, None]] = {}
    for stem, case in all_cases():
        for id in shown_by(case, policy):
            if id[0].lower() == stem[0]:
                found.setdefault(id, {})[stem] = None
    return {id: list(stems) for id, stems in found.items()}
