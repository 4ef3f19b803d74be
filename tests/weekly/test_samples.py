"""The samples: everything planted is found, once, at its cell, and nothing else is an error."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.weekly.folders import copy_of_samples, planted
from xlsales.cli import status_of


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict, dict]:
    folder = copy_of_samples(tmp_path_factory.mktemp("samples"))
    before = fingerprints(folder)
    return folder, before, consolidated(folder)


def consolidated(folder: Path) -> dict:
    """The JSON object that the command prints, and nothing else with it."""
    import contextlib
    import io

    printed = io.StringIO()
    journal = str(folder.parent / "journal.sqlite")
    with contextlib.redirect_stdout(printed):
        status = status_of(
            ["consolidate", str(folder), "--week", "2012-04-23", "--journal", journal, "--json"]
        )
    assert status == 1
    return json.loads(printed.getvalue())


def fingerprints(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def places(findings: list[dict]) -> list[tuple[str, str, str, str]]:
    return sorted((f["code"], f["file"], f["sheet"], f["cell"]) for f in findings)


def test_every_planted_fault_is_found_once_at_its_cell_and_nothing_else_is_an_error(run):
    _, _, result = run
    errors = [f for f in result["findings"] if f["level"] == "错误"]
    assert places(errors) == places(planted()["faults"])


def test_every_planted_conflict_is_found_between_its_two_sides(run):
    _, _, result = run
    sides = [{(m["person"], m["customer"]) for m in c["members"]} for c in result["conflicts"]]
    for pair in planted()["conflicts"]:
        both = {(claim["person"], claim["customer"]) for claim in pair}
        assert any(both <= side for side in sides), pair


def test_names_of_two_companies_that_look_alike_are_no_sure_conflict(run):
    _, _, result = run
    sure = [f for f in result["findings"] if f["code"] == "C7.4-conflict" and f["level"] != "提示"]
    for pair in planted()["lookalikes"]:
        cells = {(claim["file"], claim["sheet"], claim["cell"]) for claim in pair}
        for finding in sure:
            involved = {(r["file"], r["sheet"], r["cell"]) for r in [finding, *finding["related"]]}
            assert not cells <= involved, pair


def test_no_submitted_file_is_changed_and_only_the_pack_is_new(run):
    folder, before, _ = run
    after = fingerprints(folder)
    assert after.keys() - before.keys() == {"周例会_2012-04-23.xlsx"}
    assert {name: after[name] for name in before} == before


def test_every_file_has_a_verdict_and_the_rows_of_the_sheets_are_counted(run):
    folder, before, result = run
    assert sorted(f["file"] for f in result["files"]) == sorted(before)
    assert {f["verdict"] for f in result["files"]} == {"accepted"}
    assert all(set(f) == {"file", "verdict", "kind", "reason", "rows"} for f in result["files"])
    reports = [f for f in result["files"] if f["kind"] == "周报告"]
    assert all(set(f["rows"]) <= {"漏斗", "工作"} for f in reports)


def test_a_second_run_finds_the_same_with_every_file_unchanged_and_its_own_pack_ignored(run):
    folder, before, first = run
    second = consolidated(folder)
    verdicts = {f["file"]: f["verdict"] for f in second["files"]}
    assert verdicts.pop("周例会_2012-04-23.xlsx") == "ignored"
    assert set(verdicts) == set(before)
    assert set(verdicts.values()) == {"unchanged"}
    assert places(second["findings"]) == places(first["findings"])


def test_a_finding_names_its_cell_its_value_and_the_article_it_rests_on(run):
    _, _, result = run
    vague = next(f for f in result["findings"] if f["code"] == "C1.3-vague")
    assert (vague["clause"], vague["source"]) == ("C1.3", "第一条第3款")
    assert vague["value"] in vague["message"]
    assert vague["level"] == "错误"
