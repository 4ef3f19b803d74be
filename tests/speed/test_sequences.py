"""Whatever happens to a folder between runs: what was kept changes the cost, never the result."""

import shutil
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zipfile import is_zipfile

import openpyxl
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.weekly.folders import copy_of_samples
from xlsales.actions.asked import asked
from xlsales.actions.conflicts import decide
from xlsales.actions.judging import read_department
from xlsales.actions.pack import meeting_pack
from xlsales.actions.report import as_json
from xlsales.core.clock import week_start
from xlsales.journal import Journal
from xlsales.tables.conflicts import Conflict, Ruling

BEGAN = datetime(2012, 4, 30, 8, 50)
WEEK = timedelta(days=7)
VALUES = (None, "", "北京诚歌游戏软件有限公司", "诚歌游戏", "跟进中", "签约", -1, 12.5, "约三十万",
          "跟进中", "不是日期", "周屿子")  # fmt: skip
WORDS = ("", '[aliases.choices."阶段"]\n"跟进中" = "接触"\n', 'company = "某某公司"\n')


def workbooks(folder):
    return sorted(p for p in folder.rglob("*.xlsx") if not p.name.startswith("周例会"))


def edit(folder, which, value):
    """Somebody writes something into a cell, most often where a word of the company may stand."""
    path = workbooks(folder)[which % len(workbooks(folder))]
    if not is_zipfile(path):
        return  # it was cut short before
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[value % len(book.worksheets)]
    row = 2 + (which * 7 + value) % max(sheet.max_row, 2)
    stages = [c.column for cells in sheet.iter_rows(max_row=6) for c in cells if c.value == "阶段"]
    column = stages[0] if stages and value % 2 else 1 + value % sheet.max_column
    sheet.cell(row, column).value = VALUES[which % len(VALUES)]
    book.save(path)


def remove(folder, which, value):
    """A workbook is taken away."""
    if len(workbooks(folder)) > 1:
        workbooks(folder)[which % len(workbooks(folder))].unlink()


def bring_back(folder, which, value):
    """A workbook is as it was at first, or there again."""
    with tempfile.TemporaryDirectory() as place:
        first = copy_of_samples(Path(place))
        path = workbooks(first)[which % len(workbooks(first))]
        target = folder / path.relative_to(first)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def copy(folder, which, value):
    """A workbook lies there twice."""
    path = workbooks(folder)[which % len(workbooks(folder))]
    shutil.copyfile(path, path.with_name(f"副本{value}_{path.name}"))


def rename(folder, which, value):
    """A workbook gets another name, perhaps another place."""
    path = workbooks(folder)[which % len(workbooks(folder))]
    path.rename(folder / f"改名{value}_{path.name}")


def swap(folder, which, value):
    """Two workbooks change names."""
    found = workbooks(folder)
    one, other = found[which % len(found)], found[value % len(found)]
    contents = one.read_bytes(), other.read_bytes()
    one.write_bytes(contents[1])
    other.write_bytes(contents[0])


def spoil(folder, which, value):
    """A workbook is cut short."""
    path = workbooks(folder)[which % len(workbooks(folder))]
    path.write_bytes(path.read_bytes()[: 100 * value])


def word(folder, which, value):
    """The company's settings change."""
    (folder / "xlsales.toml").write_text(WORDS[which % len(WORDS)], "utf-8")


CHANGES = (edit, edit, edit, remove, bring_back, copy, rename, swap, spoil, word)
STEP = st.tuples(
    st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 40), st.integers(0, 12)),
             max_size=3),
    st.sampled_from((timedelta(0), timedelta(minutes=20), timedelta(days=1), WEEK)),
    st.integers(0, 9),
)  # fmt: skip


def run(folder, journal, moment):
    """All that a run says: its report, the journal's head, and every cell of the pack."""
    wanted = replace(asked(folder, str(moment), journal), clock=moment)
    monday = week_start(moment.date()) - WEEK
    department = read_department(replace(wanted, week=monday))
    said = as_json("consolidate", department)
    head = {key: said["journal"].pop(key) for key in ("seq", "hash")}
    del said["journal"]["path"]
    pages = [
        (page.name, page.title, page.lines, [list(map(list, grid.rows)) for grid in page.grids])
        for page in meeting_pack(replace(department, journal={**head, "problems": ()}))
    ]
    return department, (head, said, pages)


def rule_on(department, journal, moment, which):
    """The director rules on one of the conflicts, if there is one."""
    open_ones = department.records[Conflict]
    if which < len(open_ones):
        owner = open_ones[which].sides[0].person
        ruling = Ruling(open_ones[which].id, owner, "周总监", "日志最早", moment)
        with Journal.open(journal) as opened:
            decide(opened, ruling, moment)


UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Making a failing example smaller takes minutes."""


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow], phases=UNSHRUNK)
@given(st.lists(STEP, min_size=2, max_size=6))
def test_a_run_says_what_it_would_say_if_nothing_were_kept(steps):
    with tempfile.TemporaryDirectory() as place:
        folder, journal = copy_of_samples(Path(place)), Path(place) / "journal.sqlite"
        moment = BEGAN
        for changes, later, ruled in steps:
            moment += later
            for change, which, value in changes:
                change(folder, which, value)
            bare = Path(place) / "bare.sqlite"
            if journal.exists():
                shutil.copyfile(journal, bare)
            department, said = run(folder, journal, moment)
            assert said == run(folder, bare, moment)[1]
            for left in Path(place).glob("bare.sqlite*"):
                left.unlink()
            rule_on(department, journal, moment, ruled)
