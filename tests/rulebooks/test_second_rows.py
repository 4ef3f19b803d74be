"""Of two rows about one week the first counts, whichever workbook is before us."""

from datetime import datetime

import pytest

from xlsales.books.book import Book, Sheet
from xlsales.books.read import read
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Occasion, run
from xlsales.core.rulebook import shipped
from xlsales.core.submission import Earlier, Submission
from xlsales.rules import RULES
from xlsales.tables.property import WeekFine
from xlsales.tables.workbooks import WORKBOOKS

APRIL, MAY = "置业顾问考核_2012-04.xlsx", "置业顾问考核_2012-05.xlsx"
HEADINGS = ("姓名", "周起始日", "约访批数", "北京看房批数")
VIEWED = {APRIL: 1, MAY: 2}
MOMENT = datetime(2012, 6, 1, 9)


def handed_in(name: str) -> Records:
    """What the workbook of a month says of the week that both months have a part in."""
    row = ("甲甲", "2012-04-30", 3, VIEWED[name])
    reading = read(Book(name, (Sheet("周业绩", (HEADINGS, row)),)), WORKBOOKS, shipped())
    assert reading.workbook and not reading.findings
    return reading.records


def remembered(name: str) -> list[Earlier]:
    """The same, as the journal remembers it."""
    of = Submission(1, "置业顾问考核", name, None, name, MOMENT)
    return [Earlier(record, of) for record in handed_in(name)]


@pytest.mark.parametrize(("now", "told"), [((APRIL, MAY), [MAY]), ((MAY,), [MAY]), ((APRIL,), [])])
def test_the_fine_is_that_of_the_first_month_whichever_is_before_us(now, told):
    earlier = [one for name in {APRIL, MAY} - set(now) for one in remembered(name)]
    records = Records([Occasion(MOMENT), *earlier, *(r for name in now for r in handed_in(name))])
    outcome = run(RULES, records, shipped())
    assert [fine.fine for fine in outcome[WeekFine]] == [100]
    twice = [found for found in outcome[Finding] if found.code == "S1-twice"]
    assert [found.where.book for found in twice] == told
    assert all(found.related[0].book == APRIL for found in twice)
