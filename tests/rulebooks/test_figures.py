"""The figures on discipline, which rules and worksheet functions share."""

from datetime import date
from decimal import Decimal

import pytest

from xlsales.core.policy import Override
from xlsales.core.rulebook import shipped
from xlsales.figures.discipline import Penalty, weekly_fine, workflow_penalty

POLICY = shipped()
ON = date(2012, 4, 16)
D = Decimal


@pytest.mark.parametrize(
    ("number", "penalty"),
    [
        (1, Penalty(D(20), D(0), False)),
        (2, Penalty(D(50), D(20), False)),
        (3, Penalty(D(0), D(0), True)),
        (4, Penalty(D(0), D(0), True)),
    ],
)
def test_each_violation_leads_to_more(number: int, penalty: Penalty):
    assert workflow_penalty(number, POLICY, ON) == penalty


def test_there_is_no_violation_of_number_0():
    with pytest.raises(ValueError, match="应为1或更大"):
        workflow_penalty(0, POLICY, ON)


def test_a_company_that_dismisses_later_repeats_the_last_amount():
    later = POLICY.with_values([Override("W10", "dismissal", 5, ON, "L1")])
    assert workflow_penalty(4, later, ON) == Penalty(D(50), D(20), False)
    assert workflow_penalty(4, later, date(2012, 4, 15)) == Penalty(D(0), D(0), True)


def test_before_its_day_of_issue_the_rule_book_says_nothing():
    assert workflow_penalty(1, POLICY.issued("W", ON), date(2012, 4, 15)) is None
    assert workflow_penalty(1, POLICY.issued("W", ON), ON) is not None


@pytest.mark.parametrize(
    ("invited", "visited", "sold", "fine"),
    [(3, 2, 0, 0), (2, 2, 0, 100), (3, 1, 0, 100), (0, 0, 0, 500), (9, 1, 0, 100), (0, 0, 1, 0)],
)
def test_each_group_that_lacks_is_fined_unless_something_was_sold(
    invited: int, visited: int, sold: int, fine: int
):
    assert weekly_fine(invited, visited, sold, POLICY, ON) == D(fine)


def test_a_week_before_november_2010_is_not_fined():
    assert weekly_fine(0, 0, 0, POLICY, date(2010, 10, 31)) is None
    assert weekly_fine(0, 0, 0, POLICY, date(2010, 11, 1)) == D(500)
