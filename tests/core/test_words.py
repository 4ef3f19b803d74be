"""Capital numerals: the central bank's own examples, both directions, and a second witness."""

from decimal import Decimal

import cn2an
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xlsales.core.words import from_words, in_words

fen = st.integers(-(10**18) + 1, 10**18 - 1).map(lambda number: Decimal(number).scaleb(-2))
zeros_inside = st.text("0001", min_size=1, max_size=18).map(lambda text: Decimal(text).scaleb(-2))

EXAMPLES = [
    ("1409.50", "壹仟肆佰零玖元伍角"),
    ("6007.14", "陆仟零柒元壹角肆分"),
    ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
    ("107000.53", "壹拾万柒仟元零伍角叁分"),
    ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
    ("325.04", "叁佰贰拾伍元零肆分"),
    ("0", "零元整"),
    ("0.05", "伍分"),
    ("0.50", "伍角"),
    ("10", "壹拾元整"),
    ("15", "壹拾伍元整"),
    ("1000.05", "壹仟元零伍分"),
    ("100050", "壹拾万零伍拾元整"),
    ("10001", "壹万零壹元整"),
    ("100000000", "壹亿元整"),
    ("100010001", "壹亿零壹万零壹元整"),
    ("1000000000000", "壹万亿元整"),
    (
        "9999999999999999.99",
        "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
    ),
    ("-12.30", "负壹拾贰元叁角"),
]


@pytest.mark.parametrize(("amount", "words"), EXAMPLES)
def test_the_banks_examples_and_the_ends_of_the_range(amount, words):
    assert in_words(Decimal(amount)) == words
    assert from_words(words) == Decimal(amount)


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("壹仟陆佰捌拾元叁角贰分", "1680.32"),
        ("壹拾万零柒仟元伍角叁分", "107000.53"),
        ("人民币壹仟肆佰零玖元伍角整", "1409.50"),
        ("伍拾亿伍仟元正", "5000005000"),
        ("壹佰贰拾圆整", "120"),
        ("貳萬參仟陸佰圓整", "23600"),
        ("伍元零角零分", "5"),
        ("伍元零角叁分", "5.03"),
        ("伍元零角零叁分", "5.03"),
        ("伍元叁角零分", "5.30"),
        ("壹仟 元 整", "1000"),
    ],
)
def test_what_the_rules_leave_open_is_read_either_way(words, amount):
    assert from_words(words) == Decimal(amount)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "整",
        "元整",
        "零",
        "负零元整",
        "拾元整",
        "壹仟肆佰玖元整",
        "壹零仟元整",
        "壹仟零元整",
        "壹贰元整",
    ]
    + [
        "一千元整",
        "壹佰壹仟元整",
        "壹仟壹仟元整",
        "12元",
        "壹仟",
        "零元伍角",
        "伍分叁角",
        "壹元整伍角",
    ],
)
def test_words_that_break_the_rules_are_refused(words):
    with pytest.raises(ValueError, match=f"看不懂的大写金额“{words}”"):
        from_words(words)


def test_an_amount_is_rounded_to_the_fen_once():
    assert in_words(Decimal("0.005")) == "壹分"
    assert in_words(Decimal("-0.004")) == "零元整"
    with pytest.raises(ValueError, match="金额过大"):
        in_words(Decimal(10) ** 16)


@given(fen | zeros_inside)
@example(Decimal("5000005000.00"))
def test_words_read_back_as_the_amount(amount):
    assert from_words(in_words(amount)) == amount


@given(fen | zeros_inside)
@example(Decimal("0.00"))
def test_a_zero_is_never_doubled_never_last_and_the_ending_is_right(amount):
    words = in_words(amount)
    assert "零零" not in words
    assert "零元" not in words or words == "零元整"
    assert words[-1] == ("分" if amount * 100 % 10 else "角" if amount % 1 else "整")


@given(fen | zeros_inside)
def test_a_public_library_states_the_same_amount(amount):
    """cn2an leaves out every 零 that the rules allow to be left out, so it is read back."""
    assert from_words(cn2an.an2cn(f"{amount:f}", "rmb")) == amount
