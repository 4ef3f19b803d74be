"""What is kept of files that were read: the same as reading them again, and never in the way."""

import json
import sqlite3
from dataclasses import fields, replace
from pathlib import Path

import openpyxl
import pytest

from tests.weekly.folders import copy_of_samples
from xlsales.actions.asked import asked
from xlsales.actions.judging import read_department
from xlsales.actions.kept import Kept, basis
from xlsales.actions.policy import policy_of
from xlsales.actions.reading import quiet, read_folder
from xlsales.actions.report import as_json
from xlsales.books.kept import from_kept, to_kept
from xlsales.core.record import Record, Unread
from xlsales.core.rule import Finding
from xlsales.core.rulebook import shipped
from xlsales.hosts.files.folder import scan
from xlsales.journal import Journal, Readings
from xlsales.settings import Settings, load
from xlsales.tables.parameters import POLICY_VALUES
from xlsales.tables.workbooks import WORKBOOKS

WORKBOOKS_FOLDER = Path(__file__).parents[2] / "workbooks"
MOMENT = "2012-04-30 08:50"
POLICY = shipped()


@pytest.fixture
def folder(tmp_path):
    return copy_of_samples(tmp_path)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal.sqlite"


def run(folder, path):
    """All that a run says, without what the journal of this run alone can tell."""
    said = as_json("consolidate", read_department(asked(folder, MOMENT, path)))
    said["files"] = [{**f, "verdict": f["verdict"].replace("unchanged", "accepted")}
                     for f in said["files"]]  # fmt: skip
    return json.loads(json.dumps({k: v for k, v in said.items() if k != "journal"}))


def kept_of(folder, path, policy=POLICY, settings=None):
    """Which files of the folder need not be opened."""
    with Journal.open(path) as journal:
        contents = journal.contents()
    with Readings(path, basis(policy, settings or Settings())) as readings:
        kept = Kept(readings, contents, policy)
        has = {seen.name for seen in scan(folder) if kept.has(seen)}
        for seen in scan(folder):
            kept.take(seen)
    return has


def whole(item):
    """Everything that a record or a row that was not understood says, with its place."""
    if isinstance(item, Record):
        named = {c.name: (type(v := getattr(item, c.name)), str(v)) for c in item.columns}
        return type(item), item.row, whole(item.place), named
    if isinstance(item, Unread):
        return item.table, item.row, whole(item.place), {**item.values}
    return {f.name: getattr(item, f.name) for f in fields(item)}


def parts(records):
    """The rows that became records, and those that were not understood, each in their order."""
    every = [(isinstance(item, Unread), whole(item)) for item in records]
    return [w for is_unread, w in every if not is_unread], [w for u, w in every if u]


@pytest.mark.parametrize("name", ["samples", "samples-rulebooks"])
def test_what_is_kept_is_what_was_read(name):
    folder = WORKBOOKS_FOLDER / name
    settings = load(folder)
    count = 0
    for one in read_folder(scan(folder), POLICY, settings, quiet):
        if one.reading.workbook:
            kept = json.loads(to_kept(one.reading))
            again = from_kept(kept, one.seen.file, (*WORKBOOKS, POLICY_VALUES), POLICY)
            assert parts(again.records) == parts(one.reading.records)
            assert replace(again, records=()) == replace(one.reading, records=())
            count += 1
    assert count


def test_a_second_run_opens_no_file_and_says_the_same(folder, path):
    first = run(folder, path)
    submitted = {f["file"] for f in first["files"] if f["verdict"] == "accepted"}
    assert kept_of(folder, path) == submitted
    assert run(folder, path) == first
    with Journal.open(path) as journal:
        assert journal.verify() == ()


def test_a_changed_file_is_read_again_and_only_the_new_reading_is_kept(folder, path):
    run(folder, path)
    changed = next(folder.rglob("周报告_*.xlsx"))
    book = openpyxl.load_workbook(changed)
    sheet = book["漏斗"]
    sheet.cell(sheet.max_row, 1).value = "不是日期也不是编号" * 9
    sheet.append([None, "又一家公司"])
    book.save(changed)
    name = changed.relative_to(folder).as_posix()
    assert name not in kept_of(folder, path)
    with_kept = run(folder, path)
    assert name in kept_of(folder, path)
    Path(f"{path}-readings").unlink()
    assert with_kept == run(folder, path)
    with sqlite3.connect(f"{path}-readings") as readings:
        [count] = readings.execute("select count(*) from reading").fetchone()
    readings.close()
    assert count == len(kept_of(folder, path)) + 1  # the pairs of names are kept beside the files


def test_another_policy_or_another_word_of_the_company_reads_everything_anew(folder, path):
    run(folder, path)
    settings = load(folder)
    assert kept_of(folder, path, settings=settings)
    (folder / "xlsales.toml").write_text('[aliases.sheets]\n"漏斗表" = "漏斗"\n', "utf-8")
    run(folder, path)
    other = policy_of(folder, settings).policy.with_values(())
    assert kept_of(folder, path, other, settings) == set()


@pytest.mark.parametrize("spoil", ["nothing", "noise", "short", "byte", "folder"])
def test_broken_readings_are_made_anew(folder, path, spoil):
    first = run(folder, path)
    place = Path(f"{path}-readings")
    content = place.read_bytes()
    if spoil == "folder":
        place.unlink()
        place.mkdir()
    elif spoil == "byte":
        with sqlite3.connect(place) as readings:
            readings.execute(
                "update reading set content=substr(content, 1, 40) || x'39' || substr(content, 42)"
            )
        readings.close()
    else:
        spoilt = {"nothing": b"", "noise": b"no database" * 99, "short": content[:5000]}
        place.write_bytes(spoilt[spoil])
    assert run(folder, path) == first
    assert run(folder, path) == first


def test_two_runs_at_once_do_not_wait_for_the_readings(folder, path):
    run(folder, path)
    with Readings(path, basis(POLICY, Settings())):
        first = run(folder, path)
    assert first == run(folder, path)


def test_readings_of_contents_that_the_journal_lacks_are_not_used(folder, path, tmp_path):
    first = run(folder, path)
    path.unlink()
    assert kept_of(folder, path) == set()
    assert run(folder, path)["submissions"] == first["submissions"]
    with Journal.open(path) as journal:
        assert journal.verify() == ()
        assert journal.export(tmp_path / "原件") == len(kept_of(folder, path))


def test_a_finding_of_a_kept_file_names_its_clause(folder, path):
    run(folder, path)
    again = read_department(asked(folder, MOMENT, path))
    read = [f for f in again.findings if f.code.startswith("T-")]
    assert read
    assert all(isinstance(f, Finding) and f.clause in POLICY.history(f.clause.id) for f in read)
