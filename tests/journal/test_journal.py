"""What the journal keeps, and what it answers."""

import os
import sqlite3
import stat
from datetime import date, datetime, timedelta

import pytest

from tests.journal.filing import NOON, contact, filled, log, opportunity, report
from xlsales.journal import Entry, Journal, JournalError
from xlsales.journal.customers import kept_rows, named
from xlsales.tables.log import Contact
from xlsales.tables.weekly import Opportunity

LATER = NOON + timedelta(days=7)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def journal(tmp_path):
    with Journal.open(tmp_path / "journal.sqlite") as opened:
        yield opened


def test_a_journal_is_readable_by_its_owner_only(tmp_path):
    path = tmp_path / "new" / "journal.sqlite"
    before = os.umask(0)
    try:
        Journal.open(path).close()
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_file_that_is_no_journal_is_refused_and_stays_as_it_is(tmp_path):
    text, database = tmp_path / "a.sqlite", tmp_path / "b.sqlite"
    text.write_bytes(b"not a database at all" * 100)
    with sqlite3.connect(database) as other:
        other.execute("create table theirs(name)")
    other.close()
    for path in (text, database):
        before = path.read_bytes()
        with pytest.raises(JournalError, match="不是提交台账"):
            Journal.open(path)
        assert path.read_bytes() == before


def test_a_journal_of_a_newer_version_is_refused(tmp_path):
    path = tmp_path / "journal.sqlite"
    filled(path)
    with sqlite3.connect(path) as newer:
        newer.execute("pragma user_version=99")
    newer.close()
    with pytest.raises(JournalError, match="更新的版本"):
        Journal.open(path)


def test_a_folder_in_the_place_of_the_journal_is_refused(tmp_path):
    with pytest.raises(JournalError, match="打不开提交台账"):
        Journal.open(tmp_path)


def test_a_submission_is_known_with_its_person_period_and_first_seen_time(journal):
    journal.submit([report(opportunity(), content=b"x")], NOON, NOON)
    (only,) = journal.submissions("周报告", "张三", date(2012, 4, 23))
    assert (only.seen, only.imported, only.rows) == (NOON, False, {"漏斗": 1})
    assert journal.submissions("客户日志") == ()


def test_unchanged_content_is_not_kept_twice(journal):
    first, changed = report(opportunity()), report(opportunity(progress="签了"))
    assert journal.submit([first], NOON, NOON) == (True,)
    assert journal.submit([first], LATER, LATER) == (False,)
    assert journal.submit([changed], LATER, LATER) == (True,)
    assert [s.seen for s in journal.submissions()] == [NOON, LATER]


def test_content_that_was_put_back_is_a_new_submission(journal):
    first, changed = report(opportunity()), report(opportunity(progress="签了"))
    for number, entry in enumerate((first, changed, first)):
        moment = NOON + number * timedelta(hours=1)
        assert journal.submit([entry], moment, moment) == (True,)


def test_a_file_that_was_moved_is_not_a_new_submission(journal):
    entry = report(opportunity())
    moved = Entry(**{**vars(entry), "file": f"四月/{entry.file}"})
    assert journal.submit([entry], NOON, NOON) == (True,)
    assert journal.submit([moved], LATER, LATER) == (False,)


def test_what_is_given_after_the_fact_is_imported_with_both_times(journal):
    journal.submit([report(opportunity())], NOON, LATER)
    (only,) = journal.submissions()
    (fact,) = journal.facts()
    assert (only.seen, only.imported) == (NOON, True)
    assert fact.recorded == LATER.astimezone()


def test_nothing_is_seen_after_it_was_written(journal):
    journal.submit([report(opportunity())], LATER, NOON)
    assert journal.submissions()[0].seen == NOON


def test_an_earlier_moment_adds_an_import_and_later_runs_see_both(journal):
    entry = report(opportunity())
    journal.submit([entry], LATER, LATER)
    assert journal.submit([entry], NOON, LATER + MINUTE) == (True,)
    assert journal.submit([entry], NOON, LATER + 2 * MINUTE) == (False,)
    assert [s.imported for s in journal.submissions(until=NOON)] == [True]
    assert [s.imported for s in journal.submissions()] == [False, True]


def test_imports_come_in_any_order(journal):
    early, late = report(opportunity()), report(opportunity(progress="签了"))
    journal.submit([late], LATER, LATER + timedelta(days=30))
    journal.submit([early], NOON, LATER + timedelta(days=30))
    (row,) = journal.sightings([Opportunity])
    assert row.first.seen == NOON and row.record.progress == "签了"


def test_what_was_only_imported_is_kept_again_when_it_is_seen_live(journal):
    old, new = report(opportunity()), report(opportunity(progress="签了"))
    journal.submit([old], NOON, NOON)
    journal.submit([new], NOON - timedelta(days=3), NOON + MINUTE)
    assert journal.submit([new], LATER, LATER) == (True,)
    (row,) = journal.sightings([Opportunity])
    assert (row.record.progress, row.last.seen) == ("签了", LATER)


def test_a_clock_that_went_back_is_refused_and_nothing_is_kept(journal):
    journal.submit([report(opportunity())], LATER, LATER)
    with pytest.raises(JournalError, match="时钟"):
        journal.submit([log(contact())], NOON, NOON)
    assert journal.head().seq == 1


def test_a_clock_that_was_set_back_by_minutes_is_not(journal):
    journal.submit([report(opportunity())], LATER, LATER)
    assert journal.submit([log(contact())], LATER, LATER - 5 * MINUTE) == (True,)
    assert journal.verify() == ()


def test_rows_come_back_as_they_were_with_their_cells(journal):
    row = opportunity()
    journal.submit([report(row)], NOON, NOON)
    (back,) = journal.earlier(Opportunity, date(2012, 4, 23))
    assert back.record == row
    for name in ("customer", "manager", "week"):
        assert back.record.at(name) == row.at(name)


def test_of_an_earlier_week_only_the_last_report_counts(journal):
    journal.submit([report(opportunity())], NOON, NOON)
    journal.submit([report(opportunity(progress="签了"))], LATER, LATER)
    journal.submit([report(opportunity("李四"), person="李四")], LATER, LATER)
    week = date(2012, 4, 23)
    assert [e.record.progress for e in journal.earlier(Opportunity, week)] == ["签了", "跟进"]
    assert [e.record.progress for e in journal.earlier(Opportunity, week, NOON)] == ["跟进"]


def test_a_row_is_known_again_in_a_later_report(journal):
    first, second = date(2012, 4, 16), date(2012, 4, 23)
    journal.submit([report(opportunity(week=first), week=first)], NOON, NOON)
    later = opportunity(week=second, progress="报价")
    journal.submit([report(later, week=second)], LATER, LATER)
    (row,) = journal.sightings([Opportunity])
    assert (row.first.seen, row.last.seen) == (NOON, LATER)
    assert (row.record, row.versions) == (later, 2)


def test_what_was_seen_live_is_not_moved_back_by_an_import(journal):
    entry = log(contact())
    journal.submit([entry], LATER, LATER)
    journal.submit([entry], NOON - timedelta(days=20), LATER + MINUTE)
    (row,) = journal.sightings([Contact])
    assert (row.first.seen, row.first.imported) == (LATER, False)


def test_the_same_words_of_two_people_are_two_rows(journal):
    entries = [log(contact()), log(contact("李四"), person="李四")]
    journal.submit(entries, NOON, NOON)
    assert [s.first.person for s in journal.sightings([Contact])] == ["张三", "李四"]


def test_few_customers_are_looked_up_without_going_through_all(tmp_path):
    path, steps = tmp_path / "journal.sqlite", []
    with Journal.open(path) as journal:
        rows = [contact(customer=f"广州客户{n}", row=n) for n in range(5, 505)]
        journal.submit([log(*rows)], NOON, NOON)
        known = journal.submissions()
    connection = sqlite3.connect(path)
    connection.set_progress_handler(lambda: steps.append(1), 1)
    (row,) = kept_rows(connection, ["客户日志", "漏斗"], known, {"广州客户7", "没有的客户"})
    connection.close()
    assert row[4] == 7
    assert len(steps) < len(rows)


def test_the_names_of_customers_are_told_without_going_through_their_rows(tmp_path):
    path, steps = tmp_path / "journal.sqlite", []
    with Journal.open(path) as journal:
        rows = [contact(customer=f"广州客户{n % 2}", row=n) for n in range(5, 2005)]
        journal.submit([log(*rows)], NOON, NOON)
        known = journal.submissions()
    connection = sqlite3.connect(path)
    connection.set_progress_handler(lambda: steps.append(1), 1)
    assert named(connection, [Contact], known) == {"广州客户0", "广州客户1"}
    connection.close()
    assert len(steps) < len(rows)


def test_rows_that_could_not_be_read_are_counted(journal):
    journal.submit([log(contact(), unread=2)], NOON, NOON)
    assert journal.submissions()[0].unread == 2


def test_a_refused_file_is_kept_but_is_no_submission(journal):
    refused = Entry("坏.xlsx", b"broken", verdict="rejected", reason="打不开")
    assert journal.submit([refused], NOON, NOON) == (True,)
    assert journal.submissions() == ()
    assert journal.facts("submission")[0].payload["reason"] == "打不开"


def test_facts_of_other_kinds_stand_in_the_same_chain(journal):
    journal.submit([report(opportunity())], NOON, NOON)
    head = journal.record("close", [{"month": "2012-04"}, {"month": "2012-05"}], NOON, NOON)
    assert [f.payload["month"] for f in journal.facts("close")] == ["2012-04", "2012-05"]
    assert (head.seq, head) == (3, journal.head())


def test_a_run_is_kept_whole_or_not_at_all(journal):
    def entries():
        yield report(opportunity())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        journal.submit(entries(), NOON, NOON)
    assert journal.head().seq == 0 and journal.submissions() == ()


def test_export_gives_back_every_file_byte_for_byte(tmp_path, journal):
    contents = [bytes(range(256)) * 4, b"", "周报告".encode()]
    entries = [
        Entry(f"../{n}=1+1.xlsx", content, "周报告", f"=人{n}", date(2012, 4, 2))
        for n, content in enumerate(contents)
    ]
    journal.submit(entries, NOON, NOON)
    target = tmp_path / "out"
    assert journal.export(target) == 3
    files = sorted(target.glob("*.xlsx"))
    assert [f.read_bytes() for f in files] == contents
    listing = (target / "提交台账.csv").read_text("utf-8-sig")
    assert len(listing.splitlines()) == 4 and "'=人0" in listing
    assert len((target / "提交台账.jsonl").read_text("utf-8").splitlines()) == 3


def test_export_does_not_write_over_what_is_there(tmp_path, journal):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(JournalError, match="已有内容"):
        journal.export(tmp_path)
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".txt"] == ["mine.txt"]


def test_a_year_of_many_people_is_asked_by_index(tmp_path):
    path = tmp_path / "journal.sqlite"
    filled(path)
    connection = sqlite3.connect(path)
    queries = (
        "select sha256 from entry where type='submission' and file=? and seen<=?"
        " order by seen desc, seq desc limit 1",
        "select 1 from entry where type='submission' and kind=? and period is ? and person=?",
    )
    plans = [
        str(connection.execute(f"explain query plan {q}", "x" * q.count("?")).fetchall())
        for q in queries
    ]
    connection.close()
    assert "entry_by_file" in plans[0] and "entry_by_period" in plans[1]


def test_moments_are_kept_to_the_second(journal):
    moment = datetime(2012, 4, 30, 8, 59, 59)
    journal.submit([report(opportunity())], moment, moment)
    assert journal.submissions()[0].seen == moment
