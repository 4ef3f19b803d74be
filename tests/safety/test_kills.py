"""Runs killed at any moment damage no result and lose no acknowledged submission."""

import random

from tests.safety import kills


def test_no_kill_damages_a_pack_or_the_journal(capsys):
    assert kills.main(count=6, seed=20120423) == 0
    assert capsys.readouterr().out.startswith("killed 6, finished ")


def test_two_runs_at_once_leave_a_whole_pack_and_journal(tmp_path):
    department = kills.Department(tmp_path)
    for number in range(3):
        department.change(random.Random(number), number)
        runs = [department.started() for _ in range(2)]
        assert {run.wait() for run in runs} <= {0, 1}
        assert department.faults() == []
