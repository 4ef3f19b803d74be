"""Commands about conflicts over customers: conflicts, decide."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from xlsales.cli.app import AsJson, Folder, JournalFile, On, Output
from xlsales.cli.command import argument, command, option
from xlsales.cli.output import emit, progress, say

MOST = 20


@command("冲突筛查：哪些客户有几个客户经理在跟，各方的证据和归属建议。")
def conflicts(
    folder: Folder,
    on: On = "",
    output: Output = None,
    journal: JournalFile = None,
    as_json: AsJson = False,
) -> int:
    """Write the suspected conflicts with an evidence sheet for each."""
    from xlsales.actions.asked import asked
    from xlsales.actions.report import as_json as report
    from xlsales.actions.screening import lines, screen
    from xlsales.cli.findings import exit_status

    with progress("读取工作簿") as step:
        department, path = screen(asked(folder, on, journal), output, step)
    if as_json:
        emit({**report("conflicts", department), "output": str(path)})
    else:
        told = lines(department)
        say(*told[:MOST], *([f"…… 另有{len(told) - MOST}个"] if len(told) > MOST else []))
        say(f"共{len(told)}个，各方证据：{path}")
    return exit_status(department.findings)


@command("登记裁定：把总监对一个冲突的裁定记入提交台账。")
def decide(  # noqa: PLR0913 - one argument for each option
    id: Annotated[str, argument("编号", "冲突的编号，如K1A2B3C")],
    owner: Annotated[str, option("--owner", "姓名", "客户归谁；或“不是同一客户”")],
    by: Annotated[str, option("--by", "姓名", "裁定人")],
    reason: Annotated[str, option("--reason", "文字", "理由")],
    folder: Annotated[
        Path, option("--folder", "文件夹", "部门的文件夹；默认为当前文件夹")
    ] = Path(),
    on: On = "",
    journal: JournalFile = None,
) -> int:
    """Record a director's ruling."""
    from xlsales.actions.asked import asked
    from xlsales.actions.screening import rule_on
    from xlsales.tables.conflicts import Ruling

    wanted = asked(folder, on, journal)
    made = rule_on(wanted, Ruling(id, owner, by, reason, wanted.moment))
    say(f"已登记：{made.conflict} 归属 {made.owner}，{made.by}裁定，理由：{made.reason}")
    return 0
