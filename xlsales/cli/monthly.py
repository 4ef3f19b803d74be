"""Commands of every month: close-month, what-if."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from xlsales.cli.app import AsJson, Folder, JournalFile, On, Output
from xlsales.cli.command import NOT_DONE, argument, command, option
from xlsales.cli.output import emit, progress, say

Month = Annotated[str, option("--month", "月份", "核算哪个月，如2012-04")]
Final = Annotated[bool, option("--final", help="关账：把这个月的数记入提交台账，以后不再改变")]
Values = Annotated[Path, argument("文件", "改了参数的制度参数，另起名字，放在部门文件夹里")]


@command("月末核算：账户、佣金分配、客户佣金、应收账龄、坏账和年度销售额；--final 关账。")
def close_month(  # noqa: PLR0913 - one argument for each option
    folder: Folder,
    month: Month,
    final: Final = False,
    on: On = "",
    output: Output = None,
    journal: JournalFile = None,
    as_json: AsJson = False,
) -> int:
    """Write the accounts of a month."""
    from xlsales.actions.asked import asked
    from xlsales.actions.close.close_month import close_month as close
    from xlsales.actions.close.report import month_json
    from xlsales.cli.findings import exit_status, say_findings

    with progress("读取工作簿") as step:
        done = close(asked(folder, on, journal), month, output, final, step)
    stopped = done.closing.stopped_by
    if as_json:
        emit(month_json(done))
    else:
        say_findings(done.department.findings)
        say(*done.department.summary, f"{done.status}：{done.path}")
    if stopped:
        say(f"没有核算：有{len(stopped)}处不能采用，第一处 {stopped[0]}；请改正后再运行")
        return NOT_DONE
    say(*(f"调整 {a.item}：差额{a.difference}" for a in done.adjustments))
    return exit_status(done.department.findings)


@command("试算：参数改动以后，同一个月的数有什么不同。")
def what_if(  # noqa: PLR0913 - one argument for each option
    file: Values,
    month: Annotated[str, option("--month", "月份", "试算哪个月，如2012-04；默认上个月")] = "",
    on: On = "",
    output: Output = None,
    journal: JournalFile = None,
    as_json: AsJson = False,
) -> int:
    """Write a month's figures with other values of the policy beside the present ones."""
    from xlsales.actions.asked import asked
    from xlsales.actions.close.report import trial_json
    from xlsales.actions.close.what_if import what_if as try_out

    with progress("读取工作簿") as step:
        trial = try_out(asked(file.parent, on, journal), file, month, output, step)
    if as_json:
        emit(trial_json(trial))
    else:
        say(*(f"{c.clause} {c.parameter}：{c.before} → {c.after}" for c in trial.changes))
        say(f"不同的数{len(trial.lines)}个：{trial.path}")
    return 0
