"""The claims of each manager's month: those that go on a form, by form, and those that do not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from xlsales.actions.department import Department
from xlsales.actions.forms.boxes import faults, place, row_text
from xlsales.core.money import text
from xlsales.core.record import Unread
from xlsales.core.values import dataclass
from xlsales.tables.expenses import Charge, Expense, InvoiceKind, Position
from xlsales.tables.forms import FormKind


@dataclass(frozen=True)
class Group:
    """The claims that go on one form."""

    person: str
    position: Position
    charge: Charge
    kind: InvoiceKind
    rows: tuple[Expense, ...]

    @property
    def total(self) -> Decimal:
        """The sum of the claims."""
        return sum((row.amount for row in self.rows), Decimal("0.00"))

    @property
    def is_executive(self) -> bool:
        """True for what an account executive spent on the manager's account."""
        return self.position is Position.ACCOUNT_EXECUTIVE

    @property
    def reference(self) -> str:
        """What names the form and its voucher sheet: month, people, account, kind of invoice."""
        first = self.rows[0]
        people = dict.fromkeys((first.manager, self.person))
        return "-".join((f"{first.month:%Y%m}", *people, self.charge.value, self.kind.value))


@dataclass(frozen=True)
class LeftOut:
    """A claim that goes on no form, and why."""

    row: Expense | Unread
    reason: str

    def __str__(self) -> str:
        row = self.row
        amount = f"{text(row.amount)}元" if isinstance(row, Expense) else "（没有读全）"
        form = FormKind.PAYMENT_REQUEST.value
        return f"{row_text(row)}的报销{amount}没有列入{form}：{self.reason}"

    def value(self, name: str) -> object:
        """A field of the claim as far as it could be read."""
        row = self.row
        return row.values.get(name) if isinstance(row, Unread) else getattr(row, name)


@dataclass(frozen=True)
class ClaimMonth:
    """One manager's claims of one month."""

    manager: str
    month: date
    groups: tuple[Group, ...]
    left_out: tuple[LeftOut, ...]


def claim_months(department: Department) -> tuple[ClaimMonth, ...]:
    """The claims by manager and month; what has a finding of level 错误 is left out."""
    wrong = faults(department)
    good: dict[tuple[str, date], list[Expense]] = {}
    left: dict[tuple[str, date], list[LeftOut]] = {}
    for row in department.records[Expense]:
        key = (row.manager, row.month)
        good.setdefault(key, [])
        if place(row) in wrong:
            left.setdefault(key, []).append(LeftOut(row, wrong[place(row)]))
        else:
            good[key].append(row)
    for unread in department.records[Unread]:
        if unread.table is Expense:
            key = (unread.values["manager"], unread.values["month"])
            left.setdefault(key, []).append(LeftOut(unread, wrong.get(place(unread), "")))
    return tuple(
        ClaimMonth(*key, groups(good.get(key, ())), tuple(left.get(key, ())))
        for key in dict.fromkeys((*good, *left))
    )


def groups(rows: Iterable[Expense]) -> tuple[Group, ...]:
    """The claims by person, account and kind of invoice; within each by day."""
    made: dict[tuple[str, Position, Charge, InvoiceKind], list[Expense]] = {}
    for row in sorted(rows, key=lambda r: (r.day, r.row)):
        made.setdefault((row.person, row.position, row.charge, row.kind), []).append(row)
    return tuple(sorted((Group(*key, tuple(own)) for key, own in made.items()), key=_order))


def _order(group: Group) -> tuple[int, str, int, int]:
    return (
        list(Position).index(group.position),
        group.person,
        list(Charge).index(group.charge),
        list(InvoiceKind).index(group.kind),
    )
