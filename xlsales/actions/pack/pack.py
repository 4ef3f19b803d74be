"""The meeting pack: its sheets in their order."""

from __future__ import annotations

from dataclasses import replace

from xlsales.actions.boards import extra_pages
from xlsales.actions.department import Department
from xlsales.actions.evidence import evidence_page, summary_page
from xlsales.actions.pack.cover import cover_page
from xlsales.actions.pack.findings import findings_page
from xlsales.actions.pack.funnel import analysis_page, funnel_page
from xlsales.actions.pack.parts import BACK, week_text
from xlsales.actions.pack.receivables import receivables_page
from xlsales.actions.pack.submissions import files_page, submissions_page
from xlsales.actions.pack.work import outing_page, work_page
from xlsales.books.page import Document, Page
from xlsales.core.clock import week_start
from xlsales.journal import Head
from xlsales.tables.conflicts import Conflict

MOST_EVIDENCE = 20


def meeting_pack(department: Department) -> tuple[Page, ...]:
    """The pages of the Monday meeting: the cover first, the evidence of each conflict last."""
    records = department.records
    week = department.occasion.week or week_start(department.occasion.today)
    conflicts = records[Conflict]
    shown = [c for c in conflicts if not c.is_settled][:MOST_EVIDENCE]
    pages = (
        submissions_page(records),
        funnel_page(records, week),
        analysis_page(records),
        work_page(records, week),
        summary_page(conflicts, shown, BACK),
        outing_page(records, week),
        receivables_page(records),
        *(replace(page, lines=(*page.lines, BACK)) for page in extra_pages(department)),
        findings_page(department.findings, BACK),
        files_page(department.files),
    )
    return (cover_page(department, pages), *pages, *map(evidence_page, shown))


def pack_document(department: Department) -> Document:
    """What the pack says of itself as a whole."""
    week = department.occasion.week
    title = f"周例会材料 {week_text(week)}" if week else "周例会材料"
    moment, journal = department.occasion.moment, department.journal
    head = Head(journal["seq"], journal["hash"]).printed if journal else ""
    return Document(title, department.settings.company, moment, department.folder, head)
