"""Is the journal what was written? Every entry, row and file is hashed again."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence

from xlsales.journal.chain import FIELDS, GENESIS, Head, digest, entry_hash, root
from xlsales.journal.store import TRIGGERS
from xlsales.journal.writing import head_of


def problems(
    connection: sqlite3.Connection, anchors: Sequence[Head], thorough: bool
) -> tuple[str, ...]:
    """What is wrong with the journal; whatever makes the reading fail is tampering too."""
    found: list[str] = []
    try:
        connection.execute("begin")
        try:
            found.extend(_broken_links(connection))
            for anchor in anchors:
                found.extend(_off_anchor(connection, anchor))
            found.extend(_unguarded(connection))
            if thorough:
                found.extend(_below(connection))
        finally:
            connection.execute("rollback")
    except (sqlite3.Error, ValueError, TypeError, LookupError, AttributeError, zlib.error) as error:
        found.append(f"台账读不下去，文件已损坏或被改动：{error}")
    return tuple(dict.fromkeys(found))


def _below(connection: sqlite3.Connection) -> Iterator[str]:
    """What is wrong below the chain: the file as a database, every row, every submitted file."""
    state = connection.execute("pragma integrity_check").fetchone()[0]
    if state != "ok":
        yield f"台账文件已损坏：{state}"
    for seq, payload in connection.execute(
        "select seq, payload from entry where type='submission' order by seq"
    ):
        yield from _changed_rows(connection, seq, json.loads(payload)["root"])
    yield from _strays(connection)
    yield from _changed_files(connection)


def _unguarded(connection: sqlite3.Connection) -> Iterator[str]:
    """The guards against changing and deleting are part of the file."""
    query = "select name, sql from sqlite_master where type='trigger'"
    if dict(connection.execute(query).fetchall()) != TRIGGERS:
        yield "台账防改动的保护被去掉或改过"


def _broken_links(connection: sqlite3.Connection) -> Iterator[str]:
    """Every entry follows the one before and has its own hash."""
    previous, recorded, expected = GENESIS, "", 1
    for row in connection.execute(f"select {', '.join(FIELDS)}, hash from entry order by seq"):
        fields = dict(zip(FIELDS, row[:-1], strict=True))
        seq = fields["seq"]
        if seq != expected:
            yield f"第{expected}条起有缺失，下一条是第{seq}条"
        if fields["previous"] != previous:
            yield f"第{seq}条与前一条接不上"
        if entry_hash(fields) != row[-1]:
            yield f"第{seq}条的内容被改过"
        if fields["recorded"] < recorded:
            yield f"第{seq}条的写入时间早于前一条"
        previous, recorded, expected = row[-1], fields["recorded"], seq + 1


def _changed_rows(connection: sqlite3.Connection, seq: int, expected: str) -> Iterator[str]:
    rows = connection.execute(
        "select ordinal, sheet_table, sheet, number, key, content from row"
        " where seq=? order by ordinal",
        (seq,),
    ).fetchall()
    in_order = [row[0] for row in rows] == list(range(len(rows)))
    if not in_order or root(row[1:] for row in rows) != expected:
        yield f"第{seq}条的明细行被改过"


def _strays(connection: sqlite3.Connection) -> Iterator[str]:
    """Rows and files that belong to no submission."""
    submitted = "from entry where type='submission'"
    rows = f"select count(*) from row where seq not in (select seq {submitted})"
    if connection.execute(rows).fetchone()[0]:
        yield "台账中有不属于任何一次提交的明细行"
    files = f"select count(*) from file where sha256 not in (select sha256 {submitted})"
    if connection.execute(files).fetchone()[0]:
        yield "台账中有不属于任何一次提交的文件"
    lost = f"select count(*) {submitted} and sha256 not in (select sha256 from file)"
    if connection.execute(lost).fetchone()[0]:
        yield "台账中缺少提交文件的原件"


def _changed_files(connection: sqlite3.Connection) -> Iterator[str]:
    for name, packed in connection.execute("select sha256, content from file"):
        if digest(zlib.decompress(packed)) != name:
            yield f"提交文件的原件被改过（{name[:16]}）"


def _off_anchor(connection: sqlite3.Connection, anchor: Head) -> Iterator[str]:
    """A chain that was cut or rewritten does not lead through a head printed earlier."""
    if anchor.seq == 0:
        return
    query = "select hash from entry where seq=?"
    found = connection.execute(query, (anchor.seq,)).fetchone()
    if not found:
        last = head_of(connection).seq
        yield f"台账只到第{last}条，以前印出的台账号是第{anchor.seq}条：末尾被截去，或换了台账"
    elif not str(found[0]).startswith(anchor.hash):
        yield f"第{anchor.seq}条与以前印出的台账号不符：台账被重写，或换了台账"
