"""Every parameter of every clause changes something, or says that it is only for people to read."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.cases import all_cases
from tests.weekly.folders import DEADLINE, judged, manager, report, roster
from xlsales.actions.asked import Asked
from xlsales.actions.boards import extra_pages
from xlsales.actions.check import check
from xlsales.actions.forms.mail import addressed
from xlsales.actions.pack.cover import reading_lines
from xlsales.core.policy import Parameter
from xlsales.core.rule import run
from xlsales.core.rulebook import shipped
from xlsales.demo.rulebooks import write_property_month
from xlsales.rules import RULES
from xlsales.tables.applications import Application

POLICY = shipped()
PARAMETERS = [(id, p) for id in POLICY.ids for p in POLICY.parameters(id)]


class Watched(Mapping[str, Any]):
    """The values of a clause, which remember which of them somebody asked for."""

    def __init__(self, id: str, values: Mapping[str, Any], asked: set[tuple[str, str]]) -> None:
        self.id, self.values_of, self.asked = id, values, asked

    def __getitem__(self, key: str) -> Any:
        value = self.values_of[key]
        self.asked.add((self.id, key))
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_of)

    def __len__(self) -> int:
        return len(self.values_of)

    def __eq__(self, other: object) -> bool:
        """Only with itself, because comparing values would ask for all of them."""
        return self is other

    __hash__ = None  # type: ignore[assignment]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """What is asked for in all cases, a weekly run and its pack, a mail, a month's discipline."""
    found: set[tuple[str, str]] = set()
    watched = replace(
        POLICY,
        clauses=tuple(replace(c, values=Watched(c.id, c.values, found)) for c in POLICY.clauses),
    )
    folder = tmp_path_factory.mktemp("部门")
    roster(folder, manager("张三"))
    report(folder, "张三")
    week = replace(judged(folder, DEADLINE), policy=watched)
    run(RULES, week.records, watched)
    list(reading_lines(week))
    for _, case in all_cases():
        for row in case.outcome(watched)[Application]:
            addressed(replace(row, executive="李四"), week)
    path = write_property_month(tmp_path_factory.mktemp("考核"), date(2012, 4, 1))
    month, _ = check(Asked(path.parent, DEADLINE, DEADLINE), (path,))
    extra_pages(replace(month, policy=watched))
    return found


@pytest.mark.parametrize(
    ("id", "parameter"), PARAMETERS, ids=[f"{id}-{p.key}" for id, p in PARAMETERS]
)
def test_a_parameter_is_asked_for_unless_it_says_that_only_people_read_it(
    id: str, parameter: Parameter, asked: set[tuple[str, str]]
):
    assert ((id, parameter.key) in asked) is not parameter.manual


def test_few_parameters_are_for_people_only():
    named = [(id, p.key) for id, p in PARAMETERS if p.manual]
    assert named == [
        ("C8.4", "base"), ("S3", "items"), ("S5", "time"), ("S7", "start"), ("S7", "end")
    ]  # fmt: skip
