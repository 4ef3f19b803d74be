"""All pairs among many names that are or may be one customer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from xlsales.matching.compare import EXACT, alike
from xlsales.matching.measure import Measures
from xlsales.matching.name import (
    KEPT,
    Name,
    customer_key,
    identity,
    key_of,
    parse,
    parsed_name,
    split,
)
from xlsales.matching.outcome import (
    Match,
    Pair,
    match_of,
    may_be_same,
    reason_of,
    shown,
)

if TYPE_CHECKING:
    from xlsales.matching.bulk import Scored

NO_ALIASES: Mapping[str, str] = MappingProxyType({})
ALIAS = Match(1.0, "same", "别名")
AT_ONCE = 1 << 12


class Rows(NamedTuple):
    """The distinct names of many rows, the places of each one's rows, and the texts in aliases."""

    names: list[Name]
    places: list[list[int]]
    aliased: set[object]


def rows_of(texts: Sequence[object], same_as: Mapping[str, str] = NO_ALIASES) -> Rows:
    """The distinct names among the texts; what can't name a customer is left out."""
    full_names = {key: full for alias, full in same_as.items() if (key := customer_key(alias))}
    known: dict[object, int] = {}
    seen: dict[object, int | None] = {}
    rows = Rows([], [], set())
    parts = parse if len(texts) <= KEPT else split  # of more names hardly one would still be known
    for place, text in enumerate(texts):
        if text not in seen:
            name = parsed_name(text, parts)
            full = full_names.get(key_of(name)) if name and full_names else None
            if full is not None:
                rows.aliased.add(text)
                name = parsed_name(full, parts)
            seen[text] = _placed(name, known, rows)
        at = seen[text]
        if at is not None:
            rows.places[at].append(place)
    return rows


def _placed(name: Name | None, known: dict[object, int], rows: Rows) -> int | None:
    """The place of a name among the distinct names; None if it is no name."""
    if name is None:
        return None
    at = known.setdefault(identity(name), len(rows.names))
    if at == len(rows.names):
        rows.names.append(name)
        rows.places.append([])
    return at


def pairs(
    names: Iterable[object],
    *,
    same_as: Mapping[str, str] = NO_ALIASES,
    apart: Collection[frozenset[str]] = (),
) -> Iterator[Pair]:
    """Yields each two names that are or may be one customer, the surest first.

    `same_as` leads from an alias to the full name; the names of each set in `apart` were
    ruled to be different customers. What can't name a customer pairs with nothing.
    """
    texts = list(names)
    rows = rows_of(texts, same_as)
    ruled = {frozenset(map(customer_key, ruling)) for ruling in apart}
    for pair in _all_pairs(texts, rows):
        if not ruled or frozenset((_key(texts, pair.i), _key(texts, pair.j))) not in ruled:
            yield pair


def _key(texts: Sequence[object], place: int) -> str:
    """The customer's key of a row."""
    return customer_key(str(texts[place]))


def _all_pairs(texts: Sequence[object], rows: Rows) -> Iterator[Pair]:
    """The pairs of rows with the same name, then those of different names, surest first."""
    for places in rows.places:
        for i, j in combinations(places, 2):
            aliased = not rows.aliased.isdisjoint((texts[i], texts[j]))
            match = alike(str(texts[i]), str(texts[j]))
            yield Pair(i, j, *(ALIAS if aliased and match is not EXACT else match))
    if len(rows.names) < 2:
        return
    from xlsales.matching.bulk import scored

    for one, other, match in matches(scored(rows.names)):
        for a in rows.places[one]:
            for b in rows.places[other]:
                yield Pair(min(a, b), max(a, b), *match)


def matches(found: Scored) -> Iterator[tuple[int, int, Match]]:
    """The pairs of distinct names, what is shown of them, surest first."""
    import numpy as np

    one, other, measured, points = found
    safe = np.asarray(may_be_same(measured), dtype=bool)
    order = np.lexsort((other, one, -points, -shown(points, safe)))
    for at in range(0, len(order), AT_ONCE):
        part = order[at : at + AT_ONCE]
        rows = zip(*(column[part].tolist() for column in measured), strict=True)
        values = zip(*(v[part].tolist() for v in (one, other, points, safe)), rows, strict=True)
        for i, j, log_odds, may, row in values:
            yield i, j, match_of(log_odds, may, reason_of(Measures(*row)))
