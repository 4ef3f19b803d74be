"""冲突筛查 of a folder, the ruling of a director, and the look at the journal before an entry."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from xlsales.actions.asked import Asked
from xlsales.actions.claims import judged_beside
from xlsales.actions.conflicts import decide, rulings
from xlsales.actions.department import Department
from xlsales.actions.evidence import evidence_pages
from xlsales.actions.journal import opened
from xlsales.actions.judging import COUNTED, read_department
from xlsales.actions.reading import Progress, quiet
from xlsales.actions.target import target_of
from xlsales.books.page import Document
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Level, run
from xlsales.core.submission import Whose
from xlsales.journal import Head, Journal
from xlsales.rules import RULES
from xlsales.rules.c07_conflicts import state_of
from xlsales.settings import Settings, journal_path
from xlsales.tables.conflicts import Conflict, Ruling, Side


def screen(
    wanted: Asked, output: Path | None = None, progress: Progress = quiet
) -> tuple[Department, Path]:
    """Read and judge the folder, and write its conflicts with an evidence sheet for each."""
    from xlsales.hosts.files.pages import write_pages  # late: checking one workbook needs it not

    day = wanted.moment.date()
    target = target_of(output, wanted.folder / f"冲突筛查_{day}.xlsx")
    department = read_department(wanted, progress)
    said = Document(f"冲突筛查 {day}", department.settings.company, wanted.moment, wanted.folder)
    head = Head(department.journal["seq"], department.journal["hash"])
    pages = evidence_pages(department.records[Conflict], f"提交台账：{head.printed}")
    return department, write_pages(target, pages, said)


def lines(department: Department) -> list[str]:
    """Two lines for each conflict: who, over which customer, how sure; and the proposal."""
    return [
        f"{c.id} {c.likeness.value} {'、'.join(s.person for s in c.sides)}："
        f"{'、'.join(s.customers[0] for s in c.sides)}（{c.reason}）\n  {state_of(c)}"
        for c in department.records[Conflict]
    ]


def rule_on(wanted: Asked, ruling: Ruling) -> Ruling:
    """Record a ruling in the journal of the folder, which must know the conflict."""
    with opened(wanted.folder, wanted.journal) as journal:
        return decide(journal, ruling, wanted.clock)


def journal_above(folder: Path, settings: Settings) -> Path | None:
    """The journal of the nearest folder upwards that has one."""
    places = (folder.resolve(), *folder.resolve().parents)
    paths = (journal_path(place, settings) for place in places)
    return next((path for path in paths if path.is_file()), None)


def judged_before_entry(
    wanted: Asked, settings: Settings, read: Records, here: Collection[Whose], policy: Policy
) -> Records:
    """What the rules make of what was read and of what the journal knows.

    The journal tells everybody's customers, and what counts over months against a person, except
    of the workbooks that are here; nothing where there is no journal yet.
    """
    path = wanted.journal or journal_above(wanted.folder, settings)
    if path is None or not path.is_file():
        return run(RULES, read, policy)
    with Journal.open(path) as journal:
        earlier = (
            *journal.submissions(until=wanted.moment),
            *journal.standing(COUNTED, here, wanted.moment),
            *rulings(journal, wanted.moment),
        )
        return judged_beside(journal, read + earlier, here, policy, wanted.moment)


def taken(conflicts: Iterable[Conflict], books: Collection[str], policy: Policy) -> list[Finding]:
    """Warnings before entry: customers in these workbooks that are already someone else's."""
    return [
        Finding(
            side.where,
            _taken_by(conflict, side),
            policy.latest("C7.4"),
            side.customers[0],
            Level.NOTICE if conflict.is_settled else Level.WARNING,
            "C7.4-conflict",
            tuple(other.where for other in conflict.sides if other is not side),
        )
        for conflict in conflicts
        for side in conflict.sides
        if side.where.book in books
    ]


def _taken_by(conflict: Conflict, side: Side) -> str:
    others = "，".join(
        f"{s.person}的“{s.customers[0]}”（{s.seen:%Y-%m-%d}首次收到）"
        for s in conflict.sides
        if s is not side
    )
    ruled = f"；已裁定归{conflict.ruling.owner}" if conflict.ruling else ""
    return (
        f"台账里已有{others}，{conflict.likeness.value}"
        f"（{conflict.reason}，编号{conflict.id}）{ruled}；请先与对方和总监核对"
    )
