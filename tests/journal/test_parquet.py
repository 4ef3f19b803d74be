"""The journal as Parquet, and the screening as SQL: what other engines are given."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path

import duckdb
import pytest

from tests.journal.filing import NOON, contact, log, opportunity, report
from xlsales.actions.asked import asked
from xlsales.actions.parquet import SCREENED, SCREENING, export_parquet, screened
from xlsales.actions.screening import screen
from xlsales.cli import status_of
from xlsales.core.plain import from_plain
from xlsales.core.record import Place
from xlsales.journal import Journal
from xlsales.journal.parquet import tables
from xlsales.tables.conflicts import Conflict
from xlsales.tables.log import Contact
from xlsales.tables.roster import Assignment
from xlsales.tables.weekly import Opportunity

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "workbooks" / "samples"
PLANTED = SAMPLES.parent / "samples-planted.json"
GUIDE = ROOT / "docs" / "大数据筛查.md"
KINDS = {"opportunity": Opportunity, "contact": Contact, "assignment": Assignment}
# What means the same to DuckDB, where explode is a macro, and to Spark SQL.
COMMON = {"explode", "count", "min", "left", "length", "array_contains"}


@pytest.fixture(scope="module")
def department(tmp_path_factory):
    """A small department's journal, and the conflicts that are found in its folder."""
    place = tmp_path_factory.mktemp("parquet")
    folder = Path(shutil.copytree(SAMPLES, place / "部门"))
    path = place / "journal.sqlite"
    read, _ = screen(asked(folder, "2012-04-30 10:00", path))
    return folder, path, read.records[Conflict]


@pytest.fixture(scope="module")
def exported(department, tmp_path_factory):
    """The department's journal as Parquet."""
    folder = tmp_path_factory.mktemp("exported")
    with Journal.open(department[1]) as journal:
        counts = export_parquet(journal, folder)
    return folder, counts


def ask(folder, query):
    """What DuckDB answers about an exported folder."""
    with duckdb.connect() as connection:
        connection.execute("create macro explode(list) as unnest(list)")
        for path in folder.glob("*.parquet"):
            connection.execute(f"create view {path.stem} as from read_parquet('{path}')")
        return connection.execute(query).fetchall()


def suspected(folder):
    """The pairs that the shipped SQL finds: both people and both names, likeness and reason."""
    found = ask(folder, (folder / SCREENING.name).read_text("utf-8"))
    return {(row[2], row[3], row[6], row[7], row[10], row[11]) for row in found}


def kept(path, query):
    """What SQLite answers about a journal."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_the_command_says_one_line_and_nothing_of_the_library(department, tmp_path):
    folder, journal, _ = department
    command = ["journal", "export", folder, "--journal", journal, "--parquet", "--output", tmp_path]
    run = subprocess.run(
        [sys.executable, "-m", "xlsales", *map(str, command)],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert run.stdout == ""
    [line] = run.stderr.splitlines()
    assert line.startswith("已导出到")


def test_every_table_has_the_rows_of_the_journal(department, exported):
    folder, counts = exported
    by_sheet = dict(kept(department[1], "select sheet_table, count(*) from row group by 1"))
    assert counts["entries"] == kept(department[1], "select count(*) from entry")[0][0]
    assert counts["rows"] == sum(by_sheet.values())
    assert {counts[name] for name in KINDS} == {by_sheet[k.table.sheet] for k in KINDS.values()}
    assert {p.stem for p in folder.glob("*.parquet")} == set(counts)
    assert {p.name for p in folder.iterdir()} - {f"{n}.parquet" for n in counts} == {SCREENING.name}
    for name, count in counts.items():
        assert ask(folder, f"select count(*) from {name}") == [(count,)]


@pytest.mark.parametrize("name", KINDS)
def test_each_field_comes_back_as_the_value_that_was_read(department, exported, name):
    kind = KINDS[name]
    query = f"select content from row where sheet_table='{kind.table.sheet}' order by seq, ordinal"
    contents = kept(department[1], query)
    records = [from_plain(kind, json.loads(c), Place(), 0) for (c,) in contents]
    fields = [column.name for column in kind.columns]
    chosen = ", ".join(f'"{field}"' for field in fields)
    read = ask(exported[0], f"select {chosen} from {name}")
    stated = [tuple(_plain(getattr(r, field)) for field in fields) for r in records]
    assert read == stated
    assert [list(map(type, row)) for row in read] == [list(map(type, row)) for row in stated]


def _plain(value):
    return value.value if isinstance(value, Enum) else value


def test_the_chain_comes_back_as_it_stands(department, exported):
    columns = "seq, type, imported, kind, person, period, sha256, payload, previous, hash"
    read = ask(exported[0], f"select {columns}, seen from entries")
    chain = kept(department[1], f"select {columns}, seen from entry order by seq")
    for row, (*stated, seen) in zip(read, chain, strict=True):
        stated[2], stated[5] = bool(stated[2]), stated[5] and date.fromisoformat(stated[5])
        assert row == (*stated, datetime.fromisoformat(seen))


def test_money_is_never_a_float_and_nothing_is_lost(tmp_path, exported):
    types = {
        type
        for name in exported[1]
        for _, type, *_ in ask(exported[0], f"describe select * from {name}")
    }
    assert not {"FLOAT", "DOUBLE"} & types and "DECIMAL(18,2)" in types
    amounts = ["0.01", "9999999999999999.99", "-9999999999999999.99", "1.10", None]
    with tables(tmp_path) as written:
        written.write("money", {"a": "DECIMAL(18,2)"}, ({"a": amount} for amount in amounts))
    read = [amount for (amount,) in ask(tmp_path, "select a from money")]
    assert read == [amount and Decimal(amount) for amount in amounts]


def test_nothing_is_drawn_on_standard_output_however_long_it_takes(tmp_path):
    with tables(tmp_path) as written:
        assert list(written.ask("select current_setting('enable_progress_bar')")) == [(False,)]


def test_an_entry_may_be_long(tmp_path):
    long = "长" * 5_000_000
    with tables(tmp_path) as written:
        written.write("texts", {"a": "VARCHAR"}, [{"a": long}, {"a": "短"}])
    assert ask(tmp_path, "select a from texts") == [(long,), ("短",)]


def test_the_sql_finds_what_was_planted(department, exported):
    planted = json.loads(PLANTED.read_text("utf-8"))
    found = {frozenset([(p, a), (q, b)]): like for p, a, q, b, like, _ in suspected(exported[0])}
    for pair in (*planted["conflicts"], *planted["lookalikes"]):
        assert found[frozenset((one["person"], one["customer"]) for one in pair)]
    sides = [c.sides for c in department[2]]
    by_rules = {frozenset((s.person, name) for s in two for name in s.customers) for two in sides}
    assert set(found) == by_rules


def filed(tmp_path, *entries):
    """The folder of tables exported from a journal of these workbooks."""
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        journal.submit(entries, NOON, NOON)
        export_parquet(journal, tmp_path / "tables")
    return tmp_path / "tables"


def test_an_executive_and_the_manager_served_are_one_side(tmp_path):
    folder = filed(
        tmp_path,
        report(opportunity("张三", "广州百川科技有限公司", executive="王五"), person="张三"),
        log(contact("王五", "百川科技（广州）"), person="王五"),
        log(contact("李四", "百川科技"), person="李四"),
    )
    assert {(p, q) for p, _, q, *_ in suspected(folder)} == {("张三", "李四"), ("李四", "王五")}


def test_two_who_name_each_other_as_executive_are_two_sides(tmp_path):
    folder = filed(
        tmp_path,
        report(opportunity("张三", "广州百川科技", executive="王五"), person="张三"),
        report(opportunity("王五", "广州百川科技", executive="张三"), person="王五"),
    )
    assert [row[4:] for row in suspected(folder)] == [("同一客户", "名称相同")]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("广州百川科技有限公司", "百川科技（广州）", "名称相同"),
        ("广州百川科技有限公司", "百川科技", "地区或分支写法不同"),
        ("广州百川科技有限公司", "广州佰川科技有限公司", "同音错字"),
        ("广州百川科技有限公司", "百川", "简称与全称"),
        ("广州百川科技有限公司", "广州百川技有限公司", "一字之差"),
        ("广州百川科技有限公司", "北京百川科技有限公司", None),
        ("广州百川科技有限公司", "广州千帆科技有限公司", None),
        ("广州百川科技有限公司", "12345678", None),
    ],
)
def test_each_reason_is_found_and_other_companies_are_not(tmp_path, one, other, reason):
    folder = filed(
        tmp_path,
        log(contact("张三", one), person="张三"),
        log(contact("李四", other), person="李四"),
    )
    assert [row[5] for row in suspected(folder)] == ([reason] if reason else [])
    same_person = filed(
        tmp_path / "same", log(contact("张三", one), contact("张三", other, row=6), person="张三")
    )
    assert suspected(same_person) == set()


def test_what_very_many_share_is_not_compared(tmp_path):
    rows = [{"id": n, "person": f"经理{n}", "customer": "百川", "executives": [],
             **screened("百川")} for n in range(61)]  # fmt: skip
    shutil.copy(SCREENING, tmp_path)
    for count in (60, 61):
        with tables(tmp_path) as written:
            written.write("names", SCREENED, rows[:count])
        assert bool(suspected(tmp_path)) is (count == 60)


def test_what_was_imported_is_never_the_first_sight_of_what_was_handed_in(tmp_path):
    early, late = NOON - timedelta(days=20), NOON + timedelta(days=7)
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        journal.submit([log(contact("张三"), person="张三")], NOON, NOON)
        journal.submit([log(contact("张三"), person="张三", content=b"2")], early, late)
        again = report(opportunity("张三", first_contact=date(2012, 3, 1)), person="张三")
        journal.submit([again], late, late)
        export_parquet(journal, tmp_path / "tables")
    told = "first_seen, first_imported, last_seen, first_claimed, first_in_funnel"
    assert ask(tmp_path / "tables", f"select {told} from names") == [
        (NOON, early, late, date(2012, 4, 10), date(2012, 3, 1))
    ]


def test_a_key_is_the_same_number_on_every_run():
    code = "from xlsales.actions.parquet import screened; print(screened('广州百川科技')['keys'])"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert runs == {str(screened("广州百川科技")["keys"])}


def test_the_command_writes_the_tables_and_says_so(department, tmp_path, capsys):
    folder, path, _ = department
    target = tmp_path / "导出[1]"
    own = [str(folder), "--journal", str(path), "--output", str(target), "--parquet"]
    assert status_of(["journal", "export", *own, "--json"]) == 0
    told = capsys.readouterr()
    stated = json.loads(told.out)
    assert stated["command"] == "journal export" and stated["exported"]["contact"] > 0
    assert f"contact {stated['exported']['contact']}行" in told.err
    before = {p.name: p.read_bytes() for p in target.iterdir()}
    assert status_of(["journal", "export", *own]) == 2
    assert "已有内容" in capsys.readouterr().err
    assert {p.name: p.read_bytes() for p in target.iterdir()} == before


def test_without_the_library_one_line_says_what_to_install(department, tmp_path):
    folder, path, _ = department
    target = tmp_path / "导出"
    own = [str(folder), "--journal", str(path), "--output", str(target), "--parquet"]
    code = (
        "import sys; sys.modules['duckdb'] = None\n"
        f"from xlsales.cli import main; main({['journal', 'export', *own]!r})"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert run.returncode == 2 and run.stdout == ""
    assert run.stderr.splitlines() == [
        "导出Parquet要用duckdb，这里没有安装；请先运行 pip install 'xlsales[parquet]'"
    ]
    assert not target.exists()


def test_the_sql_uses_only_what_both_engines_know():
    text = re.sub(r"--.*", "", SCREENING.read_text("utf-8"))
    used = set(re.findall(r"(\w+)\(", text))
    assert used == COMMON


def test_the_guide_describes_the_files_and_columns_that_are_written(exported):
    guide = GUIDE.read_text("utf-8")
    named = re.findall(r"`([a-z_]+\.(?:parquet|sql))`", guide)
    assert SCREENING.name in named and [n for n in named if not (exported[0] / n).exists()] == []
    _, _, after = guide.partition("`names.parquet` 的列")
    cells = re.findall(r"^\| (`.*?`) \|", after.partition("\n\n键")[0], re.MULTILINE)
    assert re.findall(r"`(\w+)`", "".join(cells)) == list(SCREENED)


def test_what_the_guide_says_to_run_runs(department, tmp_path, capsys):
    guide, target = GUIDE.read_text("utf-8"), tmp_path / "导出"
    folder, path, _ = department
    command = re.findall(r"^    xlsales (journal export .*)$", guide, re.MULTILINE)[0].split()
    places = {"部门文件夹": str(folder), "导出文件夹": str(target)}
    stated = [places.get(word, word) for word in command]
    assert status_of([*stated, "--journal", str(path)]) == 0
    code = next(c for c in re.findall(r"```python\n(.*?)```", guide, re.DOTALL) if "duckdb" in c)
    subprocess.run([sys.executable, "-c", code], cwd=target, check=True)
    lines = (target / "可能冲突.csv").read_text("utf-8").splitlines()
    assert len(lines) == 1 + len(suspected(target))
    for query in re.findall(r"```sql\n(.*?)```", guide, re.DOTALL):
        assert ask(target, query) == []
