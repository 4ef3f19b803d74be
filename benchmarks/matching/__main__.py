"""All methods side by side on the same typed names.

Run: python -m benchmarks.matching [--sizes 1000 10000] [--share 0.36] [--rows ROWS.tsv]
Each method runs in a process of its own, which measures its seconds and its memory.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.matching.companies import rows as invented
from benchmarks.matching.peers import METHODS, quietly
from benchmarks.matching.truth import Row, quality, read, true_pairs, verdict
from xlsales.matching import pairs

SEED = 7
ONE_CORE = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
HEADING = "| names | method | P | R | F1 | CPU s | MB |\n|---|---|---|---|---|---|---|"


def options() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--share", type=float, default=0.36)
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--methods", nargs="+", default=list(METHODS))
    parser.add_argument("--only", help=argparse.SUPPRESS)
    return parser.parse_args()


def typed_rows(asked: argparse.Namespace, size: int) -> list[Row]:
    """The rows to judge on: from the file, or invented."""
    return read(asked.rows) if asked.rows else invented(size, SEED, asked.share)


def best(rows: list[Row], found: list[tuple[int, int, float]], wanted: int) -> tuple[float, ...]:
    """Precision, recall and F1 at the threshold that is best on these very rows."""
    right = wrong = 0
    result, top = (0.0, 0.0, 0.0), 0.0
    ordered = sorted(found, key=lambda pair: -pair[2])
    for at, (i, j, score) in enumerate(ordered):
        known = verdict(rows[i], rows[j])
        right, wrong = right + (known is True), wrong + (known is False)
        last = at + 1 == len(ordered) or ordered[at + 1][2] != score
        precision, recall = right / max(1, right + wrong), right / max(1, wanted)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        if last and f1 > top:
            result, top = (precision, recall, f1), f1
    return result


def outcomes(rows: list[Row], names: list[str], wanted: int) -> dict[str, Any]:
    """The quality of what this package calls same, likely, and same or maybe."""
    found = list(pairs(names))
    chosen = {
        "same": [(p.i, p.j) for p in found if p.outcome == "same"],
        "score 0.5 and over": [(p.i, p.j) for p in found if p.score >= 0.5],
        "same or maybe": [(p.i, p.j) for p in found],
    }
    return {name: quality(rows, ends, wanted) for name, ends in chosen.items()}


def measure(asked: argparse.Namespace) -> dict[str, Any]:
    """One method on one set of rows, in this process."""
    rows = typed_rows(asked, asked.sizes[0])
    names, wanted = [row.typed for row in rows], len(true_pairs(rows))
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    found = quietly(asked.only, names)
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    result: dict[str, Any] = {"names": len(rows), "seconds": seconds, "cpu": cpu}
    result["megabytes"] = (after.ru_maxrss - before.ru_maxrss) / 1024 + 35
    result["best"] = best(rows, found, wanted)
    if asked.only == "xlsales":
        result["outcomes"] = outcomes(rows, names, wanted)
    return result


def apart(asked: argparse.Namespace, method: str, size: int) -> dict[str, Any]:
    """One method on one set of rows, measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.matching", "--only", method]
    command += ["--sizes", str(size), "--share", str(asked.share)]
    command += ["--rows", str(asked.rows)] if asked.rows else []
    answer = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **ONE_CORE})
    lines = answer.stdout.splitlines()
    return json.loads(lines[-1]) if answer.returncode == 0 else {"error": answer.stderr[-200:]}


def line(name: str, method: str, quality_: Any, cost: str) -> str:
    """A line of the table."""
    numbers = " | ".join(f"{value:.3f}" for value in quality_)
    return f"| {name} | {method} | {numbers} | {cost} |"


def show(asked: argparse.Namespace, size: int) -> None:
    """Prints the table's lines for one number of names."""
    for method in asked.methods:
        result = apart(asked, method, size)
        if "error" in result:
            print(
                f"| {size} | {method} | not run: {result['error'].splitlines()[-1]} |", flush=True
            )
            continue
        name = f"{result['names']:,}"
        cost = f"{result['cpu']:.2f} | {result['megabytes']:.0f}"
        print(line(name, f"{method}, best threshold", result["best"], cost), flush=True)
        for outcome, reached in result.get("outcomes", {}).items():
            print(line(name, f"**{method}, {outcome}**", reached, " | "), flush=True)


def main() -> None:
    """Prints the table, or with --only measures one method."""
    asked = options()
    if asked.only:
        print(json.dumps(measure(asked)))
        return
    print(HEADING)
    for size in asked.sizes[:1] if asked.rows else asked.sizes:
        show(asked, size)


if __name__ == "__main__":
    main()
