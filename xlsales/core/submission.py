"""A submission: one version of one workbook that somebody handed in, and when it was first seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime

from xlsales.core.record import Record
from xlsales.core.values import dataclass

Whose = tuple[str, str, date | None]
"""Which workbook something is a version of: its kind, its person, its period."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One version of a workbook as the journal knows it.

    `kind` is the kind of workbook (周报告), `person` and `period` whose and for which Monday or
    first of a month; `seen` is the moment it was first seen, `imported` says that this moment was
    given after the fact, so that it is weaker evidence. `rows` counts the data rows of each sheet,
    `unread` those of them that could not be read; `recorded` is the clock when it was written.
    """

    seq: int
    kind: str
    person: str
    period: date | None
    file: str
    seen: datetime
    imported: bool = False
    rows: Mapping[str, int] = field(default_factory=dict, hash=False)
    unread: int = 0
    recorded: datetime | None = None

    @property
    def whose(self) -> Whose:
        """Which workbook it is a version of."""
        return self.kind, self.person, self.period


@dataclass(frozen=True, slots=True)
class Earlier:
    """A record of an earlier submission, as the journal keeps it."""

    record: Record
    submission: Submission


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named a customer in a submission that the journal has."""

    person: str
    customer: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """One person's row over time: its newest text, the submissions that had it first and last.

    `versions` counts the different texts it has had.
    """

    record: Record
    first: Submission
    last: Submission
    versions: int = 1
