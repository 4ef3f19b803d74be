"""What the forms on paper have in common: boxes, names of files, what is said beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum

from xlsales.actions.department import Department
from xlsales.books.paper import Box, Paper, Shown
from xlsales.core.kinds import text_of
from xlsales.core.record import Record, Unread
from xlsales.core.rule import Level
from xlsales.core.values import dataclass

NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
LONGEST_STEM = 80
HALF, THIRD = 12, 8

Place = tuple[str, str, int]


@dataclass(frozen=True)
class Made:
    """What was made of some records: the papers of each file after its stem, and what to say."""

    files: tuple[tuple[str, tuple[Paper, ...]], ...]
    notes: tuple[str, ...] = ()


def box(record: Record, name: str, wide: int = HALF) -> Box:
    """A box with one field of a record under the field's own heading."""
    column = record.column(name)
    return Box(column.heading, plain(getattr(record, name)), column.kind.format, wide)


def plain(value: object) -> Shown:
    """A field's value as it is written on paper."""
    if isinstance(value, (bool, Enum)):
        return text_of(value)
    return value  # type: ignore[return-value]


def place(record: Record | Unread) -> Place:
    """The row that a record was read from."""
    return record.place.book, record.place.sheet, record.row


def faults(department: Department) -> Mapping[Place, str]:
    """What is said of each row by findings of level 错误."""
    found: dict[Place, list[str]] = {}
    for finding in department.findings:
        if finding.level is Level.ERROR:
            where = (finding.where.book, finding.where.sheet, finding.where.row)
            found.setdefault(where, []).append(f"{finding.message}（{finding.code}）")
    return {where: "；".join(messages) for where, messages in found.items()}


def unread_notes(department: Department, table: type[Record], form: str) -> Iterator[str]:
    """A line for each row of a table that could not be read whole, with its reason."""
    wrong = faults(department)
    for row in department.records[Unread]:
        if row.table is table:
            yield f"{row_text(row)}没有生成{form}：{wrong.get(place(row), '')}"


def row_text(record: Record | Unread) -> str:
    """A row as people find it."""
    return f"{record.place.book}!{record.place.sheet}!第{record.row}行"


def basis(department: Department, id: str, on: date, books: Iterable[str]) -> tuple[str, ...]:
    """The notes below a form: the clause it rests on, and the workbooks it was made from."""
    clause = department.policy(id, on=on)
    made = f"由xlsales根据{'、'.join(dict.fromkeys(books))}生成"
    return (f"依据 {clause}　{made}",) if clause else (made,)


def file_stem(*parts: object) -> str:
    """A name for a file, of parts that people typed."""
    joined = "_".join(text_of(part) for part in parts if part)
    return NOT_IN_FILE_NAMES.sub("-", joined)[:LONGEST_STEM].strip(" .-")


def month_text(month: date) -> str:
    """A month as it stands in file names."""
    return f"{month:%Y-%m}"
