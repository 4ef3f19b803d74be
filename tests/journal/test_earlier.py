"""A journal that an earlier version wrote opens, is whole and goes on as its own would.

`earlier.sqlite` was made by `handed_in` below with version 0.1.0 of November 2026, whose journal
put every row together by itself. It stays as it is, whatever the journal becomes.
"""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.journal.filing import FUNNEL_CELLS, NOON, contact, log, opportunity, report
from xlsales.core.record import Place
from xlsales.core.records import Records
from xlsales.journal import Entry, Head, Journal
from xlsales.tables.applications import Application, Matter
from xlsales.tables.log import Contact
from xlsales.tables.outing import Outing
from xlsales.tables.roles import Product
from xlsales.tables.weekly import Opportunity

EARLIER = Path(__file__).with_name("earlier.sqlite")
HEAD = Head(5, "581faed2cd28989a5244463e0c3603c04b6438a86e860d8f37fe38d45c5e7d46")
CLOCK = datetime(2012, 6, 1, tzinfo=UTC)
ODD = 'A "B"\\%s %\t\n\x01\u2028𠮷'


def workbooks():
    """Workbooks with every kind of value, with two sheets of one table, and with a broken row."""
    place = Place("周报告_张三_2012-04-23.xlsx", "漏斗 100%", FUNNEL_CELLS, {"manager": (2, "B")})
    rows = [
        replace(opportunity(amount=Decimal(text), customer=name, row=5 + n), place=place)
        for n, (text, name) in enumerate(
            [("5000", "广州百川"), ("5E+3", ODD), ("-0.0", "广州百川")]
        )
    ]
    other = opportunity(product=None, stage=None, progress="", row=9)
    yield report(*rows, other, rows[0])
    yield log(contact(), "没有读懂的一行", contact(content="", row=6), unread=1)
    outing = Outing(
        person="张三", day=date(2012, 4, 24), customer="广州百川", direct=True,
        registered=datetime(2012, 4, 23, 17, 40), leaving=time(9, 5), returning=None,
        place=Place("登记/去向登记表_2012-04.xlsx", "去向登记", {"person": "B"}), row=3,
    )  # fmt: skip
    asked = Application(
        number="S1", day=date(2012, 4, 24), applicant="张三", customer=ODD, matter=list(Matter)[0],
        product=Product.CPM, standard=Decimal("0.10"), volume=-3, place=place, row=2,
    )  # fmt: skip
    read = Records((outing, asked, outing))
    yield Entry("登记/去向登记表_2012-04.xlsx", b"PK", "去向登记表", "", None, read)


def handed_in(path):
    """A closed journal of these, some of them handed in twice, and of a fact; returns its head."""
    with Journal.open(path) as journal:
        journal.submit(workbooks(), NOON, CLOCK)
        changed = report(opportunity(customer="深圳千帆"), content=b"2" * 999)
        journal.submit([*workbooks(), changed], NOON + timedelta(days=1), CLOCK)
        return journal.record("ruling", [{"conflict": "K1", "owner": "张三"}], NOON, CLOCK)


@pytest.fixture
def path(tmp_path):
    return Path(shutil.copy(EARLIER, tmp_path / "journal.sqlite"))


def rows_in(path):
    """Every kept row as it stands in the file."""
    with closing(sqlite3.connect(path)) as file:
        return file.execute("select * from row order by seq, ordinal").fetchall()


def test_it_opens_and_is_whole(path):
    with Journal.open(path) as journal:
        assert journal.verify(HEAD) == ()
        assert journal.head() == HEAD
        assert [s.seq for s in journal.submissions()] == [1, 2, 3, 4]


def test_the_same_workbooks_are_written_as_they_were(path, tmp_path):
    assert handed_in(tmp_path / "now.sqlite") == HEAD
    assert rows_in(tmp_path / "now.sqlite") == rows_in(path)


def test_it_says_what_a_journal_of_today_says(path, tmp_path):
    handed_in(tmp_path / "now.sqlite")
    assert answers(path) == answers(tmp_path / "now.sqlite")


def answers(path):
    with Journal.open(path) as journal:
        tables = (Opportunity, Contact, Application, Outing)
        return (
            journal.submissions(),
            journal.mentions(tables),
            journal.sightings(tables),
            journal.sightings(tables, customers={ODD}),
            journal.standing(tables),
        )


def test_it_goes_on(path):
    with Journal.open(path) as journal:
        new = report(opportunity(), content=b"3")
        later = NOON + timedelta(days=2)
        assert journal.submit([*workbooks(), new], later, CLOCK) == (True, False, False, True)
        assert journal.verify(HEAD) == ()
        assert journal.head().seq == HEAD.seq + 2


@pytest.mark.parametrize("table", ["entry", "row", "file"])
@pytest.mark.parametrize("statement", ["update {} set {}='x'", "delete from {}"])
def test_it_still_refuses_to_forget(path, table, statement):
    column = {"entry": "seen", "row": "content", "file": "content"}[table]
    with closing(sqlite3.connect(path)) as file, pytest.raises(sqlite3.Error, match="append-only"):
        file.execute(statement.format(table, column))
