"""A customer's name as typed, split into region, brand, trade and legal form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from xlsales.core.fold import fold, squeeze
from xlsales.matching.lexicon import (
    Place,
    districts,
    regions,
    slipped_regions,
    sounds,
    trades,
)

LONGEST = 60
_NOWHERE = Place("", "")
_FORM = re.compile(
    "(集团)?(股份有限公司|有限责任公司|股份公司|责任公司|有限公司|集团公司|总公司"
    "|公司|集团|股份)$"
)


def _slips(form: str) -> Iterator[str]:
    """Patterns of a legal form with one character missing, wrong, doubled or swapped."""
    for at in range(len(form)):
        yield form[:at] + form[at + 1 :]
        yield form[: at + 1] + form[at:]
        if at:
            yield f"{form[:at]}.{form[at + 1 :]}"
        if at + 1 < len(form):
            yield form[:at] + form[at + 1] + form[at] + form[at + 2 :]


_LONG_FORMS = ("股份有限公司", "有限责任公司", "有限公司")
_SLIPPED = re.compile(
    "(?:[般殷投设胶骨谷鼓古故固]份有限公司|(?:股份)?[邮油友游优又右由幼]限(?:责任)?公司|"
    + "|".join(slip for form in _LONG_FORMS for slip in _slips(form))
    + ")$"
)
_SWAPPED_IN = re.compile("有(.)限(?:责任)?公司$")
_BRANCH = re.compile(
    "^(.{2,}公司|.{2,}?(?:银行|集团|厂|医院|学院|酒店|保险|股份))"
    "(.{0,12}?(?:分公司|支公司|子公司|分行|支行|分店|门店|办事处|分厂|营业部|分部|事业部))$"
)
_OWN_NAME = ("支公司", "支行", "营业部")
_SUBBRANCH = re.compile("^(.{2,}(?:有限公司|责任公司|保险))(.{2,8})(?:中心支|支|中心支公司|支公司)$")
_NOTE = re.compile(r"[(\[{<【《「『〔]([^)\]}>】》」』〕]*)[)\]}>】》」』〕]?")
_PERSON = re.compile(r"[-—–_/|、,;:·~\s][\w]{1,8}(总|经理|主任|工|部|姐|哥|老师|处|科|总监|小姐|先生|女士)$")
_ZONE = re.compile("(经济特区|经济技术开发区|高新技术产业开发区|经济开发区|高新区|开发区|保税区|新区)")
_KEPT_NOTES = frozenset(["集团", "中国", "股份", "控股"])
_LISTED = re.compile("^(?:st|pt|sst)(?=[\u4e00-\u9fff]{2})|(?<=[\u4e00-\u9fff]{2})[ab]$")


class Name(NamedTuple):
    """The parts of a typed name, all folded."""

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


@lru_cache(maxsize=1)
def _longest_region() -> int:
    """The length of the longest region's name."""
    return max(map(len, regions()))


def region_at_start(text: str) -> tuple[str, Place, str]:
    """The region's words that open the text, where they lie, and what is left (2 at least)."""
    place, at = _NOWHERE, 0
    steps = [(0, _NOWHERE)]
    for _ in range(3):
        length, found = _next_region(text, at, place)
        if not length:
            break
        place = Place(found.province or place.province, found.city or place.city)
        at += length
        if at < len(text) - 2 and text[at] in "省市县区" and text[at + 1] not in "场政":
            at += 1
        steps.append((at, place))
    if at and trade_start(text[at:], 0) == 0:
        at, place = steps[-2]
    return text[:at], place, text[at:]


def _next_region(text: str, at: int, within: Place) -> tuple[int, Place]:
    """How long the region's name at this place is, and where it lies; 0 if there is none."""
    known, longest = regions(), min(_longest_region(), len(text) - at - 2)
    for length in range(longest, 1, -1):
        found = known.get(text[at : at + length])
        if found and not (within.province and found.province not in ("", within.province)):
            return length, found
    if at:
        zone = _ZONE.match(text, at)
        if zone and zone.end() <= len(text) - 2:
            return zone.end() - at, within
        for length in (3, 2):
            found = districts().get(text[at : at + length])
            if found and length <= longest and found.city and found.city == within.city:
                return length, found
        return 0, _NOWHERE
    return _slipped_region(text)


def _slipped_region(text: str) -> tuple[int, Place]:
    """A region at the start typed with one slip: its length and place; 0 if there is none."""
    known = slipped_regions()
    for length in range(min(6, len(text) - 2), 1, -1):
        head = text[:length]
        if (found := known.get(head)) is None:
            heard = known.get(head.translate(sounds()))
            names = (heard.city, heard.province) if heard else ()
            found = heard if any(len(set(head) - set(name)) <= 1 for name in names) else None
        if found is not None:
            return length, found
    return 0, _NOWHERE


def trade_start(core: str, brand: int = 2) -> int:
    """Where the trade begins at the end of a core whose brand keeps that many characters."""
    known, end = trades(), len(core)
    while end > brand:
        for length in range(min(6, end - brand), 1, -1):
            if core[end - length : end] in known:
                end -= length
                break
        else:
            break
    return end


def _region_of_note(note: str) -> str:
    """The region that a note in brackets names; empty if it names none."""
    known = regions()
    if note in known or note.rstrip("省市县区") in known:
        return note
    return next((note[:k] for k in range(len(note), 1, -1) if note[:k] in known), "")


def _without_notes(text: str) -> tuple[str, str]:
    """The text without its bracketed notes, and the region that they named."""
    named: list[str] = []

    def replaced(match: re.Match[str]) -> str:
        note = squeeze(match.group(1))
        if region := _region_of_note(note):
            named.append(region)
            return ""
        return note if note in _KEPT_NOTES else ""

    left = _NOTE.sub(replaced, text)
    return (left, named[0] if named else "") if len(squeeze(left)) >= 2 else (text, "")


def _without_form(text: str) -> tuple[str, str]:
    """The text without its legal form, and the form."""
    form = ""
    text = _SWAPPED_IN.sub(r"\1有限公司", text)
    match = (_SLIPPED.search(text) if len(text) > 6 else None) or _FORM.search(text)
    if (full := _FORM.search(text)) and match and full.start() <= match.start():
        match = full
    if match and match.start() >= 2:
        text, form = text[: match.start()], match.group(0)
    if text.endswith("集团") and len(text) > 3:
        text = text[:-2]
    if len(text) > 5 and "集团" in text[2:]:
        text = text[:2] + text[2:].replace("集团", "")
    return text, form


def parse(typed: str) -> Name:
    """The parts of a name as somebody typed it."""
    text, noted = _without_notes(_PERSON.sub("", fold(typed).rstrip("。.,;、")))
    text = _SUBBRANCH.sub(r"\1\2支公司", _LISTED.sub("", squeeze(text)))
    branch = ""
    own = ""
    if match := _BRANCH.match(text):
        text, branch = match.group(1), match.group(2)
        own = branch if branch.endswith(_OWN_NAME) else ""
    stem, form = _without_form(text)
    stem += own[: -len("支公司")]
    region, place, core = region_at_start(stem)
    if not region and noted:
        region = noted
        place = region_at_start(noted + "公司")[1]
    cut = trade_start(core)
    table = sounds()
    return Name(
        text, stem, core, core[:cut], core[cut:], region, place, branch, form,
        core.translate(table), stem.translate(table),
    )


def names_somebody(name: Name) -> bool:
    """True if the parts can name a customer: letters, two at least, not too many."""
    stem = name.stem
    return 2 <= len(stem) <= LONGEST and not stem.isdigit() and not _FORM.fullmatch(stem)


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
