"""The rows of a located sheet: those that fit become records, the rest become findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from xlsales.books.book import Sheet, Value, letter
from xlsales.books.columns import is_empty, needed, understandings
from xlsales.books.labels import Fields
from xlsales.books.locate import Aliases, Located
from xlsales.core.clock import Period, month_of, week_of
from xlsales.core.filled import filled
from xlsales.core.fold import fold
from xlsales.core.kinds import SERIAL, Wrong, text_of
from xlsales.core.policy import Clause
from xlsales.core.record import Column, Place, Ref, Unread
from xlsales.core.rule import Finding

TOTALS = {"合计", "小计", "总计", "本页合计", "累计"}
PERIODS: Mapping[str, Callable[[Any], Period]] = {"week": week_of, "month": month_of}
BATCH = 1024
Row = tuple[int, Sequence[Value]]


class Skipped:
    """A data row that can't become a record because the sheet lacks a column or a field."""


class SheetReader:
    """Reads the rows of one located sheet."""

    def __init__(
        self, book: str, located: Located, fields: Fields, clause: Clause, aliases: Aliases
    ) -> None:
        self.located, self.clause = located, clause
        self.table, self.sheet = located.table, located.sheet
        own = [c.name for c in self.table.columns if c.labelled]
        self.fixed = {name: fields[name][0] for name in own}
        cells = {n: at for n in own if (at := fields[n][1].get(self.sheet.name))}
        places = tuple(located.columns.items())
        self.place = Place(book, self.sheet.name, _letters(places), cells)
        anchor = next((f for f in PERIODS if self.fixed.get(f)), "")
        period = PERIODS[anchor](self.fixed[anchor]) if anchor else _period(fields)
        table: Any = self.table
        known = understandings(table, tuple(located.scales.items()), aliases, period)
        self.slots = [(located.columns[n], known[n]) for n in known if n in located.columns]

    def rows(self) -> list[object]:
        """A record for each readable row; findings and what was understood for the others."""
        missing = self.located.missing
        rows = self.data_rows()
        if missing or None in self.fixed.values():
            return [*map(self._lacking, missing), *(Skipped() for _ in rows)]
        return [
            item
            for start in range(0, len(rows), BATCH)
            for item in self._batch(rows[start : start + BATCH])
        ]

    def _lacking(self, heading: str) -> Finding:
        message = f"缺少列「{heading}」，整张表没有读入；请补上，或用接入功能说明贵司的叫法"
        where = self._ref(max(self.located.header, 0), 0)
        return Finding(where, message, self.clause, code="T-column")

    def data_rows(self) -> list[Row]:
        """The rows that hold data, with the value of a merged area in each of its rows."""
        start = self.located.header + 1
        rows = _filled_down(self.sheet, start)
        telling = [slot for slot in self.slots if slot[1].column.kind is not SERIAL]
        places = [i for i, _ in sorted(telling, key=lambda slot: not slot[1].column.required)]
        if not places:
            return []
        likely = places[0]
        return [
            (number, cells)
            for number, cells in enumerate(rows[start:], start)
            if (len(cells) > likely and _is_data(cells[0]) and not is_empty(cells[likely]))
            or (_holds(cells, places) and not _is_total(cells))
        ]

    def _batch(self, rows: Sequence[Row]) -> Iterable[object]:
        """What becomes of some rows, all at once; one row at a time for those with a fault."""
        numbers, grid = zip(*rows, strict=True)
        columns, empty = list(zip_longest(*grid)), (None,) * len(rows)
        values: dict[str, Sequence[Any]] = {n: (v,) * len(rows) for n, v in self.fixed.items()}
        wrong: set[int] = set()
        for index, one in self.slots:
            cells = columns[index] if index < len(columns) else empty
            meanings, faults = one.meanings(cells)
            values[one.column.name] = meanings
            wrong |= faults
            if one.column.unless:
                wrong |= _wanting(one.column, one.column.unless[0], cells, values)
        made = filled(self.table, self.place, [number + 1 for number in numbers], values)
        if not wrong:
            return made
        return (
            item
            for n, one in enumerate(made)
            for item in (self.row(*rows[n]) if n in wrong else (one,))
        )

    def row(self, number: int, cells: Sequence[Value]) -> Iterator[object]:
        """What becomes of one row, cell by cell: a record, or faults and what was understood."""
        values: dict[str, Any] = dict(self.fixed)
        findings: list[Finding] = []
        for index, one in self.slots:
            cell = cells[index] if index < len(cells) else None
            try:
                values[one.column.name] = one.value(cell, values)
            except Wrong as wrong:
                findings.append(self._finding(number, index, one.column, cell, wrong))
        if findings:
            yield from findings
            yield Unread(self.table, self.place, number + 1, values)
        else:
            yield self.table(place=self.place, row=number + 1, **values)

    def _finding(self, row: int, index: int, column: Column, cell: Value, wrong: Wrong) -> Finding:
        text = text_of(cell)
        found = f"，实为“{shorten(text)}”" if text else ""
        message = f"「{column.heading}」{wrong}{found}"
        return Finding(self._ref(row, index), message, self.clause, text, code=f"T-{wrong.slug}")

    def _ref(self, row: int, index: int) -> Ref:
        return Ref(self.place.book, self.place.sheet, row + 1, letter(index))


def shorten(text: str, most: int = 30) -> str:
    """A text for a message: cut, visibly, where it is long."""
    return text if len(text) <= most else f"{text[:most]}…"


def _wanting(
    column: Column, other: str, cells: Sequence[Value], values: Mapping[str, Sequence[Any]]
) -> set[int]:
    """The places of the empty cells that must be filled because of another field of their row."""
    pairs = enumerate(zip(cells, values.get(other, ()), strict=False))
    return {
        place
        for place, (cell, beside) in pairs
        if is_empty(cell) and needed(column, {other: beside})
    }


@lru_cache(maxsize=256)
def _letters(places: tuple[tuple[str, int], ...]) -> Mapping[str, str]:
    return {name: letter(index) for name, index in places}


def _period(fields: Fields) -> Period | None:
    return next((PERIODS[n](fields[n][0]) for n in PERIODS if n in fields and fields[n][0]), None)


def _holds(cells: Sequence[Value], places: Iterable[int]) -> bool:
    """True for a row that holds something in one of the columns."""
    width = len(cells)
    for place in places:
        cell = cells[place] if place < width else None
        if cell is not None and (not isinstance(cell, str) or cell.strip()):
            return True
    return False


def _is_total(cells: Sequence[Value]) -> bool:
    """True for a row whose first filled cell says that it sums up others."""
    for cell in cells:
        if isinstance(cell, str):
            if cell.strip():
                return not _is_data(cell)
        elif cell is not None:
            return False
    return False


@lru_cache(maxsize=4096)
def _is_data(cell: Value) -> bool:
    """True for a filled cell that does not say that its row sums up others."""
    return not is_empty(cell) and fold(str(cell)).rstrip(":") not in TOTALS


def _filled_down(sheet: Sheet, start: int) -> Sequence[Sequence[Value]]:
    """The rows with the value of each merged area of data in every row that it covers."""
    areas = [a for a in sheet.merged if a[0] >= start and a[2] > a[0]]
    if not areas:
        return sheet.rows
    rows = [list(row) for row in sheet.rows]
    for top, left, bottom, _ in areas:
        for number in range(top + 1, min(bottom + 1, len(rows))):
            if left < len(rows[number]) and left < len(rows[top]):
                rows[number][left] = rows[top][left]
    return rows
