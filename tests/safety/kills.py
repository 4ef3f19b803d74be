"""Real runs killed at any moment, by seed: python -m tests.safety.kills COUNT [SEED].

A department is consolidated again and again, each time with one submission changed; runs are
killed while they read, record and write. After each kill the meeting pack must be the old one or
the new one, whole; the journal must verify and continue from every head it ever had; and the
submissions must be as they were. The counts are printed.
"""

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path

from tests.safety.submissions import with_part
from xlsales.hosts.base import Unreadable
from xlsales.hosts.files.atomic import MARK
from xlsales.hosts.files.safe import read_one
from xlsales.journal import Journal

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "workbooks" / "samples"
WEEK = "2012-04-23"
RUN = "from xlsales.cli import main; main()"
START_UP = 0.1


class Department:
    """A department's folder with its journal, and what is known of them."""

    def __init__(self, home: Path) -> None:
        self.folder, self.journal = home / "客户部", home / "台账.sqlite"
        shutil.copytree(SAMPLES, self.folder, ignore=shutil.ignore_patterns("周例会*"))
        self.pack = self.folder / f"周例会_{WEEK}.xlsx"
        self.reports = sorted(self.folder.rglob(f"周报告*{WEEK}*.xlsx"))
        self.heads = []

    def started(self) -> subprocess.Popen[bytes]:
        """A run that consolidates the week."""
        asked = ["consolidate", str(self.folder), "--week", WEEK, "--on", "2012-04-30 09:30"]
        command = [sys.executable, "-c", RUN, *asked, "--journal", str(self.journal)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, cwd=ROOT, **quiet)

    def change(self, chance: random.Random, number: int) -> None:
        """Hand in one report again, with other bytes and the same content."""
        path = chance.choice(self.reports)
        path.write_bytes(
            with_part(path.read_bytes(), "custom/number.xml", f"<n>{number}</n>".encode())
        )

    def prints(self) -> dict[Path, str]:
        """The fingerprint of each submission."""
        return {path: sha256(path.read_bytes()).hexdigest() for path in self.reports}

    def faults(self) -> list[str]:
        """What is damaged or lost."""
        found = []
        try:
            names = [sheet.name for sheet in read_one(self.pack, self.pack.name).sheets]
            found += [] if {"首页", "检查结果", "文件清单"} <= set(names) else [f"pack: {names}"]
        except Unreadable as error:
            found.append(f"pack: {error}")
        with Journal.open(self.journal) as journal:
            found += [f"journal: {problem}" for problem in journal.verify(*self.heads)]
            self.heads = [*self.heads[-20:], journal.head()]
        return found


def duration(run: subprocess.Popen[bytes], patience: float | None = None) -> float | None:
    """How long a run took; None where it was killed because patience ended."""
    started = time.monotonic()
    try:
        run.wait(patience)
    except subprocess.TimeoutExpired:
        run.kill()
        run.wait()
        return None
    return time.monotonic() - started


def main(count: int, seed: int) -> int:
    """Kill so many runs; returns the number of faults found."""
    chance = random.Random(seed)
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as home:
        department = Department(Path(home))
        longest = duration(department.started())
        faults = department.faults()
        while counts["killed"] < count and not faults:
            department.change(chance, sum(counts.values()))
            prints = department.prints()
            patience = chance.triangular(START_UP, 1.1 * longest, 0.9 * longest)
            took = duration(department.started(), patience)
            longest = took or longest
            counts["finished" if took else "killed"] += 1
            faults = department.faults()
            faults += ["a submission changed"] * (department.prints() != prints)
        left = len(list(department.folder.glob(f"{MARK}*")))
        entries = department.heads[-1].seq
    print(f"killed {counts['killed']}, finished {counts['finished']}, faults {len(faults)}")
    print(f"journal entries {entries}, drafts left to be swept {left}", *faults, sep="\n")
    return len(faults)


if __name__ == "__main__":
    given = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    sys.exit(bool(main(int(sys.argv[1]), given)))
