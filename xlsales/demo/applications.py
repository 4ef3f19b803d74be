"""申请审批 as the department keeps it: what was applied for beyond one's own authority."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from xlsales.demo.deals import Deal, Ledger, Values
from xlsales.demo.draft import Draft
from xlsales.demo.habits import LOOKS, typed_row
from xlsales.tables.applications import APPLICATIONS, Application, Matter, Rank

DAY = timedelta(days=1)
KEPT_BY = LOOKS[3]
MANAGER, DIRECTOR, GENERAL = Rank
ASKED: tuple[tuple[Matter, Rank, Values], ...] = (
    (Matter.PRICE, DIRECTOR, {"standard": Decimal(60), "requested": Decimal(50)}),
    (Matter.TEST_VOLUME, DIRECTOR, {"standard": Decimal(1000), "requested": Decimal(5000)}),
    (Matter.PAYMENT_TERMS, DIRECTOR, {"standard": Decimal(30), "requested": Decimal(45)}),
    (Matter.MAKE_GOOD, MANAGER, {"volume": 200_000, "makegood": 1_000, "evidence": True}),
    (Matter.MAKE_GOOD, GENERAL, {"volume": 50_000, "makegood": 4_000}),
    (Matter.INVOICE_MISMATCH, DIRECTOR, {"received": Decimal(9000), "invoice": Decimal(9500)}),
    (Matter.REBATE_PAYMENT, MANAGER, {"received": Decimal(20000), "rebate": Decimal(600)}),
)
SLIPS: tuple[tuple[str, str, Matter, Rank | None, Values], ...] = (
    (
        "C4.1-reason", "reason", Matter.MAKE_GOOD, MANAGER,
        {"volume": 200_000, "makegood": 1_000, "reason": None, "evidence": False},
    ),
    ("C4.2-approver", "rank", Matter.MAKE_GOOD, DIRECTOR, {"volume": 100_000, "makegood": 6_000}),
    ("C5.4-unapproved", "rank", Matter.PRICE, None, ASKED[0][2]),
    ("C5.4-rank", "rank", Matter.PAYMENT_TERMS, MANAGER, ASKED[2][2]),
    ("C5.4-early", "begun", Matter.TEST_VOLUME, DIRECTOR, ASKED[1][2]),
)  # fmt: skip


@dataclass
class Applications:
    """The applications of a month while they are written, and who approves them."""

    month: date
    director: str
    general: str
    ledger: Ledger = field(default_factory=lambda: Ledger({Application: []}))

    def apply(self, deal: Deal, matter: Matter, rank: Rank | None, **stated: object) -> Values:
        """One more application of a deal's manager, approved before it begins."""
        approvers = {MANAGER: deal.account.manager, DIRECTOR: self.director, GENERAL: self.general}
        rows = self.ledger.rows[Application]
        row: Values = {
            "number": f"SQ{self.month.year}-{len(rows) + 1:03}", "day": self.month + 13 * DAY,
            "applicant": deal.account.manager, "customer": deal.account.company.full,
            "matter": matter, "product": deal.product, "reason": "客户要求", "rank": rank,
            "approver": approvers[rank] if rank else None,
            "approved": self.month + 14 * DAY if rank else None, "begun": self.month + 16 * DAY,
            **stated,
        }  # fmt: skip
        rows.append(row)
        return row

    def fill(self, deals: Sequence[Deal], each: int, random: Random) -> None:
        """Applications for every matter, and so many faults of each kind."""
        chosen = random.sample(deals, len(deals))
        for code, name, matter, rank, stated in SLIPS * each:
            row = self.apply(chosen.pop(), matter, rank, **stated)
            if code == "C5.4-early":
                row["begun"] = self.month + 13 * DAY
            self.ledger.mark(code, Application, row, name)
        for deal, (matter, rank, stated) in zip(chosen, ASKED * each, strict=False):
            self.apply(deal, matter, rank, **stated)

    def draft(self) -> Draft:
        """The register as it is typed."""
        random = Random("applications")
        own = self.ledger.rows[Application]
        rows = [typed_row(Application, values, KEPT_BY, random) for values in own]
        file = f"申请审批_{self.month:%Y-%m}.xlsx"
        return Draft(file, APPLICATIONS, KEPT_BY, {Application: rows}, marks=self.ledger.marks)
