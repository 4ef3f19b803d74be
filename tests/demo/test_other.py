"""Workbooks of other companies: foreign words and layouts, and what they really stand for."""

import pytest

from xlsales.books.locate import Aliases
from xlsales.books.read import read
from xlsales.core.rulebook import shipped
from xlsales.demo.other import true_aliases, write_other
from xlsales.hosts.files.safe import read_one
from xlsales.tables.workbooks import WORKBOOKS


@pytest.fixture(scope="module", params=[0, 1], ids=["regional", "exchanges"])
def foreign(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("other")
    made = write_other(folder)[request.param]
    return made, read_one(folder / made.file, made.file)


def test_their_words_mean_nothing_to_us_at_first(foreign):
    made, book = foreign
    assert read(book, WORKBOOKS, shipped(), Aliases()).workbook is None


def test_with_their_true_meaning_everything_is_read(foreign):
    made, book = foreign
    reading = read(book, WORKBOOKS, shipped(), true_aliases(made))
    assert reading.findings == ()
    assert reading.rows == {p.table.table.sheet: len(p.rows) for p in made.pages}
    assert all(len(reading.records[page.table]) == len(page.rows) for page in made.pages)
