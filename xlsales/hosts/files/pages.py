"""Pages written to a workbook file, through XlsxWriter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import IO

from xlsxwriter.workbook import Workbook

from xlsales.books.page import Document, Page
from xlsales.hosts.files.atomic import replacing
from xlsales.hosts.files.formats import MEASURE
from xlsales.hosts.files.looks import Looks
from xlsales.hosts.files.own import HEAD, OUTPUT, PROPERTY
from xlsales.hosts.files.sheet import SheetWriter
from xlsales.hosts.files.shown import base_path
from xlsales.hosts.files.splice import spliced

MOST_ROWS = 1_048_576
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
ABOVE_A_GRID, CHART_BAND = 4, 60


def write_pages(
    path: Path,
    pages: Sequence[Page],
    document: Document | None = None,
    *,
    most_rows: int = MOST_ROWS,
) -> Path:
    """Where the pages stand, written as a new workbook in place of the file of that name."""
    about = document or Document()
    base = base_path(about.folder, path)
    parts = [part for page in pages for part in spilled(page, most_rows)]
    return replacing(path, lambda draft: _write(draft, parts, about, base))


def _write(path: Path, parts: Sequence[Page], about: Document, base: str) -> None:
    made = BytesIO()
    workbook = workbook_of(made, about)
    sheets = laid(workbook, Looks(workbook), parts, about, base)
    workbook.close()
    streamed = {
        f"xl/worksheets/sheet{number}.xml": sheet.streamed for number, sheet in enumerate(sheets, 1)
    }
    with open(path, "wb") as result:
        result.writelines(spliced(made.getvalue(), streamed))


def workbook_of(made: IO[bytes], about: Document) -> Workbook:
    """A new workbook that says about itself what the document does."""
    # XlsxWriter writes into the properties that it is given; the next workbook must not have that.
    workbook = Workbook(made, {**OPTIONS, "default_format_properties": dict(MEASURE)})
    workbook.set_properties(
        {"title": about.title, "company": about.company, "author": "xlsales",
         "created": about.created}
    )  # fmt: skip
    workbook.set_custom_property(PROPERTY, OUTPUT)
    if about.head:
        workbook.set_custom_property(HEAD, about.head)
    return workbook


def laid(
    workbook: Workbook, looks: Looks, pages: Sequence[Page], about: Document, base: str
) -> Sequence[SheetWriter]:
    """The pages as worksheets, complete but for the rows that are streamed."""
    sheets = {page.name: SheetWriter(workbook, looks, base, page) for page in pages}
    for sheet in sheets.values():
        sheet.write({page.name: page for page in pages}, about)
    for sheet in sheets.values():
        sheet.draw(sheets)
    return tuple(sheets.values())


def spilled(page: Page, most_rows: int) -> Iterator[Page]:
    """The page, and those that it goes on in where its last grid has more rows than a sheet."""
    above = len(page.lines) + CHART_BAND * len(page.charts)
    above += ABOVE_A_GRID + sum(len(grid.rows) + ABOVE_A_GRID for grid in page.grids[:-1])
    last = page.grids[-1] if page.grids else None
    room = most_rows - above
    if last is None or len(last.rows) <= room:
        yield page
        return
    starts = range(0, len(last.rows), room)
    for number, start in enumerate(starts, 1):
        is_last = number == len(starts)
        part = replace(last, rows=last.rows[start : start + room], total=last.total and is_last)
        if number == 1:
            yield replace(page, grids=(*page.grids[:-1], part))
        else:
            title = f"{page.title}（续{number - 1}）"
            yield Page(f"{page.name}({number})", title, page.lines, (part,))
