"""The keys of a name: two names of one customer share at least one of them, as good as always."""

from __future__ import annotations

from collections.abc import Iterator

from xlsales.matching.name import Name


def keys(name: Name) -> Iterator[int]:
    """The hashed keys under which a name is looked up."""
    core, sound, stem = name.core, name.sound, name.stem
    yield hash(("=", sound))
    yield hash(("=", name.stem_sound))
    yield from _short_keys(name)
    yield from _brand_keys(name)
    if len(core) >= 3:
        yield from _one_less("c", core)
    if stem != core:
        yield from _one_less("c", stem)
        yield hash(("2", stem[:2]))
        yield hash(("p", name.stem_sound[:4]))
    if len(core) >= 5:
        yield hash(("e", sound[-5:]))


def _short_keys(name: Name) -> Iterator[int]:
    """The keys of a name's beginning, and of its beginning with its end."""
    core, sound = name.core, name.sound
    region = name.place.city or name.place.province
    yield hash(("2", core[:2]))
    yield hash(("p", sound[:3]))
    yield hash(("a", sound[:2], core[-1:]))
    yield hash(("b", sound[:2], region, name.trade[:1]))
    yield hash(("d", core[:2], core[-2:]))
    if latin := latin_start(core):
        yield hash(("2", core[latin : latin + 2]))
        yield hash(("=", sound[latin:]))


def latin_start(core: str) -> int:
    """How many Latin letters and digits come before the Chinese part of a core; 0 if none do."""
    latin = len(core) - len(core.lstrip("abcdefghijklmnopqrstuvwxyz0123456789"))
    return latin if latin <= len(core) - 2 else 0


def _brand_keys(name: Name) -> Iterator[int]:
    """The keys of a name's brand, alone and with its region or the start of its trade."""
    end = len(name.brand)
    sound = name.sound[:end]
    region = name.place.city or name.place.province
    yield hash(("s", sound))
    yield hash(("t", name.brand, region))
    yield hash(("u", name.brand, name.trade[:1]))


def _one_less(kind: str, text: str) -> Iterator[int]:
    """The text itself and the text without each of its characters."""
    yield hash((kind, text))
    if len(text) >= 4:
        for at in range(len(text)):
            yield hash((kind, text[:at] + text[at + 1 :]))
