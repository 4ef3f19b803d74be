"""What the journal is asked of customers: enough for the same results as if it told everything."""

from datetime import date
from decimal import Decimal

import pytest

from tests.conflicts.screen import CODES, POLICY, at
from tests.journal.filing import contact, log, opportunity, report
from tests.weekly.folders import copy_of_samples
from xlsales.actions.asked import asked
from xlsales.actions.claims import CLAIMS, SUPPORT, judged_beside, judged_with
from xlsales.actions.judging import read_department
from xlsales.actions.reading import read_file, records_of
from xlsales.core.record import Place
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Occasion, run
from xlsales.core.submission import Mention
from xlsales.journal import Entry, Journal
from xlsales.rules import RULES
from xlsales.settings import Settings
from xlsales.tables.conflicts import Conflict, Source
from xlsales.tables.month_end import Receipt
from xlsales.tables.outing import Outing

FIRST, SECOND = at(16), at(30)


@pytest.fixture
def journal(tmp_path):
    """Two weeks of two people who share one customer, each with one of their own."""
    with Journal.open(tmp_path / "journal.sqlite") as opened:
        early = contact("张三", "广州百川", date(2012, 4, 10)), contact("张三", "深圳宏远", row=6)
        opened.submit([log(*early)], FIRST, FIRST)
        later = opportunity("李四", "广州百川"), opportunity("李四", "珠海长青", row=6)
        again = [log(*early, contact("张三", "广州百川", date(2012, 4, 20), row=7))]
        opened.submit([report(*later, person="李四"), *again], SECOND, SECOND)
        yield opened


def test_who_named_which_customer_is_told_once_each(journal):
    assert journal.mentions(CLAIMS) == (
        Mention("张三", "广州百川"),
        Mention("张三", "深圳宏远"),
        Mention("李四", "广州百川"),
        Mention("李四", "珠海长青"),
    )
    assert journal.mentions(CLAIMS, FIRST) == (
        Mention("张三", "广州百川"),
        Mention("张三", "深圳宏远"),
    )
    assert journal.mentions(CLAIMS[:1], FIRST) == ()
    assert journal.mentions(CLAIMS, None, {"深圳宏远", "没有的客户"}) == (
        Mention("张三", "深圳宏远"),
    )


def test_the_names_of_all_customers_are_told_as_they_were_known_by_a_moment(journal):
    assert journal.named(CLAIMS) == {"广州百川", "深圳宏远", "珠海长青"}
    assert journal.named(CLAIMS, FIRST) == {"广州百川", "深圳宏远"}
    late = opportunity("王五", "珠海长青", date(2012, 4, 2))
    journal.submit([report(late, person="王五", week=late.week)], FIRST, SECOND)
    assert journal.named(CLAIMS, FIRST) == {"广州百川", "深圳宏远", "珠海长青"}
    assert journal.named(CLAIMS[:1], FIRST) == {"珠海长青"}


def test_the_rows_of_some_customers_are_those_among_the_rows_of_all(journal):
    every = journal.sightings(CLAIMS)
    own = [s for s in every if s.record.customer == "广州百川"]
    assert list(journal.sightings(CLAIMS, None, {"广州百川"})) == own
    assert len(own) == 3
    assert len(every) == 5
    assert journal.sightings(CLAIMS, None, set()) == ()


def test_the_results_are_those_that_every_row_of_the_journal_would_give(tmp_path):
    folder, path = copy_of_samples(tmp_path), tmp_path / "journal.sqlite"
    moment = at(30, 10)
    read_department(asked(folder, f"{moment}", path))
    with Journal.open(path) as journal:
        submitted = (*journal.submissions(until=moment), Occasion(moment))
        results = judged_with(journal, Records(submitted), (), POLICY, moment)
        seen = journal.sightings(CLAIMS, moment), journal.standing(SUPPORT, (), moment)
        every = Records((*submitted, *seen[0], *seen[1]))
    whole = run(RULES, every, POLICY)
    assert results[Conflict] == whole[Conflict] != ()
    findings = [[f for f in of[Finding] if f.code in CODES] for of in (results, whole)]
    assert findings[0] == findings[1]


def test_beside_a_journal_a_workbook_is_judged_as_with_all_that_it_knows(tmp_path):
    folder, path = copy_of_samples(tmp_path), tmp_path / "journal.sqlite"
    moment, told = at(30, 10), 0
    files = read_department(asked(folder, f"{moment}", path)).files
    words = POLICY, Settings()
    with Journal.open(path) as journal:
        submitted = (*journal.submissions(until=moment), Occasion(moment))
        for file in (f.file for f in files if f.person):
            read = read_file(folder / file, file, *words)
            rows, here = records_of([read]) + submitted, {read.seen.whose}
            whole, few = (
                judge(journal, rows, here, POLICY, moment) for judge in (judged_with, judged_beside)
            )
            assert own(few, file) == own(whole, file)
            told += len(own(few, file)[0])
    assert told


def test_a_customer_whom_a_workbook_names_no_more_is_none_of_its_own(journal):
    for customer, count in (("广州百川", 1), ("深圳宏远", 0)):
        row = contact("张三", customer, date(2012, 4, 10))
        said = Records((row, *journal.submissions(), Occasion(SECOND)))
        results = judged_beside(journal, said, (), POLICY, SECOND)
        assert len(results[Conflict]) == count


def own(results, file):
    """What results say of one file: conflicts of which it is a side, and findings in it."""
    conflicts = [c for c in results[Conflict] if file in {s.where.book for s in c.sides}]
    return conflicts, [f for f in results[Finding] if f.where.book == file]


def test_a_row_that_is_here_is_not_made_again(journal):
    here = [
        contact("张三", "广州百川", date(2012, 4, 10), row=9, content="另写的内容"),
        contact("王五", "广州百川", date(2012, 4, 20)),
    ]
    made = journal.sightings(CLAIMS, None, {"广州百川"})
    taken = journal.sightings(CLAIMS, None, {"广州百川"}, here)
    assert [(s.first, s.last, s.versions) for s in taken] == [
        (s.first, s.last, s.versions) for s in made
    ]
    assert [s.record is here[0] for s in taken].count(True) == 1
    assert [s.record for s in taken if s.record is not here[0]] == [
        s.record for s in made if getattr(s.record, "day", None) != date(2012, 4, 10)
    ]


def outing(person, day, row):
    """An entry of the outing register."""
    return Outing(
        person=person, day=day, customer="广州百川", registered=None, leaving=None,
        place=Place("去向登记表_2012-03.xlsx", "去向登记"), row=row,
    )  # fmt: skip


def receipt(received, row=5):
    """Money received from the shared customer."""
    return Receipt(
        day=date(2012, 3, 20), customer="广州百川", manager="张三", received=Decimal(received),
        commission_rate=Decimal("0.05"), place=Place("月末核算_2012-03.xlsx", "回款"), row=row,
    )  # fmt: skip


def test_what_speaks_for_a_side_is_taken_from_the_last_version_of_earlier_workbooks(journal):
    march = date(2012, 3, 1)
    for number, (outings, money) in enumerate([((6, 7), "900.00"), ((6,), "800.00")]):
        register = [outing("张三", date(2012, 3, day), day) for day in outings]
        entries = [
            Entry(row.place.book, repr(rows).encode(), kind, "", march, Records(rows), {})
            for kind, rows in (("去向登记表", register), ("月末核算", [receipt(money)]))
            for row in rows[:1]
        ]
        moment = at(2 + number)
        journal.submit(entries, moment, SECOND)
    said = Records((*journal.submissions(), *journal.standing((Receipt,)), Occasion(SECOND)))
    [conflict] = judged_with(journal, said, (), POLICY, SECOND)[Conflict]
    side = next(s for s in conflict.sides if s.person == "张三")
    days = [e.day for e in side.events if e.source is Source.OUTING]
    assert days == [date(2012, 3, 6)]
    assert side.received == Decimal("800.00")
    assert [e.where.book for e in side.events if e.source is Source.RECEIPT] == [
        "月末核算_2012-03.xlsx"
    ]
    here = {("去向登记表", "", march)}
    [conflict] = judged_with(journal, said, here, POLICY, SECOND)[Conflict]
    assert not any(e.source is Source.OUTING for s in conflict.sides for e in s.events)
