"""Workbooks as somebody is about to hand them in: rows by field, faults marked where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from xlsales.books.book import Book, Sheet, Value, letter
from xlsales.core.record import Record, Workbook
from xlsales.demo.habits import Habits, typed_heading
from xlsales.hosts.files.layout import layout
from xlsales.hosts.files.plain import write_book
from xlsales.hosts.files.templates import write_workbook

HEADINGS, FIRST_CELL = -1, -2
EXTRA = (("行业", "互联网"), ("城市", "北京"), ("来源渠道", "展会"))
GAP_EVERY = 6
Row = dict[str, Value]


@dataclass(frozen=True, order=True)
class Fault:
    """A fault that was planted: the code of its finding and the cell that it stands at."""

    code: str
    file: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class Mark:
    """A fault in a draft: at a field of a row, at a labelled field, or at the sheet as a whole.

    `row` counts the rows from zero; HEADINGS means the row of headings, FIRST_CELL the sheet's
    first cell. `name` is the field; a labelled field needs no row.
    """

    code: str
    table: type[Record]
    row: int
    name: str = ""


@dataclass
class Draft:
    """A workbook being filled in: its file, its rows and labelled fields, the faults in it.

    `fields` and `rows` are kept by table, `left_out` names columns that the person forgot, `first`
    is the first day of the week or month that it is about.
    """

    file: str
    workbook: Workbook
    habits: Habits
    rows: dict[type[Record], list[Row]]
    fields: dict[type[Record], Row] = field(default_factory=dict)
    left_out: set[tuple[type[Record], str]] = field(default_factory=set)
    marks: list[Mark] = field(default_factory=list)
    first: date = date.min

    def plant(self, code: str, table: type[Record], row: int, name: str, value: Value) -> None:
        """Put a wrong value into a cell and remember it."""
        self.rows[table][row][name] = value
        self.marks.append(Mark(code, table, row, name))

    def marked(self, table: type[Record]) -> set[int]:
        """The rows of a table that have a fault."""
        return {mark.row for mark in self.marks if mark.table is table}

    @property
    def uses_template(self) -> bool:
        """True for a workbook filled into the department's template."""
        return self.habits.tidy and not self.left_out


@dataclass(frozen=True)
class Placed:
    """Where a table came to stand: sheet, heading row, columns, labelled fields, its rows."""

    sheet: str
    header: int
    columns: Mapping[str, str]
    fields: Mapping[str, str]
    rows: tuple[int, ...]


def write(draft: Draft, folder: Path) -> dict[type[Record], Placed]:
    """Write the workbook and say where everything came to stand."""
    path = folder / draft.file
    path.parent.mkdir(parents=True, exist_ok=True)
    if not draft.uses_template:
        sheets = [_Sheet(draft, table) for table in draft.workbook.tables if table in draft.rows]
        write_book(path, Book(draft.file, tuple(sheet.made() for sheet in sheets)))
        return {sheet.table: sheet.placed() for sheet in sheets}
    fields = next(iter(draft.fields.values()), {})
    filled = {table: [_filled(row) for row in rows] for table, rows in draft.rows.items()}
    write_workbook(path, draft.workbook, filled, fields)
    return {table: _in_template(table, len(rows)) for table, rows in filled.items()}


def faults(draft: Draft, placed: Mapping[type[Record], Placed]) -> Iterator[Fault]:
    """The faults of a draft at the cells where they came to stand."""
    for mark in draft.marks:
        where = placed[mark.table]
        if mark.row == FIRST_CELL:
            cell = "A1"
        elif mark.row == HEADINGS:
            cell = f"A{where.header}"
        elif mark.name in where.fields:
            cell = where.fields[mark.name]
        else:
            cell = f"{where.columns[mark.name]}{where.rows[mark.row]}"
        yield Fault(mark.code, draft.file, where.sheet, cell)


def _filled(row: Row) -> Row:
    return {name: value for name, value in row.items() if value not in (None, "")}


def _in_template(table: type[Record], count: int) -> Placed:
    where = layout(table)
    rows = tuple(range(where.first, where.first + count))
    return Placed(table.table.sheet, where.header, where.columns, where.fields, rows)


class _Sheet:
    """One sheet laid out by the person's own habits, row by row."""

    def __init__(self, draft: Draft, table: type[Record]) -> None:
        self.draft, self.table, self.habits = draft, table, draft.habits
        self.random = Random(f"{draft.file} {table.table.sheet}")
        named = table.table.aliases if self.habits.aliased else ()
        self.name = named[0] if named else table.table.sheet
        self.columns = [
            c for c in table.columns if not c.labelled and (table, c.name) not in draft.left_out
        ]
        if self.habits.shuffled:
            self.random.shuffle(self.columns)
        self.order: list[str | tuple[str, str]] = [c.name for c in self.columns]
        if self.habits.extra:
            self.order.insert(self.random.randint(1, len(self.order)), self.random.choice(EXTRA))
        self.letters = {n: letter(i) for i, n in enumerate(self.order) if isinstance(n, str)}
        self.grid: list[list[Value]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.fields: dict[str, str] = {}
        self.rows: list[int] = []
        self._write_top()
        self.header = len(self.grid)
        self._write_rows()
        self._merge_days()
        self._write_total()

    def made(self) -> Sheet:
        """The sheet as plain values."""
        return Sheet(self.name, self.grid, tuple(self.merged))

    def placed(self) -> Placed:
        """Where its parts stand."""
        return Placed(self.name, self.header, self.letters, self.fields, tuple(self.rows))

    def _write_top(self) -> None:
        titles = (f"客户部{self.draft.workbook.kind}", "（内部资料，请勿外传）")
        for number, title in enumerate(titles[: self.habits.titles]):
            self.grid.append([title])
            if number == 0:
                self.merged.append((0, 0, 0, len(self.order) - 1))
        if self.habits.labels != "file name":
            self._write_labels()
        headings = {c.name: typed_heading(c, self.habits, self.random) for c in self.columns}
        self.grid.append([headings[n] if isinstance(n, str) else n[0] for n in self.order])

    def _write_labels(self) -> None:
        line: list[Value] = []
        for name, value in self.draft.fields.get(self.table, {}).items():
            heading = self.table.column(name).heading
            index, row = len(line), len(self.grid) + 1
            if self.habits.labels == "one cell":
                line += [f"{heading}：{value}", None, None]
                self.fields[name] = f"{letter(index)}{row}"
            else:
                line += [f"{heading}：", value, None]
                self.fields[name] = f"{letter(index + 1)}{row}"
        if line:
            self.grid.append(line)

    def _write_rows(self) -> None:
        for number, row in enumerate(self.draft.rows[self.table]):
            if self.habits.gaps and number and number % GAP_EVERY == 0:
                self.grid.append([None] * len(self.order))
            cells = [row.get(n) if isinstance(n, str) else n[1] for n in self.order]
            self.grid.append(cells)
            self.rows.append(len(self.grid))

    def _merge_days(self) -> None:
        """Join the cells of neighbouring rows of one day, where no fault stands."""
        if not self.habits.merged or "day" not in self.letters:
            return
        index = self.order.index("day")
        faulty = {self.rows[number] - 1 for number in self.draft.marked(self.table) if number >= 0}
        run: list[int] = []
        for row in range(self.header, len(self.grid) + 1):
            if run and row < len(self.grid) and self._same_day(run[-1], row, index, faulty):
                run.append(row)
                continue
            if len(run) > 1:
                self.merged.append((run[0], index, run[-1], index))
            run = [row]
        for top, left, bottom, _ in self.merged:
            for row in range(top + 1, bottom + 1):
                self.grid[row][left] = None

    def _same_day(self, above: int, row: int, index: int, faulty: set[int]) -> bool:
        days = self.grid[above][index], self.grid[row][index]
        return days[0] == days[1] and days[0] is not None and not {above, row} & faulty

    def _write_total(self) -> None:
        amounts = [n for n in self.letters if self.table.column(n).kind.format == "money"]
        if not self.habits.totals or not amounts:
            return
        total: list[Value] = [None] * len(self.order)
        index = self.order.index(amounts[-1])
        values = [self.grid[row - 1][index] for row in self.rows]
        total[index] = sum(v for v in values if isinstance(v, int))
        total[0] = "合计"
        self.grid.append(total)
