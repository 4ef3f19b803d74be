"""费用报销 as each account manager hands it in for a month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from xlsales.core.days import is_workday
from xlsales.demo.deals import Ledger, Values
from xlsales.demo.department import Department
from xlsales.demo.draft import Draft, Row
from xlsales.demo.habits import MONTHS, Habits, typed_name, typed_row
from xlsales.tables.expenses import EXPENSES, Charge, Expense, InvoiceKind, Position
from xlsales.tables.roles import Role

DAY = timedelta(days=1)
OWN = (Charge.SALES_EXPENSE, Charge.SALES_EXPENSE, Charge.COMMISSION)
KINDS = tuple(kind for kind in InvoiceKind if kind is not InvoiceKind.PHONE)
PURPOSES = {
    InvoiceKind.TRAVEL: "拜访客户打车", InvoiceKind.ENTERTAINMENT: "客户工作餐",
    InvoiceKind.LODGING: "出差住宿", InvoiceKind.OFFICE: "打印合同", InvoiceKind.GIFT: "节日礼品",
    InvoiceKind.OTHER: "快递费", InvoiceKind.PHONE: "手机费",
}  # fmt: skip
UNKNOWN = "柏不详"


class Claims:
    """The expense claims of a month while they are written, by manager."""

    def __init__(self, department: Department, month: date, random: Random) -> None:
        self.department, self.month, self.random = department, month, random
        self.invoices = 1_000
        days = (month + n * DAY for n in range(24, 29))
        self.claim_days = [day for day in days if is_workday(day)]
        roles = {m.name: m.role for m in department.members}
        self.executives = [n for n, role in roles.items() if role is Role.ACCOUNT_EXECUTIVE]
        self.ledgers = {name: Ledger({Expense: []}) for name in department.managers}
        for name in department.managers:
            self.ledgers[name].rows[Expense] += self._own(name)
        for number, name in enumerate(self.executives):
            manager = department.managers[number % len(department.managers)]
            phone = self._expense(name, manager, InvoiceKind.PHONE, Charge.DEPARTMENT)
            self.ledgers[manager].rows[Expense].append(phone | {"amount": Decimal(80)})

    def _own(self, manager: str) -> Iterator[Values]:
        """What a manager claims, and what an executive spent for the manager's customers."""
        for number in range(self.random.randint(4, 7)):
            charge = OWN[number % len(OWN)]
            yield self._expense(manager, manager, self.random.choice(KINDS), charge)
        if self.random.random() < 0.5:
            person = self.random.choice(self.executives)
            kind = self.random.choice(KINDS)
            spent = self._expense(person, manager, kind, Charge.SALES_EXPENSE)
            yield spent | {"consent": True, "claimed": spent["day"] + DAY}

    def _expense(self, person: str, manager: str, kind: InvoiceKind, charge: Charge) -> Values:
        self.invoices += self.random.randint(1, 90)
        is_own = person == manager
        account = self.random.choice(self.department.accounts[manager])
        return {
            "day": self.month + self.random.randint(8, 22) * DAY, "person": person,
            "position": Position.ACCOUNT_MANAGER if is_own else Position.ACCOUNT_EXECUTIVE,
            "customer": account.company.full, "kind": kind, "invoice": f"{self.invoices:08}",
            "amount": Decimal(self.random.randint(200, 3800)) / 10, "charge": charge,
            "consent": None, "claimed": self.random.choice(self.claim_days),
            "purpose": PURPOSES[kind],
        }  # fmt: skip

    def slip(self, managers: Sequence[str], each: int) -> None:
        """So many faults of each kind, spread over these managers' claims."""
        for number, (code, name) in enumerate(SLIPS * each):
            manager = managers[number % len(managers)]
            row = self._expense(manager, manager, InvoiceKind.TRAVEL, Charge.SALES_EXPENSE)
            ledger = self.ledgers[manager]
            self._spoil(code, row, manager)
            ledger.rows[Expense].append(row)
            ledger.mark(code, Expense, row, name)

    def _spoil(self, code: str, row: Values, manager: str) -> None:
        executive = {
            "person": self.executives[0], "position": Position.ACCOUNT_EXECUTIVE, "consent": True,
        }  # fmt: skip
        first = self.ledgers[manager].rows[Expense][0]
        changes: dict[str, Values] = {
            "C9.1-window": {"claimed": self.month + 23 * DAY},
            "C9.1-month": {"claimed": self.month + 55 * DAY},
            "C9.2-overdrawn": {"amount": Decimal(500_000), "claimed": self.claim_days[-1]},
            "C9.3-consent": executive | {"consent": None},
            "C9.3-person": executive | {"person": UNKNOWN},
            "C9.4-duplicate": {"invoice": first["invoice"], "claimed": self.month + 29 * DAY},
            "C10.3-account": executive | {"charge": Charge.DEPARTMENT, "consent": None},
            "C10.4-account": executive | {"kind": InvoiceKind.PHONE},
            "C10.4-cap": executive | {
                "kind": InvoiceKind.PHONE, "charge": Charge.DEPARTMENT, "consent": None,
                "amount": Decimal(130),
            },
        }  # fmt: skip
        row.update(changes[code])

    def drafts(self, habits: Sequence[Habits]) -> Iterator[Draft]:
        """The workbooks as each manager types them."""
        for own, (manager, ledger) in zip(habits, self.ledgers.items(), strict=True):
            random = Random(f"{manager} claims")
            rows: list[Row] = [
                {"number": number, **typed_row(Expense, values, own, random)}
                for number, values in enumerate(ledger.rows[Expense], 1)
            ]
            month = self.month if own.tidy else MONTHS[own.number % len(MONTHS)](self.month)
            stated: Row = {"manager": typed_name(manager, own), "month": month}
            file = f"费用报销/费用报销_{manager}_{self.month:%Y-%m}.xlsx"
            yield Draft(file, EXPENSES, own, {Expense: rows}, {Expense: stated}, marks=ledger.marks)


SLIPS = (
    ("C9.1-window", "claimed"),
    ("C9.1-month", "day"),
    ("C9.2-overdrawn", "amount"),
    ("C9.3-consent", "consent"),
    ("C9.3-person", "person"),
    ("C9.4-duplicate", "invoice"),
    ("C10.3-account", "charge"),
    ("C10.4-account", "charge"),
    ("C10.4-cap", "amount"),
)
