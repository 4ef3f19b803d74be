"""Commands of every week: check, consolidate."""

from __future__ import annotations

from xlsales.cli.app import AsJson, Files, Folder, JournalFile, On, Output, OutputFolder, Week
from xlsales.cli.command import NOT_DONE, command
from xlsales.cli.output import emit, progress, say, say_made


@command("检查工作簿：在标好的副本里指出每个问题和它依据的条款。")
def check(files: Files, output: OutputFolder = None, on: On = "", as_json: AsJson = False) -> int:
    """Check workbooks and write marked copies."""
    from xlsales.actions.asked import asked
    from xlsales.actions.check import check as check_files
    from xlsales.actions.report import as_json as report
    from xlsales.cli.findings import exit_status, say_findings

    checked, copies = check_files(asked(files[0].parent, on), files, output)
    if as_json:
        emit({**report("check", checked), "output": [str(path) for path in copies]})
    else:
        say_findings(checked.findings)
        say(*checked.summary)
        say_made("标好的副本", copies)
    is_whole = all(seen.verdict.is_read for seen in checked.files)
    return exit_status(checked.findings) if is_whole else NOT_DONE


@command("汇总周报：读文件夹里的全部表格，写出周例会材料。")
def consolidate(  # noqa: PLR0913 - one argument for each option
    folder: Folder,
    week: Week = "",
    on: On = "",
    output: Output = None,
    journal: JournalFile = None,
    as_json: AsJson = False,
) -> int:
    """Write the Monday meeting pack of a week."""
    from xlsales.actions.asked import asked
    from xlsales.actions.consolidate import consolidate as consolidate_week
    from xlsales.actions.report import as_json as report
    from xlsales.cli.findings import exit_status, say_findings

    with progress("读取工作簿") as step:
        department, path = consolidate_week(asked(folder, on, journal), week, output, step)
    if as_json:
        emit({**report("consolidate", department), "output": str(path)})
    else:
        say_findings(department.findings)
        say(*department.summary, f"周例会材料：{path}")
    return exit_status(department.findings)
