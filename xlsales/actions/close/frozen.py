"""关账: a month's figures kept in the journal, and what a later run makes different."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from xlsales import __version__
from xlsales.actions.close.closing import Closing, Proof
from xlsales.actions.department import Department
from xlsales.core.days import add_months
from xlsales.core.plain import from_plain, to_plain
from xlsales.core.record import NOWHERE, Record
from xlsales.core.submission import Earlier, Submission
from xlsales.core.values import dataclass
from xlsales.journal import Fact, Journal
from xlsales.tables.accounts import (
    AccountLine,
    Adjustment,
    AnnualSales,
    CommissionSplit,
    NegativeIncome,
    RebateLine,
    ReceivableLine,
    UnbookedClaim,
)

R = TypeVar("R", bound=Record)

CLOSE = "close"
"""The type of the journal's entries that close a month."""

KEPT = ("accounts", "splits", "rebates", "receivables", "negative", "sales", "unbooked")
"""The figures of a month that are kept, as `Closing` names them."""


@dataclass(frozen=True)
class Frozen:
    """A month as it was closed: the journal's entry, and the figures."""

    fact: Fact
    closing: Closing

    @property
    def status(self) -> str:
        """What is said of it on the cover."""
        return f"已关账（{self.fact.seen:%Y-%m-%d %H:%M}，提交台账第{self.fact.seq}条）"


def payload_of(closing: Closing, department: Department) -> dict[str, Any]:
    """What the journal keeps of a closed month: inputs by fingerprint, versions, figures."""
    read = [f for f in department.files if f.verdict.is_read]
    return {
        "month": closing.month.isoformat(),
        "version": __version__,
        "policy": department.policy.versions(),
        "inputs": {f.file: f.sha256 for f in read},
        "figures": {name: [to_plain(r) for r in getattr(closing, name)] for name in KEPT},
        "proofs": [[p.name, p.sentence, str(p.left), str(p.right)] for p in closing.proofs],
    }


def closed_month(journal: Journal, month: date) -> Frozen | None:
    """The month as it was closed; None while it is open."""
    for fact in journal.facts(CLOSE):
        if fact.payload["month"] == month.isoformat():
            return Frozen(fact, _closing(month, fact.payload))
    return None


def _closing(month: date, payload: Mapping[str, Any]) -> Closing:
    figures = payload["figures"]
    proofs = (Proof(n, said, Decimal(a), Decimal(b)) for n, said, a, b in payload["proofs"])
    return Closing(
        month,
        _kept(AccountLine, figures["accounts"]),
        _kept(CommissionSplit, figures["splits"]),
        _kept(RebateLine, figures["rebates"]),
        _kept(ReceivableLine, figures["receivables"]),
        _kept(NegativeIncome, figures["negative"]),
        _kept(AnnualSales, figures["sales"]),
        _kept(UnbookedClaim, figures["unbooked"]),
        tuple(proofs),
    )


def _kept(table: type[R], rows: Iterable[dict[str, Any]]) -> tuple[R, ...]:
    return tuple(from_plain(table, row, NOWHERE, 0) for row in rows)


def closed_balances(journal: Journal, month: date | None, until: datetime) -> Iterator[Earlier]:
    """The accounts of the month before one, as they were closed by a moment."""
    frozen = closed_month(journal, add_months(month, -1)) if month else None
    if frozen and frozen.fact.seen <= until:
        fact, before = frozen.fact, frozen.closing.month
        of = Submission(fact.seq, CLOSE, "", before, "", fact.seen, fact.imported)
        yield from (Earlier(line, of) for line in frozen.closing.accounts)


def adjustments(closed: Closing, now: Closing) -> Iterator[Adjustment]:
    """The figures that come out otherwise than when the month was closed."""
    before, after = dict(items(closed)), dict(items(now))
    for item in sorted({*before, *after}):
        was, becomes = before.get(item), after.get(item)
        difference = (becomes or Decimal(0)) - (was or Decimal(0))
        if was != becomes:
            yield Adjustment(item=item, closed=was, now=becomes, difference=difference)


def items(closing: Closing) -> Iterator[tuple[str, Decimal]]:
    """The figures of a month that are compared, by what they are."""
    for line in closing.accounts:
        for name in ("opening", "income", "claims", "closing"):
            heading = line.column(name).heading
            yield f"{line.person} {line.account.value} {heading}", getattr(line, name)
    for own in closing.sales:
        for name in ("gross", "negative_income", "net"):
            yield f"{own.person} 年度销售额 {own.column(name).heading}", getattr(own, name)
    yield from _summed(
        "佣金分配 客户执行", ((s.executive, s.executive_part) for s in closing.splits)
    )
    yield from _summed("客户佣金 建议罚款", ((r.manager, r.fine) for r in closing.rebates))
    yield from _summed("应收未收", ((r.agreement, r.outstanding) for r in closing.receivables))


def _summed(what: str, amounts: Iterable[tuple[str, Decimal]]) -> Iterator[tuple[str, Decimal]]:
    sums: dict[str, Decimal] = {}
    for name, amount in amounts:
        sums[name] = sums.get(name, Decimal("0.00")) + amount
    return ((f"{what} {name}", amount) for name, amount in sums.items() if name)
