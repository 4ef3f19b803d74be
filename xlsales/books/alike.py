"""How alike two headings or words are, with a list of words that mean the same."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from xlsales.books.headings import heading_key
from xlsales.core.fold import fold

LEAST = 0.45
INSIDE = 0.85
Synonyms = tuple[tuple[str, ...], ...]


@lru_cache(maxsize=65536)
def alike(theirs: str, ours: str, synonyms: Synonyms) -> float:
    """How alike two headings are: equal, one inside the other, or by the characters they share."""
    a, b = (_common(heading_key(t), synonyms) for t in (theirs, ours))
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    inside = INSIDE if (len(min(a, b, key=len)) > 1 and (a in b or b in a)) else 0.0
    ratio = SequenceMatcher(None, a, b).ratio()
    return max(inside, ratio if ratio >= LEAST else 0.0)


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
