"""From workbook to records: rows that fit become records, the rest become findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from xlsales.books.book import UNCACHED, Book, Sheet, Value, letter
from xlsales.books.kind import kind_of, meant
from xlsales.books.labels import Fields, labelled_fields
from xlsales.books.locate import Aliases, Located, locate
from xlsales.core.clock import Period, month_of, week_of
from xlsales.core.fold import fold
from xlsales.core.kinds import SERIAL, Kind, Wrong, text_of
from xlsales.core.money import exact
from xlsales.core.policy import Clause, Policy
from xlsales.core.record import Column, Place, Record, Ref, Unread, Workbook
from xlsales.core.records import Records
from xlsales.core.rule import Finding

TOTALS = {"合计", "小计", "总计", "本页合计", "累计"}
ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
PERIODS: Mapping[str, Callable[[Any], Period]] = {"week": week_of, "month": month_of}
Parse = Callable[[Any, Period | None], Any]
READING_CODES = {
    "T-required": "必填的单元格没有填。",
    "T-type": "单元格的内容读不成这一列要的种类，例如日期列里写了文字。",
    "T-choice": "单元格的内容不在下拉列表的选项里。",
    "T-range": "单元格的内容超出允许的范围，例如负的金额、大于1的比例、报告期以外的日期。",
    "T-column": "工作表缺少必需的列，整张表没有读入。",
    "T-field": "表头上方的栏目（如客户经理、周起始日）没有填，或与文件名不一致。",
}


@dataclass(frozen=True)
class Reading:
    """What one workbook was read as: its kind, its labelled fields, its records and findings.

    `rows` counts the data rows of each table, readable or not.
    """

    workbook: Workbook | None
    fields: Mapping[str, Any] = field(default_factory=dict)
    records: Records = field(default_factory=Records)
    findings: tuple[Finding, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)


def read(
    book: Book, workbooks: Sequence[Workbook], policy: Policy, aliases: Aliases | None = None
) -> Reading:
    """Read every known sheet of a workbook; `Reading.workbook` is None where no sheet is known."""
    words = aliases or Aliases()
    tables = tuple(dict.fromkeys(t for w in workbooks for t in w.tables))
    located = [one for sheet in book.sheets if (one := locate(sheet, tables, words))]
    if not located:
        return Reading(None)
    workbook = kind_of(book, workbooks, located)
    located = meant(located, workbook)
    fields, findings = labelled_fields(book, workbook, located, policy, words)
    items: list[object] = []
    rows: dict[str, int] = {}
    for one in located:
        reader = _Reader(book.name, one, fields, policy.latest(one.table.table.clause), words)
        read_rows = list(reader.rows())
        seen = sum(not isinstance(item, Finding) for item in read_rows)
        rows[one.table.table.sheet] = rows.get(one.table.table.sheet, 0) + seen
        items += read_rows
    found = tuple(item for item in items if isinstance(item, Finding))
    kept = Records(item for item in items if not isinstance(item, (Finding, _Skipped)))
    values = {name: value for name, (value, _) in fields.items()}
    return Reading(workbook, values, kept, (*findings, *found), rows)


class _Skipped:
    """A data row that can't become a record because the sheet lacks a column or a field."""


class _Reader:
    """Reads the rows of one located sheet."""

    def __init__(
        self, book: str, located: Located, fields: Fields, clause: Clause, aliases: Aliases
    ) -> None:
        self.located, self.clause = located, clause
        self.table, self.sheet = located.table, located.sheet
        own = [c.name for c in self.table.columns if c.labelled]
        self.fixed = {name: fields[name][0] for name in own}
        cells = {n: at for n in own if (at := fields[n][1].get(self.sheet.name))}
        letters = {name: letter(index) for name, index in located.columns.items()}
        self.place = Place(book, self.sheet.name, letters, cells)
        within = self.table.table.within
        anchor = next((f for f in ("week", "month") if self.fixed.get(f)), "")
        self.period = PERIODS[anchor](self.fixed[anchor]) if anchor else _period(fields)
        self.bound = self.period if within else None
        scales = located.scales
        self.columns = [
            (c, located.columns[c.name], _parser(c, aliases, scales.get(c.name, 1)))
            for c in self.table.columns
            if c.name in located.columns
        ]

    def rows(self) -> Iterator[object]:
        """A record for each readable row; findings and what was understood for the others."""
        missing = self.located.missing
        for heading in missing:
            message = f"缺少列「{heading}」，整张表没有读入；请补上，或用接入功能说明贵司的叫法"
            where = self._ref(max(self.located.header, 0), 0)
            yield Finding(where, message, self.clause, code="T-column")
        hopeless = bool(missing) or None in self.fixed.values()
        for number, cells in self._data_rows():
            if hopeless:
                yield _Skipped()
            else:
                yield from self._row(number, cells)

    def _data_rows(self) -> Iterator[tuple[int, Sequence[Value]]]:
        """The rows that hold data, with the value of a merged area in each of its rows."""
        start = self.located.header + 1
        rows = _filled_down(self.sheet, start)
        places = [index for c, index, _ in self.columns if c.kind is not SERIAL]
        for number in range(start, len(rows)):
            cells = rows[number]
            width = len(cells)
            if any(i < width and not _is_empty(cells[i]) for i in places) and not _is_total(cells):
                yield number, cells

    def _row(self, number: int, cells: Sequence[Value]) -> Iterator[object]:
        values: dict[str, Any] = dict(self.fixed)
        findings: list[Finding] = []
        width = len(cells)
        for column, index, parse in self.columns:
            cell = cells[index] if index < width else None
            try:
                values[column.name] = self._value(column, cell, parse, values)
            except Wrong as wrong:
                findings.append(self._finding(number, index, column, cell, wrong))
        if findings:
            yield from findings
            yield Unread(self.table, self.place, number + 1, values)
        else:
            yield self.table(place=self.place, row=number + 1, **values)

    def _value(
        self,
        column: Column,
        cell: Value,
        parse: Parse,
        values: Mapping[str, Any],
    ) -> Any:
        if _is_empty(cell):
            if column.required or _needed(column, values):
                raise Wrong("required", f"没有填写，应填{column.kind.wanted}")
            return column.default
        if isinstance(cell, str) and cell.startswith("#"):
            if cell == UNCACHED:
                raise Wrong("type", "公式没有计算结果，请用Excel打开并保存后重交")
            if cell.startswith(ERRORS):
                raise Wrong("type", f"公式出错，应为{column.kind.wanted}")
        value = _parsed(parse, cell, self.period)
        if self.bound and column.kind.format == "date" and value not in self.bound:
            raise Wrong("range", f"须在本报告的期间{self.bound}之内")
        return value

    def _finding(self, row: int, index: int, column: Column, cell: Value, wrong: Wrong) -> Finding:
        text = text_of(cell)
        found = f"，实为“{shorten(text)}”" if text else ""
        message = f"「{column.heading}」{wrong}{found}"
        return Finding(self._ref(row, index), message, self.clause, text, code=f"T-{wrong.slug}")

    def _ref(self, row: int, index: int) -> Ref:
        return Ref(self.place.book, self.place.sheet, row + 1, letter(index))


# Names, days and choices come again and again; 1, 1.0 and True are not the same cell.
@lru_cache(maxsize=1 << 15, typed=True)
def _parsed(parse: Parse, cell: Value, period: Period | None) -> Any:
    return parse(cell, period)


def shorten(text: str, most: int = 30) -> str:
    """A text for a message: cut, visibly, where it is long."""
    return text if len(text) <= most else f"{text[:most]}…"


def _needed(column: Column, values: Mapping[str, Any]) -> bool:
    """True where an optional column must be filled because of another field of the row."""
    if column.unless is None:
        return False
    other, exempt = column.unless
    return other in values and values[other] not in exempt


def _parser(column: Column, aliases: Aliases, scale: int) -> Parse:
    """The column's parser, which first takes the company's own words and its unit of money."""
    own = {fold(a): b for a, b in aliases.choices.get(column.heading, {}).items()}
    kind: Kind = column.kind
    if scale != 1:
        return lambda value, period: kind.parse(_scaled(value, scale), period)
    if not own:
        return kind.parse
    return lambda value, period: kind.parse(own.get(fold(text_of(value)), value), period)


def _scaled(value: Value, scale: int) -> Any:
    """A number in the heading's unit in yuan; one that states its own unit as it is."""
    try:
        return value if isinstance(value, str) and "元" in value else exact(value) * scale
    except ValueError:
        return value


def _period(fields: Fields) -> Period | None:
    return next((PERIODS[n](fields[n][0]) for n in PERIODS if n in fields and fields[n][0]), None)


def _is_empty(cell: Value) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _is_total(cells: Sequence[Value]) -> bool:
    """True for a row whose first filled cell says that it sums up others."""
    first = next((c for c in cells if not _is_empty(c)), None)
    return isinstance(first, str) and fold(first).rstrip(":") in TOTALS


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


def tables_of(workbooks: Iterable[Workbook]) -> tuple[type[Record], ...]:
    """Every table of the workbooks, once."""
    return tuple(dict.fromkeys(t for w in workbooks for t in w.tables))
