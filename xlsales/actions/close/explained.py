"""Cells that explain themselves: a live formula, and a note with clause, inputs and value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Generic, TypeVar

from xlsales.books.book import letter
from xlsales.books.form import TOTAL, Form
from xlsales.books.page import Formula, Grid
from xlsales.core import money
from xlsales.core.policy import Clause, Limit, Policy
from xlsales.core.record import Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Computed(Generic[R]):
    """A field that is computed: its formula, and its note; an empty formula leaves the value."""

    formula: Callable[[R], str]
    note: Callable[[R], str]


def explained(
    form: Form, records: Iterable[R], fields: Mapping[str, Computed[R]], most_notes: int
) -> Grid:
    """The records as a grid in which some fields are formulas; the first rows carry notes."""
    shown = tuple(records)
    grid = form.grid(shown)
    rows = [list(row) for row in grid.rows]
    for name, computed in fields.items():
        place = form.place(name)
        for number, (record, row) in enumerate(zip(shown, rows, strict=False)):
            text = computed.formula(record)
            if text:
                said = computed.note(record) if number < most_notes else ""
                value = getattr(record, name)
                row[place] = Formula(text, value.value if isinstance(value, Enum) else value, said)
    return replace(grid, rows=rows)


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
