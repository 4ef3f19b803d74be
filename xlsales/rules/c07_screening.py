"""Article 7, item 4: which of the names that several people follow may be one customer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from decimal import ROUND_DOWN, Decimal
from hashlib import blake2b

from xlsales.core.records import Records
from xlsales.core.values import dataclass
from xlsales.matching import Pair, is_name, pairs
from xlsales.tables.conflicts import NOT_ONE_CUSTOMER, Likeness, Ruling
from xlsales.tables.roster import Alias

IDENTICAL = "名称相同"
CERTAIN = Decimal("1.00")
NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Matched:
    """The pairs among names that are or may be one customer, and the print of what they answer."""

    asked: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Names that are, or may be, one customer, who uses them, and the surest reason to think so."""

    names: frozenset[str]
    people: frozenset[str]
    likeness: Likeness
    links: tuple[Pair, ...]
    texts: Sequence[str]

    def reason_between(self, people: Mapping[str, Collection[str]]) -> tuple[Decimal, str]:
        """Score and reason of the surest link between names of different people."""
        shared = any(len(people.get(name, ())) > 1 for name in self.names)
        if shared and self.likeness is Likeness.SAME:
            return CERTAIN, IDENTICAL
        for pair in self.links:
            one, other = (people.get(self.texts[n], ()) for n in (pair.i, pair.j))
            if any(p != q for p in one for q in other):
                return Decimal(str(pair.score)).quantize(CERTAIN, ROUND_DOWN), pair.reason
        return CERTAIN, IDENTICAL


def same_names(records: Records) -> dict[str, str]:
    """Names that people hold to be one: the alias sheet, and rulings that name an owner."""
    known = {a.alias: a.customer for a in records[Alias]}
    for ruling in records[Ruling]:
        names = sorted({name for _, name in ruling.members}, key=lambda n: (-len(n), n))
        if ruling.owner != NOT_ONE_CUSTOMER:
            known.update({n: names[0] for n in names[1:] if n not in known})
    return known


def names_apart(records: Records) -> set[frozenset[str]]:
    """Pairs of names that a ruling holds to be different customers."""
    return {
        frozenset((a, b))
        for ruling in records[Ruling]
        if ruling.owner == NOT_ONE_CUSTOMER
        for p, a in ruling.members
        for q, b in ruling.members
        if p != q and a != b
    }


def matched(names: Iterable[str], records: Records) -> Matched:
    """The pairs among the names; those that the records have where they answer the same."""
    texts, same_as, apart = sorted(names), same_names(records), names_apart(records)
    stated = repr((texts, [*same_as.items()], sorted(map(sorted, apart))))
    asked = blake2b(stated.encode(), digest_size=16).hexdigest()
    known = (one for one in records[Matched] if one.asked == asked)
    return next(known, None) or Matched(asked, tuple(pairs(texts, same_as=same_as, apart=apart)))


def groups(people: Mapping[str, Set[str]], found: Sequence[Pair]) -> Iterator[Group]:
    """The names that are one customer, in groups; then those that may be, two groups at a time.

    Two groups become one only where every name of one is at least maybe every name of the other:
    what is linked through a third name alone goes to the review list. `people` says who uses each
    name, `found` which of the names in order are pairs; a name by itself, of one person, makes no
    group.
    """
    texts = sorted(people)
    whose = _merged(found)
    links: dict[frozenset[frozenset[int]], list[Pair]] = {}
    for pair in found:
        links.setdefault(frozenset((whose[pair.i], whose[pair.j])), []).append(pair)
    for number, text in enumerate(texts):
        members = whose.get(number, NOBODY)
        if len(members) > 1 and number == min(members):
            linked = links.pop(frozenset([members]))
            yield _group([texts[n] for n in members], Likeness.SAME, linked, people, texts)
        elif len(members) < 2 and len(people[text]) > 1 and is_name(text):
            yield _group([text], Likeness.SAME, (), people, texts)
    for between, linked in links.items():
        names = [texts[n] for members in between for n in members]
        yield _group(names, Likeness.MAYBE, linked, people, texts)


def _merged(found: Iterable[Pair]) -> dict[int, frozenset[int]]:
    """The numbers of names that are one customer, by each number that is in any pair."""
    near = {(pair.i, pair.j) for pair in found}
    whose = {number: frozenset([number]) for pair in near for number in pair}
    for pair in found:
        one, other = whose[pair.i], whose[pair.j]
        apart = ((min(a, b), max(a, b)) not in near for a in one for b in other)
        if pair.outcome == "same" and one != other and not any(apart):
            whose.update(dict.fromkeys(one | other, one | other))
    return whose


def _group(
    names: Collection[str],
    likeness: Likeness,
    links: Iterable[Pair],
    people: Mapping[str, Set[str]],
    texts: Sequence[str],
) -> Group:
    users = frozenset[str]().union(*(people[name] for name in names))
    return Group(frozenset(names), users, likeness, tuple(links), texts)
