"""Amounts in capital numerals (人民币大写), by the central bank's rules for bills.

The rules (正确填写票据和结算凭证的基本规定) leave choices, taken here so:
- Where the yuan digit is 0 and the jiao digit is not, 零 is written, which leaves no gap to fill in
  later: 1,680.32 is 壹仟陆佰捌拾元零叁角贰分.
- Where only the digit before 万 or 亿 is 0, it is not: 107,000.53 is 壹拾万柒仟元零伍角叁分.
- 整 stands after 元 and, as in the bank's examples, not after 角: 1,409.50 is 壹仟肆佰零玖元伍角.
What is read may have chosen otherwise.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Match

from xlsales.core.money import yuan

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ((10**8, "亿"), (10**4, "万"), (1000, "仟"), (100, "佰"), (10, "拾"))
_PRINTED = str.maketrans("圆圓貳參陸萬億負正", "元元贰叁陆万亿负整")
_AMOUNT = re.compile("(?P<sign>负?)((?P<whole>.+)元)?(零?(?P<jiao>.)角)?(零?(?P<fen>.)分)?")
_OPTIONAL_ZERO = re.compile("(?<=元)零(?=.角)|(?<=[万亿])零(?=.仟)")


def in_words(amount: Decimal) -> str:
    """The amount in capital numerals, rounded to the fen, without 人民币 before it.

    >>> in_words(Decimal("1409.50")), in_words(Decimal("16409.02"))
    ('壹仟肆佰零玖元伍角', '壹万陆仟肆佰零玖元零贰分')
    """
    rounded = yuan(amount)
    whole, cents = divmod(int(abs(rounded) * 100), 100)
    words = _whole_in_words(whole) + "元" if whole or not cents else ""
    return ("负" if rounded < 0 else "") + words + (_cents_in_words(whole, cents) or "整")


def from_words(text: str) -> Decimal:
    """The amount that capital numerals state; ValueError where they break the rules.

    >>> from_words("人民币壹拾万零柒仟元伍角叁分")
    Decimal('107000.53')
    """
    words = _plain(text)
    match = _AMOUNT.fullmatch(words)
    try:
        amount = _amount(match) if match else Decimal(0)
    except ValueError:  # a character that is no numeral
        amount = Decimal(0)
    if _plain(in_words(amount)) != words:
        raise ValueError(f"看不懂的大写金额“{text}”，应写作如“壹仟肆佰零玖元伍角”")
    return amount


def _whole_in_words(number: int) -> str:
    for size, unit in _UNITS:
        if number >= size:
            head, tail = divmod(number, size)
            gap = "零" if 0 < tail < size // 10 else ""
            return _whole_in_words(head) + unit + gap + (_whole_in_words(tail) if tail else "")
    return _DIGITS[number]


def _cents_in_words(whole: int, cents: int) -> str:
    jiao, fen = divmod(cents, 10)
    gap = "零" if cents and whole and (whole % 10 == 0 or not jiao) else ""
    return gap + (_DIGITS[jiao] + "角" if jiao else "") + (_DIGITS[fen] + "分" if fen else "")


def _amount(match: Match[str]) -> Decimal:
    jiao, fen = (_DIGITS.index(match[name] or "零") for name in ("jiao", "fen"))
    amount = _whole(match["whole"] or "零") + Decimal(10 * jiao + fen).scaleb(-2)
    return -amount if match["sign"] else amount


def _whole(words: str) -> int:
    for size, unit in _UNITS:
        head, found, tail = words.rpartition(unit)
        if found:
            return _whole(head) * size + _whole(tail.lstrip("零"))
    return _DIGITS.index(words)


def _plain(text: str) -> str:
    """The words with every choice that the rules leave taken one way, to be compared."""
    words = "".join(text.split()).translate(_PRINTED)
    words = words[3:] if words.startswith("人民币") else words
    words = words[:-1] if words.endswith("整") else words
    words = words.replace("零分", "").replace("零角零", "零").replace("零角", "零")
    words = words[:-1] if words.endswith("元零") else words
    return _OPTIONAL_ZERO.sub("", words)
