"""Rows that are streamed read back as those that XlsxWriter writes, and are never held."""

import re
import subprocess
import sys
import weakref
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from benchmarks import by_xlsxwriter
from xlsales.books.form import link
from xlsales.books.page import Chart, Document, Field, Formula, Grid, Link, Page, Shaded
from xlsales.core.record import Ref
from xlsales.core.rule import Level
from xlsales.hosts.files.pages import write_pages
from xlsales.hosts.files.strings import LONGEST, MOST

FORMATS = (
    "text", "wrap", "company", "choice", "money", "price", "ratio", "count", "number", "score",
    "identifier", "serial", "link", "figure",
)  # fmt: skip
MOMENTS = ("date", "datetime", "time", "month")  # readers fall over large numbers in these
AWKWARD = (
    "", " ", "a ", "\ta", "=1+1", "+1", "'x", "@a", "<r><t>x</t></r>", "_x0041_", "x_x005F_y",
    "a&b<c>\"d\"", "甲\n乙\r\n丙", "\x00\x7f", "\ud800", "\uffff", "007", "TRUE", "#N/A", "]]>",
    "长" * LONGEST, "字" * (LONGEST + 1), "😀" * 17_000, "_x0041_" * 30, "FILTER(1)", "UNIQUE(",
)  # fmt: skip
texts = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=80))
moments = st.one_of(
    st.dates(date(1800, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1890, 1, 1), datetime(2100, 1, 1)),
    st.times(),
)
plain = st.one_of(
    st.none(),
    texts,
    moments,
    st.booleans(),
    st.integers(-(10**17), 10**17),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(-(10**14), 10**14, allow_nan=False, places=2),
    st.sampled_from([Decimal("1.000"), Decimal("1E+3"), Decimal("0.1234567890123456789")]),
)
targets = st.builds(
    Ref,
    st.one_of(st.sampled_from(["", "周报告/it's 50% #1.xlsx", "周/A1.xlsx", "深" * 222]), texts),
    st.sampled_from(["", "漏斗", "a'b", "SORT(1)"]),
    st.one_of(st.integers(1, 120), st.integers(1, 1_048_576)),
    st.sampled_from(["A", "AB"]),
)
links = st.one_of(
    st.builds(Link, texts, targets),
    st.builds(link, targets),
    st.builds(lambda text, target: Link(text + target.cell, target), texts, targets),
)
levels = st.sampled_from(Level)
formulas = st.builds(
    Formula,
    st.sampled_from(["SUM({above})", '=A{row}&"<"', "1+1"]),
    st.one_of(
        st.integers(0, 99), st.decimals(0, 9, places=2), st.sampled_from(["", "#N/A", "是", True])
    ),
    st.sampled_from(["", "说明"]),
    st.one_of(st.none(), levels),
)
cells = st.one_of(plain, links, formulas, st.builds(Shaded, plain, levels))
of_moments = st.one_of(st.none(), texts, moments, links, st.builds(Shaded, moments, levels))


@st.composite
def grids(draw):
    """A grid of any values under any formats."""
    formats = draw(st.lists(st.sampled_from(FORMATS + MOMENTS), min_size=1, max_size=5))
    widths = st.one_of(st.none(), st.integers(7, 40))
    spans = st.sampled_from([1, 1, 1, 2, 3])
    fields = tuple(
        Field(f"标题{n}", one, draw(widths), span=draw(spans)) for n, one in enumerate(formats)
    )
    row = st.tuples(*(of_moments if one in MOMENTS else cells for one in formats))
    rows = draw(st.lists(row, min_size=1, max_size=12))
    rows += draw(st.lists(st.sampled_from(rows), max_size=3))
    return Grid(fields, rows, draw(st.sampled_from(["", "表题"])), draw(st.booleans()))


@settings(max_examples=40)
@given(st.lists(grids(), min_size=1, max_size=2))
def test_streamed_rows_read_back_as_those_of_xlsxwriter(tmp_path_factory, some):
    folder = tmp_path_factory.mktemp("both")
    page = Page("表", "题", ("一行",), tuple(some))
    ours, theirs = both(folder, page)
    assert seen(ours) == seen(theirs)
    assert by_calamine(ours) == by_calamine(theirs)


def both(folder, *pages):
    """The pages as they are written, and with every cell written by XlsxWriter."""
    about = Document(folder=folder)
    return [
        write(folder / f"{number}.xlsx", pages, about)
        for number, write in enumerate((write_pages, by_xlsxwriter.write_pages))
    ]


def seen(path):
    """All that openpyxl says of a workbook: its cells with their looks, heights and widths."""
    book = openpyxl.load_workbook(path)
    values = openpyxl.load_workbook(path, data_only=True)
    return [(sheet_seen(sheet), cell_values(values[sheet.title])) for sheet in book]


def sheet_seen(sheet):
    looks = {}
    rows, columns = sheet.row_dimensions.items(), sheet.column_dimensions.items()
    checks = sheet.data_validations.dataValidation
    return {
        "cells": [[cell_seen(cell, looks) for cell in row] for row in sheet.iter_rows()],
        "extent": sheet.dimensions,
        "merged": sorted(map(str, sheet.merged_cells.ranges)),
        "heights": {number: row.height for number, row in rows if row.height},
        "widths": {name: (column.width, column.hidden) for name, column in columns},
        "filter": sheet.auto_filter.ref,
        "breaks": [mark.id for mark in sheet.row_breaks.brk],
        "choices": [(str(check.sqref), check.formula1) for check in checks],
        "notes": [(c.coordinate, c.comment.text) for row in sheet for c in row if c.comment],
    }


def cell_seen(cell, looks):
    """What a cell says; the looks of a sheet are kept by their numbers, being slow to say."""
    style = tuple(cell._style or ())
    if style not in looks:
        parts = (cell.font, cell.fill, cell.border, cell.alignment, cell.number_format)
        looks[style] = (*map(repr, parts), getattr(cell, "quotePrefix", None))
    return cell.coordinate, cell.value, cell.data_type, looks[style]


def cell_values(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def by_calamine(path):
    book = CalamineWorkbook.from_path(path)
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def numbered(count, **options):
    """A page with a grid of so many rows."""
    rows = [(f"第{n}行", n, Link("打开", Ref("a.xlsx", "表", n + 1, "A"))) for n in range(count)]
    fields = (Field("名称"), Field("数", "count"), Field("来源", "link"))
    return Page("表", "标题", grids=(Grid(fields, rows),), **options)


def test_links_that_differ_in_their_rows_alone_are_whole(tmp_path):
    books = ["周/报告.xlsx", "周/B7.xlsx", "深" * 243]
    rows = [(link(Ref(book, "表", n, "B")),) for n in (7, 70, 7, 1_048_576, 700) for book in books]
    rows += [(Link(f"长{'字' * wide}!B{n}", Ref("a.xlsx", "表", n, "B")),) for wide in range(30, 40)
             for n in (1, 10, 100, 1_000_000)]  # fmt: skip
    rows += [(Link(f"一\n{'字' * 19}B{n}", Ref("a.xlsx", "表", n, "B")),) for n in (1, 12)]
    grid = Grid((Field("来源", "link", 40),), rows)
    ours, theirs = both(tmp_path, Page("表", "题", (), (grid,)))
    assert seen(ours) == seen(theirs)


def test_charts_notes_choices_and_sums_stand_among_streamed_rows(tmp_path):
    people = tuple(f"第{n}位客户经理" for n in range(60))
    fields = (
        Field("名称", note="说明"), Field("数", "count"), Field("裁定", choices=people, note="选"),
    )  # fmt: skip
    rows = [(f"第{n}行" * (n % 40), n, None) for n in range(150)]
    rows[70] = (Shaded("警", Level.WARNING), Formula("B{row}+1", 7, note="怎样算"), None)
    total = ("合计", Formula("SUBTOTAL(109,{above})", 11_175), None)
    noted = ("合计", Formula("SUBTOTAL(109,{above})", 1_124_250, note="随筛选变化"), None)
    charts = (
        Chart("funnel", "漏斗", 0, (1,), first=5), Chart("bar", "条", 0, (1,), grid=1, first=8),
    )  # fmt: skip
    spanned = Grid(
        (Field("宽", span=2), Field("数", "count")), [(Shaded("甲", Level.ERROR), 1), ("乙", 2)]
    )
    pages = [
        Page("首", "题", ("行",), (Grid(fields, [*rows, total], total=True), spanned), charts),
        Page("后", "题", (), (spanned, Grid(fields, [*rows, noted], "表", total=True))),
        Page("下", "题", (), (Grid(fields, rows), spanned), charts, charts_above=2),
        numbered(700),
    ]
    ours, theirs = both(tmp_path, *pages)
    assert seen(ours) == seen(theirs)
    assert drawings(ours) == drawings(theirs)
    assert places(ours) == places(theirs)


def drawings(path):
    """The parts with charts, their places and their data, and the notes' texts and places."""
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    kinds = ("xl/charts/", "xl/drawings/drawing", "xl/comments", "xl/worksheets/_rels")
    whole = {name: text for name, text in parts.items() if name.startswith(kinds)}
    notes = (text for name, text in parts.items() if name.startswith("xl/drawings/vml"))
    return whole, [re.findall(b"<x:Anchor>.*?</x:Anchor>", text) for text in notes]


def places(path):
    """The extent that each sheet states, and its rows and cells in the order they stand in."""
    with ZipFile(path) as package:
        names = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        parts = [package.read(name).decode() for name in names]
    stated = re.compile(r'<(?:row r|c r|dimension ref)="[A-Z0-9:]+"')
    return [stated.findall(text) for text in parts]


@pytest.mark.parametrize(
    ("below", "breaks"),
    [
        (1, [[25], [17], [22], [40], [45], [50], [42], [47], [65], [70], [75]]),
        (2, [[], [17, 31], [22, 36], [41], [46], [], [42, 56], [47, 61], [66], [71], []]),
    ],
)
def test_what_follows_streamed_rows_begins_a_printed_page_where_it_must(tmp_path, below, breaks):
    fields = (Field("名称", width=40), Field("数", "count", width=40))
    rows = [(f"第{n}行", n) for n in range(60)]
    chart = Chart("bar", "条", 0, (1,), grid=1)
    pages = [
        Page(f"{count}行", "题", (), (first, Grid(fields, rows[:12])), (chart,), charts_above=below)
        for count in range(8, 60, 5)
        for first in [Grid(fields, rows[:count])]
    ]
    book = openpyxl.load_workbook(write_pages(tmp_path / "pack.xlsx", pages))
    assert [[mark.id for mark in sheet.row_breaks.brk] for sheet in book] == breaks


def test_an_empty_grid_and_a_sum_of_nothing_are_written(tmp_path):
    fields = (Field("名称"), Field("数", "count"))
    total = Grid(fields, [("合计", Formula("SUBTOTAL(109,{above})", 0))], "仅合计", total=True)
    grids = (Grid(fields, [], "没有行", total=True), Grid(fields, [], "空", empty="没有"), total)
    ours, theirs = both(tmp_path, Page("表", "题", (), grids))
    assert seen(ours) == seen(theirs)


def test_rows_are_let_go_while_they_are_written(tmp_path):
    rows = Watched(6000)
    grid = Grid((Field("名称"), Field("数", "count")), rows)
    path = write_pages(tmp_path / "pack.xlsx", [Page("表", "题", (), (grid,))])
    assert by_calamine(path)[0][-1] == ["第5999行", 5999]
    assert rows.most < 2000


class Watched(Sequence):
    """Rows that are made when they are asked for, and counted while they live."""

    def __init__(self, count):
        self.count, self.most, self.living = count, 0, weakref.WeakSet()

    def __len__(self):
        return self.count

    def __getitem__(self, number):
        if not 0 <= number < self.count:
            raise IndexError(number)
        row = Row((f"第{number}行", number))
        self.living.add(row)
        self.most = max(self.most, len(self.living))
        return row


class Row(list):
    """A row that can be watched."""

    __hash__ = object.__hash__


def test_texts_beyond_the_shared_table_stand_in_their_cells(tmp_path):
    rows = [(f"文本{n}",) for n in range(MOST + 200)]
    page = Page("表", "题", (), (Grid((Field("内容"),), [*rows, ("_x0041_",), rows[0]]),))
    path = write_pages(tmp_path / "pack.xlsx", [page])
    with ZipFile(path) as package:
        table = package.read("xl/sharedStrings.xml").count(b"<si>")
        inline = package.read("xl/worksheets/sheet1.xml").count(b"inlineStr")
    assert (inline, table) == (200, MOST + 3)  # the title, the heading, what looks like an escape
    values = [row[0].value for row in openpyxl.load_workbook(path).active.iter_rows(min_row=4)]
    assert values == [text for [text] in rows] + ["_x0041_", "文本0"]
    assert [row[0] for row in by_calamine(path)[0][3:]] == values


def test_calc_reads_streamed_rows_as_those_of_xlsxwriter(tmp_path, office):
    written = [office.recalculated(path)["表"] for path in both(tmp_path, numbered(700))]
    assert written[0] == written[1]
    assert written[0][-1][:2] == ("第699行", 699)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("-Infinity")])
def test_what_no_cell_can_hold_leaves_the_old_file(tmp_path, value):
    path = write_pages(tmp_path / "pack.xlsx", [numbered(3)])
    before = path.read_bytes()
    grid = Grid((Field("数", "score", 9),), [(value,)])
    with pytest.raises(TypeError):
        write_pages(path, [replace(numbered(3), grids=(grid,))])
    assert path.read_bytes() == before


def test_a_workbook_is_the_same_whatever_was_written_before(tmp_path):
    code = f"""
from pathlib import Path
from tests.hosts.test_streaming import numbered
from xlsales.hosts.files.pages import write_pages
write_pages(Path({str(tmp_path / "pack.xlsx")!r}), [numbered(300)])
"""
    subprocess.run([sys.executable, "-c", code], check=True)
    alone = (tmp_path / "pack.xlsx").read_bytes()
    again = [write_pages(tmp_path / "pack.xlsx", [numbered(300)]).read_bytes() for _ in range(2)]
    assert again == [alone, alone]


@pytest.mark.parametrize(
    "value",
    [
        date(1901, 1, 1), date(1900, 12, 31), datetime(1901, 1, 1), datetime(1900, 12, 31, 23, 59),
        datetime(2012, 4, 30, 23, 59, 59, 999999), datetime(2012, 2, 29) + timedelta(seconds=0.5),
        datetime(2012, 4, 30, tzinfo=UTC), time(0), time(23, 59, 59, 1),
        999_999_999_999_999, -(10**15), 10**15, 0.1 + 0.2, Decimal("12345678901234567.89"),
    ],
)  # fmt: skip
def test_moments_and_numbers_at_their_bounds(tmp_path, value):
    format = "score" if isinstance(value, (int, float, Decimal)) else "datetime"
    page = Page("表", "题", (), (Grid((Field("值", format),), [(value,)]),))
    ours, theirs = both(tmp_path, page)
    assert seen(ours) == seen(theirs)
