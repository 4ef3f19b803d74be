"""The policy: every clause of the rule-books, each version with its day and its source.

Standard library only and Python 3.8 syntax, because this module also runs inside LibreOffice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from xlsales.core.values import dataclass

ALWAYS = date.min
"""The day from which a clause without a date holds."""

LETTERS = "CPWS"
"""The rule-books' letters in the order in which people read them."""

ISSUED = "issued"
"""The parameter of an override that gives a rule-book its first day."""


class PolicyError(Exception):
    """A rule-book is wrong, or a clause or parameter is asked for that it does not have."""


@dataclass(frozen=True)
class Limit:
    """An upper bound that says itself whether it includes its number."""

    value: Decimal
    included: bool

    def admits(self, x: Decimal) -> bool:
        """True when a number lies within the bound."""
        return x <= self.value if self.included else x < self.value


@dataclass(frozen=True)
class Parameter:
    """What a clause lets a company set: its key, its Chinese label, its kind and unit."""

    key: str
    label: str
    kind: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    chosen: bool = False
    """True when the source gives no value, so that this project chose one."""
    manual: bool = False
    """True for what only people read, because no sheet can show it."""


@dataclass(frozen=True)
class Rulebook:
    """A rule-book: its letter, its title and the document it was read from."""

    letter: str
    title: str
    document: str
    company_issued: bool = False
    """True when the document leaves its first day to the company."""


@dataclass(frozen=True)
class Override:
    """A company's own value of one parameter from one day on; of a letter, its day of issue."""

    clause: str
    parameter: str
    value: Any
    since: date
    source: str


@dataclass(frozen=True)
class Clause:
    """A clause as it stands from one day on."""

    id: str
    title: str
    text: str
    since: date
    source: str
    manual: bool = False
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)
    note: str = ""

    def __getitem__(self, parameter: str) -> Any:
        """The value of a parameter."""
        if parameter not in self.values:
            raise PolicyError(f"条款{self.id}没有参数 {parameter}，现有：{'、'.join(self.values)}")
        return self.values[parameter]

    def __str__(self) -> str:
        """The citation that a finding carries: source and first day."""
        return self.source if self.since == ALWAYS else f"{self.source}(自{self.since}起)"


@dataclass(frozen=True)
class Policy:
    """All versions of all clauses; call it for the version in force on a day."""

    clauses: tuple[Clause, ...]
    schema: Mapping[str, tuple[Parameter, ...]] = field(default_factory=dict, hash=False)
    rulebooks: tuple[Rulebook, ...] = ()
    _versions: dict[str, tuple[Clause, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put the clauses in reading order and index them by id."""
        ordered = tuple(sorted(self.clauses, key=lambda c: (natural(c.id), c.since)))
        versions: dict[str, tuple[Clause, ...]] = {}
        for clause in ordered:
            versions[clause.id] = (*versions.get(clause.id, ()), clause)
        object.__setattr__(self, "clauses", ordered)
        object.__setattr__(self, "_versions", versions)

    def __call__(self, id: str, *, on: date) -> Clause | None:
        """The version in force that day; None while the clause is not yet in force."""
        for clause in reversed(self.history(id)):
            if clause.since <= on:
                return clause
        return None

    def history(self, id: str) -> tuple[Clause, ...]:
        """All versions of a clause, oldest first."""
        try:
            return self._versions[id]
        except KeyError:
            raise PolicyError(f"制度中没有条款 {id}，请用 xlsales policy 查看全部条款") from None

    def latest(self, id: str) -> Clause:
        """The newest version of a clause, in force or not."""
        return self.history(id)[-1]

    @property
    def ids(self) -> tuple[str, ...]:
        """Every clause id in reading order, C1.1 to S10."""
        return tuple(self._versions)

    def parameters(self, id: str) -> tuple[Parameter, ...]:
        """The parameters that a clause has, none for many."""
        self.history(id)
        return self.schema.get(id, ())

    def versions(self) -> dict[str, str]:
        """The newest day of each rule-book, as text; 始终 for one without a date."""
        newest: dict[str, date] = {}
        for clause in self.clauses:
            letter = clause.id[0]
            newest[letter] = max(clause.since, newest.get(letter, ALWAYS))
        return {a: "始终" if day == ALWAYS else str(day) for a, day in newest.items()}

    def issued(self, letter: str, since: date) -> Policy:
        """The same policy with one rule-book in force no earlier than a day."""
        kept = [c for c in self.clauses if c.id[0] != letter]
        for id in self.ids:
            if id[0] == letter:
                versions = self.history(id)
                held = [c for c in versions if c.since <= since][-1:]
                kept += [replace(c, since=since) for c in held]
                kept += [c for c in versions if c.since > since]
        return replace(self, clauses=tuple(kept))

    def with_values(self, overrides: Iterable[Override]) -> Policy:
        """The same policy with a company's own values, each from its day on."""
        mine: dict[str, list[Override]] = {}
        issues: list[Override] = []
        for override in overrides:
            if override.parameter == ISSUED:
                issues.append(override)
            else:
                self._demand(override)
                mine.setdefault(override.clause, []).append(override)
        changed = [c for id in self.ids for c in overridden(self.history(id), mine.get(id, []))]
        policy = replace(self, clauses=tuple(changed))
        for issue in issues:
            policy = policy.issued(issue.clause, issue.value)
        return policy

    def _demand(self, override: Override) -> None:
        first = self.history(override.clause)[0]
        if override.parameter not in first.values:
            raise PolicyError(f"条款{first.id}没有参数 {override.parameter}")
        if override.since < first.since:
            raise PolicyError(
                f"条款{first.id}自{first.since}起执行，参数 {override.parameter}"
                f"不能自{override.since}起生效，请改用不早于{first.since}的日期"
            )


def natural(id: str) -> tuple[int, tuple[int, ...]]:
    """The place of a clause id in reading order: C1.1, C1.2 ... C10.4, then P, W, S."""
    return LETTERS.index(id[0]), tuple(int(part) for part in id[1:].split("."))


def overridden(versions: tuple[Clause, ...], overrides: Iterable[Override]) -> list[Clause]:
    """The versions of one clause after a company's values have been laid over them."""
    shipped = {clause.since: clause for clause in versions}
    fresh: dict[date, list[Override]] = {}
    for override in overrides:
        fresh.setdefault(override.since, []).append(override)
    result: list[Clause] = []
    for day in sorted({*shipped, *fresh}):
        base = shipped[day] if day in shipped else result[-1]
        sources = [base.source] if day in shipped else []
        sources += [o.source for o in fresh.get(day, ())]
        values = {**base.values, **{o.parameter: o.value for o in fresh.get(day, ())}}
        source = "；".join(dict.fromkeys(sources))
        result.append(replace(base, since=day, values=values, source=source))
    return result
