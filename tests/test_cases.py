"""Every case of every clause, and no clause without a case."""

import re

import pytest

from tests.cases import Case, address, all_cases, as_field, same_day
from xlsales.books.read import tables_of
from xlsales.core.policy import Policy
from xlsales.core.record import Record
from xlsales.core.records import Records
from xlsales.core.rule import Finding
from xlsales.core.rulebook import shipped
from xlsales.rules import RULES
from xlsales.tables import accounts, meeting, projects, property, proposals, workflow
from xlsales.tables.workbooks import WORKBOOKS

CASES = list(all_cases())
RESULTS = {
    table.table.sheet: table
    for module in (accounts, meeting, projects, property, proposals, workflow)
    for table in vars(module).values()
    if isinstance(table, type) and issubclass(table, Record) and table is not Record
}
TABLES = set(tables_of(WORKBOOKS))
ARTICLES = re.compile(r"C([1-689]|10)\.|C7\.[45]|[PWS]")
CODES = sorted({rule.code for rule in RULES if "-" in rule.code and ARTICLES.match(rule.code)})


@pytest.fixture(scope="session")
def policy() -> Policy:
    return shipped()


@pytest.mark.parametrize("case", [pytest.param(c, id=f"{f}-{c.name}") for f, c in CASES])
def test_case(case: Case, policy: Policy):
    outcome = case.outcome(policy)
    expected = case.expected()
    headings, *faults = expected.pop("问题", [["单元格", "编码"]])
    found = [(address(f), f.code, f.level.value)[: len(headings)] for f in outcome[Finding]]
    assert sorted(found) == sorted(map(tuple, faults))
    for sheet, rows in expected.items():
        assert results(outcome, sheet, rows[0]) == wanted(sheet, rows)


def results(outcome: Records, sheet: str, headings: list[str | None]) -> list[list[object]]:
    """The result records of a sheet as rows under the headings."""
    table = RESULTS[sheet]
    names = [next(c.name for c in table.columns if c.heading == h) for h in headings]
    rows = [[same_day(getattr(r, n)) for n in names] for r in outcome[table]]
    return sorted(rows, key=str)


def wanted(sheet: str, rows: list[list[str | None]]) -> list[list[object]]:
    """The expected rows of a sheet as values."""
    kinds = {c.heading: c.kind for c in RESULTS[sheet].columns}
    pairs = [list(zip(rows[0], row, strict=True)) for row in rows[1:]]
    return sorted(([as_field(v, kinds[h]) for h, v in row] for row in pairs), key=str)


Spot = tuple[str, str, int]


@pytest.fixture(scope="session")
def judged(policy: Policy) -> list[tuple[set[tuple[str, Spot]], set[Spot]]]:
    """Of each case: each code with the row it stands in, and all rows that were given."""
    outcomes = []
    for _, case in CASES:
        outcome = case.outcome(policy)
        rows = {(r.place.book, r.place.sheet, r.row) for r in outcome if type(r) in TABLES}
        places = {(f.code, (f.where.book, f.where.sheet, f.where.row)) for f in outcome[Finding]}
        outcomes.append((places, rows))
    return outcomes


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_case_that_finds_it_and_one_on_the_same_sheet_that_does_not(
    code: str, judged: list[tuple[set[tuple[str, Spot]], set[Spot]]]
):
    sheets = {spot[1] for places, _ in judged for own, spot in places if own == code}
    assert sheets, f"no case finds {code}"
    silent = [(code, spot) not in places for places, rows in judged for spot in rows
              if spot[1] in sheets]  # fmt: skip
    assert any(silent), f"no case is right about {code}"
