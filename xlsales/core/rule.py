"""Rules: functions of (records, policy) that yield findings and result records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field, replace
from datetime import date, datetime
from enum import Enum
from inspect import cleandoc

from xlsales.core.kinds import text_of
from xlsales.core.policy import Clause, Policy
from xlsales.core.record import Record, Ref
from xlsales.core.records import Records
from xlsales.core.values import dataclass


class Level(Enum):
    """How grave a finding is."""

    ERROR = "错误"
    WARNING = "警告"
    NOTICE = "提示"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at one cell: what was found, what is allowed, and the clause it rests on."""

    where: Ref
    message: str
    clause: Clause | None = None
    value: str = ""
    level: Level = Level.ERROR
    code: str = ""
    related: tuple[Ref, ...] = ()

    def __str__(self) -> str:
        basis = f" 依据 {self.clause}" if self.clause else ""
        return f"{self.where} {self.code} {self.level.value} {self.message}{basis}"


@dataclass(frozen=True)
class Occasion:
    """What a run is about: the moment it is thought to happen, and the week or month asked for."""

    moment: datetime
    week: date | None = None
    month: date | None = None

    @property
    def today(self) -> date:
        """The day of the moment."""
        return self.moment.date()


Outcome = object
Applied = Callable[[Records, Policy], Iterable[Outcome]]


@dataclass(frozen=True)
class Rule:
    """A rule: the code of its findings, the clauses it applies, and the function that does."""

    code: str
    clauses: tuple[str, ...]
    apply: Applied = field(repr=False)

    @property
    def about(self) -> str:
        """What the rule looks for, in the user's words."""
        return cleandoc(self.apply.__doc__ or "")

    @property
    def name(self) -> str:
        """The rule's name in the code."""
        return self.apply.__name__

    def __call__(self, records: Records, policy: Policy) -> Iterator[Outcome]:
        """Apply the rule; its findings carry its code."""
        for outcome in self.apply(records, policy):
            yield replace(outcome, code=self.code) if isinstance(outcome, Finding) else outcome


def rule(code: str, *clauses: str) -> Callable[[Applied], Rule]:
    """Make a rule of a function; the clause that its code begins with is always among its own.

    A rule that only yields records has a clause as its code.
    """
    own = code.partition("-")[0]
    return lambda function: Rule(code, tuple(dict.fromkeys((own, *clauses))), function)


def run(rules: Iterable[Rule], records: Records, policy: Policy) -> Records:
    """What the rules yield, applied in order; each sees what the earlier ones yielded."""
    yielded = Records()
    for one in rules:
        yielded += one(records + yielded, policy)
    return yielded


def fault(  # noqa: PLR0913 - the parts of a finding
    record: Record,
    name: str,
    clause: Clause | None,
    message: str,
    *,
    level: Level = Level.ERROR,
    related: Iterable[Ref] = (),
) -> Finding:
    """A finding at the cell of one field of a record."""
    value = text_of(getattr(record, name))
    return Finding(record.at(name), message, clause, value, level, related=tuple(related))
