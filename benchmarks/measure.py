"""What a command costs: processor seconds and peak memory of a process of its own."""

import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
XLSALES = str(Path(sys.executable).with_name("xlsales"))
DONE = (0, 1)


@dataclass(frozen=True)
class Cost:
    """The processor seconds and peak megabytes of a process, and what it printed."""

    seconds: float
    megabytes: float
    printed: str = ""


def cost(*arguments, times=1):
    """The cost of a command as a whole process: the median of some runs."""
    runs = sorted((_once(arguments) for _ in range(times)), key=lambda run: run.seconds)
    megabytes = statistics.median(run.megabytes for run in runs)
    middle = runs[len(runs) // 2]
    return Cost(middle.seconds, megabytes, middle.printed)


def python(module, *arguments, times=1):
    """The cost of a module of this folder, run as a program."""
    return cost(sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments), times=times)


def _once(arguments):
    # Compiled modules may be kept, as they are on anybody's machine.
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as file:
        with subprocess.Popen(
            arguments, stdout=subprocess.PIPE, stderr=file, cwd=ROOT, env=kept
        ) as child:
            printed = child.stdout.read()
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        file.seek(0)
        said = file.read()
    if child.returncode not in DONE or b"Traceback" in said:
        raise RuntimeError(f"{arguments}: {said.decode()[-2000:]}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / unit, printed.decode())
