"""Each hostile or unlucky file gets the verdict that it deserves, and the others are read."""

import gc
import tracemalloc

import pytest

from tests.safety.hostile import CASES, Case, replaced
from tests.safety.submissions import saved, written_by_xlsxwriter
from xlsales.books.book import Book
from xlsales.hosts.base import Unreadable
from xlsales.hosts.files.folder import scan
from xlsales.hosts.files.safe import Received, read_many


def verdict(received: Received) -> tuple[str, str]:
    """The verdict on a file and what is said of it."""
    outcome = received.outcome
    if isinstance(outcome, Unreadable):
        return "rejected", str(outcome)
    return ("quarantined" if outcome.remarks else "accepted"), "；".join(outcome.remarks)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_file_gets_its_verdict(case: Case, tmp_path):
    saved(tmp_path, case.name, case.content())
    (received,) = read_many(scan(tmp_path))
    found, said = verdict(received)
    assert (found, case.says in said) == (case.verdict, True), said


def test_the_good_files_are_read_among_the_hostile(tmp_path):
    for case in CASES:
        saved(tmp_path, case.name, case.content())
    saved(tmp_path, "最后.xlsx", written_by_xlsxwriter())
    outcomes = {one.seen.name: one.outcome for one in read_many(scan(tmp_path))}
    assert len(outcomes) == len(CASES) + 1
    assert isinstance(outcomes["最后.xlsx"], Book)
    assert outcomes["最后.xlsx"].sheets[0].rows[2][2] == "北京第0广告有限公司"


def test_nothing_is_kept_of_workbooks_whose_lists_are_padded_beyond_measure(tmp_path):
    padding, files = 4 << 20, 6
    for number in range(files):
        end = b"</workbook>" + b" " * (padding + number)
        padded = replaced("xl/workbook.xml", b"</workbook>", end)
        saved(tmp_path, f"{number}.xlsx", padded)
    tracemalloc.start()
    try:
        read = [isinstance(one.outcome, Book) for one in read_many(scan(tmp_path))]
        gc.collect()
        held, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert read == [True] * files
    assert held < padding < most
