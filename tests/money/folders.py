"""A case of a case file as real workbooks in a folder."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from tests.cases import EARLIER, EXPECTED, Case, Given
from xlsales.core.record import Column, Record, Workbook
from xlsales.hosts.files.templates import write_workbook
from xlsales.tables.workbooks import WORKBOOKS

MONTH = "2012-04"


def write_case(folder: Path, case: Case, month: str = MONTH) -> None:
    """Write what a case gives as the workbooks that a department would hand in."""
    books: dict[tuple[str, tuple[Any, ...]], dict[type[Record], list[dict[str, Any]]]] = {}
    fields: dict[tuple[str, tuple[Any, ...]], dict[str, Any]] = {}
    for given in case.tables:
        if not given.title.startswith((EXPECTED, EARLIER)):
            workbook, table = kind_of(given.title)
            labelled = {c.heading: c for c in table.columns if c.labelled}
            own = {c.name: typed(c, dict(given.labels)[h]) for h, c in labelled.items()}
            key = (workbook.kind, tuple(own.values()))
            books.setdefault(key, {})[table] = list(rows_of(given, table))
            fields[key] = own
    for (kind, own), filled in books.items():
        workbook = next(w for w in WORKBOOKS if w.kind == kind)
        name = workbook.pattern.format(manager=own[0] if own else "", week="", month=month)
        write_workbook(folder / f"{name}.xlsx", workbook, filled, fields[kind, own])


def kind_of(sheet: str) -> tuple[Workbook, type[Record]]:
    """The workbook and the table of a sheet."""
    return next((w, t) for w in WORKBOOKS for t in w.tables if t.table.sheet == sheet)


def rows_of(given: Given, table: type[Record]) -> Iterator[dict[str, Any]]:
    """The rows of a table by field name, as a spreadsheet would hold them."""
    columns = {c.heading: c for c in table.columns}
    headings = given.rows[0]
    for row in given.rows[1:]:
        named = ((columns[str(h)], v) for h, v in zip(headings, row, strict=True) if v is not None)
        yield {c.name: typed(c, v) for c, v in named}


def typed(column: Column, text: str) -> Any:
    """A cell as a spreadsheet would hold it."""
    value = column.kind.parse(text, None)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bool):
        return "是" if value else "否"
    return value if isinstance(value, (int, date)) else text
