"""A generated department: it is read as it was meant, and what is planted in it is found."""

from collections import Counter
from dataclasses import fields
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from xlsales.actions.asked import Asked
from xlsales.actions.close.closing import close
from xlsales.actions.judging import read_department
from xlsales.books.read import read
from xlsales.core.rule import Level
from xlsales.core.rulebook import shipped
from xlsales.demo.__main__ import SAMPLE_WEEKS, write_all
from xlsales.demo.department import TOGETHER, live, staffed, stage_of
from xlsales.demo.draft import Fault, write
from xlsales.demo.generator import Planted, department, weeks_of
from xlsales.demo.habits import LOOKS, habits_of
from xlsales.demo.log import deeds_of_month, log
from xlsales.demo.outing import register
from xlsales.demo.weekly import deeds_of_week, weekly
from xlsales.hosts.files.safe import read_one
from xlsales.matching import compare
from xlsales.tables.accounts import Stage
from xlsales.tables.log import Contact
from xlsales.tables.outing import Outing
from xlsales.tables.weekly import Activity, Opportunity
from xlsales.tables.workbooks import WORKBOOKS

COMMITTED = Path(__file__).parents[2] / "workbooks"
WEEK, MONTH = date(2012, 4, 23), date(2012, 4, 1)
MEETING = timedelta(days=7, hours=10)
CODES = {
    "T-required", "T-type", "T-choice", "T-range", "T-column", "T-field", "C1.1-late",
    "C1.1-unregistered", "C1.2-company", "C1.3-vague", "C1.4-late", "C7.1-missing", "C7.1-empty",
    "C7.2-missing",
}  # fmt: skip

MONEY_CODES = {
    "C2.1-template", "C2.2-price", "C2.3-director", "C2.3-order", "C2.3-supervisor", "C2.4-early",
    "C2.5-early", "C2.6-contact", "C2.7-missing", "C3.1-missing", "C3.5-suspend", "C4.1-reason",
    "C4.2-approver", "C5.2-mismatch", "C5.4-early", "C5.4-rank", "C5.4-unapproved",
    "C6.2-approver", "C6.4-form", "C6.5-unpaid", "C8.2-progress", "C8.4-unapproved", "C9.1-month",
    "C9.1-window", "C9.2-overdrawn", "C9.3-consent", "C9.3-person",
    "C9.4-duplicate", "C10.3-account", "C10.4-account", "C10.4-cap",
}  # fmt: skip


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    """The folder of workbooks, written anew."""
    folder = tmp_path_factory.mktemp("workbooks")
    write_all(folder)
    return folder


@pytest.fixture(scope="module")
def people():
    """A department in which everybody fills in workbooks in another way, without faults."""
    made = staffed(len(LOOKS), SAMPLE_WEEKS, 3)
    live(made, 3)
    return made


def contents(folder: Path) -> dict[str, bytes]:
    """What every file below a folder holds."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def found(folder: Path, week: date, after: timedelta) -> Counter[Fault]:
    """The findings of level 错误 so long after the week began."""
    moment = datetime.combine(week, datetime.min.time()) + after
    journal = folder.with_suffix(".sqlite")
    judged = read_department(Asked(folder, moment, moment, week=week, journal=journal))
    return Counter(
        Fault(f.code, f.where.book, f.where.sheet, f.where.cell)
        for f in judged.findings
        if f.level is Level.ERROR
    )


def reading_of(draft, folder: Path):
    """What a draft is read as once it is written."""
    write(draft, folder)
    return read(read_one(folder / draft.file, draft.file), WORKBOOKS, shipped())


def test_the_committed_workbooks_are_what_the_generator_writes(written):
    assert contents(COMMITTED) == contents(written)


def test_the_samples_hold_every_kind_of_fault(tmp_path):
    assert {fault.code for fault in samples(tmp_path).faults} == CODES


def test_another_seed_gives_another_department(tmp_path):
    one = department(tmp_path / "one", 6, (WEEK,), 1)
    other = department(tmp_path / "other", 6, (WEEK,), 2)
    assert set(one.managers).isdisjoint(other.managers)


@pytest.mark.parametrize("after", [MEETING, timedelta(days=5000)], ids=["on the day", "years on"])
@pytest.mark.parametrize(
    ("count", "weeks", "seed"),
    [(6, SAMPLE_WEEKS, 2012), (14, (WEEK,), 5), (9, (date(2012, 5, 7),), 8)],
)
def test_every_planted_fault_is_found_once_at_its_cell_and_nothing_else(
    tmp_path, count, weeks, seed, after
):
    planted = department(tmp_path / "folder", count, weeks, seed)
    assert found(tmp_path / "folder", planted.week, after) == Counter(planted.faults)


@pytest.mark.parametrize(("count", "month", "seed"), [(6, MONTH, 1), (17, date(2012, 5, 1), 2)])
def test_with_the_months_end_every_planted_fault_is_found_once_and_nothing_else(
    tmp_path, count, month, seed
):
    week = weeks_of(month)[-1]
    planted = department(tmp_path / "folder", count, (week,), seed, has_money=True)
    assert {fault.code for fault in planted.faults} >= CODES | MONEY_CODES
    assert found(tmp_path / "folder", week, MEETING) == Counter(planted.faults)


def test_the_months_end_can_be_closed_and_ties(tmp_path):
    department(tmp_path / "folder", 8, weeks_of(MONTH)[-1:], 3, has_money=True)
    moment = datetime(2012, 5, 2, 9)
    journal = tmp_path / "journal.sqlite"
    judged = read_department(
        Asked(tmp_path / "folder", moment, moment, month=MONTH, journal=journal)
    )
    closing = close(judged.records, judged.findings, MONTH)
    assert closing.is_done
    assert len(closing.unbooked) == len([c for c in MONEY_CODES if c[:3] in ("C9.", "C10")])
    assert any(split.executive for split in closing.splits)
    assert {stage.stage for stage in closing.receivables} == set(Stage)


def test_each_file_that_is_listed_is_there(tmp_path):
    planted = department(tmp_path, 6, SAMPLE_WEEKS, 4)
    assert set(planted.files) == set(contents(tmp_path))


def test_a_shared_customer_is_told_from_one_that_only_looks_the_same(tmp_path):
    planted = department(tmp_path, 20, (WEEK,), 6)
    assert len(planted.conflicts) >= 4 and len(planted.lookalikes) >= 4
    for one, other in planted.conflicts:
        assert one.person != other.person
        assert compare(one.customer, other.customer).outcome != "different"
    for one, other in planted.lookalikes:
        assert compare(one.customer, other.customer).outcome != "same"


def test_a_claim_stands_at_the_cell_of_its_customer(tmp_path):
    planted = department(tmp_path, 6, (WEEK,), 6)
    for claim in (c for pair in planted.conflicts for c in pair):
        book = read_one(tmp_path / claim.file, claim.file)
        (row,) = (
            o
            for o in read(book, WORKBOOKS, shipped()).records[Opportunity]
            if o.at("customer").cell == claim.cell
        )
        assert (row.manager, row.customer, row.place.sheet) == (
            claim.person,
            claim.customer,
            claim.sheet,
        )


@pytest.mark.parametrize("number", range(len(LOOKS)))
def test_a_weekly_report_is_read_as_it_was_meant_however_it_is_typed(people, tmp_path, number):
    name = people.managers[number]
    reading = reading_of(weekly(people, name, WEEK, habits_of(number), 3), tmp_path)
    assert reading.findings == ()
    assert reading.fields == {"manager": name, "week": WEEK}
    deeds = deeds_of_week(people, name, WEEK)
    typed = [d.account.typed if d.account else "" for d in deeds]
    assert [(a.day, a.kind, a.customer) for a in reading.records[Activity]] == [
        (d.day, d.kind, customer) for d, customer in zip(deeds, typed, strict=True)
    ]
    assert [
        (o.customer, o.stage, o.amount, o.first_contact, o.product)
        for o in reading.records[Opportunity]
    ] == [
        (a.typed, stage_of(a, WEEK, SAMPLE_WEEKS[0]), a.amount, a.started, a.product)
        for a in people.accounts[name]
    ]


@pytest.mark.parametrize("number", range(len(LOOKS)))
def test_a_log_is_read_as_it_was_meant_however_it_is_typed(people, tmp_path, number):
    name = people.managers[number]
    reading = reading_of(log(people, name, MONTH, habits_of(number), 3), tmp_path)
    assert reading.findings == ()
    assert reading.fields == {"manager": name, "month": MONTH}
    assert [(c.day, c.channel, c.customer) for c in reading.records[Contact]] == [
        (d.day, TOGETHER[d.kind], d.account.typed) for d in deeds_of_month(people, name, MONTH)
    ]


def test_the_register_is_read_as_it_was_meant_though_everybody_types_otherwise(people, tmp_path):
    draft, trips = register(people, MONTH, 3)
    reading = reading_of(draft, tmp_path)
    assert reading.findings == ()
    assert [
        (o.registered, o.person, o.day, o.leaving, o.direct, o.customer, o.returning)
        for o in reading.records[Outing]
    ] == [tuple(getattr(trip, f.name) for f in fields(trip)) for trip in trips]


def test_the_weeks_of_a_month_are_those_whose_thursday_lies_in_it():
    assert weeks_of(date(2012, 4, 1)) == tuple(date(2012, 4, d) for d in (2, 9, 16, 23))
    assert weeks_of(date(2012, 5, 1))[0] == date(2012, 4, 30)


def test_a_department_too_small_for_its_faults_is_refused(tmp_path):
    with pytest.raises(ValueError, match="至少要6位"):
        department(tmp_path, 5, (WEEK,), 1)


def samples(folder: Path) -> Planted:
    """The samples, written again."""
    return department(folder, 6, SAMPLE_WEEKS, 2012)
