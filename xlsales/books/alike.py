"""How alike two headings or words are, with a list of words that mean the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from xlsales.books.headings import heading_key
from xlsales.core.fold import fold

LEAST = 0.45
INSIDE = 0.85
DENYING = frozenset("未没不无非停")
NEUTRAL = re.compile("有无|是否")
PROGRESS = re.compile("正在|准备|即将|等待|初步|阶段|[待拟将已在中]")
Synonyms = tuple[tuple[str, ...], ...]


@lru_cache(maxsize=65536)
def alike(theirs: str, ours: str, synonyms: Synonyms) -> float:
    """How alike two headings are: equal, one inside the other, or by the characters they share.

    What only one of them denies, as in 未签约 and 签约, makes them unlike.
    """
    a, b = (_common(heading_key(t), synonyms) for t in (theirs, ours))
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    if denials(theirs) != denials(ours):
        return 0.0
    inside = INSIDE if (len(min(a, b, key=len)) > 1 and (a in b or b in a)) else 0.0
    ratio = SequenceMatcher(None, a, b).ratio()
    return max(inside, ratio if ratio >= LEAST else 0.0)


def denials(word: str) -> frozenset[str]:
    """The denying characters of a word; 有无 and 是否 deny nothing."""
    return frozenset(NEUTRAL.sub("", word)) & DENYING


def only_like(theirs: str, choices: Sequence[str]) -> str:
    """The one of our choices that has what their word says, as 签约 of 待签; none where unsure.

    What their word says is left when the words for how far something is are taken away. No other
    choice may have a character of it.
    """
    said = PROGRESS.sub("", heading_key(theirs))
    sharing = [ours for ours in choices if said and set(said) & set(heading_key(ours))]
    found = [ours for ours in sharing if said in heading_key(ours)]
    is_sure = len(sharing) == len(found) == 1 and denials(theirs) == denials(found[0])
    return found[0] if is_sure else ""


@lru_cache(maxsize=65536)
def _common(key: str, synonyms: Synonyms) -> str:
    """A heading with each word replaced by the first of its synonyms, longest words first."""
    pattern, first = _words(synonyms)
    return pattern.sub(lambda found: first[found[0]], key)


@lru_cache(maxsize=8)
def _words(synonyms: Synonyms) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all synonyms, longest first, and the first of each one's group."""
    first = {fold(word): fold(group[0]) for group in reversed(synonyms) for word in group}
    longest = sorted(first, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), first
