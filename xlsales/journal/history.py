"""What is asked of the journal: submissions, rows of earlier weeks, when a row was first seen."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xlsales.core.record import Place, Record
from xlsales.core.submission import Earlier, Sighting, Submission
from xlsales.journal.chain import Fact
from xlsales.journal.entry import place_of, record_of

NEVER = "9999"
ENTRY = "e.seq, e.seen, e.imported, e.recorded, e.payload"
ACCEPTED = "e.type='submission' and json_extract(e.payload, '$.verdict')='accepted'"


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


def submissions(
    connection: sqlite3.Connection, wanted: Mapping[str, str | None], until: datetime | None
) -> Iterator[Submission]:
    """The accepted submissions that have the wanted values, seen until a moment."""
    given = {name: value for name, value in wanted.items() if value}
    where = "".join(f" and e.{name}=:{name}" for name in given)
    rows = connection.execute(
        f"select {ENTRY} from entry e where {ACCEPTED} and e.seen<=:until{where} order by e.seq",
        {**given, "until": _text(until)},
    )
    yield from map(_submission, rows)


def earlier(
    connection: sqlite3.Connection,
    table: type[Record],
    period: date,
    until: datetime | None,
) -> Iterator[Earlier]:
    """The rows of a table in each person's last submission for a period."""
    last: dict[tuple[str, str], tuple[Submission, str]] = {}
    rows = connection.execute(
        f"select {ENTRY} from entry e where {ACCEPTED} and e.period=? and e.seen<=?"
        " order by e.seen, e.seq",
        (period.isoformat(), _text(until)),
    )
    for row in rows:
        submission = _submission(row)
        last[submission.kind, submission.person] = submission, row[-1]
    for submission, text in last.values():
        payload = json.loads(text)
        kept = connection.execute(
            "select sheet, number, content from row where seq=? and sheet_table=? order by ordinal",
            (submission.seq, table.table.sheet),
        )
        for sheet, number, content in kept:
            place = place_of(payload, sheet)
            yield Earlier(record_of(table, json.loads(content), place, number), submission)


@dataclass(slots=True)
class _Track:
    """What is known of one row while the submissions are gone through."""

    first: int
    last: int
    newest: tuple[str, int, str]
    texts: set[int]


def sightings(
    connection: sqlite3.Connection, tables: Sequence[type[Record]], until: datetime | None
) -> Iterator[Sighting]:
    """Every row of some tables once, with the submissions that first and last had it.

    What was seen when it happened is never replaced by a later import; of several imports the
    earliest moment counts.
    """
    by_sheet = {table.table.sheet: table for table in tables}
    payloads, known = _known(connection, until)
    tracks: dict[tuple[str, str, str], _Track] = {}
    marks = ", ".join("?" * len(by_sheet))
    rows = connection.execute(
        "select seq, sheet_table, key, sheet, number, content from row"
        f" where sheet_table in ({marks}) order by seq, ordinal",
        tuple(by_sheet),
    )
    for seq, name, key, sheet, number, content in rows:
        if seq in known:
            newest = (sheet, number, content)
            whose = (known[seq].person, name, key)
            track = tracks.get(whose)
            if track is None:
                tracks[whose] = _Track(seq, seq, newest, {hash(content)})
            else:
                _follow(track, known, seq, newest)
    places: dict[tuple[int, str], Place] = {}
    for whose in tuple(tracks):
        _, name, _ = whose
        track = tracks.pop(whose)  # a year's rows need not be there twice
        sheet, number, content = track.newest
        place = places.get((track.last, sheet))
        if place is None:
            place = place_of(json.loads(payloads[track.last]), sheet)
            places[track.last, sheet] = place
        record = record_of(by_sheet[name], json.loads(content), place, number)
        yield Sighting(record, known[track.first], known[track.last], len(track.texts))


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


def _known(
    connection: sqlite3.Connection, until: datetime | None
) -> tuple[dict[int, str], dict[int, Submission]]:
    """Payload and submission of every accepted workbook seen until a moment, by number."""
    rows = connection.execute(
        f"select {ENTRY} from entry e where {ACCEPTED} and e.seen<=?", (_text(until),)
    ).fetchall()
    return {row[0]: row[-1] for row in rows}, {row[0]: _submission(row) for row in rows}


def _submission(row: tuple[Any, ...]) -> Submission:
    """The submission of an entry, whose columns are those of ENTRY."""
    seq, seen, imported, recorded, text = row
    payload = json.loads(text)
    period, counted = payload["period"], payload["rows"]
    return Submission(
        seq=seq,
        kind=payload["kind"],
        person=payload["person"],
        period=date.fromisoformat(period) if period else None,
        file=payload["file"],
        seen=datetime.fromisoformat(seen),
        imported=bool(imported),
        rows=counted,
        unread=max(0, sum(counted.values()) - payload["kept"]),
        recorded=datetime.fromisoformat(recorded).astimezone().replace(tzinfo=None),
    )


def _text(until: datetime | None) -> str:
    return until.isoformat(timespec="seconds") if until else NEVER
