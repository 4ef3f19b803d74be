"""What was read and matched before: unchanged files are not opened again, nor names compared."""

from __future__ import annotations

import os
from collections.abc import Collection
from hashlib import blake2b
from json import dumps
from pathlib import Path
from sys import intern

import xlsales
from xlsales.books.kept import from_kept, to_kept
from xlsales.books.read import Reading
from xlsales.core.policy import Policy
from xlsales.core.policy_rows import fingerprint
from xlsales.core.records import Records
from xlsales.core.values import dataclass
from xlsales.hosts.files.folder import Seen
from xlsales.journal import Readings
from xlsales.matching import Pair
from xlsales.rules.c07_screening import Matched
from xlsales.settings import Settings
from xlsales.tables.parameters import POLICY_VALUES
from xlsales.tables.workbooks import WORKBOOKS

READ_BY = ("core", "core/data", "tables", "policy", "books", "hosts/files")
MATCHED_BY = ("matching", "matching/data")
"""The folders of the program by which a file is read, and by which names are matched."""

NAMES = "客户名称"
"""Under what the pairs of names are kept, beside the names of files."""


def basis(policy: Policy, settings: Settings) -> str:
    """What is kept depends on besides a file: the program, the policy, a company's words."""
    home = Path(xlsales.__file__).parent
    files = sorted(
        (entry.path, stated.st_size, stated.st_mtime_ns)
        for part in (*READ_BY, *MATCHED_BY)
        for entry in os.scandir(home / part)
        if entry.is_file() and (stated := entry.stat())
    )
    program = blake2b(repr(files).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return "\n".join((xlsales.__version__, program, fingerprint(policy), repr(settings.aliases)))


@dataclass(frozen=True)
class Kept:
    """The readings beside a journal, of files whose content the journal has."""

    readings: Readings
    contents: Collection[str]
    policy: Policy

    def has(self, seen: Seen) -> bool:
        """Whether a file need not be opened."""
        return seen.sha256 in self.contents and self.readings.has(seen.name, seen.sha256)

    def take(self, seen: Seen) -> Reading | None:
        """What a file was read as; None where that can't be told any more."""
        kept = self.readings.get(seen.name, seen.sha256)
        kinds = (*WORKBOOKS, POLICY_VALUES)
        return None if kept is None else from_kept(kept, seen.name, kinds, self.policy)

    def keep(self, name: str, sha256: str, reading: Reading) -> None:
        """Keep what a file was read as."""
        self.readings.put(name, sha256, to_kept(reading))


def matched_before(readings: Readings) -> Records:
    """The pairs of names found last, which the rules use where the names are still the same."""
    kept = readings.get(NAMES, "")
    try:
        found = (Pair(i, j, score, o, intern(reason)) for i, j, score, o, reason in kept["pairs"])
        return Records([Matched(kept["asked"], tuple(found))])
    except (KeyError, TypeError, ValueError):
        return Records()


def keep_matched(readings: Readings, results: Records) -> None:
    """Keep the pairs of names that were found."""
    for matched in results[Matched]:
        kept = {"asked": matched.asked, "pairs": matched.pairs}
        readings.put(NAMES, "", dumps(kept, ensure_ascii=False))
