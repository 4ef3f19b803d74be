"""What is asked of the journal: submissions, rows of earlier weeks, when a row was first seen."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from xlsales.core.record import Place, Record
from xlsales.core.submission import Earlier, Sighting, Submission
from xlsales.journal.chain import Fact
from xlsales.journal.customers import kept_rows
from xlsales.journal.entry import place_of, record_of

RowKey = tuple[str, str, str]
"""What makes a row the same row later on: whose it is, its table, its key."""

ENTRY = (
    "seq, seen, imported, recorded, file, kind, person, period,"
    " json_extract(payload, '$.rows'), json_extract(payload, '$.kept')"
)
ACCEPTED = "type='submission' and json_extract(payload, '$.verdict')='accepted'"


def facts(connection: sqlite3.Connection, type: str) -> Iterator[Fact]:
    """The entries of a type, or all of them."""
    other = "type<>'submission' and " if type != "submission" else ""
    rows = connection.execute(
        "select seq, type, seen, recorded, imported, payload, hash from entry"
        f" {f'where {other}type=?' if type else ''} order by seq",
        (type,) if type else (),
    )
    for seq, kind, seen, recorded, imported, payload, own in rows:
        moments = (datetime.fromisoformat(seen), datetime.fromisoformat(recorded))
        yield Fact(seq, kind, *moments, bool(imported), json.loads(payload), own)


def submissions(connection: sqlite3.Connection, after: int) -> Iterator[Submission]:
    """The accepted submissions whose entries come after the one of that number."""
    rows = connection.execute(
        f"select {ENTRY} from entry where {ACCEPTED} and seq>? order by seq", (after,)
    )
    local = cache(_local)  # all workbooks of one run were written at one moment
    yield from (_submission(row, local) for row in rows)


def earlier(
    connection: sqlite3.Connection,
    table: type[Record],
    period: date,
    known: Iterable[Submission],
) -> Iterator[Earlier]:
    """The rows of a table in each person's last submission for a period."""
    own = sorted((s for s in known if s.period == period), key=lambda s: (s.seen, s.seq))
    for submission in {(s.kind, s.person): s for s in own}.values():
        yield from rows_of(connection, (table,), [submission])


def rows_of(
    connection: sqlite3.Connection,
    tables: Sequence[type[Record]],
    known: Iterable[Submission],
    customers: Collection[str] | None = None,
) -> Iterator[Earlier]:
    """The rows of some tables in known submissions; of customers that are named, only theirs."""
    by_sheet = {table.table.sheet: table for table in tables}
    by_seq = {one.seq: one for one in known}
    rows = kept_rows(connection, by_sheet, by_seq.values(), customers)
    places = Places(connection)
    for seq, name, _, sheet, number, content in rows:
        place = places.of(seq, sheet)
        yield Earlier(record_of(by_sheet[name], json.loads(content), place, number), by_seq[seq])


@dataclass(slots=True)
class _Track:
    """What is known of one row while the submissions are gone through."""

    first: int
    last: int
    newest: tuple[str, int, str]
    texts: set[int]


def sightings(
    connection: sqlite3.Connection,
    tables: Sequence[type[Record]],
    known: Iterable[Submission],
    customers: Collection[str] | None,
    here: Mapping[RowKey, Record],
) -> Iterator[Sighting]:
    """Every row of some tables once, with the submissions that first and last had it.

    What was seen when it happened is never replaced by a later import; of several imports the
    earliest moment counts. Of customers that are named, only the rows about them; a row that is
    here need not be made again.
    """
    by_sheet = {table.table.sheet: table for table in tables}
    by_seq = {s.seq: s for s in known}
    tracks: dict[RowKey, _Track] = {}
    rows = kept_rows(connection, by_sheet, by_seq.values(), customers)
    for seq, name, key, sheet, number, content in rows:
        newest = (sheet, number, content)
        whose = (by_seq[seq].person, name, key)
        track = tracks.get(whose)
        if track is None:
            tracks[whose] = _Track(seq, seq, newest, {hash(newest[2])})
        else:
            _follow(track, by_seq, seq, newest)
    places = Places(connection)
    for whose in tuple(tracks):
        _, name, _ = whose
        track = tracks.pop(whose)  # a year's rows need not be there twice
        record = here.get(whose)
        if record is None:
            sheet, number, content = track.newest
            place = places.of(track.last, sheet)
            record = record_of(by_sheet[name], json.loads(content), place, number)
        yield Sighting(record, by_seq[track.first], by_seq[track.last], len(track.texts))


class Places:
    """Where the fields of kept rows stood, looked up once for each sheet of a submission."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[int, str], Place] = {}

    def of(self, seq: int, sheet: str) -> Place:
        """The place of a sheet in the submission of that number."""
        place = self._known.get((seq, sheet))
        if place is None:
            payload = _payload(self._connection, seq)
            place = self._known[seq, sheet] = place_of(payload, sheet)
        return place


def _follow(
    track: _Track, known: Mapping[int, Submission], seq: int, newest: tuple[str, int, str]
) -> None:
    """Take one more submission of a row into account."""
    here, first, last = known[seq], known[track.first], known[track.last]
    if first.imported and here.imported and here.seen < first.seen:
        track.first = seq
    if here.seen >= last.seen:
        track.last, track.newest = seq, newest
    track.texts.add(hash(newest[2]))


def _submission(row: tuple[Any, ...], local: Callable[[str], datetime]) -> Submission:
    """The submission of an entry, whose columns are those of ENTRY."""
    seq, seen, imported, recorded, file, kind, person, period, rows, kept = row
    counted = json.loads(rows)
    return Submission(
        seq=seq,
        kind=kind,
        person=person,
        period=date.fromisoformat(period) if period else None,
        file=file,
        seen=datetime.fromisoformat(seen),
        imported=bool(imported),
        rows=counted,
        unread=max(0, sum(counted.values()) - kept),
        recorded=local(recorded),
    )


def _local(moment: str) -> datetime:
    """A moment that was written down, as the clock here showed it."""
    return datetime.fromisoformat(moment).astimezone().replace(tzinfo=None)


def _payload(connection: sqlite3.Connection, seq: int) -> dict[str, Any]:
    row = connection.execute("select payload from entry where seq=?", (seq,)).fetchone()
    payload: dict[str, Any] = json.loads(row[0])
    return payload
