"""A run that is killed, and two runs at once."""

import subprocess
import sys
import time
from pathlib import Path

from xlsales.journal import Journal

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from datetime import datetime
from pathlib import Path
from tests.journal.filing import opportunity, report
from xlsales.journal import Journal

path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with Journal.open(path) as journal:
    for number in range(count):
        rows = [opportunity(name, f"客户{number}.{row}", row=row) for row in range(20)]
        entries = [report(*rows, person=f"{name}{part}", content=f"{name}{number}{part}".encode())
                   for part in range(3)]
        now = datetime.now()
        journal.submit(entries, now, now)
        head = journal.head()
        print(head.seq, head.hash, flush=True)
"""


def writer(path, name, count):
    """A process that hands in three reports again and again, and says what was kept."""
    command = [sys.executable, "-c", WRITER, str(path), name, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_what_was_acknowledged_outlives_kill_9(tmp_path):
    path = tmp_path / "journal.sqlite"
    for trial in range(6):
        process = writer(path, f"人{trial}", 10000)
        told = [process.stdout.readline()]
        time.sleep(0.01 * trial)
        process.kill()
        told += process.stdout.read().splitlines()
        process.wait()
        process.stdout.close()
        heads = [line.split() for line in told if len(line.split()) == 2]
        with Journal.open(path) as journal:
            kept = {f.seq: f.hash for f in journal.facts()}
            assert journal.verify() == ()
        complete = [(int(seq), hash) for seq, hash in heads if len(hash) == 64]
        assert complete and all(kept[seq] == hash for seq, hash in complete)
        assert len(kept) % 3 == 0  # a run is kept whole


def test_two_runs_at_once_lose_nothing(tmp_path):
    path = tmp_path / "journal.sqlite"
    processes = [writer(path, name, 15) for name in ("甲", "乙")]
    assert [(p.communicate()[0].count("\n"), p.returncode) for p in processes] == [(15, 0)] * 2
    with Journal.open(path) as journal:
        assert len(journal.submissions()) == 90
        assert journal.verify() == ()


FULL = """
import os, resource, signal, sys
from datetime import datetime
from pathlib import Path
from tests.journal.filing import opportunity, report
from xlsales.journal import Journal, JournalError

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
with Journal.open(path) as journal:
    now = datetime.now()
    journal.submit([report(opportunity())], now, now)
    size = path.stat().st_size + 8192
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    large = report(opportunity("李四"), person="李四", content=os.urandom(1 << 20))
    try:
        journal.submit([report(opportunity("王五"), person="王五"), large], now, now)
    except JournalError as error:
        print(error)
"""


def test_a_full_disk_is_one_message_and_keeps_what_was_there(tmp_path):
    path = tmp_path / "journal.sqlite"
    command = [sys.executable, "-c", FULL, str(path)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.startswith("写不进提交台账")
    with Journal.open(path) as journal:
        assert [s.person for s in journal.submissions()] == ["张三"]
        assert journal.verify() == ()
