"""Case files: Markdown in which tables are sheets, so that those who own the rules can read them.

    ## 佣金正好5%，客户经理可以决定
    今天：2012-05-02
    客户经理：张三

    **费用明细**   a sheet in the department's own headings, below the labels above it
    **以前的费用明细**   rows of an earlier submission, as the journal remembers them
    **期望问题**   the cells and codes, and the levels where there is a third column, of all
                   findings; without it, none may be found
    **期望账户核算**   all rows of a result, in any columns of it

Other labels than before begin another workbook: 用例.xlsx, 用例2.xlsx ... `今天`, `核算月份` and
`报告周` say what the run is about. A ⏎ in a cell begins a new line in it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from xlsales.books.book import Book, Sheet
from xlsales.books.read import Reading, read
from xlsales.core.clock import as_date, as_moment, as_month
from xlsales.core.policy import Policy
from xlsales.core.record import Workbook
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Occasion, run
from xlsales.core.submission import Earlier, Submission
from xlsales.rules import RULES
from xlsales.tables.accounts import AccountLine
from xlsales.tables.workbooks import WORKBOOKS

FOLDER = Path(__file__).parent / "cases"
EARLIER, EXPECTED, SEEN = "以前的", "期望", "首次收到"
ABOUT = ("今天", "核算月份", "报告周")
LONGEST_LABEL = 6
OF_MONTH = "月份"
CLOSED = Workbook("关账", "", (AccountLine,))
DEFAULT_DAY = "2012-05-02 10:00"


@dataclass(frozen=True)
class Given:
    """One table of a case: its bold title, the labels that stood above it, its rows of cells."""

    title: str
    labels: tuple[tuple[str, str], ...]
    rows: list[list[str | None]] = field(default_factory=list)

    @property
    def sheet(self) -> Sheet:
        """The table as the sheet that somebody would have filled in."""
        name = self.title.removeprefix(EARLIER)
        above = [[part for label in self.labels for part in label]] if self.labels else []
        return Sheet(name, [*above, *map(tuple, self.rows)])


@dataclass
class Case:
    """One `## sentence` of a case file: what is given and what is expected."""

    name: str
    about: dict[str, str] = field(default_factory=dict)
    tables: list[Given] = field(default_factory=list)

    @property
    def occasion(self) -> Occasion:
        """What the run is about."""
        moment = self.about.get("今天", DEFAULT_DAY)
        try:
            at = as_moment(moment)
        except ValueError:
            at = datetime.combine(as_date(moment), time(10))
        week, month = self.about.get("报告周"), self.about.get("核算月份")
        return Occasion(at, as_date(week) if week else None, as_month(month) if month else None)

    def books(self, earlier: bool) -> Iterator[tuple[Book, Mapping[str, str]]]:
        """The workbooks handed in now, or those of earlier submissions, with their labels."""
        groups: dict[tuple[tuple[str, str], ...], list[Sheet]] = {}
        for table in self.tables:
            is_earlier = table.title.startswith(EARLIER)
            if not table.title.startswith(EXPECTED) and is_earlier is earlier:
                groups.setdefault(table.labels, []).append(table.sheet)
        stem = "以前" if earlier else "用例"
        for number, (labels, sheets) in enumerate(groups.items(), 1):
            name = f"{stem}{number if number > 1 else ''}.xlsx"
            yield Book(name, tuple(sheets)), dict(labels)

    def expected(self) -> dict[str, list[list[str | None]]]:
        """The expected tables by what they hold, with their headings."""
        return {
            table.title.removeprefix(EXPECTED): table.rows
            for table in self.tables
            if table.title.startswith(EXPECTED)
        }

    def outcome(self, policy: Policy) -> Records:
        """All records read, all that the rules make of them, and all findings."""
        items: list[object] = [self.occasion]
        for book, labels in self.books(earlier=False):
            reading = read(book, WORKBOOKS, policy)
            assert reading.workbook, f"no sheet of {[s.name for s in book.sheets]} is known"
            items += [*reading.records, *reading.findings]
            if SEEN in labels:
                items.append(submission(book, reading, as_moment(labels[SEEN]), len(items)))
        for book, labels in self.books(earlier=True):
            reading = read(book, (*WORKBOOKS, CLOSED), policy)
            assert reading.workbook and not reading.findings, reading.findings
            seen = datetime(2012, 1, 1)
            month = as_month(labels[OF_MONTH]) if OF_MONTH in labels else None
            of = Submission(1, reading.workbook.kind, book.stem, month, book.name, seen)
            items += [Earlier(record, of) for record in reading.records]
        records = Records(items)
        return records + run(RULES, records, policy)


def submission(book: Book, reading: Reading, seen: datetime, number: int) -> Submission:
    """What the journal would know of a workbook that was handed in at a moment."""
    assert reading.workbook
    period = reading.fields.get("week") or reading.fields.get("month")
    person = str(reading.fields.get("manager") or "")
    kind, rows = reading.workbook.kind, reading.rows
    return Submission(number, kind, person, period, book.name, seen, rows=rows)


def address(finding: Finding) -> str:
    """The cell of a finding as case files write it: the first workbook is not named."""
    where = finding.where
    book = "" if where.book == "用例.xlsx" else f"{where.book.removesuffix('.xlsx')}!"
    return f"{book}{where.sheet}!{where.cell}"


def cases(path: Path) -> list[Case]:
    """The cases of one file."""
    found: list[Case] = []
    labels: dict[str, str] = {}
    is_above = True
    for line in path.read_text("utf-8").splitlines():
        text = line.strip()
        label, colon, value = text.partition("：")
        if text.startswith("## "):
            found.append(Case(text[3:]))
            labels, is_above = {}, True
        elif text.startswith("**"):
            found[-1].tables.append(Given(text.strip("*"), tuple(labels.items())))
            is_above = False
        elif text.startswith("|"):
            if set(text) - set("|-: "):
                found[-1].tables[-1].rows.append(_cells(text))
        elif colon and found and label in ABOUT:
            found[-1].about[label] = value
        elif colon and found and len(label) <= LONGEST_LABEL and not text.startswith("#"):
            labels = {**labels, label: value} if is_above else {label: value}
            is_above = True
    return found


def all_cases() -> Iterator[tuple[str, Case]]:
    """Every case of every file, with the name of its file."""
    for path in sorted(FOLDER.glob("*.md")):
        for case in cases(path):
            yield path.stem, case


def _cells(line: str) -> list[str | None]:
    return [cell.strip().replace("⏎", "\n") or None for cell in line.strip("|").split("|")]


def as_field(value: Any, kind: Any) -> Any:
    """An expected cell as the value that the result's field holds."""
    return kind.parse(value, None) if value is not None else None


def same_day(value: Any) -> Any:
    """A value as it is compared: a date and time on midnight is a date, an empty text is None."""
    if isinstance(value, datetime) and value.time() == time():
        return date(value.year, value.month, value.day)
    return None if value == "" else value
