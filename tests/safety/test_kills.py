"""Runs killed at any moment damage no result and lose no acknowledged submission."""

from tests.safety import kills


def test_no_kill_damages_a_pack_or_the_journal(capsys):
    assert kills.main(count=6, seed=20120423) == 0
    assert capsys.readouterr().out.startswith("killed 6, finished ")
