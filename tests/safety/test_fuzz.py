"""Submissions spoiled at random never stop or hang the run, nor go without a reason."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_spoiled_submission_is_read_or_refused():
    command = [sys.executable, "-m", "tests.safety.fuzz", "600", "20120416"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    first = done.stdout.splitlines()[0]
    assert first.startswith("files 600, accepted ")
    counts = dict(part.rsplit(" ", 1) for part in first.split(", "))
    names = ("accepted", "quarantined", "rejected")
    assert sum(int(counts[name]) for name in names) == 600
    assert min(int(counts["accepted"]), int(counts["rejected"])) > 50
    assert done.stderr == ""
