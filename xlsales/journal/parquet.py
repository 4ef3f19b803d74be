"""Tables as Parquet files, written and asked by DuckDB: typed, in order, in bounded memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from xlsales.journal.store import JournalError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MISSING = "导出Parquet要用duckdb，这里没有安装；请先运行 pip install 'xlsales[parquet]'"
MEMORY, BATCH, SHORTEST = "1GB", 10_000, 1 << 20
AS_PARQUET = "(format parquet, compression zstd)"


class Tables:
    """A folder of Parquet files, one a table; those written already can be asked in SQL.

    `counts` are the rows of each.
    """

    def __init__(self, connection: DuckDBPyConnection, folder: Path, working: Path) -> None:
        self._connection, self._folder, self._working = connection, folder, working
        self.counts: dict[str, int] = {}

    def write(
        self, name: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]
    ) -> None:
        """Write plain rows as a table with columns of these SQL types.

        Amounts and dates are given as text, so that nothing is ever a float.
        """
        lines = self._working / f"{name}.jsonl"
        longest = SHORTEST
        with lines.open("wb") as file:
            for row in rows:
                longest = max(longest, file.write(json.dumps(row).encode() + b"\n"))
        types = ", ".join(f"{_quoted(c)}: {_text(type)}" for c, type in columns.items())
        self.derive(
            name,
            f"select * from read_json({_text(lines)}, format='newline_delimited',"
            f" maximum_object_size={2 * longest}, columns={{{types}}})",
        )

    def derive(self, name: str, query: str) -> None:
        """Write what a query yields as a table that can be asked by its name."""
        path = _text(self._folder / f"{name}.parquet")
        written = self._connection.execute(f"copy ({query}) to {path} {AS_PARQUET}").fetchall()
        self.counts[name] = int(written[0][0])
        self._connection.execute(f"create view {_quoted(name)} as from read_parquet({path})")

    def ask(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows that a query yields, some at a time."""
        answer = self._connection.cursor().execute(query)
        while batch := answer.fetchmany(BATCH):
            yield from batch


@contextmanager
def tables(folder: Path, memory: str = MEMORY) -> Iterator[Tables]:
    """A folder to write tables to, with room to work in it that is gone afterwards."""
    try:
        import duckdb
    except ImportError as error:
        raise JournalError(MISSING) from error
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".working-", dir=folder) as working:
        try:
            limits = {"memory_limit": memory, "temp_directory": working}
            with duckdb.connect(config={**limits}) as connection:
                connection.execute("set enable_progress_bar = false")
                yield Tables(connection, folder, Path(working))
        except duckdb.Error as error:
            raise JournalError(f"写不成Parquet：{error}") from error


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
