"""首页: what was read, the figures to see first, two charts, and where everything stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from xlsales.actions.department import Department
from xlsales.actions.pack import funnel
from xlsales.actions.pack.parts import COVER, week_text
from xlsales.actions.pack.submissions import FILE_LEVELS, file_row, unread_files
from xlsales.books.form import Form
from xlsales.books.page import Grid, Page, Shaded
from xlsales.core.record import Ref
from xlsales.core.rule import Level
from xlsales.core.term_parsers import WEEKDAYS
from xlsales.rules.c07_reports import meeting
from xlsales.tables.conflicts import Conflict
from xlsales.tables.meeting import (
    ContentsRow,
    FileRow,
    KeyFigures,
    LogStatus,
    OutingStatus,
    PersonTotal,
    Punctuality,
    SubmissionStatus,
    Validity,
)

TOP = 10
FIGURE_WIDTH = 18
TEN_THOUSAND = 10_000
FIGURES = tuple(c.name for c in KeyFigures.columns)
FIGURE_FORM = Form(
    KeyFigures,
    formats=dict.fromkeys(FIGURES, "figure"),
    widths=dict.fromkeys(FIGURES, FIGURE_WIDTH),
)
CONTENTS_FORM = Form(
    ContentsRow, "各表", formats={"about": "wrap"}, spans={"about": len(FIGURES) - 2}
)
FILE_FORM = Form(
    FileRow,
    "没有读入的文件",
    omit=("kind", "rows"),
    levels=FILE_LEVELS,
    formats={"file": "wrap", "verdict": "choice", "reason": "wrap"},
    spans={"file": 2, "reason": len(FIGURES) - 3},
)
MOST_FILES = 8
ALARMING: Mapping[str, Level] = {
    "conflicts": Level.WARNING,
    "outings": Level.WARNING,
    "errors": Level.ERROR,
    "warnings": Level.WARNING,
}


def cover_page(department: Department, others: Sequence[Page]) -> Page:
    """The cover, which lists the other pages."""
    occasion = department.occasion
    title = f"周例会材料　{week_text(occasion.week)}" if occasion.week else "周例会材料"
    unread = unread_files(department.files)[:MOST_FILES]
    files = (FILE_FORM.grid(map(file_row, unread)),) if unread else ()
    return Page(
        COVER,
        title,
        tuple(reading_lines(department)),
        (_figures(department), *files, CONTENTS_FORM.grid(contents(others))),
        (
            funnel.funnel_chart(funnel.ANALYSIS, "count"),
            funnel.people_chart(funnel.ANALYSIS, TOP),
        ),
        charts_above=1,
        main=None,
        single=True,
    )


def reading_lines(department: Department) -> Iterator[str]:
    """What was read when, by which policy, and the journal's head."""
    company = department.settings.company
    moment = department.occasion.moment
    told = "；".join((f"{moment:%Y-%m-%d %H:%M} 汇总", *_meeting(department)))
    yield f"{company}　{told}" if company else told
    yield department.summary[0]
    books = {book.letter: book.title for book in department.policy.rulebooks}
    versions = department.policy.versions().items()
    yield "制度版本：" + "；".join(f"{books.get(key, key)} {since}" for key, since in versions)
    if department.journal:
        head = department.journal
        yield f"提交台账：第{head['seq']}条，校验值 {head['hash']}"
        yield from (f"提交台账有问题：{problem}" for problem in head.get("problems", ()))


def _meeting(department: Department) -> Iterator[str]:
    """The day of the meeting that the pack is for."""
    week = department.occasion.week
    clause = department.policy("C7.3", on=week) if week else None
    if week and clause:
        day = meeting(week, clause)
        yield f"周例会 {day}（周{WEEKDAYS[day.weekday()]}）"


def _figures(department: Department) -> Grid:
    """The figures, those that call for somebody in colour."""
    figures = key_figures(department)
    row = [
        Shaded(value, ALARMING[name]) if name in ALARMING and value else value
        for name in FIGURES
        for value in [getattr(figures, name)]
    ]
    return Grid(FIGURE_FORM.fields, [row])


def key_figures(department: Department) -> KeyFigures:
    """The figures of the week."""
    records = department.records
    statuses = records[SubmissionStatus]
    reports = [s for s in statuses if s.status is not Punctuality.MISSING]
    logs = [s for s in statuses if s.log is not LogStatus.NOT_DUE]
    handed_in = [s for s in logs if s.log is not LogStatus.MISSING]
    people = records[PersonTotal]
    return KeyFigures(
        reports=f"{len(reports)}/{len(statuses)}",
        logs=f"{len(handed_in)}/{len(logs)}" if logs else LogStatus.NOT_DUE.value,
        opportunities=sum(p.count for p in people),
        weighted=sum((p.weighted for p in people), Decimal(0)) / TEN_THOUSAND,
        conflicts=sum(not c.is_settled for c in records[Conflict]),
        outings=sum(o.status is Validity.NOT_FILLED for o in records[OutingStatus]),
        errors=department.count(Level.ERROR),
        warnings=department.count(Level.WARNING),
    )


def contents(pages: Sequence[Page]) -> Iterator[ContentsRow]:
    """The other pages, each with its rows and what it says of itself."""
    for page in pages:
        main = page.grids[-1 if page.main is None else page.main]
        rows = len(main.rows) - main.total
        about = main.empty if not rows and main.empty else _first_line(page)
        yield ContentsRow(sheet=Ref("", page.name, 1, "A"), rows=rows, about=about)


def _first_line(page: Page) -> str:
    return next((line for line in page.lines if isinstance(line, str)), page.title)
