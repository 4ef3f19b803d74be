"""Whatever is done to the journal's file behind its back shows."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.journal.filing import NOON, filled, log
from xlsales.journal import Head, Journal, JournalError, heads_in
from xlsales.journal.chain import FIELDS, GENESIS, entry_hash, root
from xlsales.journal.store import TRIGGERS

HASHED = [name for name in FIELDS if name != "seq"]
ROW = ["sheet_table", "sheet", "number", "key", "content"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("whole") / "journal.sqlite"
    return path, filled(path)


@pytest.fixture
def copy(whole, tmp_path):
    return shutil.copy(whole[0], tmp_path / "journal.sqlite")


def tamper(path, change: Callable[[sqlite3.Connection], object]) -> None:
    """Take the guards away, change something, and put the guards back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for name in TRIGGERS:
            db.execute(f"drop trigger {name}")
        change(db)
        for statement in TRIGGERS.values():
            db.execute(statement)


def found(path, *anchors, thorough=True):
    """What is said of a journal, whether or not it can still be opened."""
    try:
        with Journal.open(path) as journal:
            return journal.verify(*anchors, thorough=thorough)
    except JournalError as error:
        return (str(error),)


def rechain(db):
    """What somebody does who knows how it works: all hashes made anew."""
    previous = GENESIS
    for row in db.execute(f"select {', '.join(FIELDS)} from entry order by seq").fetchall():
        fields = dict(zip(FIELDS, row, strict=True)) | {"previous": previous}
        previous = entry_hash(fields)
        db.execute(
            "update entry set previous=?, hash=? where seq=?",
            (fields["previous"], previous, fields["seq"]),
        )


def test_a_journal_that_nobody_touched_is_whole(whole):
    path, head = whole
    assert found(path, head) == ()
    assert found(path, head, thorough=False) == ()


@pytest.mark.parametrize("table", ["entry", "row", "file"])
@pytest.mark.parametrize("statement", ["update {} set {}={}", "delete from {}"])
def test_the_database_itself_refuses_to_change_or_delete(copy, table, statement):
    column = {"entry": "seen", "row": "content", "file": "content"}[table]
    with closing(sqlite3.connect(copy)) as db, pytest.raises(sqlite3.Error, match="append-only"):
        db.execute(statement.format(table, column, "'x'"))


@pytest.mark.parametrize("seq", [1, 3, 99])
def test_the_database_itself_refuses_what_is_not_at_the_end(copy, seq):
    columns = ", ".join((*FIELDS, "hash"))
    with closing(sqlite3.connect(copy)) as db, pytest.raises(sqlite3.Error, match="append-only"):
        values = "?, 'x', 'x', 0, 'x', '{}', 'x', 'x'"
        db.execute(f"insert or replace into entry({columns}) values ({values})", (seq,))


@pytest.mark.parametrize("column", [*HASHED, "hash"])
def test_a_changed_entry_shows(copy, column):
    value = '\'{"root": ""}\'' if column == "payload" else "'2011-01-01T00:00:00'"
    tamper(copy, lambda db: db.execute(f"update entry set {column}={value} where seq=5"))
    assert found(copy) and found(copy, thorough=False)


@pytest.mark.parametrize("column", [*ROW, "ordinal", "seq"])
def test_a_changed_row_shows(copy, column):
    value = "97" if column in ("ordinal", "number", "seq") else "'x'"
    change = f"update row set {column}={value} where seq=5 and ordinal=1"
    tamper(copy, lambda db: db.execute(change))
    assert found(copy)


def test_a_deleted_entry_shows(copy):
    tamper(copy, lambda db: db.execute("delete from entry where seq=5"))
    assert any("缺失" in problem for problem in found(copy, thorough=False))


def test_a_deleted_row_shows(copy):
    tamper(copy, lambda db: db.execute("delete from row where seq=5 and ordinal=0"))
    assert found(copy) == ("第5条的明细行被改过",)


def test_an_added_row_shows(copy):
    taken = "sheet_table, sheet, number, key, content from row where seq=1 and ordinal=0"
    tamper(copy, lambda db: db.execute(f"insert into row select 5, 9, {taken}"))
    assert found(copy) == ("第5条的明细行被改过",)


def test_rows_that_changed_places_show(copy):
    def swap(db):
        for a, b in ((5, -1), (7, 5), (-1, 7)):
            db.execute("update row set seq=? where seq=?", (b, a))

    tamper(copy, swap)
    assert len(found(copy)) == 2


def test_a_replaced_original_shows(copy):
    tamper(copy, lambda db: db.execute("update file set content=x'789c030000000001'"))
    assert any("原件被改过" in problem for problem in found(copy))


def test_a_lost_original_shows(copy):
    tamper(copy, lambda db: db.execute("delete from file"))
    assert found(copy) == ("台账中缺少提交文件的原件",)


def test_missing_guards_show(copy):
    with closing(sqlite3.connect(copy)) as db:
        db.execute("drop trigger row_update")
    assert found(copy, thorough=False) == ("台账防改动的保护被去掉或改过",)


def cut(db):
    for table in ("row", "entry"):
        db.execute(f"delete from {table} where seq > 8")
    db.execute("delete from file where sha256 not in (select sha256 from entry)")


def rewrite(db):
    db.execute("update row set content=replace(content, '张三', '李四') where seq=5")
    rows = db.execute(f"select {', '.join(ROW)} from row where seq=5 order by ordinal").fetchall()
    db.execute("update entry set payload=json_set(payload, '$.root', ?) where seq=5", (root(rows),))
    rechain(db)


@pytest.mark.parametrize("change", [cut, rewrite])
def test_what_only_an_anchor_can_show_shows_with_it(whole, copy, change):
    tamper(copy, change)
    assert found(copy) == ()
    assert found(copy, whole[1], thorough=False)


def test_another_journal_in_its_place_shows_by_the_anchor(whole, tmp_path):
    path = tmp_path / "journal.sqlite"
    with Journal.open(path) as other:
        other.submit([log()], NOON, NOON)
    assert any("换了台账" in problem for problem in found(path, whole[1]))


def test_an_anchor_may_be_copied_in_part(whole):
    path, head = whole
    assert found(path, Head(head.seq, head.hash[:16])) == ()
    assert found(path, Head(head.seq, "0" * 16))


def test_a_printed_head_is_read_again(whole):
    head = whole[1]
    assert list(heads_in(f"提交台账：{head.printed}")) == [head]


def test_bytes_changed_anywhere_show_or_change_nothing(whole, tmp_path):
    gold, chance = whole[0].read_bytes(), random.Random(5)
    for trial in range(60):
        spoilt = bytearray(gold)
        for _ in range(3):
            spoilt[chance.randrange(100, len(spoilt))] ^= 1 << chance.randrange(8)
        path = tmp_path / f"{trial}.sqlite"
        path.write_bytes(spoilt)
        if not found(path, whole[1]):
            assert content_of(path) == content_of(whole[0])


def content_of(path):
    """Everything that the tables hold."""
    with closing(sqlite3.connect(path)) as db:
        return [line for line in db.iterdump() if line.startswith("INSERT")]
