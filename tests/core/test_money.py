"""Numbers enter exactly, are refused when unclear, and parts always add up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlsales.core.money import exact, ratio, split, text, yuan

fen = st.integers(-(10**13), 10**13).map(lambda number: Decimal(number) / 100)
shares = st.lists(st.integers(0, 1000), min_size=1, max_size=6).filter(sum)


@pytest.mark.parametrize(
    ("stated", "number"),
    [
        ("1,234.50", "1234.50"),
        (" ¥1,234 ", "1234"),
        ("￥ 1，234.5", "1234.5"),
        ("1234元", "1234"),
        ("1234元整", "1234"),
        ("人民币1234", "1234"),
        ("1.5万", "15000"),
        ("1.5 万元", "15000"),
        ("2亿", "200000000"),
        ("１２３４．５", "1234.5"),
        ("-¥5", "-5"),
        ("¥-5", "-5"),
        ("−5", "-5"),
        ("　5　", "5"),
        (".5", "0.5"),
        (7, "7"),
        (Decimal("7.125"), "7.125"),
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (123456789.015, "123456789.015"),
        (1e15, "1000000000000000"),
    ],
)
def test_what_people_and_cells_state_is_read_exactly(stated, number):
    assert exact(stated) == Decimal(number)


@pytest.mark.parametrize(
    "stated",
    ["", "面议", "1,23", "12,34.5", "1 2", "--5", "-¥-5", "1e5", "5²", "①", "1.2.3", "nan", "5%"]
    + [True, None, float("nan"), float("inf"), Decimal("NaN"), [1], b"1"],
)
def test_what_is_no_number_is_refused_in_chinese(stated):
    with pytest.raises(ValueError, match="看不懂的数字.*应写作"):
        exact(stated)


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 6))
def test_a_float_gives_back_the_decimal_that_was_typed(digits, places):
    typed = Decimal(digits).scaleb(-places)
    assert exact(float(typed)) == typed


@pytest.mark.parametrize(
    ("stated", "share"),
    [
        ("5%", "0.05"),
        ("５％", "0.05"),
        ("12.5 %", "0.125"),
        ("百分之五", "0.05"),
        ("百分之十二点五", "0.125"),
        ("百分之二十", "0.2"),
        ("百分之零点五", "0.005"),
        ("百分之5", "0.05"),
        ("百分之百", "1"),
        ("100%", "1"),
        ("0.05", "0.05"),
        (0.05, "0.05"),
        (0, "0"),
        (1, "1"),
    ],
)
def test_a_ratio_is_read_however_it_is_typed(stated, share):
    assert ratio(stated) == Decimal(share)


@pytest.mark.parametrize("stated", [5, "5", "150%", "-1%", 1.000001, -0.01, "百分之5000"])
def test_a_ratio_outside_0_to_1_is_refused_and_never_divided(stated):
    with pytest.raises(ValueError, match=f"比例应在0到1之间.*{stated}"):
        ratio(stated)


@pytest.mark.parametrize("stated", ["%", "5%%", "百分之", "百分之多", "百分之五五", True, None])
def test_what_is_no_ratio_is_refused(stated):
    with pytest.raises(ValueError, match="看不懂的数字"):
        ratio(stated)


@pytest.mark.parametrize(
    ("stated", "rounded"),
    [
        ("0.005", "0.01"),
        ("0.004999", "0.00"),
        (1.005, "1.01"),
        (-2.675, "-2.68"),
        ("-0.001", "0.00"),
    ],
)
def test_yuan_rounds_half_up_to_the_fen(stated, rounded):
    assert str(yuan(stated)) == rounded


def test_an_amount_that_no_company_has_is_refused():
    with pytest.raises(ValueError, match="金额过大"):
        yuan("1" + "0" * 16)
    with pytest.raises(ValueError, match="金额过大"):
        yuan(10**40)


def test_the_executive_part_is_rounded_and_the_manager_takes_the_rest():
    seven_to_three = {"客户执行": Decimal("0.3"), "客户经理": Decimal("0.7")}
    assert split(Decimal("0.05"), seven_to_three) == {
        "客户执行": Decimal("0.02"),
        "客户经理": Decimal("0.03"),
    }
    assert split(Decimal("-0.05"), seven_to_three) == {
        "客户执行": Decimal("-0.02"),
        "客户经理": Decimal("-0.03"),
    }


@given(fen, shares)
def test_parts_always_add_up_and_each_but_the_last_is_rounded(amount, weights):
    total = sum(weights)
    *first, _ = [Decimal(weight * 10**6 // total).scaleb(-6) for weight in weights]
    stated = {**dict(enumerate(first)), "last": 1 - sum(first)}
    parts = split(amount, stated)
    assert sum(parts.values()) == amount
    assert all(parts[name] == yuan(amount * share) for name, share in enumerate(first))
    assert all(part == yuan(part) for part in parts.values())


@pytest.mark.parametrize(
    "stated", [{}, {"a": Decimal("0.9")}, {"a": Decimal("1.5"), "b": Decimal("-0.5")}]
)
def test_shares_that_do_not_make_a_whole_are_refused(stated):
    with pytest.raises(ValueError, match="合计应为1"):
        split(Decimal(100), stated)


def test_an_amount_is_shown_with_thousands_and_two_decimals():
    assert text(Decimal("1234.5")) == "1,234.50"
    assert text(Decimal("-1234567.895")) == "-1,234,567.90"
    assert text(Decimal("-0.001")) == "0.00"


@given(fen)
def test_a_shown_amount_reads_back_as_itself(amount):
    assert exact(text(amount)) == amount
