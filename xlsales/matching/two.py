"""The two names of one pair, measured with the standard library only."""

from __future__ import annotations

from typing import Callable, Tuple

from xlsales.matching.distance import Alike, alike, edits
from xlsales.matching.lexicon import city_number, province_number, rarity
from xlsales.matching.measure import branch_kind, form_kind
from xlsales.matching.name import Name, order
from xlsales.matching.slip import NO_SLIP, rest_is_trade, slip_between

Texts = Tuple[str, str]
Numbers = Tuple[int, int]
_COMPARED = {"core": "core", "brand": "brand", "region": "region_word"}
_COUNTED: dict[str, Callable[[Name], int]] = {
    "province": lambda name: province_number(name.place.province),
    "city": lambda name: city_number(name.place.city),
    "branch": branch_kind,
    "form": form_kind,
    "rarity": lambda name: rarity(name.brand),
    "core_rarity": lambda name: rarity(name.core),
}


def _numbered(one: str, other: str) -> Numbers:
    """Numbers that are equal where the texts are, 0 for the empty text."""
    return int(bool(one)), int(bool(other)) if one == other else 2 * bool(other)


class Two:
    """One pair of names that nobody else's names rival, that with the shorter core first."""

    def __init__(self, one: Name, other: Name) -> None:
        self.names = (other, one) if order(one) > order(other) else (one, other)

    def texts(self, part: str) -> Texts:
        """A part of both names."""
        one, other = self.names
        if part == "brand_sound":
            return one.sound[: len(one.brand)], other.sound[: len(other.brand)]
        return getattr(one, part), getattr(other, part)

    def lengths(self, part: str) -> Numbers:
        """The lengths of a part of both names."""
        one, other = self.texts(part)
        return len(one), len(other)

    def numbers(self, what: str) -> Numbers:
        """What is counted or numbered of both names."""
        one, other = self.names
        if what in _COUNTED:
            return _COUNTED[what](one), _COUNTED[what](other)
        part = _COMPARED.get(what)
        return _numbered(*self.texts(part)) if part else (0, 0)

    def alike(self, part: str) -> Alike:
        """How alike a part of both names is."""
        return alike(*self.texts(part))

    def edits(self, part: str) -> int:
        """The slips between a part of both names."""
        return edits(*self.texts(part))

    def slip(self, near: bool, alike: Alike) -> int:
        """The kind of the only slip between the cores, where they are near."""
        return slip_between(*self.texts("core"), alike.start) if near else NO_SLIP

    def rest(self, contained: bool) -> int:
        """1 where the longer core adds nothing but its trade."""
        return rest_is_trade(*self.texts("core")) if contained else 0

    def larger(self, one: int, other: int) -> int:
        """The larger of two numbers, 0 at least."""
        return max(one, other, 0)
