"""A customer's name as typed, split into region, brand, trade and legal form."""

from __future__ import annotations

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
from xlsales.matching.region import region_at_start, trade_start

LONGEST = 60


class Name(NamedTuple):
    """The parts of a typed name, all folded; the stem is region, brand and trade."""

    text: str
    stem: str
    core: str
    brand: str
    trade: str
    region: str
    place: Place
    branch: str
    form: str
    sound: str
    stem_sound: str


def order(name: Name) -> tuple[int, str, str, str, str, str]:
    """What puts the name with the shorter core first, whichever was given first."""
    return len(name.core), name.core, name.stem, name.text, name.branch, name.region


# Screening, evidence and registers ask for the same names over and over.
@lru_cache(maxsize=1 << 15)
def parse(typed: str) -> Name:
    """The parts of a name as somebody typed it."""
    noteless, noted = without_notes(fold(typed))
    text, branch = without_branch(without_share_marks(noteless))
    stem, form = without_form(with_form_in_order(text))
    stem += own_name(branch)
    region, place, core = region_at_start(stem)
    if noted and not region:
        region, place = noted, region_at_start(noted + "公司")[1]
    cut = trade_start(core)
    stem_sound = stem.translate(sounds())
    sound = stem_sound[len(stem) - len(core) :]
    # Many names share these words: one text for all of them takes less room.
    trade, region, form = intern(core[cut:]), intern(region), intern(form)
    brand = core[:cut]
    return Name(text, stem, core, brand, trade, region, place, branch, form, sound, stem_sound)


def names_somebody(name: Name) -> bool:
    """True if the parts can name a customer: letters, two at least, not too many."""
    stem = name.stem
    return 2 <= len(stem) <= LONGEST and not stem.isdigit() and not is_form(stem)


def parsed_name(typed: object) -> Name | None:
    """The parts of what was typed; None if it can't name a customer."""
    if not isinstance(typed, str) or len(typed) > 4 * LONGEST:
        return None
    name = parse(typed)
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
    if parts is None:
        return ""
    return parts.region.rstrip("省市县区") + parts.core + parts.branch
