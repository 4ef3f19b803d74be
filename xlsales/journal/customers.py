"""Rows looked up by the customers that they are about, and who named which customer."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence

from xlsales.core.record import Record
from xlsales.core.submission import Mention, Submission
from xlsales.journal.store import CUSTOMER

SOME = f"likelihood({CUSTOMER}>'', 0.99)"
"""Has each name looked up by the index of customers, rather than all rows gone through."""


def kept_rows(
    connection: sqlite3.Connection,
    sheets: Collection[str],
    known: Iterable[Submission],
    customers: Collection[str] | None = None,
) -> Iterator[tuple[int, str, str, str, int, str]]:
    """The kept rows of some tables in known submissions, in the order of the chain.

    Of customers that are named, only the rows about them.
    """
    columns = "seq, sheet_table, row.key, sheet, number, content"
    among = f"sheet_table in ({marks(sheets)})"
    if customers is None:
        query = f"select {columns} from row where seq=? and {among} order by ordinal"
        for one in known:
            if not one.rows or not one.rows.keys().isdisjoint(sheets):
                yield from connection.execute(query, (one.seq, *sheets))
        return
    accepted = {one.seq for one in known}
    if not accepted:
        return
    source, about, given = _about(customers)
    query = f"select {columns} from {source} where {among} and {about} order by seq, ordinal"
    rows = connection.execute(query, (*given, *sheets))
    yield from (row for row in rows if row[0] in accepted)


def _about(customers: Collection[str]) -> tuple[str, str, tuple[str, ...]]:
    """Where rows about some customers are taken from, what they must fulfil, and what is given."""
    wanted = json.dumps(sorted(set(customers)))
    return "json_each(?) as named cross join row", f"{CUSTOMER}=named.value and {SOME}", (wanted,)


def mentions(
    connection: sqlite3.Connection,
    tables: Sequence[type[Record]],
    known: Iterable[Submission],
    customers: Collection[str] | None,
) -> Iterator[Mention]:
    """Who named which customer in some tables, each once, of all customers or of some."""
    people = {s.seq: s.person for s in known}
    told: set[tuple[str, str]] = set()
    every = "row", f"{CUSTOMER}>''", ()
    source, about, given = every if customers is None else _about(customers)
    for table in tables:
        rows = connection.execute(
            f"select distinct {CUSTOMER}, seq from {source} where sheet_table=? and {about}",
            (*given, table.table.sheet),
        )
        told.update((people[seq], customer) for customer, seq in rows if seq in people)
    return (Mention(person, customer) for person, customer in sorted(told))


def named(
    connection: sqlite3.Connection, tables: Sequence[type[Record]], known: Iterable[Submission]
) -> set[str]:
    """The names of all customers in some tables; costs what they cost, not what their rows do."""
    accepted = {s.seq for s in known}
    firsts = [first for table in tables for first in _firsts(connection, table)]
    told = {customer for customer, seq in firsts if seq in accepted}
    others = {customer for customer, _ in firsts} - told
    return told | {m.customer for m in mentions(connection, tables, known, others)}


def _firsts(connection: sqlite3.Connection, table: type[Record]) -> Iterator[tuple[str, int]]:
    """Each customer of a table with the first submission that named it, whether that counts."""
    query = (
        f"select {CUSTOMER}, seq from row where sheet_table=? and {CUSTOMER}>? and {SOME}"
        f" order by {CUSTOMER}, seq limit 1"
    )
    last = ""
    while first := connection.execute(query, (table.table.sheet, last)).fetchone():
        yield first
        last = first[0]


def marks(values: Collection[object]) -> str:
    """As many question marks as there are values, for a query."""
    return ", ".join("?" * len(values))
