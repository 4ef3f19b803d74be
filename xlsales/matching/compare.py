"""One pair of names compared, with the standard library only."""

from __future__ import annotations

from difflib import SequenceMatcher

from xlsales.matching.name import Name, parse
from xlsales.matching.outcome import Match

SAME, MAYBE = 0.85, 0.35


def compare(a: str, b: str) -> Match:
    """Whether two typed names are one customer."""
    return compared(parse(a), parse(b))


def compared(one: Name, other: Name) -> Match:
    """Whether two split names are one customer."""
    if one.place.province and other.place.province and one.place.province != other.place.province:
        return Match(0.1, "different", "地区不同")
    if not one.core or not other.core:
        return Match(0.0, "different", "不是名称")
    if one.core == other.core:
        return Match(0.98, "same", "分支机构" if one.branch != other.branch else "完全相同")
    short, long = sorted((one.core, other.core), key=len)
    if len(short) >= 2 and long.startswith(short):
        return Match(0.9, "same", "简称与全称")
    if one.sound == other.sound:
        return Match(0.8, "maybe", "同音错字")
    score = SequenceMatcher(None, short, long).ratio() * 0.8
    return Match(score, "maybe" if score > 0.6 else "different", "缺字" if len(short) < len(long) else "形近")
