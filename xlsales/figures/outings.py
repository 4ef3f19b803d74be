"""Article 1: what names a company, and until when a direct visit is registered."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Iterable

from xlsales.core.days import previous_workday
from xlsales.core.fold import fold
from xlsales.core.policy import Clause

DATED = "年月日号点时分家个位"
DATES = re.compile(rf"\d+\s*[{DATED}:./-]+|(?<![a-z\d])\d+(?![^\W_])")
FAMILIAR = "老小"
VAGUE = ("surnames", "titles", "going_out", "fillers", "places")
NAMED = re.compile(r"\d[^\W\d_]|[^\W\d_][^\W_]")
MANY = 1 << 13


@lru_cache(maxsize=MANY)
def names_a_company(text: str, clause: Clause) -> bool:
    """True when something is left that can name a company once the vague words are taken away.

    Taken away are dates, people with a title, going-out words, fillers, places; what is
    left names a company when two letters or characters of it stand together.
    """
    left = fold(text)
    if _untouched(clause).search(left):
        return True
    left = DATES.sub(" ", left)
    for pattern in _vague(clause):
        left = pattern.sub(" ", left)
    return NAMED.search(left) is not None


@lru_cache(maxsize=8)
def _untouched(clause: Clause) -> re.Pattern[str]:
    """Two letters together that no vague word and no date has: nothing takes them away."""
    words = (fold(word) for name in VAGUE for word in clause[name])
    letters = re.escape("".join(sorted({*DATED, *FAMILIAR}.union(*words))))
    return re.compile(rf"[^\W\d_{letters}]{{2}}")


@lru_cache(maxsize=8)
def _vague(clause: Clause) -> tuple[re.Pattern[str], ...]:
    """People with a title, and the words that name no company."""
    surnames, titles = _any(clause["surnames"]), clause["titles"]
    words = (*clause["going_out"], *clause["fillers"], *clause["places"])
    person = rf"{surnames}{_any(titles)}(?![部司店行])"
    longer = (w for w in titles if len(w) > 1)
    # Written by its opposites, a class of Chinese characters costs a tenth to compile.
    familiar = rf"(?<![^\W\da-z_])[{FAMILIAR}]{surnames}(?![^\W\da-z_])"
    return tuple(map(re.compile, (person, _any((*words, *longer)), familiar)))


def _any(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest that fits."""
    folded = sorted(map(fold, words), key=len, reverse=True)
    longer = [re.escape(w) for w in folded if len(w) > 1]
    single = "".join(re.escape(w) for w in folded if len(w) == 1)
    return f"(?:{'|'.join([*longer, f'[{single}]'] if single else longer)})"


def latest_registration(day: date, clause: Clause) -> datetime:
    """The moment by which a direct visit is registered: the last working day's end of work."""
    return datetime.combine(previous_workday(day), clause["time"])
