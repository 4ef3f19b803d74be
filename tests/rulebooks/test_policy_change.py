"""A change of the policy is proposed, tried on the last quarter's workbooks, approved, issued."""

from datetime import date, datetime
from pathlib import Path

import pytest

from xlsales.actions.asked import Asked
from xlsales.actions.policy_change import Review, lines, review
from xlsales.hosts.files.templates import write_workbook
from xlsales.tables.parameters import POLICY_VALUES, PolicyValue
from xlsales.tables.property import PROPERTY_TEAM, WeekResult
from xlsales.tables.workflow import WORKFLOW_LEDGER, Workflow

MOMENT = datetime(2012, 5, 10, 9)
ISSUE = date(2012, 6, 1)
LEDGER = {
    "number": "L9", "name": "制度变更：看房批数", "department": "销售部",
    "drafted": date(2012, 5, 2), "discussed": date(2012, 5, 3), "corrected": date(2012, 5, 4),
    "reviewed": date(2012, 5, 7),
}  # fmt: skip
APPROVED = {**LEDGER, "approved": date(2012, 5, 20), "issued": ISSUE}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the weeks of April: nobody brought 2 groups each week but 乙乙."""
    weeks = [("甲甲", 3, 1), ("乙乙", 3, 2)]
    rows = [
        {"person": person, "week": date(2012, 4, 16), "invited": invited, "viewed": viewed}
        for person, invited, viewed in weeks
    ]
    write_workbook(tmp_path / "置业顾问考核_2012-04.xlsx", PROPERTY_TEAM, {WeekResult: rows})
    write_workbook(tmp_path / "置业顾问考核_2011-12.xlsx", PROPERTY_TEAM, {WeekResult: rows})
    return tmp_path


def proposed(folder: Path, source: str = "L9", parameter: str = "每周带去北京看房最少批数") -> Path:
    row = {"clause": "S1", "parameter": parameter, "value": "1批", "since": ISSUE, "source": source}
    path = folder / "制度参数_草案.xlsx"
    write_workbook(path, POLICY_VALUES, {PolicyValue: [row]})
    return path


def reviewed(folder: Path, ledger: dict[str, object], **stated: str) -> Review:
    write_workbook(folder / "流程管理台账.xlsx", WORKFLOW_LEDGER, {Workflow: [ledger]})
    return review(Asked(folder, MOMENT, MOMENT), proposed(folder, **stated))


def test_the_change_is_told_with_its_day(folder: Path):
    told = [(c.parameter, c.before, c.after, c.since) for c in reviewed(folder, APPROVED).changes]
    assert ("每周带去北京看房最少批数", "2批", "1批", ISSUE) in told


def test_the_last_quarter_is_judged_as_if_the_value_had_held_all_along(folder: Path):
    found = reviewed(folder, APPROVED)
    assert [(f.where.book, f.code, f.where.cell) for f in found.gone] == [
        ("置业顾问考核_2012-04.xlsx", "S10-legal", "A4")
    ]
    assert found.new == ()


def test_a_stricter_value_finds_more(folder: Path):
    row = {"clause": "S1", "parameter": "每周约访最少批数", "value": "4批", "since": ISSUE,
           "source": "L9"}  # fmt: skip
    path = folder / "制度参数_草案.xlsx"
    write_workbook(path, POLICY_VALUES, {PolicyValue: [row]})
    found = review(Asked(folder, MOMENT, MOMENT), path)
    assert {f.code for f in found.new} == {"S10-legal", "S4-promotion"}


def test_an_approved_and_issued_change_can_begin(folder: Path):
    found = reviewed(folder, APPROVED)
    assert found.findings == ()
    assert found.state == ("S1：依据流程L9《制度变更：看房批数》，已走到颁布",)


@pytest.mark.parametrize(
    ("ledger", "why"),
    [
        (LEDGER, "还没有总经理批准"),
        ({**APPROVED, "approved": date(2012, 6, 2)}, "还没有总经理批准"),
        ({**APPROVED, "issued": date(2012, 6, 2)}, "还没有颁布"),
    ],
)
def test_what_is_not_approved_and_issued_by_its_day_cannot_begin(
    folder: Path, ledger: dict[str, object], why: str
):
    [finding] = reviewed(folder, ledger).findings
    assert (finding.code, finding.where.cell) == ("W4.3-approval", "F4")
    assert why in finding.message


def test_a_change_that_names_no_workflow_of_the_ledger_cannot_begin(folder: Path):
    [finding] = reviewed(folder, APPROVED, source="口头决定").findings
    assert "应写流程管理台账里的流程编号" in finding.message


def test_a_faulty_proposal_is_refused_at_its_cell(folder: Path):
    found = reviewed(folder, APPROVED, parameter="看房")
    assert found.changes == ()
    assert [f.where.cell for f in found.findings] == ["C4"]


def test_of_a_faulty_proposal_nothing_is_said_to_be_as_it_is_now(folder: Path):
    told = list(lines(reviewed(folder, APPROVED, parameter="没有这个参数")))
    assert told == ["草案有误，没有试算；请先改正"]


def test_a_review_is_told_in_lines(folder: Path):
    told = list(lines(reviewed(folder, APPROVED)))
    assert "按上季度以来的表试算：少1个问题，多0个问题" in told


def test_nothing_in_the_folder_is_changed_by_a_review(folder: Path):
    write_workbook(folder / "流程管理台账.xlsx", WORKFLOW_LEDGER, {Workflow: [APPROVED]})
    draft = proposed(folder)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    review(Asked(folder, MOMENT, MOMENT), draft)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
