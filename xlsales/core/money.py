"""Money and ratios: every number enters as an exact Decimal here, and is divided here."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Mapping, TypeVar

K = TypeVar("K")

FEN = Decimal("0.01")
LIMIT = Decimal(10) ** 16

_AMOUNT = re.compile(
    r"(?P<outer>[+-]?)\s*(?:¥|RMB|CNY|人民币)?\s*(?P<inner>[+-]?)"
    r"(?P<digits>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)"
    r"\s*(?P<scale>[万亿]?)\s*(?:元整?|圆整?)?",
    re.IGNORECASE,
)
_SCALES = {"": Decimal(1), "万": Decimal(10) ** 4, "亿": Decimal(10) ** 8}
_PERCENT = re.compile(r"(?:(?P<figures>[^%]+?)\s*%|百分之\s*(?P<words>.+))")
_SPOKEN = (
    r"(?:(?P<tens>[一二三四五六七八九]?)(?P<ten>十))?(?P<ones>[零一二三四五六七八九]?)"
    r"(?:点(?P<decimals>[零一二三四五六七八九]+))?"
)
_CHINESE = {word: digit for digit, word in enumerate("零一二三四五六七八九")}
# Not NFKC: it would read 5² as 52.
_HALF_WIDTH = {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
_HALF_WIDTH.update({ord("￥"): "¥", ord("−"): "-", 0x3000: " "})


def exact(value: object) -> Decimal:
    """The exact number that a cell or a person states; the one way by which a number enters.

    >>> exact(0.1) + exact(0.2)
    Decimal('0.3')
    >>> exact("￥1，234.50 元"), exact("1.5万")
    (Decimal('1234.50'), Decimal('15000.0'))
    """
    if isinstance(value, str):
        return _typed(value)
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise _unreadable(value)
    number = Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise _unreadable(value)
    return number


def ratio(value: object) -> Decimal:
    """The ratio from 0 to 1 that a cell or a person states; 5 is refused, never read as 5%.

    >>> ratio("5%"), ratio("百分之五"), ratio(0.05)
    (Decimal('0.05'), Decimal('0.05'), Decimal('0.05'))
    """
    share = _percent(value) if isinstance(value, str) else None
    number = exact(value) if share is None else share
    if not 0 <= number <= 1:
        raise ValueError(f"比例应在0到1之间(百分之五写作5%或0.05)，现为“{value}”")
    return number


def yuan(value: object) -> Decimal:
    """The amount in yuan, rounded half up to the fen.

    >>> yuan("0.125"), yuan(-2.675)
    (Decimal('0.13'), Decimal('-2.68'))
    """
    number = exact(value)
    if abs(number) >= LIMIT:
        raise ValueError(f"金额过大，应小于一万万亿元，现为“{value}”")
    rounded = number.quantize(FEN, ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)


def split(amount: Decimal, shares: Mapping[K, Decimal]) -> dict[K, Decimal]:
    """The amount in parts that add up to it: each is rounded to the fen, the last is the rest.

    >>> split(Decimal("100.01"), {"executive": Decimal("0.3"), "manager": Decimal("0.7")})
    {'executive': Decimal('30.00'), 'manager': Decimal('70.01')}
    """
    if not shares or sum(shares.values()) != 1 or min(shares.values()) < 0:
        stated = "、".join(f"{name} {share}" for name, share in shares.items())
        raise ValueError(f"分配比例不得为负，合计应为1，现为：{stated or '无'}")
    parts = {name: yuan(amount * share) for name, share in shares.items()}
    *rounded, last = parts
    parts[last] = yuan(amount) - sum((parts[name] for name in rounded), Decimal("0.00"))
    return parts


def text(amount: Decimal) -> str:
    """The amount as people write it.

    >>> text(Decimal("-1234.5"))
    '-1,234.50'
    """
    return f"{yuan(amount):,f}"


def _typed(value: str) -> Decimal:
    match = _AMOUNT.fullmatch(_folded(value))
    if match is None or (match["outer"] and match["inner"]):
        raise _unreadable(value)
    number = Decimal(match["digits"].replace(",", "")) * _SCALES[match["scale"]]
    return number.copy_negate() if "-" in (match["outer"], match["inner"]) else number


def _percent(value: str) -> Decimal | None:
    match = _PERCENT.fullmatch(_folded(value))
    if match is None:
        return None
    stated = match["figures"] or match["words"]
    spoken = _spoken(stated)
    return (_typed(stated) if spoken is None else spoken).scaleb(-2)


def _spoken(words: str) -> Decimal | None:
    """The number from 0 to 100 in Chinese words, as people say percentages; None if it is none."""
    if words in ("百", "一百"):
        return Decimal(100)
    match = re.fullmatch(_SPOKEN, words)
    if match is None or not (match["ten"] or match["ones"]):
        return None
    tens = _CHINESE.get(match["tens"], 1) if match["ten"] else 0
    decimals = "".join(str(_CHINESE[word]) for word in match["decimals"] or "零")
    return Decimal(f"{tens}{_CHINESE.get(match['ones'], 0)}.{decimals}").normalize()


def _folded(value: str) -> str:
    return value.translate(_HALF_WIDTH).strip()


def _unreadable(value: object) -> ValueError:
    return ValueError(f"看不懂的数字“{value}”，应写作1234.50、1,234.50、¥1,234或1.5万")
