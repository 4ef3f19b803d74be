"""A month's records in memory, as hypothesis draws them."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from xlsales.core.record import Place
from xlsales.core.records import Records
from xlsales.core.rule import Occasion, run
from xlsales.core.rulebook import shipped
from xlsales.rules import RULES
from xlsales.tables.expenses import Account, Charge, Expense, InvoiceKind, Position
from xlsales.tables.month_end import DebtStatus, Opening, RebatePayment, Receipt, Receivable
from xlsales.tables.roles import Role
from xlsales.tables.roster import Assignment, Person

MONTH = date(2012, 4, 1)
MANAGERS, EXECUTIVES = ("张三", "李四"), ("孟执行", "钱执行")
CUSTOMERS = ("海天科技", "乙木商贸", "丙泰传媒")
names, customers = st.sampled_from(MANAGERS), st.sampled_from(CUSTOMERS)
amounts = st.decimals(Decimal("0.01"), Decimal("99999.99"), places=2)
rates = st.decimals(0, Decimal("0.1"), places=4)


def days(first: date, last: date) -> st.SearchStrategy[date]:
    """Days between two, both included."""
    return st.dates(first, last)


receipts = st.builds(
    Receipt,
    day=days(date(2012, 3, 20), date(2012, 5, 5)),
    agreement=st.just(""),
    customer=customers,
    manager=names,
    received=amounts,
    invoice=st.none(),
    rebate_rate=st.none() | rates,
    commission_rate=rates,
    application=st.just(""),
)
payments = st.builds(
    RebatePayment,
    day=days(date(2012, 4, 13), date(2012, 4, 30)),
    agreement=st.just(""),
    customer=customers,
    manager=names,
    due=amounts,
    paid=amounts,
    form=st.just("L"),
    rank=st.none(),
    approver=st.just("李总"),
)
receivables = st.builds(
    Receivable,
    agreement=st.sampled_from("ABC"),
    customer=customers,
    manager=names,
    amount=amounts,
    due=days(date(2011, 6, 1), date(2012, 6, 1)),
    received=st.none() | amounts,
    status=st.none() | st.sampled_from(DebtStatus),
    approved=st.none() | days(date(2011, 6, 1), date(2012, 6, 1)),
    progress=st.just(""),
    progress_day=st.none(),
)
expenses = st.builds(
    Expense,
    manager=names,
    month=st.sampled_from((MONTH, date(2012, 3, 1))),
    number=st.just(""),
    day=days(date(2012, 4, 1), date(2012, 4, 30)),
    person=st.sampled_from((*MANAGERS, *EXECUTIVES)),
    position=st.sampled_from(Position),
    customer=customers,
    kind=st.sampled_from(InvoiceKind),
    invoice=st.integers(1, 60).map(str),
    amount=amounts,
    charge=st.sampled_from(Charge),
    consent=st.booleans(),
    claimed=days(date(2012, 4, 20), date(2012, 5, 2)),
    purpose=st.just("拜访"),
)
openings = st.dictionaries(
    st.tuples(names, st.sampled_from(Account)),
    st.decimals(Decimal(-5000), Decimal(5000), places=2),
)
assignments = st.dictionaries(
    customers,
    st.tuples(st.sampled_from(("", *EXECUTIVES)), days(date(2012, 3, 1), date(2012, 4, 30))),
)


@st.composite
def months(draw: st.DrawFn) -> Records:
    """The rows of a month, each at a row of its own of its sheet."""
    rows: list[object] = []
    for strategy, sheet, most in (
        (receipts, "回款", 12), (payments, "客户佣金支付", 6), (receivables, "应收账款", 6),
        (expenses, "费用明细", 12),
    ):  # fmt: skip
        place = Place("用例.xlsx", sheet, {})
        drawn = draw(st.lists(strategy, max_size=most))
        rows += [replace(r, place=place, row=n) for n, r in enumerate(drawn, 2)]
    place = Place("用例.xlsx", "期初余额", {})
    for number, ((person, account), amount) in enumerate(draw(openings).items(), 2):
        rows.append(Opening(person=person, account=account, amount=amount, place=place, row=number))
    for customer, (executive, named) in draw(assignments).items():
        rows.append(Assignment(customer=customer, manager="张三", executive=executive, named=named))
    return Records(rows)


def people() -> Records:
    """The roster."""
    roles = [(n, Role.ACCOUNT_MANAGER) for n in MANAGERS]
    roles += [(n, Role.ACCOUNT_EXECUTIVE) for n in EXECUTIVES]
    empty = {"department": "", "superior": "", "mail": "", "joined": None, "left": None}
    return Records(Person(name=n, role=r, **empty) for n, r in roles)


OCCASION = Occasion(datetime(2012, 5, 2, 10), month=MONTH)


def judged(records: Records) -> Records:
    """The records with all that the rules make of them for the month."""
    before = people() + records + [OCCASION]
    return before + run(RULES, before, shipped())
