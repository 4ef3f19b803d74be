"""The screening as SQL on millions of names: what it costs, and what it loses beside `pairs`.

Run: python -m benchmarks.bigdata FOLDER [--names 10000000] [--memory 6GB] [--truth 10000 100000]
(needs the packages of the group `test`). The folder keeps the invented names as Parquet, so that a
second run need not invent them again: give an empty or new one for another number.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from benchmarks.matching.companies import GROUPS, SIBLINGS, World, weighted
from benchmarks.matching.companies import rows as invented
from benchmarks.matching.learn.augment import typist
from benchmarks.matching.truth import Row, quality, true_pairs
from xlsales.actions.parquet import SCREENED, SCREENING, screened
from xlsales.journal.parquet import tables
from xlsales.matching import pairs

SEED, PART, MANAGERS = 7, 250_000, 5000
SAME = "同一客户"
COSTS = "| names | keys | seconds | CPU s | MB | pairs |\n|---|---|---|---|---|---|"
QUALITIES = "| names | method | pairs | P | R | F1 | CPU s |\n|---|---|---|---|---|---|---|"


@cache
def tools() -> tuple[World, Any]:
    """What a process invents with, made once; the popular brands are the same in each."""
    return World(SEED), typist(SEED)


def typed(number: int) -> Iterator[str]:
    """The typed names of one part without end, several for some companies."""
    world, hand = tools()
    world.chance, hand.chance = Random(SEED + number), Random(-SEED - number)
    several, company = weighted(*zip(*GROUPS, strict=True)), world.company()
    while True:
        for _ in range(several.one(world.chance)):
            yield hand.typed(company)[0]
        alike = world.chance.random() < SIBLINGS
        company = world.sibling(company) if alike else world.company()


def name_row(id: int, person: object, name: str) -> dict[str, Any]:
    """A typed name as the export writes it."""
    stated = {"id": id, "person": str(person), "customer": name, "executives": []}
    return {**stated, **screened(name)}


def write_part(asked: tuple[Path, int, int]) -> None:
    """Write one part of the names, unless it is there."""
    folder, number, count = asked
    name, chance = f"names_{number:04d}", Random(number)
    if (folder / f"{name}.parquet").exists():
        return
    people = (f"客户经理{chance.randrange(MANAGERS)}" for _ in range(count))
    numbered = zip(range(number * PART, number * PART + count), people, typed(number), strict=False)
    with tables(folder) as written:
        written.write(name, SCREENED, (name_row(*row) for row in numbered))


def invent(folder: Path, count: int) -> None:
    """Write that many names, part by part, on all cores."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = [(folder, at // PART, min(PART, count - at)) for at in range(0, count, PART)]
    with get_context("spawn").Pool(os.cpu_count()) as pool:
        pool.map(write_part, parts, chunksize=1)


def screen(names: str, memory: str, found: Path) -> dict[str, Any]:
    """Run the SQL on names, in this process, and count what it finds."""
    with TemporaryDirectory(dir=found.parent) as working:
        settings = {"memory_limit": memory, "temp_directory": working}
        with duckdb.connect(config={**settings, "preserve_insertion_order": False}) as asked:
            asked.execute("create macro explode(list) as unnest(list)")
            asked.execute(f"create view names as from read_parquet('{names}')")
            before, started = used(), time.perf_counter()
            asked.execute(f"copy ({SCREENING.read_text('utf-8')}) to '{found}' (format parquet)")
            seconds = time.perf_counter() - started
            after = used()
            by_reason = asked.sql(
                f"select reason, count(*) from read_parquet('{found}') group by all order by all"
            ).fetchall()
            count = asked.sql("select count(*), sum(len(keys)) from names").fetchall()[0]
    result = {"names": int(count[0]), "keys": int(count[1]), "seconds": seconds}
    spent = {"cpu": after[0] - before[0], "megabytes": after[1]}
    return {**result, **spent, "pairs": dict(by_reason)}


def used() -> tuple[float, float]:
    """Processor seconds of this process so far, and the most memory that it had."""
    told = resource.getrusage(resource.RUSAGE_SELF)
    return told.ru_utime + told.ru_stime, told.ru_maxrss / 1024


def apart(names: str, memory: str, found: Path) -> dict[str, Any]:
    """The same in a process of its own, whose memory is nothing but this."""
    command = [sys.executable, "-m", "benchmarks.bigdata", names, "--only", str(found)]
    answer = subprocess.run([*command, "--memory", memory], stdout=subprocess.PIPE, check=True)
    result: dict[str, Any] = json.loads(answer.stdout)
    return result


def show_cost(folder: Path, count: int, memory: str) -> None:
    """Print what the screening of invented names costs."""
    started = time.perf_counter()
    invent(folder, count)
    print(f"names written in {time.perf_counter() - started:.0f} s", flush=True)
    cost = apart(str(folder / "names_*.parquet"), memory, folder / "pairs.parquet")
    spent = f"{cost['seconds']:.1f} | {cost['cpu']:.1f} | {cost['megabytes']:,.0f}"
    total = sum(cost["pairs"].values())
    print(COSTS, f"| {cost['names']:,} | {cost['keys']:,} | {spent} | {total:,} |", sep="\n")
    print("\n".join(f"{reason}: {number:,}" for reason, number in cost["pairs"].items()))


def show_quality(rows: list[Row], memory: str, folder: Path) -> None:
    """Print what the SQL and `pairs` find in rows of which it is known who is meant."""
    with tables(folder) as written:
        people = ((at, at, row.typed) for at, row in enumerate(rows))
        written.write("names", SCREENED, (name_row(*stated) for stated in people))
    path = folder / "pairs.parquet"
    seconds = apart(str(folder / "names.parquet"), memory, path)["cpu"]
    found = duckdb.sql(f"select one, other, likeness from read_parquet('{path}')").fetchall()
    show_line(rows, "SQL, 同一客户", [(a, b) for a, b, what in found if what == SAME], "")
    show_line(rows, "SQL, all", [(a, b) for a, b, _ in found], f"{seconds:.1f}")
    started = time.process_time()
    own = list(pairs([row.typed for row in rows]))
    seconds = time.process_time() - started
    show_line(rows, "pairs, same", [(p.i, p.j) for p in own if p.outcome == "same"], "")
    show_line(rows, "pairs, same or maybe", [(p.i, p.j) for p in own], f"{seconds:.1f}")


def show_line(rows: list[Row], method: str, found: list[tuple[int, int]], seconds: str) -> None:
    """Print a line of the table."""
    reached = " | ".join(f"{v:.3f}" for v in quality(rows, found, len(true_pairs(rows))))
    line = f"| {len(rows):,} | {method} | {len(found):,} | {reached} | {seconds} |"
    print(line, flush=True)


def main() -> None:
    """Print the tables, or with --only screen."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bigdata")
    parser.add_argument("folder")
    parser.add_argument("--names", type=int, default=10_000_000)
    parser.add_argument("--memory", default="6GB")
    parser.add_argument("--truth", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--only", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only:
        print(json.dumps(screen(asked.folder, asked.memory, asked.only)))
        return
    show_cost(Path(asked.folder), asked.names, asked.memory)
    print(QUALITIES)
    for size in asked.truth:
        with TemporaryDirectory(dir=asked.folder) as folder:
            show_quality(invented(size, SEED), asked.memory, Path(folder))


if __name__ == "__main__":
    main()
