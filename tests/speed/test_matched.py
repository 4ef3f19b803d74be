"""The pairs of names kept from the last run: used for the same question only, never in the way."""

import json
import shutil
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.weekly.folders import CONTACT, copy_of_samples
from xlsales.actions.asked import asked
from xlsales.actions.judging import read_department
from xlsales.actions.kept import NAMES, basis, keep_matched, matched_before
from xlsales.actions.policy import policy_of
from xlsales.actions.report import as_json
from xlsales.core.records import Records
from xlsales.hosts.files.templates import write_workbook
from xlsales.journal import Readings
from xlsales.matching import Pair
from xlsales.rules.c07_screening import Matched, matched
from xlsales.settings import load
from xlsales.tables.conflicts import NOT_ONE_CUSTOMER, Ruling
from xlsales.tables.log import CUSTOMER_LOG, Contact
from xlsales.tables.roster import Alias

MOMENT = "2012-04-30 08:50"
TYPED = ["北京明朗科技有限公司", "明朗科技", "北京名朗科技", "华凯广告", "三江股份", "国辰文化控股"]
ALIAS = Alias(alias="三江股份", customer="国辰文化控股")


def ruling(owner: str) -> Ruling:
    """A ruling on two of the names."""
    members = (("张三", TYPED[0]), ("李四", TYPED[1]))
    return Ruling("K1", owner, "总监", "", datetime(2012, 4, 1), members)


@pytest.mark.parametrize(
    ("names", "records"),
    [
        ([*TYPED, "明朗"], []),
        (TYPED[:-1], []),
        (TYPED, [ALIAS]),
        (TYPED, [ruling("张三")]),
        (TYPED, [ruling(NOT_ONE_CUSTOMER)]),
    ],
)
def test_another_question_is_answered_anew(names: list[str], records: list) -> None:
    before = matched(TYPED, Records())
    assert before.pairs
    fresh = matched(names, Records(records))
    assert fresh.asked != before.asked
    assert matched(names, Records([before, *records])) == fresh


def test_the_same_question_is_answered_once() -> None:
    records = Records([ALIAS, ruling(NOT_ONE_CUSTOMER)])
    known = Matched(matched(TYPED, records).asked, ())
    assert matched(reversed(TYPED), records + [known]) is known


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of_samples(tmp_path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


def said(folder: Path, path: Path) -> str:
    """All that a run says, but for the journal's own head."""
    told = as_json("consolidate", read_department(asked(folder, MOMENT, path)))
    return json.dumps({k: v for k, v in told.items() if k != "journal"}, default=str)


def known_by(folder: Path) -> str:
    """What is kept for the folder depends on."""
    settings = load(folder)
    return basis(policy_of(folder, settings).policy, settings)


def kept(folder: Path, path: Path) -> Records:
    """The pairs that the next run would find."""
    with Readings(path, known_by(folder)) as readings:
        return matched_before(readings)


def without_readings(path: Path) -> Path:
    """A copy of the journal beside which nothing is kept."""
    return Path(shutil.copy(path, path.with_name("copy.sqlite")))


def test_a_run_over_the_same_names_does_not_match_them_again(folder: Path, path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from xlsales.actions.asked import asked;"
        "from xlsales.actions.judging import read_department;"
        f"read_department(asked(Path({str(folder)!r}), {MOMENT!r}, Path({str(path)!r})));"
        "print('numpy' in sys.modules)"
    )
    answers = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
        for _ in range(3)
    ]
    assert [a.stdout.strip() for a in answers] == ["True", "False", "False"]


def test_a_new_name_is_matched_with_all_others(folder: Path, path: Path) -> None:
    said(folder, path)
    (before,) = kept(folder, path)[Matched]
    contact = {**CONTACT, "customer": "北京新来的广告有限公司"}
    file = folder / "客户日志" / "客户日志_褚禾知_2012-04.xlsx"
    write_workbook(file, CUSTOMER_LOG, {Contact: [contact]})
    other = without_readings(path)
    assert said(folder, path) == said(folder, other)
    (after,) = kept(folder, path)[Matched]
    assert after.asked != before.asked


def test_pairs_that_are_broken_are_found_again(folder: Path, path: Path) -> None:
    said(folder, path)
    whole = kept(folder, path)
    assert whole[Matched][0].pairs
    with sqlite3.connect(path.with_name(path.name + "-readings")) as connection:
        connection.execute("update reading set content = substr(content, 1, length(content) - 9)")
    connection.close()
    assert not kept(folder, path)
    other = without_readings(path)
    assert said(folder, path) == said(folder, other)
    assert kept(folder, path)[Matched] == whole[Matched]


@pytest.mark.parametrize(
    "content", ["[]", "5", '{"asked": "a"}', '{"asked": "a", "pairs": [[1, 2]]}', '{"pairs": 7}']
)
def test_what_has_another_shape_is_not_taken(path: Path, content: str) -> None:
    with Readings(path, "basis") as readings:
        readings.put(NAMES, "", content)
        assert not matched_before(readings)


def test_pairs_are_kept_whole_and_for_one_program_only(path: Path) -> None:
    results = Records([Matched("a", (Pair(0, 1, 0.1234, "maybe", "简称与全称"),))])
    with Readings(path, "basis") as readings:
        keep_matched(readings, results)
        assert matched_before(readings)[Matched] == results[Matched]
    with Readings(path, "another") as readings:
        assert not matched_before(readings)
