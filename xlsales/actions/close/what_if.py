"""试算: the same month with other values of the policy, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from xlsales.actions.asked import Asked, month_of_text
from xlsales.actions.close.closing import Closing, close
from xlsales.actions.close.frozen import items
from xlsales.actions.department import Department
from xlsales.actions.judging import read_department
from xlsales.actions.policy_values import stated_values
from xlsales.actions.reading import Progress, quiet
from xlsales.actions.refusal import Refusal, present
from xlsales.actions.target import target_of
from xlsales.books.form import Form
from xlsales.books.page import Document, Page
from xlsales.books.read import tables_of
from xlsales.core.days import add_months, month_start
from xlsales.core.policy import Policy
from xlsales.core.policy_diff import Change, diff
from xlsales.core.record import Unread
from xlsales.core.records import Records
from xlsales.core.rule import Finding, Occasion, run
from xlsales.core.submission import Earlier, Submission
from xlsales.core.values import dataclass
from xlsales.hosts.files.pages import write_pages
from xlsales.rules import RULES
from xlsales.tables.proofs import TrialLine
from xlsales.tables.workbooks import WORKBOOKS

INPUTS = {*tables_of(WORKBOOKS), Unread, Occasion, Submission, Earlier}
FORM = Form(TrialLine, formats={"item": "wrap"}, widths={"item": 44}, empty="没有金额因此不同。")


@dataclass(frozen=True)
class Trial:
    """A month as it is and as it would be; what was changed, and the figures that differ."""

    department: Department
    changes: tuple[Change, ...]
    lines: tuple[TrialLine, ...]
    path: Path


def what_if(
    wanted: Asked,
    file: Path,
    month: str = "",
    output: Path | None = None,
    progress: Progress = quiet,
) -> Trial:
    """Draw up a month, by default the last, with a workbook of values laid over the policy."""
    present([file])
    first = month_of_text(month) if month else month_start(add_months(wanted.moment.date(), -1))
    target = target_of(output, wanted.folder / f"试算_{first:%Y-%m}.xlsx")
    department = read_department(replace(wanted, month=first), progress)
    changed = _changed(file, department.policy)
    current = close(department.records, department.findings, first)
    other = judged_by(department, changed, first)
    for closing in (current, other):
        if closing.stopped_by:
            raise Refusal(f"不能试算{first:%Y-%m}：{closing.stopped_by[0]}；请先改正")
    changes = diff(department.policy, changed)
    lines = tuple(compared(current, other))
    trial = Trial(department, changes, lines, target)
    write_pages(target, (trial_page(trial, first),), Document(f"试算 {first:%Y-%m}"))
    return trial


def _changed(file: Path, policy: Policy) -> Policy:
    values, findings = stated_values(file, policy)
    if findings:
        raise Refusal(f"{findings[0]}；请用 xlsales policy --workbook 生成参数表再改")
    return policy.with_values(values)


def judged_by(department: Department, policy: Policy, month: date) -> Closing:
    """The month as another policy has it, from the same rows."""
    rows = Records(r for r in department.records if type(r) in INPUTS)
    unread = [f for f in department.findings if f.code.startswith("T-")]
    outcome = rows + run(RULES, rows, policy)
    return close(outcome, (*unread, *outcome[Finding]), month)


def compared(current: Closing, other: Closing) -> Iterator[TrialLine]:
    """The figures that differ, as they are and as they would be."""
    before, after = dict(items(current)), dict(items(other))
    for item in dict.fromkeys((*before, *after)):
        now, then = before.get(item), after.get(item)
        if now != then:
            difference = (then or Decimal(0)) - (now or Decimal(0))
            yield TrialLine(item=item, present=now, changed=then, difference=difference)


def trial_page(trial: Trial, month: date) -> Page:
    """The sheet 试算: what was changed, and the figures side by side."""
    changed = (
        f"{c.clause} {c.parameter}：{c.before} → {c.after}（自{c.since}起）" for c in trial.changes
    )
    lines = tuple(changed) or ("没有改动任何参数。",)
    name = TrialLine.table.sheet
    return Page(name, f"{name}　{month:%Y-%m}", lines, (FORM.grid(trial.lines),))
