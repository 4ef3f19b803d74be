"""Article 5, item 2: for which matters somebody above has to be asked."""

from datetime import date
from decimal import Decimal

import pytest

from xlsales.core.policy import Override
from xlsales.core.rulebook import shipped
from xlsales.figures.money import IN_PRICE_SYSTEM, beyond_rank, price_rank

MATTERS = shipped().latest("C5.2")["matters"]
FROM = date(2013, 1, 1)
FEWER = tuple(matter for matter in MATTERS if matter != "合作价格")
POLICY = shipped().with_values([Override("C5.2", "matters", FEWER, FROM, "公司决定")])
D = Decimal


@pytest.mark.parametrize(
    ("matter", "on", "rank"),
    [
        ("合作价格", date(2012, 12, 31), "客户总监"),
        ("合作价格", FROM, None),
        ("付款条件", FROM, "客户总监"),
        ("付款条件", date(2012, 4, 8), None),
    ],
)
def test_nobody_is_asked_about_a_matter_that_is_not_on_the_list(matter, on, rank):
    assert beyond_rank(matter, D("0.1"), POLICY, on) == rank


def test_a_price_within_the_system_is_within_it_on_the_list_or_not():
    assert price_rank(D(10), D(10), POLICY, FROM) == IN_PRICE_SYSTEM
    assert price_rank(D("9.99"), D(10), POLICY, FROM) is None
