"""Cells that explain themselves: a live formula, and a note with clause, inputs and value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Generic, TypeVar

from xlsales.books.book import letter
from xlsales.books.form import TOTAL, Form
from xlsales.books.page import Formula, Grid, Shaded
from xlsales.core import money
from xlsales.core.policy import Clause, Limit, Policy
from xlsales.core.record import Record
from xlsales.core.values import dataclass

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Computed(Generic[R]):
    """A field that is computed: its formula, and its note; an empty formula leaves the value."""

    formula: Callable[[R], str]
    note: Callable[[R], str]


def explained(
    form: Form, records: Iterable[R], computed: Mapping[str, Computed[R]], most_notes: int
) -> Grid:
    """The records as a grid in which some fields are formulas, each with a note.

    Where there are more rows than notes, the heading says where to look.
    """
    shown = tuple(records)
    grid = form.grid(shown)
    rows = [list(row) for row in grid.rows]
    for name, one in computed.items():
        place = form.place(name)
        for number, (record, row) in enumerate(zip(shown, rows, strict=False)):
            text = one.formula(record)
            if text:
                said = one.note(record) if number < most_notes else ""
                before = row[place]
                level = before.level if isinstance(before, Shaded) else None
                row[place] = Formula(text, _plain(getattr(record, name)), said, level)
    fields = grid.fields
    if len(shown) > most_notes:
        places = set(map(form.place, computed))
        said = f"每一行的公式相同；前{most_notes}行有说明"
        fields = tuple(replace(f, note=said) if n in places else f for n, f in enumerate(fields))
    return replace(grid, fields=fields, rows=rows)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def cell(form: Form, name: str) -> str:
    """The address of a field in a formula's own row."""
    return f"{letter(form.place(name))}{{row}}"


def column(form: Form, name: str) -> str:
    """A field's whole column, as other sheets name it."""
    at = letter(form.place(name))
    return f"'{form.table.table.sheet}'!${at}:${at}"


def whole(form: Form, name: str) -> str:
    """The sum of a field over all rows of its sheet but the sum at its end."""
    first = letter(0)
    sheet = form.table.table.sheet
    return f"SUMIF('{sheet}'!${first}:${first},\"<>{TOTAL}\",{column(form, name)})"


def note(clause: Clause | None, value: object, inputs: Mapping[str, object]) -> str:
    """What a computed cell says of itself: its clause, its inputs, its value."""
    lines = [f"依据 {clause}" if clause else ""]
    lines += [f"{name} {shown(stated)}" for name, stated in inputs.items()]
    return "\n".join((*filter(None, lines), f"结果 {shown(value)}"))


def shown(value: object) -> str:
    """A value in a note."""
    return money.text(value) if isinstance(value, Decimal) else str(value)


def day(on: date) -> str:
    """A day in a formula."""
    return f"DATE({on.year},{on.month},{on.day})"


def within(limit: Limit, cells: str) -> str:
    """The condition of a formula that a figure lies within a limit."""
    return f"{cells}{'<=' if limit.included else '<'}{limit.value}"


def in_force(policy: Policy, id: str, on: date) -> Clause:
    """The clause on a day, or its first version where the day lies before it."""
    return policy(id, on=on) or policy.history(id)[0]
