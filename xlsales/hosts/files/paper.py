"""Papers written to a workbook file, through XlsxWriter: each page is a sheet, printed on one A4.

A sheet for each page, because only then every spreadsheet prints exactly the same pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xlsales.books.page import Document, Field
from xlsales.books.paper import COLUMNS, LABEL, Box, Lines, Paper, Shown
from xlsales.hosts.files import paper_pages as measure
from xlsales.hosts.files.atomic import replacing
from xlsales.hosts.files.formats import MEASURE
from xlsales.hosts.files.own import OUTPUT, PROPERTY
from xlsales.hosts.files.pages import OPTIONS
from xlsales.hosts.files.paper_looks import PaperLooks
from xlsales.hosts.files.paper_pages import PaperPage, pages_of, shares
from xlsales.hosts.files.printing import A4
from xlsales.hosts.files.shown import cell_text

MARGINS = {"left": 0.85, "right": 0.5, "top": 0.6, "bottom": 0.6}
CORNER = 14
LONGEST_NAME = 31
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
BLANK, BROUGHT, CARRIED = "（以下空白）", "承前页", "过次页"
DAY = "年    月    日"


def write_papers(path: Path, papers: Sequence[Paper], document: Document | None = None) -> Path:
    """Write the papers as a new workbook, in place of the file of that name; where it stands."""
    return replacing(path, lambda draft: _write(draft, papers, document or Document()))


def _write(path: Path, papers: Iterable[Paper], about: Document) -> None:
    workbook = Workbook(str(path), {**OPTIONS, "default_format_properties": dict(MEASURE)})
    workbook.set_properties(
        {"title": about.title, "company": about.company, "author": "xlsales",
         "created": about.created}
    )  # fmt: skip
    workbook.set_custom_property(PROPERTY, OUTPUT)
    looks = PaperLooks(workbook)
    for number, paper in enumerate(papers, 1):
        for page in pages_of(paper):
            name = _sheet_name(number, page)
            _Sheet(workbook.add_worksheet(name), looks, page, about.company).write()
    workbook.close()


def _sheet_name(number: int, page: PaperPage) -> str:
    """A name that no other page of the workbook has."""
    more = f"({page.number})" if page.of > 1 else ""
    name = NOT_IN_NAMES.sub("", f"{number} {page.paper.name}")
    return name[: LONGEST_NAME - len(more)] + more


class _Sheet:
    """Lays one page out on a new worksheet, from top to bottom."""

    def __init__(self, sheet: Worksheet, looks: PaperLooks, page: PaperPage, company: str) -> None:
        self._sheet, self._looks, self._page, self._company = sheet, looks, page, company
        self._row = 0

    def write(self) -> None:
        """Write the page."""
        paper = self._page.paper
        self._sheet.set_column_pixels(0, COLUMNS - 1, measure.COLUMN_PIXELS)
        self._head()
        for boxes in paper.above:
            self._boxes(boxes)
        if paper.lines is not None:
            self._lines(paper.lines)
        if self._page.is_last:
            self._foot(paper)
        self._notes(paper)
        self._print()

    def _head(self) -> None:
        paper, page = self._page.paper, self._page
        left = ("company", CORNER, self._company)
        corner = ("corner", COLUMNS - CORNER, "\n".join(paper.corner))
        blank = ("company", COLUMNS - CORNER, None)
        self._parts(measure.corner_height(paper), left, corner if paper.corner else blank)
        self._parts(measure.TITLE, ("title", COLUMNS, paper.title))
        number = f"第{page.number}页 共{page.of}页"
        self._parts(
            measure.REFERENCE, ("reference", COLUMNS - 6, paper.reference), ("page", 6, number)
        )

    def _parts(self, height: float, *parts: tuple[str, int, Shown]) -> None:
        """A row of parts: the look, the width and the value of each."""
        column = 0
        for name, span, value in parts:
            self._cell(column, span, value, self._looks.look(name))
            column += span
        self._next(height)

    def _next(self, height: float) -> None:
        self._sheet.set_row(self._row, height)
        self._row += 1

    def _boxes(self, boxes: Sequence[Box]) -> None:
        column = 0
        for box in boxes:
            self._cell(column, LABEL, box.label, self._looks.look("label"))
            look = self._looks.look("value", box.format)
            value = self._fitted(box.value, measure.box_room(box))
            self._cell(column + LABEL, box.wide - LABEL, value, look)
            column += box.wide
        self._next(measure.boxes_height(boxes))

    def _lines(self, lines: Lines) -> None:
        page = self._page
        heads = [("heading", field.span, field.heading) for field in lines.fields]
        self._parts(measure.HEADING, *heads)
        self._sums(lines, BROUGHT, page.brought)
        for row in page.rows:
            self._line(lines.fields, row)
            self._next(measure.row_height(lines, row))
        for number in range(page.blank):
            if number == 0:
                self._parts(measure.ROW, ("blank", COLUMNS, BLANK))
            else:
                self._parts(measure.ROW, *(("blank", f.span, None) for f in lines.fields))
        self._sums(lines, CARRIED, page.carried)

    def _line(self, fields: Sequence[Field], row: Sequence[Shown]) -> None:
        column = 0
        for field, value in zip(fields, row, strict=True):
            shown = self._fitted(value, measure.characters(field.span, measure.LINE_CHARACTER))
            self._cell(column, field.span, shown, self._looks.look("line", field.format))
            column += field.span

    def _sums(self, lines: Lines, caption: str, sums: tuple[Decimal, ...] | None) -> None:
        """The row that takes sums over from the page before, or to the next."""
        if sums is None or not lines.summed:
            return
        given = dict(zip(lines.summed, sums, strict=True))
        first = lines.summed[0]
        span = sum(field.span for field in lines.fields[:first])
        self._cell(0, span, caption, self._looks.look("caption"))
        for index, field in enumerate(lines.fields[first:], first):
            look = self._looks.look("carried", field.format)
            self._cell(span, field.span, given.get(index), look)
            span += field.span
        self._next(measure.ROW)

    def _foot(self, paper: Paper) -> None:
        for boxes in paper.below:
            self._boxes(boxes)
        if paper.space:
            self._space(paper.space)
        if paper.signatures:
            spans = shares(len(paper.signatures))
            roles = zip(spans, paper.signatures, strict=True)
            self._parts(measure.SIGNED_ROLE, *(("role", span, role) for span, role in roles))
            self._parts(measure.SIGNED_SPACE, *(("signed", span, None) for span in spans))
            self._parts(measure.SIGNED_DAY, *(("day", span, DAY) for span in spans))

    def _space(self, caption: str) -> None:
        """An empty area; it takes two rows, because no row may be so high."""
        look = self._looks.look("space")
        self._sheet.merge_range(self._row, 0, self._row + 1, COLUMNS - 1, "", look)
        self._sheet.write_string(self._row, 0, caption, look)
        for _ in range(2):
            self._next(self._page.space / 2)

    def _notes(self, paper: Paper) -> None:
        if paper.notes:
            self._next(measure.GAP)
        for note in paper.notes:
            self._parts(measure.note_height(note), ("note", COLUMNS, note))

    def _fitted(self, value: Shown, room: int) -> Shown:
        return measure.fitted(value, room) if isinstance(value, str) else value

    def _cell(self, column: int, span: int, value: Shown, look: Format) -> None:
        if span > 1:
            self._sheet.merge_range(self._row, column, self._row, column + span - 1, "", look)
        if value is None or value == "":
            self._sheet.write_blank(self._row, column, None, look)
        elif isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
            self._sheet.write_number(self._row, column, float(value), look)
        elif isinstance(value, (date, datetime)):
            self._sheet.write_datetime(self._row, column, value, look)
        else:
            self._sheet.write_string(self._row, column, cell_text(str(value)), look)

    def _print(self) -> None:
        self._sheet.hide_gridlines(2)
        self._sheet.set_paper(A4)
        self._sheet.set_portrait()
        self._sheet.set_margins(**MARGINS)
        self._sheet.center_horizontally()
        self._sheet.fit_to_pages(1, 1)
        self._sheet.print_area(0, 0, self._row - 1, COLUMNS - 1)
