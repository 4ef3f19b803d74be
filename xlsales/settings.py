"""Settings of a department: `xlsales.toml`, in its folder or above.

Strict: an unknown key or a value of the wrong kind is an error that names it.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from xlsales.books.locate import Aliases
from xlsales.core.values import dataclass

FILE = "xlsales.toml"
JOURNAL = "xlsales-journal.sqlite"
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class SettingsError(Exception):
    """The settings file is wrong; the message names the file and the key, in the user's words."""


@dataclass(frozen=True)
class Settings:
    """What a department sets for itself.

    `deadlines` may give `weekly_report` and `end_of_work` as HH:MM; `path` is the file that the
    settings were read from.
    """

    company: str = ""
    journal: Path | None = None
    deadlines: Mapping[str, str] = field(default_factory=dict)
    aliases: Aliases = field(default_factory=Aliases)
    path: Path | None = None


def load(folder: Path) -> Settings:
    """The settings that hold for a folder: those of the nearest file at or above it."""
    start = folder.resolve()
    for place in (start, *start.parents):
        if (place / FILE).is_file():
            return _parsed(place / FILE)
    return Settings()


def journal_path(folder: Path, settings: Settings) -> Path:
    """Where the department's journal lies: as set, else in the user's data folder."""
    if settings.journal is not None:
        return settings.journal
    import platformdirs  # many commands do without

    root = (settings.path.parent if settings.path else folder).resolve()
    mark = hashlib.sha256(str(root).encode()).hexdigest()[:12]
    name = re.sub(r"[^\w-]", "", root.name) + "-" + mark
    return platformdirs.user_data_path("xlsales", appauthor=False) / name / JOURNAL


def add_aliases(path: Path, aliases: Aliases) -> None:
    """Write more of a company's own words into its settings file, keeping what stands there."""
    import tomlkit  # needed only to write

    text = path.read_text("utf-8") if path.exists() else ""
    document = tomlkit.parse(text)
    group = document.setdefault("aliases", tomlkit.table())
    sheets = group.setdefault("sheets", tomlkit.table())
    sheets.update(aliases.sheets)
    for name, words in (("headings", aliases.headings), ("choices", aliases.choices)):
        part = group.setdefault(name, tomlkit.table())
        for ours, theirs in words.items():
            part.setdefault(ours, tomlkit.table()).update(theirs)
    path.write_text(tomlkit.dumps(document), "utf-8")


def _parsed(path: Path) -> Settings:
    try:
        document = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}：不是有效的设置文件（{error}），请改正或删除它") from None
    check = _Checked(path)
    check.keys(document, {"company", "journal", "deadlines", "aliases"}, "")
    words = document.get("aliases", {})
    check.keys(words, {"sheets", "headings", "choices"}, "aliases.")
    nested = {n: check.nested(words.get(n, {}), f"aliases.{n}") for n in ("headings", "choices")}
    journal = check.text(document.get("journal", ""), "journal")
    return Settings(
        company=check.text(document.get("company", ""), "company"),
        journal=(path.parent / journal) if journal else None,
        deadlines=check.deadlines(document.get("deadlines", {})),
        aliases=Aliases(check.flat(words.get("sheets", {}), "aliases.sheets"), **nested),
        path=path,
    )


@dataclass(frozen=True)
class _Checked:
    """Takes values out of a settings file, or says what is wrong with them."""

    path: Path

    def _wrong(self, key: str, wanted: str) -> SettingsError:
        return SettingsError(f"{self.path}：「{key}」{wanted}")

    def keys(self, found: Mapping[str, Any], known: set[str], prefix: str) -> None:
        """Refuse a key that means nothing."""
        for key in sorted(set(found) - known):
            allowed = "、".join(sorted(known))
            raise self._wrong(f"{prefix}{key}", f"不是可用的设置，可用的有：{allowed}")

    def text(self, value: Any, key: str) -> str:
        """A text."""
        if not isinstance(value, str):
            raise self._wrong(key, "应为文字")
        return value

    def flat(self, value: Any, key: str) -> dict[str, str]:
        """A mapping from text to text."""
        return self._mapping(value, key, self.text)

    def nested(self, value: Any, key: str) -> dict[str, dict[str, str]]:
        """A mapping from text to mappings."""
        return self._mapping(value, key, self.flat)

    def _mapping(self, value: Any, key: str, inner: Callable[[Any, str], Any]) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self._wrong(key, "应为一组名称对照")
        return {str(k): inner(v, f"{key}.{k}") for k, v in value.items()}

    def deadlines(self, value: Any) -> dict[str, str]:
        """Times of day by name."""
        times = self.flat(value, "deadlines")
        self.keys(times, {"weekly_report", "end_of_work"}, "deadlines.")
        for key, clock in times.items():
            if not CLOCK.fullmatch(clock):
                raise self._wrong(f"deadlines.{key}", f"应为时间，如09:00，实为“{clock}”")
        return times
