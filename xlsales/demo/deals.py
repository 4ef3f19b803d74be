"""合同台账 as client support keeps it: agreements, their delivery figures, the price system."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from xlsales.core.record import Record
from xlsales.demo.department import Account, Department, Member
from xlsales.demo.draft import Draft, Mark
from xlsales.demo.habits import LOOKS, typed_row
from xlsales.tables.agreements import (
    AGREEMENTS,
    Agreement,
    Delivery,
    DeliveryDecision,
    DeliveryKind,
    Price,
)
from xlsales.tables.roles import Product, Role

DAY = timedelta(days=1)
KEPT_BY = LOOKS[1]
SINCE = date(2012, 1, 1)
PRICES = {
    Product.PLATFORM: ("千封", "60", "45", None, 30),
    Product.CPM: ("千次", "80", "60", None, 45),
    Product.CPS: ("单", "12", "8", "40", 30),
    Product.CPA: ("个", "6", "4.5", "35", 30),
}
TESTED = (Product.CPS, Product.CPA)
Values = dict[str, Any]


@dataclass(frozen=True)
class Deal:
    """An agreement that was reached with a customer, and its row in the register."""

    account: Account
    product: Product
    signed: date
    number: str
    values: Values = field(hash=False, compare=False)


@dataclass
class Ledger:
    """Rows by table, as they are meant, and the faults in them."""

    rows: dict[type[Record], list[Values]]
    marks: list[Mark] = field(default_factory=list)

    def mark(self, code: str, table: type[Record], values: Values, name: str) -> None:
        """Remember a fault at a field of a row."""
        row = next(n for n, one in enumerate(self.rows[table]) if one is values)
        self.marks.append(Mark(code, table, row, name))


def who(department: Department, role: Role) -> Member:
    """The first of the department who holds a post."""
    return next(member for member in department.members if member.role is role)


def deals(department: Department, month: date, seed: int) -> list[Deal]:
    """The agreements of the month: about half of each manager's own customers sign one."""
    random = Random(f"{seed} deals")
    made: list[Deal] = []
    for own in department.accounts.values():
        assigned = [account for account in own if account.assigned]
        for account in assigned[: max(2, len(assigned) // 2)]:
            product = tuple(Product)[len(made) % len(Product)]
            signed = month + random.randint(9, 16) * DAY
            number = f"HT{signed.year}-{len(made) + 1:04}"
            values = _agreement(department, account, product, signed, number)
            made.append(Deal(account, product, signed, number, values))
    return made


def _agreement(
    department: Department, account: Account, product: Product, signed: date, number: str
) -> Values:
    listed, longest = Decimal(PRICES[product][1]), PRICES[product][4]
    plain: Values = {
        "number": number, "customer": account.company.full, "manager": account.manager,
        "product": product, "price": listed, "credit_days": longest, "template": True,
        "changed": False, "director_review": None, "final_review": None,
        "customer_first": False, "arrived": None, "sealed": signed - 2 * DAY, "signed": signed,
        "request": signed + DAY, "counsel": False, "counsel_contact": None, "application": None,
    }  # fmt: skip
    ways: tuple[Values, ...] = (
        {},
        _changed(signed, 8, 6, 4),
        {"customer_first": True, **_dated(signed, arrived=6, final_review=5, sealed=3)},
        {"counsel": True, "counsel_contact": who(department, Role.SUPPORT_SUPERVISOR).name},
    )
    return plain | ways[int(number[-4:]) // 2 % len(ways)]


def _dated(signed: date, **before: int) -> Values:
    """Dates of steps, each so many days before the signature."""
    return {name: signed - days * DAY for name, days in before.items()}


def _plain(signed: date) -> Values:
    """The steps of an agreement without changes, all on the day of the signature."""
    nothing = dict.fromkeys(("director_review", "final_review", "arrived"))
    return {"changed": False, "customer_first": False, "sealed": signed, **nothing}


def _changed(signed: date, director: int, final: int, sealed: int, skipped: str = "") -> Values:
    """The steps of an agreement with changes, each so many days before the signature."""
    steps = _dated(signed, director_review=director, final_review=final, sealed=sealed)
    made = {"changed": True, "customer_first": False, "arrived": None, **steps}
    return made | ({skipped: None} if skipped else {})


SLIPS: tuple[tuple[str, str, Callable[[date], Values]], ...] = (
    ("C2.1-template", "template", lambda _: {"template": False}),
    ("C2.2-price", "price", lambda d: {**_plain(d), "price": Decimal(3)}),
    ("C2.3-director", "director_review", lambda d: _changed(d, 8, 6, 4, "director_review")),
    ("C2.3-supervisor", "final_review", lambda d: _changed(d, 8, 6, 4, "final_review")),
    ("C2.3-order", "final_review", lambda d: _changed(d, 5, 7, 3)),
    ("C2.4-early", "sealed", lambda d: _changed(d, 8, 4, 6)),
    (
        "C2.5-early",
        "sealed",
        lambda d: {"customer_first": True, **_dated(d, arrived=3, final_review=2, sealed=5)},
    ),
    ("C2.6-contact", "counsel_contact", lambda _: {"counsel": True, "counsel_contact": "柏律师"}),
    ("C2.7-missing", "request", lambda _: {"request": None}),
)  # fmt: skip


def agreement_ledger(made: Sequence[Deal], each: int, random: Random) -> Ledger:
    """The register with so many faults of each kind."""
    prices = [
        {
            "product": product, "unit": unit, "listed": Decimal(listed), "floor": Decimal(floor),
            "floor_cpm": Decimal(cpm) if cpm else None, "credit_days": days, "since": SINCE,
        }
        for product, (unit, listed, floor, cpm, days) in PRICES.items()
    ]  # fmt: skip
    ledger = Ledger({Agreement: [deal.values for deal in made], Delivery: [], Price: prices})
    free = random.sample(made, len(made))
    tested = [deal for deal in free if deal.product in TESTED]
    plain = [deal for deal in free if deal.product not in TESTED]
    for code, name, change in SLIPS * each:
        deal = (plain or tested).pop()
        deal.values.update(change(deal.signed))
        ledger.mark(code, Agreement, deal.values, name)
    _deliver(ledger, [d for d in made if d.values["product"] in TESTED], tested[: 2 * each])
    return ledger


def _deliver(ledger: Ledger, made: Iterable[Deal], slipped: Sequence[Deal]) -> None:
    """Delivery figures of what must be tested; of the slipped, none or ones far from the test."""
    for deal in made:
        if deal in slipped[::2]:
            ledger.mark("C3.1-missing", Agreement, deal.values, "number")
            continue
        ledger.rows[Delivery] += _figures(deal, off=deal in slipped[1::2])
        if deal in slipped[1::2]:
            ledger.mark("C3.5-suspend", Delivery, ledger.rows[Delivery][-1], "decision")


def _figures(deal: Deal, *, off: bool) -> Iterator[Values]:
    """A test before signing and a week of execution, whose CPM agrees with it or does not."""
    number, signed = deal.number, deal.signed
    shares = (Decimal(1), Decimal("1.4") if off else Decimal("1.06"))
    periods = ((signed - 7 * DAY, signed - 5 * DAY), (signed + DAY, signed + 7 * DAY))
    kinds = (DeliveryKind.TEST, DeliveryKind.EXECUTION)
    for kind, share, (first, last) in zip(kinds, shares, periods, strict=True):
        volume = 100_000 if kind is DeliveryKind.TEST else 400_000
        revenue = Decimal(volume) * Decimal("0.05") * share
        yield {
            "agreement": number, "kind": kind, "first": first, "last": last, "volume": volume,
            "revenue": revenue, "decision": None if off else DeliveryDecision.CONTINUE,
            "reason": None,
        }  # fmt: skip


def agreements(ledger: Ledger) -> Draft:
    """The register as it is typed."""
    random = Random("agreements")
    rows = {
        table: [typed_row(table, values, KEPT_BY, random) for values in own]
        for table, own in ledger.rows.items()
    }
    return Draft("合同台账.xlsx", AGREEMENTS, KEPT_BY, rows, marks=ledger.marks)
