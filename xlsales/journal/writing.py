"""Writing to the chain: one entry after another, each with both of its times."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from xlsales.core.values import dataclass
from xlsales.journal.chain import FIELDS, GENESIS, Head, canonical, entry_hash
from xlsales.journal.entry import Entry, rows_and_payload
from xlsales.journal.store import JournalError

TOLERANCE = timedelta(minutes=10)
"""By so much a clock may be set back, and a run's moment lie before the clock."""
ZIPPED = b"PK"  # most workbooks are: packing them again takes long and saves nothing


@dataclass(frozen=True)
class Times:
    """When an entry was seen, whether that was said after the fact, and when it was written."""

    seen: str
    imported: bool
    recorded: str


def times_of(connection: sqlite3.Connection, moment: datetime, clock: datetime) -> Times:
    """The times of a run's entries; `JournalError` where the clock went back.

    Nothing is seen after it was written: a moment in the future counts as now.
    """
    recorded = clock.astimezone(UTC)
    last = connection.execute("select recorded from entry order by seq desc limit 1").fetchone()
    before = datetime.fromisoformat(last[0]) if last else recorded
    if before - recorded > TOLERANCE:
        raise JournalError(
            f"电脑时钟现为{_shown(recorded)}，早于台账最后一条的{_shown(before)}；请校准时钟后重试"
        )
    now = clock.astimezone().replace(tzinfo=None)
    return Times(
        min(moment, now).isoformat(timespec="seconds"),
        now - moment > TOLERANCE,
        max(recorded, before).isoformat(timespec="microseconds"),
    )


def head_of(connection: sqlite3.Connection) -> Head:
    """The last entry's number and hash."""
    row = connection.execute("select seq, hash from entry order by seq desc limit 1").fetchone()
    return Head(*row) if row else Head(0, GENESIS)


def append(
    connection: sqlite3.Connection, type: str, payload: Mapping[str, Any], times: Times
) -> Head:
    """Append one entry to the chain, inside a transaction."""
    last = head_of(connection)
    values: dict[str, Any] = {
        "seq": last.seq + 1,
        "type": type,
        "seen": times.seen,
        "imported": int(times.imported),
        "recorded": times.recorded,
        "payload": canonical(payload),
        "previous": last.hash,
    }
    head = Head(last.seq + 1, entry_hash(values))
    marks = ", ".join("?" * (len(FIELDS) + 1))
    connection.execute(
        f"insert into entry({', '.join(FIELDS)}, hash) values ({marks})",
        [*(values[name] for name in FIELDS), head.hash],
    )
    return head


def submit(connection: sqlite3.Connection, entry: Entry, times: Times) -> bool:
    """Append a submitted workbook with its rows and its content, unless it is known already."""
    if _is_known(connection, entry, times.seen):
        return False
    if entry.sha256 and not entry.content:
        entry = replace(entry, content=content_of(connection, entry.sha256))
    rows, payload = rows_and_payload(entry)
    seq = append(connection, "submission", payload, times).seq
    connection.executemany(
        "insert into row values (?, ?, ?, ?, ?, ?, ?)",
        ((seq, ordinal, *row) for ordinal, row in enumerate(rows)),
    )
    known = connection.execute("select 1 from file where sha256=?", (payload["sha256"],))
    if not known.fetchone():
        packed = zlib.compress(entry.content, 0 if entry.content.startswith(ZIPPED) else 1)
        connection.execute("insert into file values (?, ?)", (payload["sha256"], packed))
    return True


def content_of(connection: sqlite3.Connection, sha256: str) -> bytes:
    """The content that the journal has under a hash."""
    packed = connection.execute("select content from file where sha256=?", (sha256,)).fetchone()
    return zlib.decompress(packed[0])


def _is_known(connection: sqlite3.Connection, entry: Entry, seen: str) -> bool:
    """True where the file, as last seen by then, already had this content.

    A file that is new at its path is known when the same content was seen elsewhere: it was moved.
    """
    mark = entry.mark
    last = connection.execute(
        "select sha256 from entry where type='submission' and file=? and seen<=?"
        " order by seen desc, seq desc limit 1",
        (entry.file, seen),
    ).fetchone()
    if last:
        return bool(last[0] == mark)
    period = entry.period and entry.period.isoformat()
    moved = connection.execute(
        "select 1 from entry where type='submission' and kind=? and period is ? and person=?"
        " and sha256=? and seen<=? and json_extract(payload, '$.verdict')=? limit 1",
        (entry.kind, period, entry.person, mark, seen, entry.verdict),
    ).fetchone()
    return moved is not None


def _shown(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
