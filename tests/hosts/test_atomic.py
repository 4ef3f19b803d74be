"""Results stand whole or not at all, whatever happens while they are written."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from tests.safety.crash import ROWS
from xlsales.hosts.files import atomic
from xlsales.hosts.files.atomic import MARK, NotWritten, replacing

ROOT = Path(__file__).parents[2]
KILLS = 12


def left_overs(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(MARK)]


def test_a_result_takes_the_place_of_the_old_one(tmp_path):
    target = tmp_path / "周例会.csv"
    target.write_text("旧")
    target.chmod(0o640)
    assert replacing(target, lambda path: path.write_text("新")) == target
    assert target.read_text() == "新"
    assert target.stat().st_mode & 0o777 == 0o640
    assert left_overs(tmp_path) == []


def test_a_failure_leaves_the_old_result(tmp_path):
    target = tmp_path / "周例会.csv"
    target.write_text("旧")

    def fail(path: Path) -> None:
        path.write_text("半")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        replacing(target, fail)
    assert target.read_text() == "旧"
    assert left_overs(tmp_path) == []


def test_a_place_that_is_none_for_a_file_is_explained_in_chinese(tmp_path):
    (tmp_path / "文件").write_text("不是文件夹")
    for target, why in (
        (tmp_path, "已有同名的文件夹"),
        (tmp_path / "文件" / "果.csv", "有一个是文件"),
    ):
        with pytest.raises(NotWritten, match=why):
            replacing(target, lambda path: path.write_text("新"))


def test_a_result_that_does_not_read_back_is_not_put_in_place(tmp_path):
    target = tmp_path / "周例会.xlsx"
    target.write_bytes(b"old")

    def damage(path: Path) -> None:
        made = openpyxl.Workbook()
        made.save(path)
        content = bytearray(path.read_bytes())
        content[content.find(b"docProps/app.xml") + 40] ^= 0xFF
        path.write_bytes(content)

    with pytest.raises(NotWritten, match="校验不符"):
        replacing(target, damage)
    assert target.read_bytes() == b"old"


def test_a_full_disk_leaves_the_old_result_and_says_so(tmp_path):
    target = tmp_path / "周例会.xlsx"
    target.write_bytes(b"old")
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from tests.safety.crash import write; from xlsales.hosts.files.atomic import *\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "try: replacing(Path(sys.argv[1]), lambda path: write(path, 1))\n"
        "except NotWritten as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(target)], cwd=ROOT, capture_output=True, text=True
    )
    assert "磁盘已满" in done.stdout, done.stderr
    assert "原来的文件没有动" in done.stdout
    assert target.read_bytes() == b"old"
    assert left_overs(tmp_path) == []


def test_a_target_held_open_gives_a_result_with_the_time(tmp_path, monkeypatch):
    target = tmp_path / "周例会.csv"
    target.write_text("旧")
    replace = os.replace

    def held(source: Path, wanted: Path) -> None:
        if wanted == target:
            raise PermissionError(13, "used by another process")
        replace(source, wanted)

    monkeypatch.setattr(atomic.os, "replace", held)
    result = replacing(target, lambda path: path.write_text("新"))
    assert result != target
    assert result.name.startswith("周例会_") and result.suffix == ".csv"
    assert (target.read_text(), result.read_text()) == ("旧", "新")


def test_drafts_of_a_killed_run_are_swept_away(tmp_path):
    old, young = tmp_path / f"{MARK}a.xlsx", tmp_path / f"{MARK}b.xlsx"
    for path in (old, young):
        path.write_bytes(b"half")
    hours_ago = time.time() - 7200
    os.utime(old, (hours_ago, hours_ago))
    replacing(tmp_path / "a.csv", lambda path: path.write_text("新"))
    assert left_overs(tmp_path) == [young.name]


def test_a_killed_writer_never_leaves_a_damaged_result(tmp_path):
    chance = random.Random(7)
    target = tmp_path / "周例会.xlsx"
    newest = -1
    for _ in range(KILLS):
        command = [sys.executable, "-m", "tests.safety.crash", str(target)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as writer:
            said = [int(writer.stdout.readline()) for _ in range(chance.randrange(1, 3))]
            time.sleep(chance.random() / 20)
            writer.kill()
            said += [int(line) for line in writer.stdout if line.endswith(b"\n")]
        book = openpyxl.load_workbook(target, read_only=True)
        values = {cell for row in book.active.iter_rows(values_only=True) for cell in row}
        assert book.active.max_row == ROWS
        book.close()
        (newest,) = values
        assert newest >= said[-1]
    assert newest >= 0
