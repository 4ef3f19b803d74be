"""The journal: what is written to the chain, and what is asked of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from xlsales.core.record import Record
from xlsales.core.submission import Earlier, Mention, Sighting, Submission, Whose
from xlsales.journal import customers as customers_of
from xlsales.journal import history
from xlsales.journal.audit import problems
from xlsales.journal.chain import Fact, Head
from xlsales.journal.entry import Entry, keyed
from xlsales.journal.standing import standing
from xlsales.journal.store import JournalError, connect
from xlsales.journal.writing import Times, append, head_of, submit, times_of

if TYPE_CHECKING:
    from xlsales.journal.parquet import Tables


class Journal:
    """An open journal; a context manager that closes it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._kept: list[Submission] = []

    @classmethod
    def open(cls, path: Path) -> Journal:
        """The journal of a path, made where there is none; `JournalError` says why not."""
        return cls(connect(path))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def submit(
        self, entries: Iterable[Entry], moment: datetime, clock: datetime
    ) -> tuple[bool, ...]:
        """Record the workbooks of one run, all or none; says of each whether it was new.

        `moment` is when the run is thought to happen, `clock` the real time.
        """
        with self._writing(moment, clock) as times:
            return tuple(submit(self._connection, entry, times) for entry in entries)

    def record(
        self, type: str, payloads: Iterable[Mapping[str, Any]], moment: datetime, clock: datetime
    ) -> Head:
        """Append facts of some type, all or none, each as plain values; returns the new head."""
        with self._writing(moment, clock) as times:
            for payload in payloads:
                append(self._connection, type, payload, times)
        return self.head()

    def facts(self, type: str = "") -> tuple[Fact, ...]:
        """The facts of a type, or all entries, in the order of the chain."""
        with _reading():
            return tuple(history.facts(self._connection, type))

    def submissions(
        self,
        kind: str = "",
        person: str = "",
        period: date | None = None,
        until: datetime | None = None,
    ) -> tuple[Submission, ...]:
        """The accepted submissions seen until a moment, in the order of the chain."""
        with _reading():
            return tuple(
                s
                for s in self._known(until)
                if (not kind or s.kind == kind)
                and (not person or s.person == person)
                and (not period or s.period == period)
            )

    def earlier(
        self, table: type[Record], period: date, until: datetime | None = None
    ) -> tuple[Earlier, ...]:
        """The rows of a table in each person's last submission for a week or month."""
        with _reading():
            known = self._known(until)
            return tuple(history.earlier(self._connection, table, period, known))

    def mentions(
        self,
        tables: Iterable[type[Record]],
        until: datetime | None = None,
        customers: Collection[str] | None = None,
    ) -> tuple[Mention, ...]:
        """Who named which customer in some tables, each once, of all customers or of some."""
        with _reading():
            known = self._known(until)
            return tuple(customers_of.mentions(self._connection, tuple(tables), known, customers))

    def named(
        self, tables: Iterable[type[Record]], until: datetime | None = None
    ) -> frozenset[str]:
        """The names of all customers in some tables."""
        with _reading():
            known = self._known(until)
            return frozenset(customers_of.named(self._connection, tuple(tables), known))

    def sightings(
        self,
        tables: Iterable[type[Record]],
        until: datetime | None = None,
        customers: Collection[str] | None = None,
        here: Iterable[Record] = (),
    ) -> tuple[Sighting, ...]:
        """Every row of some tables once, with the submissions that first and last had it.

        Where customers are named, only the rows about them. Rows that are here, of people who
        stand in them as `manager`, are taken as they are.
        """
        with _reading():
            known, kinds = self._known(until), tuple(tables)
            rows = {(getattr(r, "manager", ""), r.table.sheet, key): r for r, key in keyed(here)}
            return tuple(history.sightings(self._connection, kinds, known, customers, rows))

    def standing(
        self,
        tables: Iterable[type[Record]],
        apart: Collection[Whose] = (),
        until: datetime | None = None,
        customers: Collection[str] | None = None,
    ) -> tuple[Earlier, ...]:
        """The rows of some tables in the last submission of every workbook but those named.

        Where customers are named, only the rows about them.
        """
        with _reading():
            known = self._known(until)
            found = standing(self._connection, tuple(tables), apart, known, customers)
            return tuple(found)

    def _known(self, until: datetime | None) -> list[Submission]:
        """The accepted submissions seen until a moment; none is read twice, as none changes."""
        last = self._kept[-1].seq if self._kept else 0
        self._kept.extend(history.submissions(self._connection, last))
        return [s for s in self._kept if until is None or s.seen <= until]

    def contents(self) -> frozenset[str]:
        """The hashes of all submitted contents."""
        with _reading():
            return frozenset(
                mark for (mark,) in self._connection.execute("select sha256 from file")
            )

    def head(self) -> Head:
        """The last entry's number and hash; an empty journal's number is 0."""
        with _reading():
            return head_of(self._connection)

    def verify(self, *anchors: Head, thorough: bool = True) -> tuple[str, ...]:
        """What is wrong with the journal, in the user's words; nothing where it is whole.

        With heads that were printed earlier as anchors, a cut or rewritten chain shows too. A check
        that is not thorough looks at the chain only, not at every row and file.
        """
        return problems(self._connection, anchors, thorough)

    def export(self, folder: Path) -> int:
        """Write every submitted file and a list of all entries; returns the number of files."""
        from xlsales.journal.export import export

        with _reading():
            return export(self._connection, folder)

    @contextmanager
    def tables(self, folder: Path, kinds: Iterable[type[Record]]) -> Iterator[Tables]:
        """Every entry and row as typed Parquet files, where more of them can be written."""
        from xlsales.journal.export_tables import exported

        with _reading(), exported(self._connection, folder, kinds) as written:
            yield written

    @contextmanager
    def _writing(self, moment: datetime, clock: datetime) -> Iterator[Times]:
        """One transaction: everything in it is kept, or nothing."""
        try:
            self._connection.execute("begin immediate")
            try:
                yield times_of(self._connection, moment, clock)
            except BaseException:
                if self._connection.in_transaction:  # a full disk has ended it already
                    self._connection.execute("rollback")
                raise
            self._connection.execute("commit")
        except sqlite3.Error as error:
            raise JournalError(f"写不进提交台账：{error}；请检查磁盘和权限后重试") from error


@contextmanager
def _reading() -> Iterator[None]:
    """What can't be read of the journal is one message."""
    try:
        yield
    except (sqlite3.Error, ValueError, TypeError, LookupError) as error:
        raise JournalError(f"提交台账读不下去：{error}；请用 journal verify 核验") from error
