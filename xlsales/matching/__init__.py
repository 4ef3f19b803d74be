"""Are two typed customer names one customer? Split, find candidates, score, give the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from xlsales.matching.compare import compare, compared
from xlsales.matching.name import LONGEST, parse
from xlsales.matching.outcome import Match, Outcome, Pair

__all__ = ["Known", "Match", "Outcome", "Pair", "compare", "customer_key", "is_name", "pairs"]


def is_name(text: object) -> bool:
    """True if the text can name a customer: two letters or more, not only digits, not endless."""
    if not isinstance(text, str) or len(text) > 10 * LONGEST:
        return False
    stem = parse(text).stem
    return 2 <= len(stem) <= LONGEST and not stem.isdigit() and stem not in ("公司", "有限公司")


def customer_key(name: str) -> str:
    """The name without width, script, case, spaces, punctuation, notes and legal form."""
    if not is_name(name):
        return ""
    parts = parse(name)
    return parts.region.rstrip("省市县区") + parts.core + parts.branch


def pairs(
    names: Iterable[str],
    *,
    same_as: Mapping[str, str] = {},  # noqa: B006
    apart: Collection[frozenset[str]] = (),
) -> Iterator[Pair]:
    """Yields each two names that are or may be one customer, the surest first."""
    blocks: dict[str, list[int]] = defaultdict(list)
    texts = list(names)
    split = [parse(same_as.get(text, text)) if is_name(text) else None for text in texts]
    for number, name in enumerate(split):
        if name:
            blocks[name.sound[:2]].append(number)
    found = []
    for block in blocks.values():
        for at, i in enumerate(block):
            for j in block[at + 1 :]:
                one, other = split[i], split[j]
                if not one or not other or frozenset((texts[i], texts[j])) in apart:
                    continue
                match = compared(one, other)
                if match.outcome != "different":
                    found.append(Pair(i, j, *match))
    yield from sorted(found, key=lambda pair: (-pair.score, pair.i, pair.j))


class Known:
    """Known names, made ready once, against which new rows are screened."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)

    def screen(self, new: Iterable[str]) -> Iterator[Pair]:
        """Yields (place among the new, place among the known, score, outcome, reason)."""
        rows = list(new)
        count = len(rows)
        for pair in pairs(rows + list(self.names)):
            if pair.i < count <= pair.j:
                yield pair._replace(j=pair.j - count)
