"""Meeting packs that lie in the folder: what directors filled in, and the journal heads printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace
from hashlib import file_digest, sha256
from pathlib import Path

from xlsales.actions.asked import Asked
from xlsales.actions.conflicts import take_decisions
from xlsales.actions.department import Department
from xlsales.actions.kept import Kept, basis
from xlsales.books.book import Book, Sheet
from xlsales.books.locate import Aliases, Located, locate
from xlsales.books.read import read
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding
from xlsales.core.values import dataclass
from xlsales.hosts.base import Unreadable
from xlsales.hosts.files.own import OUTPUT, own_head, own_output
from xlsales.hosts.files.reading import content_of
from xlsales.hosts.files.safe import Reader
from xlsales.journal import Head, Journal, Readings, heads_in
from xlsales.tables.conflicts import MEETING_PACK, ConflictRow

COVER_ROWS = 40
DECISION = {"id", "owner", "ruling", "by"}
READ = "pack"
"""The type of the journal's entries that say which packs were read, so that each is read once."""


@dataclass(frozen=True)
class PastPacks:
    """What earlier packs say: their decision rows, what is wrong with them, the heads printed."""

    records: Records = field(default_factory=Records)
    findings: tuple[Finding, ...] = ()
    heads: tuple[Head, ...] = ()
    fresh: tuple[str, ...] = ()


def past_packs(wanted: Asked, names: Iterable[str], journal: Journal, kept: Kept) -> PastPacks:
    """What the packs among some files say that were not read before as they are now.

    One that is as it was written says nothing new. The head of the newest is read in any case,
    because it anchors the journal.
    """
    known = {fact.payload["sha256"] for fact in journal.facts(READ)}
    found = PastPacks()
    with Reader() as reader:
        for newest, name in enumerate(_by_age(wanted.folder, names)):
            content = _own(wanted.folder / name)
            mark = sha256(content).hexdigest()
            is_known = mark in known or kept.readings.get(name, mark) is not None
            heads = tuple(heads_in(own_head(content))) if newest == 0 and is_known else ()
            if heads:
                found = replace(found, heads=(*found.heads, *heads))
            elif content and (newest == 0 or not is_known):
                book = _book(reader, content, name)
                found = _with(found, book, kept.policy, () if mark in known else (mark,))
    return found


def note_written(target: Path, department: Department) -> None:
    """Note that a pack holds no decision as it was just written."""
    path = Path(department.journal["path"])
    if target.is_relative_to(department.folder):
        name = target.relative_to(department.folder).as_posix()
        with target.open("rb") as pack:
            mark = file_digest(pack, sha256).hexdigest()
        with Readings(path, basis(department.policy, department.settings)) as readings:
            readings.put(name, mark, "{}")


def settle(
    packs: PastPacks, people: Records, journal: Journal, wanted: Asked, policy: Policy
) -> tuple[Finding, ...]:
    """Record what the packs rule and that they were read; returns what is wrong with them."""
    decided = packs.records + people
    wrong = take_decisions(journal, decided, policy, wanted.moment, wanted.clock)
    if packs.fresh and not wrong:
        marks = ({"sha256": mark} for mark in packs.fresh)
        journal.record(READ, marks, wanted.moment, wanted.clock)
    return (*packs.findings, *wrong)


def _by_age(folder: Path, names: Iterable[str]) -> list[str]:
    """The workbooks that are there, the newest first."""
    places = {n: folder / n for n in names if n.endswith(".xlsx") and (folder / n).is_file()}
    return sorted(places, key=lambda n: (places[n].stat().st_mtime, n), reverse=True)


def _own(path: Path) -> bytes:
    """The bytes of a file that this program made as a result; nothing for any other."""
    try:
        content = content_of(path)
    except Unreadable:
        return b""
    return content if own_output(content) == OUTPUT else b""


def _book(reader: Reader, content: bytes, name: str) -> Book:
    try:
        return reader.book(content, name)
    except Unreadable:
        return Book(name, ())


def _with(found: PastPacks, book: Book, policy: Policy, fresh: tuple[str, ...]) -> PastPacks:
    """What was found, and what one more book says; a pack without conflicts has no such rows."""
    reading = read(_filled_in(book), (MEETING_PACK,), policy)
    cover = (sheet.rows[:COVER_ROWS] for sheet in book.sheets[:1])
    texts = (cell for rows in cover for row in rows for cell in row if isinstance(cell, str))
    heads = (head for text in texts for head in heads_in(text))
    return PastPacks(
        found.records + reading.records,
        (*found.findings, *reading.findings),
        (*found.heads, *heads),
        (*found.fresh, *fresh),
    )


def _filled_in(book: Book) -> Book:
    """The book with only what people fill in, so that nothing else can spoil a decision."""
    located = (locate(sheet, (ConflictRow,), Aliases()) for sheet in book.sheets)
    return Book(book.name, tuple(_only(one) for one in located if one and "id" in one.columns))


def _only(located: Located) -> Sheet:
    kept = {index for name, index in located.columns.items() if name in DECISION}
    rows = [
        [cell if index in kept or number <= located.header else None for index, cell in row]
        for number, row in enumerate(map(enumerate, located.sheet.rows))
    ]
    return Sheet(located.sheet.name, rows)
