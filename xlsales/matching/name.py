"""A customer's name as typed, split into region, brand, trade and legal form."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from xlsales.core.fold import fold, squeeze
from xlsales.matching.form import (
    is_form,
    own_name,
    with_form_in_order,
    without_branch,
    without_form,
    without_notes,
    without_share_marks,
)
from xlsales.matching.lexicon import Place, regions, sounds
from xlsales.matching.region import place_of_note, region_at_start

LONGEST = 60


class Name(NamedTuple):
    """A typed name, folded; its stem is region, brand and trade."""

    stem: str
    region: str
    place: Place
    branch: str
    form: str
    at: int
    cut: int

    @property
    def core(self) -> str:
        """The stem without its region: brand and trade."""
        return self.stem[self.at :]

    @property
    def brand(self) -> str:
        """What the company calls itself: the core without its trade."""
        return self.stem[self.at : self.cut]

    @property
    def trade(self) -> str:
        """What it does."""
        return self.stem[self.cut :]

    @property
    def region_word(self) -> str:
        """The region as most people write it: without 省, 市, 县, 区."""
        short = self.region.rstrip("省市县区")
        return short if len(short) > 1 else self.region

    @property
    def sound(self) -> str:
        """The core as heard."""
        return self.core.translate(sounds())

    @property
    def stem_sound(self) -> str:
        """The stem as heard."""
        return self.stem.translate(sounds())


def identity(name: Name) -> tuple[str, str, str, str]:
    """What is equal of two names that are written alike but for notes, width and the like."""
    return name.stem, name.region, name.branch, name.form


def order(name: Name) -> tuple[int, str, str, str, str, str]:
    """What puts the name with the shorter core first, whichever was given first."""
    return len(name.stem) - name.at, name.core, name.stem, name.form, name.branch, name.region


def split(typed: str) -> Name:
    """The parts of a name as somebody typed it."""
    noteless, noted = without_notes(fold(typed))
    text, branch = without_branch(without_share_marks(noteless))
    stem, form = without_form(with_form_in_order(text))
    if branch:
        stem += own_name(branch)
    at, cut, place = region_at_start(stem)
    # Many names share these words: one text for all of them takes less room.
    region, form = intern(stem[:at]), intern(form)
    if noted and not region:
        region, place = intern(noted), place_of_note(noted)
    return Name(stem, region, place, branch, form, at, cut)


KEPT = 1 << 15
# Screening, evidence and registers ask for the same names over and over.
parse = lru_cache(maxsize=KEPT)(split)


def names_somebody(name: Name) -> bool:
    """True if the parts can name a customer: letters, two at least, not too many."""
    stem = name.stem
    return 2 <= len(stem) <= LONGEST and not stem.isdigit() and not is_form(stem)


def parsed_name(typed: object, parts: Callable[[str], Name] = parse) -> Name | None:
    """The parts of what was typed; None if it can't name a customer."""
    if not isinstance(typed, str) or len(typed) > 4 * LONGEST:
        return None
    name = parts(typed)
    return name if names_somebody(name) else None


def is_name(text: object) -> bool:
    """True if the text can name a customer: letters, two at least, and not endless."""
    return parsed_name(text) is not None


def is_place(text: str) -> bool:
    """True if the text names a region and nothing else."""
    return squeeze(text) in regions()


def customer_key(name: str) -> str:
    """The name without width, script, case, spaces, punctuation, notes and legal form.

    Empty for what can't name a customer.
    """
    parts = parsed_name(name)
    return key_of(parts) if parts else ""


def key_of(name: Name) -> str:
    """The customer's key of a split name."""
    return name.region.rstrip("省市县区") + name.core + name.branch
