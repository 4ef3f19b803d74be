"""What rules know beyond the rows in front of them: the day, earlier submissions, who is who."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import TypeVar

from xlsales.core.days import month_end
from xlsales.core.fold import fold
from xlsales.core.policy import Clause, Policy
from xlsales.core.record import Record, Ref
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, Occasion
from xlsales.core.submission import Earlier, Submission, Whose
from xlsales.matching import customer_key
from xlsales.tables.agreements import Agreement
from xlsales.tables.applications import Rank
from xlsales.tables.roster import Alias, Assignment

R = TypeVar("R", bound=Record)


def as_of(records: Records) -> date | None:
    """The day for which things stand: the end of the month asked for, else the day of the run."""
    for occasion in records[Occasion]:
        return month_end(occasion.month) if occasion.month else occasion.today
    return None


def today(records: Records) -> date:
    """The day of the run, after which nothing has happened yet; the last of all if not known."""
    return next((occasion.today for occasion in records[Occasion]), date.max)


def month_asked(records: Records) -> date | None:
    """The first day of the month that is to be closed; None in a run about no month."""
    return next((o.month for o in records[Occasion] if o.month), None)


def clause_on(policy: Policy, id: str, day: date | None) -> Clause | None:
    """The clause in force on the day of an event; of an event without a day, the newest."""
    return policy(id, on=day) if day else policy.latest(id)


def with_earlier(records: Records, table: type[R]) -> tuple[R, ...]:
    """The rows of a table with those of earlier submissions that are not before us again.

    Of each workbook its last submission counts; one that is itself before us counts once.
    """
    now = records[table]
    files = {row.place.book for row in now}
    seen = {s.whose for s in records[Submission] if s.file in files}
    last: dict[Whose, int] = {}
    rows: list[tuple[R, Submission]] = []
    for earlier in records[Earlier]:
        row, of = earlier.record, earlier.submission
        if isinstance(row, table) and of.file not in files and of.whose not in seen:
            rows.append((row, of))
            last[of.whose] = max(of.seq, last.get(of.whose, of.seq))
    return (*(row for row, of in rows if of.seq == last[of.whose]), *now)


def is_here(records: Records, table: type[Record]) -> Callable[[Record], bool]:
    """A function that says whether a row is before us, and not one of an earlier submission."""
    rows = set(map(id, records[table]))
    return lambda row: id(row) in rows


def whole(row: R) -> Hashable:
    """The row itself, by which only a row that is alike in every column is a copy of it."""
    return row


def once(rows: Iterable[R], key: Callable[[R], Hashable] = whole) -> Iterator[R]:
    """The rows without those that stand in another workbook too, as in a copy of it."""
    return (row for row, other in with_copied(rows, key) if other is None)


def with_copied(
    rows: Iterable[R], key: Callable[[R], Hashable] = whole
) -> Iterator[tuple[R, R | None]]:
    """Each row with the same one of another workbook, of which it is a copy; None without.

    A row counts as often as it stands in the workbook that has it most often: two alike in one
    workbook are two, whatever part of them another workbook repeats.
    """
    counted: dict[Hashable, tuple[list[R], dict[str, int]]] = {}
    for row in rows:
        others, inside = counted.setdefault(key(row), ([], {}))
        nth = inside[row.place.book] = inside.get(row.place.book, 0) + 1
        if nth > len(others):
            others.append(row)
            yield row, None
        else:
            yield row, others[nth - 1]


def each_once(
    records: Records, table: type[R], key: Callable[[R], Hashable] = whole
) -> Iterator[R]:
    """The rows with those of earlier submissions, each once where a later list repeats it.

    It counts as it stands before us.
    """
    rows, now = with_earlier(records, table), records[table]
    return once((*now, *rows[: len(rows) - len(now)]), key)


def in_order(rows: Iterable[R]) -> list[R]:
    """The rows in the order of their workbooks' names, whichever of these are before us."""
    return sorted(rows, key=lambda row: (row.place.book, row.row))


def again(rows: Iterable[R], key: Callable[[R], Hashable]) -> Iterator[tuple[R, R]]:
    """Each row with the earlier one of the same key; not the same row in a copy of a workbook."""
    first: dict[Hashable, R] = {}
    for row, copied in with_copied(rows):
        other = first.setdefault(key(row), row)
        if row is not other and copied is not other:
            yield row, other


def stated_again(
    records: Records, table: type[R], key: Callable[[R], Hashable]
) -> Iterator[tuple[R, R]]:
    """Each row before us with the earlier one of the same key, also of an earlier submission."""
    is_ours = is_here(records, table)
    pairs = again(in_order(with_earlier(records, table)), key)
    return ((row, other) for row, other in pairs if is_ours(row))


def copies(
    records: Records, table: type[R], name: str, is_told: Callable[[R], object]
) -> Iterator[tuple[R, Ref, str]]:
    """The first row before us that is a copy, the cell of the row that counts, and what is said.

    Once for each two workbooks: a list that goes on from month to month repeats many rows.
    """
    is_ours = is_here(records, table)
    found: dict[tuple[str, str], list[tuple[R, R]]] = {}
    for row, other in with_copied(in_order(with_earlier(records, table))):
        if other and is_ours(row) and is_told(row):
            books = row.place.book, other.place.book
            found.setdefault(books, []).append((row, other))
    for (row, other), *more in found.values():
        which, where = f"和下面另外{len(more)}行" if more else "", other.at(name)
        yield row, where, f"这一行{which}与{where}起的完全一样，当作抄来的，只算一次"


def newest(records: Records, table: type[R]) -> tuple[R, ...]:
    """The rows of the workbook of the month asked for, or else of the newest month.

    Rows of a workbook whose month is not known count as well.
    """
    months = {s.file: s.period for s in records[Submission] if s.period}
    rows = records[table]
    known = [months[r.place.book] for r in rows if r.place.book in months]
    wanted = month_asked(records) or max(known, default=None)
    return tuple(r for r in rows if months.get(r.place.book, wanted) == wanted)


def identity(records: Records) -> Callable[[str], str]:
    """A function that gives the same key to the names of one customer, by name or by alias."""
    aliases = {fold(a.alias): a.customer for a in records[Alias]}

    @cache
    def key(name: str) -> str:
        return _key(aliases.get(fold(name), name))

    return key


def managers_of(records: Records) -> Callable[[str], Mapping[str, str]]:
    """A function that gives the account managers whom customers or agreements name for a customer.

    They stand under their folded names; of a customer that neither table has, there are none.
    """
    key, managers = identity(records), dict[str, dict[str, str]]()
    rows: tuple[Assignment | Agreement, ...] = (*records[Assignment], *records[Agreement])
    for row in rows:
        managers.setdefault(key(row.customer), {})[fold(row.manager)] = row.manager
    return lambda customer: managers.get(key(customer), {})


@lru_cache(maxsize=1 << 14)
def _key(full: str) -> str:
    return customer_key(full) or fold(full)


def suffices(rank: Rank | None, required: Rank | str) -> bool:
    """True when a post stands at least as high as the one required."""
    order = list(Rank)
    return rank is not None and order.index(rank) >= order.index(Rank(required))


def is_faulty(records: Records) -> Callable[[Record], bool]:
    """A function that says whether a row has a finding of level 错误."""
    cells = (f.where for f in records[Finding] if f.level is Level.ERROR)
    rows = {(cell.book, cell.sheet, cell.row) for cell in cells}
    if not rows:
        return lambda record: False
    return lambda record: (record.place.book, record.place.sheet, record.row) in rows
