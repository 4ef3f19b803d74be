"""What people hand in stays on the machine, in the places that are said."""

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from xlsales.actions.asked import asked
from xlsales.actions.consolidate import consolidate

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "workbooks" / "samples"
WEEK = "2012-04-23"


def test_a_run_opens_no_connection(tmp_path, monkeypatch):
    def refuse(*_: object) -> None:
        pytest.fail("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    folder = Path(shutil.copytree(SAMPLES, tmp_path / "客户部"))
    _, pack = consolidate(asked(folder, "2012-04-30 09:30", tmp_path / "台账.sqlite"), WEEK)
    assert pack.exists()


def test_a_run_leaves_files_nowhere_else(tmp_path):
    folder = Path(shutil.copytree(SAMPLES, tmp_path / "客户部"))
    before = {path for path in folder.rglob("*")}
    home = tmp_path / "家"
    home.mkdir()
    places = {name: str(home) for name in ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    code = "from xlsales.cli import main; main()"
    options = [
        "--week",
        WEEK,
        "--on",
        "2012-04-30 09:30",
        "--journal",
        str(tmp_path / "台账.sqlite"),
    ]
    done = subprocess.run(
        [sys.executable, "-c", code, "consolidate", str(folder), *options],
        cwd=ROOT, env={"PATH": "", **places}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    assert {path for path in folder.rglob("*")} - before == {folder / f"周例会_{WEEK}.xlsx"}
    assert list(home.iterdir()) == []
    assert {path.name for path in tmp_path.iterdir()} == {
        "客户部",
        "家",
        "台账.sqlite",
        "台账.sqlite-readings",
    }


def test_only_the_owner_reads_the_journal(tmp_path):
    folder = Path(shutil.copytree(SAMPLES, tmp_path / "客户部"))
    journal = tmp_path / "台账.sqlite"
    consolidate(asked(folder, "2012-04-30 09:30", journal), WEEK)
    assert journal.stat().st_mode & 0o077 == 0
