"""汇总周报: the meeting pack of a week, from everything that was handed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from xlsales.actions.asked import Asked, monday_of
from xlsales.actions.department import Department
from xlsales.actions.judging import read_department
from xlsales.actions.pack import meeting_pack, pack_document
from xlsales.actions.packs import note_written
from xlsales.actions.reading import Progress, quiet
from xlsales.actions.target import target_of
from xlsales.core.clock import week_start
from xlsales.hosts.files.pages import write_pages

WEEK = timedelta(days=7)


def consolidate(
    wanted: Asked, week: str = "", output: Path | None = None, progress: Progress = quiet
) -> tuple[Department, Path]:
    """Read and judge the folder for a week, by default the last, and write its meeting pack."""
    monday = monday_of(week) if week else week_start(wanted.moment.date()) - WEEK
    target = target_of(output, wanted.folder / f"周例会_{monday}.xlsx")
    department = read_department(replace(wanted, week=monday), progress)
    written = write_pages(target, meeting_pack(department), pack_document(department))
    note_written(written, department)
    return department, written
