"""提交情况 and 文件清单: who handed in what when, and every file with its verdict."""

from __future__ import annotations

from collections.abc import Iterable

from xlsales.actions.department import SeenFile, Verdict
from xlsales.actions.pack.parts import BACK, LEVELS
from xlsales.books.form import Form
from xlsales.books.page import Page
from xlsales.core.records import Records
from xlsales.core.rule import Level
from xlsales.tables.meeting import FileRow, LogStatus, Punctuality, SubmissionStatus

GRAVITY = (Punctuality.MISSING, Punctuality.EMPTY, Punctuality.LATE, Punctuality.ON_TIME)
STATUS_FORM = Form(SubmissionStatus, levels=LEVELS, empty="没有应交周报告的客户经理。")
FILE_LEVELS = {Verdict.REJECTED.label: Level.ERROR, Verdict.QUARANTINED.label: Level.WARNING}
FILE_FORM = Form(
    FileRow,
    levels=FILE_LEVELS,
    formats={"file": "wrap", "verdict": "choice", "reason": "wrap", "rows": "wrap"},
    empty="文件夹里没有文件。",
)
ORDER = (Verdict.REJECTED, Verdict.QUARANTINED, Verdict.ACCEPTED, Verdict.UNCHANGED)


def submissions_page(records: Records) -> Page:
    """The sheet 提交情况: each person's report and log, what is missing first."""
    name = SubmissionStatus.table.sheet
    statuses = sorted(records[SubmissionStatus], key=lambda s: (GRAVITY.index(s.status), s.person))
    line = f"周报告：{reports_text(records)}；客户日志：{logs_text(records)}。"
    note = "时间以提交台账首次收到为准；标明导入的时间是事后给的，只供参考。"
    return Page(name, name, (line, note, BACK), (STATUS_FORM.grid(statuses),), landscape=False)


def reports_text(records: Records) -> str:
    """How many reports came in, in what way."""
    statuses = [s.status for s in records[SubmissionStatus]]
    counted = ((status.value, statuses.count(status)) for status in Punctuality)
    return "，".join(f"{word}{count}" for word, count in counted if count) or "没有应交的人"


def logs_text(records: Records) -> str:
    """How many customer logs came in, in what way."""
    statuses = [s.log for s in records[SubmissionStatus]]
    counted = ((status.value, statuses.count(status)) for status in LogStatus)
    return "，".join(f"{word}{count}" for word, count in counted if count) or "没有应交的人"


def unread_files(files: Iterable[SeenFile]) -> tuple[SeenFile, ...]:
    """The files that somebody has to look at: refused or put aside."""
    unread = (Verdict.REJECTED, Verdict.QUARANTINED)
    found = [f for f in files if f.verdict in unread]
    return tuple(sorted(found, key=lambda f: (_place(f.verdict), f.file)))


def files_page(files: Iterable[SeenFile]) -> Page:
    """The sheet 文件清单: every file seen, those that were not read first."""
    listed = sorted(files, key=lambda f: (_place(f.verdict), f.file))
    name = FileRow.table.sheet
    line = f"共看到{len(listed)}个文件，每个文件一行；提交的文件一律不作改动。"
    return Page(name, name, (line, BACK), (FILE_FORM.grid(map(file_row, listed)),))


def _place(verdict: Verdict) -> int:
    return ORDER.index(verdict) if verdict in ORDER else len(ORDER)


def file_row(seen: SeenFile) -> FileRow:
    """A file as a row of the sheet."""
    rows = "，".join(f"{sheet}{count}" for sheet, count in seen.rows.items())
    return FileRow(
        file=seen.file, kind=seen.kind, verdict=seen.verdict.label, rows=rows, reason=seen.reason
    )
