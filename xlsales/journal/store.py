"""The journal's file: an SQLite database that only grows."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

FILE_MARK = 0x786C736A
VERSION = 1
PATIENCE = 30.0

SCHEMA = """
create table entry(
    seq integer primary key,
    type text not null,
    seen text not null,
    imported integer not null,
    recorded text not null,
    payload text not null,
    previous text not null,
    hash text not null unique,
    file text generated always as (json_extract(payload, '$.file')),
    kind text generated always as (json_extract(payload, '$.kind')),
    person text generated always as (json_extract(payload, '$.person')),
    period text generated always as (json_extract(payload, '$.period')),
    sha256 text generated always as (json_extract(payload, '$.sha256'))
);
create index entry_by_file on entry(file, seen) where type = 'submission';
create index entry_by_period on entry(kind, period, person) where type = 'submission';
create index entry_by_type on entry(type) where type <> 'submission';
create table row(
    seq integer not null references entry,
    ordinal integer not null,
    sheet_table text not null,
    sheet text not null,
    number integer not null,
    key text not null,
    content text not null,
    primary key (seq, ordinal)
) without rowid;
create table file(sha256 text primary key, content blob not null);
"""

CUSTOMER = "iif(json_valid(content), json_extract(content, '$.customer'), null)"
"""The customer that a kept row is about, as it stands in the index."""

INDEX = (
    f"create index if not exists row_by_customer on row(sheet_table, {CUSTOMER}, seq)"
    f" where {CUSTOMER}>''"
)

TRIGGERS = {
    f"{name}_{event}": (
        f"CREATE TRIGGER {name}_{event} before {event} on {name} "
        "begin select raise(abort, 'append-only'); end"
    )
    for name in ("entry", "row", "file")
    for event in ("update", "delete")
} | {
    "entry_insert": (
        "CREATE TRIGGER entry_insert before insert on entry "
        "when new.seq <> (select coalesce(max(seq), 0) + 1 from entry) "
        "begin select raise(abort, 'append-only'); end"
    ),
    "row_insert": (
        "CREATE TRIGGER row_insert before insert on row "
        "when new.seq <> (select max(seq) from entry) "
        "begin select raise(abort, 'append-only'); end"
    ),
}


class JournalError(Exception):
    """The journal can't be used: why, and what to do, in the user's words."""


def connect(path: Path) -> sqlite3.Connection:
    """A connection to the journal of a path, made where there is none, for its owner only."""
    try:
        create_private(path)
        connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise JournalError(f"打不开提交台账{path}；请检查该位置能否写入") from error
    try:
        connection.execute("pragma synchronous=full")
        _prepare(connection, path)
    except sqlite3.OperationalError as error:
        connection.close()
        raise JournalError(f"提交台账{path}现在用不了：{error}；请稍后再试") from error
    except sqlite3.DatabaseError as error:
        connection.close()
        raise JournalError(f"{path}不是提交台账，或已损坏；{REMEDY}") from error
    except JournalError:
        connection.close()
        raise
    return connection


REMEDY = "请换一个位置，或恢复它的备份"


def create_private(path: Path) -> None:
    """An empty file that only its owner may read, where there is none yet."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables in an empty file; refuse what is no journal, or a newer one."""
    mark, version, tables = _identity(connection)
    if not (mark or tables):
        connection.execute("begin immediate")
        mark, version, tables = _identity(connection)
        if not (mark or tables):
            for statement in (*SCHEMA.strip().split(";\n"), INDEX, *TRIGGERS.values()):
                connection.execute(statement)
            connection.execute(f"pragma application_id={FILE_MARK}")
            connection.execute(f"pragma user_version={VERSION}")
            mark, version = FILE_MARK, VERSION
        connection.execute("commit")
    if mark != FILE_MARK:
        raise JournalError(f"{path}不是提交台账，没有改动它；{REMEDY}")
    if version > VERSION:
        raise JournalError(f"提交台账{path}由更新的版本写成；请更新本软件")


def _identity(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """The file's mark, its version and the number of its tables."""
    pragmas = ("pragma application_id", "pragma user_version")
    mark, version = (int(connection.execute(p).fetchone()[0]) for p in pragmas)
    count = connection.execute("select count(*) from sqlite_master").fetchone()[0]
    return mark, version, int(count)
