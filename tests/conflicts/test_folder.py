"""Conflicts of a whole folder: the workbook, the JSON, the look before entry, a changed journal."""

import json
import shutil
import sqlite3
import zipfile
from datetime import date
from hashlib import sha256

import openpyxl
import pytest

from tests import printing
from tests.conflicts.screen import Screening, at, person_log
from tests.weekly.folders import copy_of_samples
from tests.weekly.folders import planted as what_is_planted
from xlsales.actions.asked import asked
from xlsales.actions.check import check
from xlsales.actions.consolidate import consolidate
from xlsales.actions.evidence import evidence_page
from xlsales.actions.kept import Kept
from xlsales.actions.packs import past_packs
from xlsales.actions.report import conflict_json
from xlsales.actions.screening import screen
from xlsales.core.rule import Level
from xlsales.core.rulebook import shipped
from xlsales.hosts.files.own import own_head
from xlsales.journal import Journal, Readings, heads_in
from xlsales.tables.conflicts import Conflict, Likeness

MOMENT = "2012-04-30 10:00"


@pytest.fixture
def folder(tmp_path):
    return copy_of_samples(tmp_path)


@pytest.fixture
def journal(tmp_path):
    return tmp_path / "journal.sqlite"


def test_every_planted_conflict_is_found_and_no_two_companies_are_one(folder, journal):
    planted = what_is_planted()
    department, _ = screen(asked(folder, MOMENT, journal))
    found = {
        frozenset(cell(side.where) for side in conflict.sides): conflict.likeness
        for conflict in department.records[Conflict]
    }
    for pair in planted["conflicts"]:
        assert found[frozenset((c["file"], c["sheet"], c["cell"]) for c in pair)] is Likeness.SAME
    for pair in planted["lookalikes"]:
        assert found.get(frozenset((c["file"], c["sheet"], c["cell"]) for c in pair)) in (
            None, Likeness.MAYBE,
        )  # fmt: skip
    assert sum(found[key] is Likeness.SAME for key in found) == len(planted["conflicts"])


def cell(where):
    """A cell as the list of what was planted names it."""
    return where.book, where.sheet, where.cell


def test_each_conflict_has_a_page_with_its_time_line(folder, journal):
    department, path = screen(asked(folder, MOMENT, journal))
    book = openpyxl.load_workbook(path)
    ids = [c.id for c in department.records[Conflict]]
    assert ids and book.sheetnames == ["冲突筛查", *ids]
    for sheet in (book[name] for name in ids):
        texts = {str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None}
        assert {"各方", "时间段", "时间线上的记录", "来源"} <= texts
        assert any("不作证据" in text for text in texts)
        assert any("台账看不出来" in text for text in texts)
        assert not any("造假" in text or "作弊" in text for text in texts)
        assert len(sheet._charts) == 1
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert printing.print_size(sheet) >= printing.LEAST


def test_the_same_folder_gives_the_same_conflicts_again(folder, journal):
    wanted = asked(folder, MOMENT, journal)
    before = [conflict_json(c) for c in screen(wanted)[0].records[Conflict]]
    after = [conflict_json(c) for c in screen(wanted)[0].records[Conflict]]
    assert before == after and json.dumps(before, ensure_ascii=False)
    assert set(before[0]["members"][0]) >= {
        "person", "customer", "file", "sheet", "cell", "first_claimed", "first_seen", "contacts",
        "last_contact", "backdated",
    }  # fmt: skip


def test_a_customer_that_is_somebody_elses_is_warned_of_before_entry(folder, journal):
    wanted = asked(folder, MOMENT, journal)
    department, _ = screen(wanted)
    sure = next(c for c in department.records[Conflict] if c.likeness is Likeness.SAME)
    for side in sure.sides:
        path = folder / side.where.book
        alone = shutil.copy(path, journal.parent / path.name)
        checked, _ = check(asked(journal.parent, MOMENT, journal), [alone])
        found = [f for f in checked.findings if f.code == "C7.4-conflict" and sure.id in f.message]
        assert [(f.where.cell, f.level) for f in found] == [(side.where.cell, Level.WARNING)]
        other = next(s for s in sure.sides if s is not side)
        assert f"台账里已有{other.person}的“{other.customers[0]}”" in found[0].message


def test_without_a_journal_a_check_makes_none(folder, journal):
    report = next(folder.rglob("周报告*.xlsx"))
    check(asked(folder, MOMENT, journal), [report], journal.parent)
    assert not journal.exists()


def consolidated(folder, journal):
    """What a run says about the journal."""
    department, _ = consolidate(asked(folder, MOMENT, journal), str(date(2012, 4, 23)))
    return department.journal["problems"]


def test_a_journal_that_is_whole_is_not_doubted(folder, journal):
    assert consolidated(folder, journal) == []
    assert consolidated(folder, journal) == []


def test_a_changed_journal_is_told_by_the_next_run(folder, journal):
    consolidated(folder, journal)
    db = sqlite3.connect(journal)
    db.execute("drop trigger entry_update")
    db.execute("update entry set seen='2012-04-01T00:00:00' where seq=2")
    db.commit()
    db.close()
    problems = consolidated(folder, journal)
    assert "第2条的内容被改过" in problems and any("保护" in p for p in problems)


@pytest.mark.parametrize("run", [consolidated, lambda *a: screen(asked(a[0], MOMENT, a[1]))])
def test_a_replaced_journal_is_told_by_the_head_on_the_last_result(folder, journal, run):
    run(folder, journal)
    journal.unlink()
    Journal.open(journal).close()
    assert any("换了台账" in problem for problem in consolidated(folder, journal))


def test_of_very_many_records_a_page_shows_both_ends_and_says_so(tmp_path):
    screening = Screening(tmp_path / "journal.sqlite")
    days = [date(2012, 4, n) for n in range(1, 29)]
    screening.hand_in(at(30), *(person_log(p, *days) for p in ("张三", "李四")))
    (conflict,) = screening.conflicts(at(30))
    grid = evidence_page(conflict).grids[-1]
    assert len(grid.rows) == 36 and "共56条，这里列出36条" in grid.title
    shown = [row[0] for row in grid.rows]
    assert shown == sorted(shown) and {shown[0], shown[-1]} == {days[0], days[-1]}


def test_a_pack_that_is_as_it_was_written_is_not_opened_and_its_head_still_counts(folder, journal):
    """A known pack whose sheets can't be read any more shows that nobody looks at them."""
    consolidated(folder, journal)
    [pack] = folder.glob("周例会_*.xlsx")
    content = pack.read_bytes()
    assert [str(head) for head in heads_in(own_head(content))]
    with zipfile.ZipFile(pack) as whole, zipfile.ZipFile(folder / "新.zip", "w") as other:
        for name in whole.namelist():
            kept = b"<broken" if name.startswith("xl/worksheets/") else whole.read(name)
            other.writestr(name, kept)
    (folder / "新.zip").replace(pack)
    wanted = asked(folder, MOMENT, journal)
    with Journal.open(journal) as opened, Readings(journal, "") as readings:
        readings.put(pack.name, sha256(pack.read_bytes()).hexdigest(), "{}")
        known = past_packs(wanted, [pack.name], opened, Kept(readings, (), shipped()))
        unknown = past_packs(
            wanted, [pack.name], opened, Kept(Readings(journal, "x"), (), shipped())
        )
        assert opened.verify(*known.heads) == ()
    assert len(known.heads) == 1 and known.fresh == ()
    assert unknown.heads == () and len(unknown.fresh) == 1
