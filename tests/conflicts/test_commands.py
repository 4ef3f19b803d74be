"""The commands conflicts, decide and journal, as somebody types them."""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from xlsales.cli import status_of

SAMPLES = Path(__file__).parents[2] / "workbooks" / "samples"


@pytest.fixture
def run(tmp_path, capsys):
    """Runs a command on the samples with a journal of its own: status, stdout, stderr."""
    folder = Path(shutil.copytree(SAMPLES, tmp_path / "部门"))
    own = ["--journal", str(tmp_path / "journal.sqlite")]

    def command(*arguments):
        given = [str(folder) if a == "." else a for a in arguments]
        status = status_of([*given, *own])
        told = capsys.readouterr()
        return status, told.out, told.err

    command.folder = folder
    return command


ON = ("--on", "2012-04-30T10:00")


def conflicts(run):
    status, out, _ = run("conflicts", ".", *ON, "--json")
    told = json.loads(out)
    assert status == 1 and told["command"] == "conflicts"  # the samples have faults
    return told["conflicts"]


def test_conflicts_are_listed_with_their_workbook(run):
    status, out, err = run("conflicts", ".", *ON)
    assert status == 1 and out == ""
    path = run.folder / "冲突筛查_2012-04-30.xlsx"
    assert str(path) in err
    assert len(openpyxl.load_workbook(path).sheetnames) == 1 + len(conflicts(run))


def test_a_ruling_is_recorded_shown_and_logged(run):
    first = conflicts(run)[0]
    owner = first["members"][0]["person"]
    stated = ("--owner", owner, "--by", "周总监", "--reason", "日志最早", "--folder", ".")
    status, _, err = run("decide", first["id"], *stated, *ON)
    assert status == 0 and f"{first['id']} 归属 {owner}" in err
    ruled = next(c for c in conflicts(run) if c["id"] == first["id"])
    assert ruled["ruling"]["owner"] == owner and ruled["ruling"]["news"] == []
    _, out, _ = run("journal", "log", ".")
    assert f"{first['id']} {owner} 周总监 日志最早" in out
    assert run("journal", "verify", ".")[0] == 0


@pytest.mark.parametrize("id", ["K000000", ""])
def test_a_ruling_on_what_was_not_found_is_refused_in_one_line(run, id):
    conflicts(run)
    stated = ("--owner", "张三", "--by", "周总监", "--reason", "无", "--folder", ".")
    status, out, err = run("decide", id, *stated)
    assert (status, out) == (2, "") and len(err.strip().splitlines()) == 1


def test_a_ruling_before_anything_was_screened_is_refused(run):
    stated = ("--owner", "张三", "--by", "周总监", "--reason", "无", "--folder", ".")
    status, _, err = run("decide", "K000000", *stated)
    assert status == 2 and "还没有提交台账" in err


def test_the_submitted_files_stay_as_they_are(run):
    before = {p: p.read_bytes() for p in run.folder.rglob("*") if p.is_file()}
    conflicts(run)
    assert all(path.read_bytes() == content for path, content in before.items())
