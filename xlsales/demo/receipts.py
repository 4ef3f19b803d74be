"""月末核算 as finance fills it in: what was received and paid, what is owed, what was held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from xlsales.core.days import add_months, month_end
from xlsales.core.money import yuan
from xlsales.demo.applications import Applications
from xlsales.demo.deals import Deal, Ledger, Values
from xlsales.demo.draft import Draft
from xlsales.demo.habits import LOOKS, typed_row
from xlsales.tables.applications import Matter, Rank
from xlsales.tables.expenses import Account
from xlsales.tables.month_end import (
    MONTH_END,
    DebtStatus,
    Opening,
    RebatePayment,
    Receipt,
    Receivable,
)

DAY = timedelta(days=1)
FINANCE = LOOKS[0]
RATES = (None, Decimal("0.02"), Decimal("0.05"), None, Decimal("0.08"))
COMMISSIONS = tuple(map(Decimal, ("0.02", "0.05", "0.08", "0.10")))
FREE_RATE = Decimal("0.05")
DUE = ((20, -1), (10, 0), (15, 2), (10, 4), (8, 6))
STATUSES = (None, DebtStatus.NORMAL, *[DebtStatus.REPORTED] * 3)


def month_end_ledger(
    managers: Sequence[str], deals: Sequence[Deal], asked: Applications, each: int, random: Random
) -> Ledger:
    """What finance enters for a month, with so many faults of each kind."""
    books = _Books(asked, random)
    for number, deal in enumerate(deals):
        books.receive(deal, RATES[number % len(RATES)])
    for number, deal in enumerate(deals):
        books.owe(deal, number)
    for manager in managers:
        books.open(manager)
    books.slip(each)
    return books.month


def month_end_draft(ledger: Ledger, month: date) -> Draft:
    """The month end as finance types it into the template."""
    random = Random("month end")
    rows = {
        table: [typed_row(table, values, FINANCE, random) for values in own]
        for table, own in ledger.rows.items()
    }
    return Draft(f"月末核算_{month:%Y-%m}.xlsx", MONTH_END, FINANCE, rows, marks=ledger.marks)


class _Books:
    """The month's books while they are written."""

    def __init__(self, asked: Applications, random: Random) -> None:
        self.asked, self.first, self.random = asked, asked.month, random
        self.month = Ledger({Receipt: [], RebatePayment: [], Receivable: [], Opening: []})

    def receive(self, deal: Deal, rate: Decimal | None) -> None:
        """One or two receipts of an agreement, and the rebate paid for them."""
        rows = [self._receipt(deal, rate, n) for n in range(self.random.randint(1, 2))]
        if rate and rate > FREE_RATE:
            asked = self.asked.apply(
                deal, Matter.REBATE_RATE, Rank.ACCOUNT_DIRECTOR, requested=rate
            )
            for row in rows:
                row["application"] = asked["number"]
        self.month.rows[Receipt] += rows
        due = sum((yuan(row["received"] * (rate or 0)) for row in rows), Decimal(0))
        if due and rate:
            self._pay(deal, rate, due, max(row["day"] for row in rows))

    def _receipt(self, deal: Deal, rate: Decimal | None, number: int) -> Values:
        whole = Decimal(self.random.randint(50, 900) * 100)  # a rebate on it has no fen to round
        received = whole if rate else whole + Decimal(self.random.randint(0, 9999)) / 100
        return {
            "day": deal.signed + (4 + 2 * number) * DAY, "agreement": deal.number,
            "customer": deal.account.company.full, "manager": deal.account.manager,
            "received": received, "invoice": received, "rebate_rate": rate,
            "commission_rate": self.random.choice(COMMISSIONS), "application": None,
        }  # fmt: skip

    def _pay(self, deal: Deal, rate: Decimal, due: Decimal, day: date) -> None:
        high = rate > FREE_RATE
        rank = Rank.ACCOUNT_DIRECTOR if high else Rank.ACCOUNT_MANAGER
        self.month.rows[RebatePayment].append({
            "day": day, "agreement": deal.number, "customer": deal.account.company.full,
            "manager": deal.account.manager, "due": due, "paid": due,
            "form": f"LW{len(self.month.rows[RebatePayment]) + 1:04}", "rank": rank,
            "approver": self.asked.director if high else deal.account.manager,
        })  # fmt: skip

    def owe(self, deal: Deal, number: int) -> None:
        """A receivable of an older agreement, the older ones reported and chased."""
        day, months = DUE[number % len(DUE)]
        due = add_months(self.first, -months).replace(day=day)
        chased = number % len(DUE) > 2
        amount = Decimal(self.random.randint(8, 240) * 500)
        self.month.rows[Receivable].append({
            "agreement": f"HT2011-{number + 1:04}", "customer": deal.account.company.full,
            "manager": deal.account.manager, "amount": amount, "due": due,
            "received": amount / 4 if number % 3 == 0 else None,
            "status": STATUSES[number % len(DUE)], "approved": None,
            "progress": "对方财务已排款" if chased else None,
            "progress_day": month_end(self.first) - 3 * DAY if chased else None,
        })  # fmt: skip

    def open(self, manager: str) -> None:
        """What a manager's two accounts held at the month's beginning."""
        for account in Account:
            amount = Decimal(self.random.randint(4_000, 9_000))
            row = {"person": manager, "account": account, "amount": amount}
            self.month.rows[Opening].append(row)

    def slip(self, each: int) -> None:
        """So many faults of each kind, each in a row of its own."""
        plain = [r for r in self.month.rows[Receipt] if r["rebate_rate"] is None]
        paid = list(self.month.rows[RebatePayment])
        owed = self.month.rows[Receivable]
        for number in range(each):
            self._slip_receipts(plain[2 * number : 2 * number + 2])
            self._slip_payments(paid[2 * number : 2 * number + 2])
            self._slip_receivables(owed[5 * number : 5 * number + 5])

    def _slip_receipts(self, rows: Sequence[Values]) -> None:
        slips = (
            ("C5.2-mismatch", "invoice", rows[0]["received"] + 500),
            ("C6.2-approver", "rebate_rate", Decimal("0.08")),
        )
        for row, (code, name, value) in zip(rows, slips, strict=True):
            row[name] = value
            self.month.mark(code, Receipt, row, name)

    def _slip_payments(self, rows: Sequence[Values]) -> None:
        unformed, unpaid = rows
        unformed["form"], unpaid["paid"] = None, yuan(unpaid["due"] / 2)
        self.month.mark("C6.4-form", RebatePayment, unformed, "form")
        self.month.mark("C6.5-unpaid", RebatePayment, unpaid, "paid")

    def _slip_receivables(self, rows: Sequence[Values]) -> None:
        *_, doubtful, silent, stale = rows
        doubtful["status"] = DebtStatus.DOUBTFUL_DEBT
        silent["progress"] = silent["progress_day"] = None
        stale["progress_day"] = self.first + 9 * DAY
        self.month.mark("C8.4-unapproved", Receivable, doubtful, "approved")
        self.month.mark("C8.2-progress", Receivable, silent, "progress")
        self.month.mark("C8.2-progress", Receivable, stale, "progress_day")
