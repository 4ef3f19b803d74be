"""The policy as rows of a workbook, one a value, and a company's own values back from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Protocol

from xlsales.core import clock, terms
from xlsales.core.policy import ALWAYS, ISSUED, Clause, Override, Parameter, Policy
from xlsales.core.policy_lint import PolicyFault, lint
from xlsales.core.values import dataclass

DAY_OF_ISSUE = Parameter(ISSUED, "颁布日期", "date")
DAY_WANTED = "应为日期，如2012-4-16"
CHOSEN = "原文没有写明，由本系统取定"
MANUAL = "只供人阅读，不影响检查和计算"


class Stated(Protocol):
    """A row in which a company states a value; any record with these five fields is one."""

    @property
    def clause(self) -> str:
        """The clause id, or the letter of a rule-book."""

    @property
    def parameter(self) -> str:
        """The parameter's label or key."""

    @property
    def value(self) -> str:
        """The value as text."""

    @property
    def since(self) -> date | str | None:
        """The first day, nothing for always."""

    @property
    def source(self) -> str:
        """What the value rests on."""


@dataclass(frozen=True)
class RuleRow:
    """One value of the policy as a workbook shows it; `title` and `note` are only for reading."""

    clause: str
    parameter: str
    value: str
    since: date | str | None
    source: str
    title: str = ""
    note: str = ""


@dataclass(frozen=True)
class RowFault:
    """What is wrong with one field of one row: its place in the sequence and the field's name."""

    row: int
    field: str
    message: str


def rows(policy: Policy) -> tuple[RuleRow, ...]:
    """Every value of every version, in reading order; first the days of issue to be filled in."""
    values = (
        RuleRow(
            clause.id,
            parameter.label,
            terms.write(parameter, clause[parameter.key]),
            None if clause.since == ALWAYS else clause.since,
            clause.source,
            clause.title,
            _note(parameter),
        )
        for clause in policy.clauses
        for parameter in policy.parameters(clause.id)
    )
    return (*_days_of_issue(policy), *values)


def _note(parameter: Parameter) -> str:
    """What has to be known about a parameter before it is changed."""
    remarks = ((parameter.chosen, CHOSEN), (parameter.manual, MANUAL))
    return "；".join((*(text for holds, text in remarks if holds), terms.wanted(parameter)))


def overrides(
    policy: Policy, stated: Sequence[Stated]
) -> tuple[tuple[Override, ...], tuple[RowFault, ...]]:
    """A company's values, or none and every fault of the rows."""
    filled = {number: row for number, row in enumerate(stated) if _is_filled(row)}
    faults = [RowFault(n, *wrong) for n, row in filled.items() for wrong in _wrong(policy, row)]
    if faults:
        return (), tuple(faults)
    found = {number: _override(policy, row) for number, row in filled.items()}
    faults = [*_repeated(found)] or [
        RowFault(_row_of(fault, found), "value", _told(fault, policy))
        for fault in lint(policy.with_values(found.values()))
    ]
    return ((), tuple(faults)) if faults else (tuple(found.values()), ())


def _told(fault: PolicyFault, policy: Policy) -> str:
    """A fault in the user's words, which know a parameter by its label."""
    labels = {p.key: p.label for p in policy.parameters(fault.clause)}
    return f"{fault.clause} {labels.get(fault.parameter, '')}：{fault.message}"


def fingerprint(policy: Policy) -> str:
    """The SHA-256 of everything that the policy says, the same for equal policies."""
    lines = [repr((c.id, str(c.since), c.source, c.title, c.text)) for c in policy.clauses]
    lines += [repr((r.clause, r.parameter, r.value, str(r.since))) for r in rows(policy)]
    return sha256("\n".join(lines).encode()).hexdigest()


def _days_of_issue(policy: Policy) -> Iterator[RuleRow]:
    for book in policy.rulebooks:
        if book.company_issued:
            first = min(c.since for c in policy.clauses if c.id[0] == book.letter)
            value = "" if first == ALWAYS else str(first)
            note = f"{book.document}自这一天起执行，空着则一直有效"
            yield RuleRow(
                book.letter, DAY_OF_ISSUE.label, value, None, book.document, book.title, note
            )


def _is_filled(row: Stated) -> bool:
    """True when the row states something; a day of issue may be left open."""
    return bool(row.value) if len(row.clause.strip()) == 1 else bool(row.clause or row.value)


def _parameters(policy: Policy, clause: str) -> tuple[Parameter, ...]:
    if any(book.letter == clause and book.company_issued for book in policy.rulebooks):
        return (DAY_OF_ISSUE,)
    return policy.parameters(clause) if clause in policy.ids else ()


def _parameter(policy: Policy, row: Stated) -> Parameter | None:
    named = row.parameter.strip()
    parameters = _parameters(policy, row.clause.strip())
    return next((p for p in parameters if named in (p.label, p.key)), None)


def _wrong(policy: Policy, row: Stated) -> Iterator[tuple[str, str]]:
    """The fields of a row that cannot be used, each with what is wrong."""
    clause, parameter = row.clause.strip(), _parameter(policy, row)
    if parameter is None:
        listed = "、".join(p.label for p in _parameters(policy, clause))
        if listed:
            yield "parameter", f"“{row.parameter}”不是{clause}的参数，应为：{listed}"
        else:
            yield "clause", f"没有带参数的条款“{clause}”，应如C6.1"
    else:
        yield from _refused("value", terms.parse, parameter, row.value)
        if parameter is not DAY_OF_ISSUE:
            yield from _refused("since", _since, policy.history(clause)[0], row.since)
    if not row.source.strip():
        yield "source", "缺少依据，请写明根据哪份文件或哪次决定"


def _refused(field: str, parse: Callable[..., object], *given: object) -> Iterator[tuple[str, str]]:
    try:
        parse(*given)
    except ValueError as error:
        yield field, str(error)


def _override(policy: Policy, row: Stated) -> Override:
    """The value that a row without a fault states."""
    clause, parameter = row.clause.strip(), _parameter(policy, row)
    assert parameter is not None
    is_issue = parameter is DAY_OF_ISSUE
    since = ALWAYS if is_issue else _since(policy.history(clause)[0], row.since)
    value = terms.parse(parameter, row.value)
    return Override(clause, parameter.key, value, since, row.source.strip())


def _since(first: Clause, stated: date | str | None) -> date:
    """The row's first day; ValueError says what is wrong with it."""
    if not stated and first.since != ALWAYS:
        raise ValueError(f"缺少生效日期，{DAY_WANTED}")
    try:
        day = clock.as_date(stated) if stated else ALWAYS
    except (ValueError, OverflowError):
        raise ValueError(f"“{stated}”{DAY_WANTED}") from None
    if day < first.since:
        raise ValueError(f"{day}早于{first.id}开始执行的{first.since}，请改为这一天或以后")
    return day


def _repeated(found: dict[int, Override]) -> Iterator[RowFault]:
    seen: set[tuple[str, str, date]] = set()
    for number, override in found.items():
        key = (override.clause, override.parameter, override.since)
        if key in seen:
            yield RowFault(number, "since", "同一参数同一天前面已写过一行，请只留一行")
        seen.add(key)


def _row_of(fault: PolicyFault, found: dict[int, Override]) -> int:
    """The row that is nearest to what a fault names: same value, same clause, same article."""

    def nearness(number: int) -> tuple[bool, bool, bool, bool, date]:
        row = found[number]
        return (
            (row.clause, row.parameter) == (fault.clause, fault.parameter),
            row.clause == fault.clause,
            row.clause.split(".")[0] == fault.clause.split(".")[0],
            row.since <= fault.since,
            row.since,
        )

    return max(found, key=nearness)
