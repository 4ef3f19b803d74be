"""All methods side by side on the same typed names.

Run: python -m benchmarks.matching [--sizes 1000 10000] [--share 0.36] [--rows ROWS.tsv]
Each method runs in a process of its own, which reads nothing but the names before it is
measured. A method that would take hours or all memory is left out above its `LARGEST`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.matching.companies import rows as invented
from benchmarks.matching.peers import LARGEST, METHODS, Found, quietly
from benchmarks.matching.truth import Row, quality, read, read_names, true_pairs, verdict, write
from xlsales.matching import Pair

SEED = 7
ONE_CORE = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
HEADING = "| names | method | P | R | F1 | CPU s | wall s | MB |\n|---|---|---|---|---|---|---|---|"


def options() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--share", type=float, default=0.36)
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--methods", nargs="+", default=list(METHODS))
    parser.add_argument("--only", help=argparse.SUPPRESS)
    return parser.parse_args()


def best(rows: list[Row], found: Found, wanted: int) -> tuple[float, ...]:
    """Precision, recall and F1 at the threshold that is best on these very rows."""
    right = wrong = 0
    result, top = (0.0, 0.0, 0.0), 0.0
    ordered = sorted(found, key=lambda pair: -pair[2])
    for at, (i, j, score, *_) in enumerate(ordered):
        known = verdict(rows[i], rows[j])
        right, wrong = right + (known is True), wrong + (known is False)
        last = at + 1 == len(ordered) or ordered[at + 1][2] != score
        precision, recall = right / max(1, right + wrong), right / max(1, wanted)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        if last and f1 > top:
            result, top = (precision, recall, f1), f1
    return result


def outcomes(rows: list[Row], found: list[Pair], wanted: int) -> dict[str, Any]:
    """The quality of what this package calls same, likely, and same or maybe."""
    chosen = {
        "same": [(p.i, p.j) for p in found if p.outcome == "same"],
        "score 0.5 and over": [(p.i, p.j) for p in found if p.score >= 0.5],
        "same or maybe": [(p.i, p.j) for p in found],
    }
    return {name: quality(rows, ends, wanted) for name, ends in chosen.items()}


def peak() -> float:
    """The most memory in MB that this process ever took (its parent's is not counted)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(re.findall(r"VmHWM:\s+(\d+)", status.read_text())[0]) / 1024


def measure(method: str, path: Path) -> dict[str, Any]:
    """One method on the rows of a file, in this process."""
    names = read_names(path)
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    found = quietly(method, names)
    seconds = time.perf_counter() - started
    after, megabytes = resource.getrusage(resource.RUSAGE_SELF), peak()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    del names
    rows = read(path)
    wanted = len(true_pairs(rows))
    result: dict[str, Any] = {"names": len(rows), "seconds": seconds, "cpu": cpu}
    result["megabytes"] = megabytes
    result["best"] = best(rows, found, wanted)
    if method == "xlsales":
        result["outcomes"] = outcomes(rows, list(found), wanted)
    return result


def apart(method: str, path: Path) -> dict[str, Any]:
    """One method on the rows of a file, measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.matching", "--only", method, "--rows", str(path)]
    answer = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **ONE_CORE})
    lines = answer.stdout.splitlines()
    return json.loads(lines[-1]) if answer.returncode == 0 else {"error": answer.stderr[-200:]}


def line(name: str, method: str, quality_: Any, cost: str) -> str:
    """A line of the table."""
    numbers = " | ".join(f"{value:.3f}" for value in quality_)
    return f"| {name} | {method} | {numbers} | {cost} |"


def show(methods: list[str], path: Path, size: int) -> None:
    """Prints the table's lines for the rows of a file."""
    for method in methods:
        if size > LARGEST.get(method, size):
            print(f"| {size:,} | {method} | not run above {LARGEST[method]:,} |", flush=True)
            continue
        result = apart(method, path)
        if "error" in result:
            why = result["error"].splitlines()[-1:]
            print(f"| {size:,} | {method} | not run: {''.join(why)} |", flush=True)
            continue
        name = f"{result['names']:,}"
        cost = " | ".join(f"{result[what]:.2f}" for what in ("cpu", "seconds"))
        cost += f" | {result['megabytes']:.0f}"
        print(line(name, f"{method}, best threshold", result["best"], cost), flush=True)
        for outcome, reached in result.get("outcomes", {}).items():
            print(line(name, f"**{method}, {outcome}**", reached, " |  | "), flush=True)


def main() -> None:
    """Prints the table, or with --only measures one method."""
    asked = options()
    if asked.only:
        print(json.dumps(measure(asked.only, asked.rows)))
        return
    print(HEADING)
    if asked.rows:
        show(asked.methods, asked.rows, len(read_names(asked.rows)))
        return
    for size in asked.sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rows.tsv"
            write(path, invented(size, SEED, asked.share))
            show(asked.methods, path, size)


if __name__ == "__main__":
    main()
