"""The command that makes forms: forms."""

from __future__ import annotations

from typing import Annotated

from xlsales.cli.app import AsJson, Files, JournalFile, On, OutputFolder
from xlsales.cli.command import command, option
from xlsales.cli.output import emit, say, say_made

Kind = Annotated[str, option("--kind", "单据", "只生成这一种，如支出申请单；不写则生成全部")]


@command("生成单据：支出申请单和粘贴单、劳务费申请单、价格折扣申请表和邮件草稿、需求申请单。")
def forms(  # noqa: PLR0913 - one argument for each option
    files: Files,
    kind: Kind = "",
    on: On = "",
    output: OutputFolder = None,
    journal: JournalFile = None,
    as_json: AsJson = False,
) -> int:
    """Write print-ready forms and mail drafts."""
    from xlsales.actions.asked import asked
    from xlsales.actions.forms import forms as make
    from xlsales.actions.report import as_json as report
    from xlsales.cli.findings import exit_status, say_findings

    made = make(asked(files[0].parent, on, journal), files, kind, output)
    if as_json:
        paths = [str(path) for path in made.paths]
        emit({**report("forms", made.department), "output": paths, "notes": list(made.notes)})
    else:
        say_findings(made.department.findings, "用 xlsales check 检查这些工作簿，可以看到全部")
        say(*made.department.summary, *made.notes)
        say_made("已生成", made.paths)
    return exit_status(made.department.findings)
