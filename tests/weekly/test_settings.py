"""The department's settings and its own policy values: strict, at the place of the mistake."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.weekly.folders import DEADLINE, judged, manager, report, roster
from xlsales.actions.policy import policy_of
from xlsales.actions.policy_workbook import write_values
from xlsales.core.rulebook import shipped
from xlsales.settings import Settings, SettingsError, journal_path, load
from xlsales.tables.meeting import Punctuality, SubmissionStatus


def settings_of(folder: Path, text: str) -> Settings:
    (folder / "xlsales.toml").write_text(text, "utf-8")
    return load(folder)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("compny = 'x'", "「compny」不是可用的设置"),
        ("company = 3", "「company」应为文字"),
        ("[deadlines]\nweekly_report = '9点'", "「deadlines.weekly_report」应为时间"),
        ("[deadlines]\nlunch = '12:00'", "「deadlines.lunch」不是可用的设置"),
        ("[aliases]\nsheets = 'x'", "「aliases.sheets」应为一组名称对照"),
        ('[aliases.headings."漏斗"]\n"单位" = 1', "「aliases.headings.漏斗.单位」应为文字"),
        ("= =", "不是有效的设置文件"),
    ],
)
def test_a_mistake_is_named_with_file_and_key(tmp_path, text, words):
    with pytest.raises(SettingsError, match="xlsales.toml") as refused:
        settings_of(tmp_path, text)
    assert words in str(refused.value)


def test_settings_are_found_upwards_and_the_journal_lies_beside_them(tmp_path):
    settings_of(tmp_path, 'journal = "台账.sqlite"')
    below = tmp_path / "华北" / "一部"
    below.mkdir(parents=True)
    assert journal_path(below, load(below)) == tmp_path / "台账.sqlite"


def test_each_department_has_its_own_journal_in_the_users_place(tmp_path):
    paths = {journal_path(tmp_path / name, Settings()) for name in ("甲部", "乙部")}
    assert len(paths) == 2
    assert all(path.name == "xlsales-journal.sqlite" for path in paths)


@pytest.mark.parametrize(("minute", "status"), [(0, Punctuality.ON_TIME), (1, Punctuality.LATE)])
def test_a_deadline_of_the_department_holds_to_the_minute(tmp_path, minute, status):
    folder = tmp_path / "部门"
    folder.mkdir()
    settings_of(folder, '[deadlines]\nweekly_report = "10:30"')
    roster(folder, manager("张三"))
    report(folder, "张三")
    department = judged(folder, datetime(2012, 4, 30, 10, 30 + minute))
    assert [s.status for s in department.records[SubmissionStatus]] == [status]


def values(folder: Path) -> Path:
    """The policy as a workbook in a folder."""
    return write_values(folder / "制度参数.xlsx", shipped())


def set_value(path: Path, clause: str, parameter: str, **cells: object) -> str:
    """Change cells of one value's row; returns the address of the value."""
    book = load_workbook(path)
    sheet = book["制度参数"]
    rows = list(sheet.iter_rows())
    header = next(r for r in rows if any(str(c.value).rstrip("*") == "参数" for c in r))
    places = {str(c.value).rstrip("*"): c.column for c in header}
    row = next(
        r[0].row
        for r in rows
        if sheet.cell(r[0].row, places["条款"]).value == clause
        and parameter in str(sheet.cell(r[0].row, places["参数"]).value)
    )
    for heading, value in cells.items():
        sheet.cell(row, places[heading]).value = value
    book.save(path)
    return sheet.cell(row, places["值"]).coordinate


def test_the_policy_written_as_a_workbook_and_read_back_is_the_same_policy(tmp_path):
    values(tmp_path)
    in_force = policy_of(tmp_path, Settings())
    assert in_force.findings == ()
    for id in shipped().ids:
        assert dict(in_force.policy.latest(id).values) == dict(shipped().latest(id).values), id


def test_a_value_changed_in_the_workbook_holds_from_its_day(tmp_path):
    path = values(tmp_path)
    set_value(path, "C7.1", "截止时间", 值="10:00", 生效日期=date(2012, 4, 1), 依据="部门会议纪要")
    policy = policy_of(tmp_path, Settings()).policy
    before, after = (policy("C7.1", on=date(2012, m, d)) for m, d in ((3, 31), (4, 1)))
    assert (before["time"], after["time"]) == (time(9), time(10))
    assert "部门会议纪要" in after.source


def test_a_fault_is_found_at_its_cell_and_the_whole_workbook_refused(tmp_path):
    folder = tmp_path / "部门"
    folder.mkdir()
    path = values(folder)
    set_value(path, "C7.1", "截止时间", 值="10:00", 依据="部门会议纪要")
    cell = set_value(path, "C10.2", "分配", 值="客户执行 40%；客户经理 70%", 依据="部门会议纪要")
    in_force = policy_of(folder, Settings())
    assert [f.where.cell for f in in_force.findings] == [cell]
    assert in_force.policy.latest("C7.1")["time"] == time(9)
    department = judged(folder, DEADLINE)
    assert cell in [f.where.cell for f in department.findings]
