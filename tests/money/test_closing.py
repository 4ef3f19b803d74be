"""What holds of every month, whatever was entered."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.money.month import MONTH, judged, months
from xlsales.actions.close.closing import Closing, close
from xlsales.core.record import Place, Ref, Unread
from xlsales.core.records import Records
from xlsales.core.rule import Finding
from xlsales.core.rulebook import shipped
from xlsales.rules.c08_receivables import DEPARTMENT
from xlsales.tables.expenses import Account, Expense
from xlsales.tables.month_end import Opening, Receipt

RECEIPT = Receipt(
    day=date(2012, 4, 20), agreement="", customer="海天科技", manager="张三",
    received=Decimal(100), invoice=None, rebate_rate=None, commission_rate=Decimal("0.1"),
    application="",
)  # fmt: skip
OPENING = Opening(person="张三", account=Account.COMMISSION, amount=Decimal(1))


def closed(records: Records) -> Closing:
    outcome = judged(records)
    return close(outcome, outcome[Finding], MONTH)


@settings(max_examples=40)
@given(months())
def test_every_proof_of_every_month_holds(records: Records):
    closing = closed(records)
    assert [proof.sentence for proof in closing.proofs if not proof.holds] == []
    assert len(closing.proofs) == 12


@settings(max_examples=40)
@given(months())
def test_each_account_and_each_split_adds_up_by_itself(records: Records):
    closing = closed(records)
    assert all(a.opening + a.income - a.claims == a.closing for a in closing.accounts)
    assert all(s.manager_part + s.executive_part == s.commission for s in closing.splits)
    assert all(min(s.manager_part, s.executive_part) >= 0 for s in closing.splits)


@settings(max_examples=40)
@given(months())
def test_no_booked_claim_overdraws_an_account(records: Records):
    for line in closed(records).accounts:
        assert line.claims <= max(Decimal(0), line.opening + line.income)


@settings(max_examples=40)
@given(months(), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(records: Records, shuffler: random.Random):
    rows = list(records)
    shuffler.shuffle(rows)
    one, other = closed(records), closed(Records(rows))
    assert one.accounts == other.accounts
    assert one.sales == other.sales
    assert [p.left for p in one.proofs] == [p.left for p in other.proofs]
    assert sorted(map(str, one.splits)) == sorted(map(str, other.splits))


@settings(max_examples=40)
@given(months())
def test_running_twice_changes_nothing(records: Records):
    assert closed(records) == closed(records)


@settings(max_examples=40)
@given(months())
def test_negative_income_counts_once_for_the_person_and_once_for_the_department(records: Records):
    closing = closed(records)
    debts = sum(d.amount for d in closing.negative)
    people = sum(s.negative_income for s in closing.sales if s.person != DEPARTMENT)
    department = [s.negative_income for s in closing.sales if s.person == DEPARTMENT]
    assert people == debts
    assert department == [debts] * len(department)


def unread(table: type, place: Place, **values: object) -> tuple[Unread, Finding]:
    """A row that could not be read, and the finding that says so."""
    clause = shipped().latest(table.table.clause)
    where = Ref(place.book, place.sheet, 9, "B")
    return Unread(table, place, 9, values), Finding(where, "应为金额", clause, code="T-type")


@settings(max_examples=40)
@given(months())
def test_a_row_that_could_not_be_read_stops_the_month(records: Records):
    row, finding = unread(Receipt, Place("月末.xlsx", "回款", {}))
    outcome = judged(records + [row])
    closing = close(outcome, [*outcome[Finding], finding], MONTH)
    assert closing.stopped_by == (finding,)
    assert not closing.is_done and not closing.accounts and not closing.proofs


def test_an_unread_expense_of_another_month_does_not_stop_the_month():
    row, finding = unread(Expense, Place("费用.xlsx", "费用明细", {}), month=date(2012, 3, 1))
    outcome = judged(Records([row]))
    assert close(outcome, [finding], MONTH).is_done
    row = replace(row, values={"month": MONTH})
    assert not close(judged(Records([row])), [finding], MONTH).is_done


def test_every_account_manager_has_both_accounts_even_without_a_movement():
    lines = closed(Records()).accounts
    assert [(a.person, a.account) for a in lines] == [
        (person, account) for person in ("张三", "李四") for account in Account
    ]


def test_a_rate_out_of_range_and_a_balance_stated_twice_stop_the_month():
    """Nothing is summed around a figure that nobody knows."""
    for name, code, rows in (
        ("回款", "C9.2-rate", [replace(RECEIPT, commission_rate=Decimal("0.2"))]),
        ("期初余额", "C9.2-opening", [replace(OPENING, row=2), replace(OPENING, row=3)]),
    ):
        place = Place("用例.xlsx", name, {})
        closing = closed(Records(replace(row, place=place) for row in rows))
        assert [f.code for f in closing.stopped_by] == [code]
        assert closing.accounts == ()
