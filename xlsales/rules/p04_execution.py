"""Rule-book P: what the execution of a project asks for, and the board of all projects."""

from __future__ import annotations

from collections.abc import Iterator

from xlsales.core.money import text, yuan
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding, fault, rule
from xlsales.figures.money import ZERO
from xlsales.rules.history import clause_on
from xlsales.rules.p01_stages import (
    ITEMS,
    code_of,
    items_by_project,
    of_clause,
    open_items,
    stages,
)
from xlsales.tables.projects import Project, ProjectLine, StageSpan


@rule("P4.2-prepaid")
def begun_before_prepaid(records: Records, policy: Policy) -> Iterator[Finding]:
    """项目已经开工，预付款没有到合同金额的规定比例，或在开工之后才到。"""
    for project in records[Project]:
        clause = clause_on(policy, "P4.2", project.begun)
        if clause is None or project.begun is None:
            continue
        if project.amount is None:
            yield fault(project, "amount", clause, "已经开工，没有合同金额，算不出应预付多少")
            continue
        due = yuan(project.amount * clause["prepaid"])
        paid = project.prepaid or ZERO
        if paid < due:
            message = f"{project.begun}开工，应先收预付款{text(due)}元，只收了{text(paid)}元"
            yield fault(project, "prepaid", clause, message)
        elif project.prepaid_day is None or project.prepaid_day > project.begun:
            message = f"{project.begun}开工，预付款须在这天或之前收到"
            yield fault(project, "prepaid_day", clause, message)


@rule("P4.3-notice")
def notice_without_lead(records: Records, policy: Policy) -> Iterator[Finding]:
    """下发了任务通知单，没有负责人签字。"""
    for item in of_clause(records, "P4.3"):
        clause = clause_on(policy, "P4.3", item.done)
        if clause and item.done and not item.owner:
            yield fault(item, "owner", clause, "任务通知单没有项目负责人，应由项目负责人签字")


@rule("P4.7-signoff")
def pitch_without_sign_off(records: Records, policy: Policy) -> Iterator[Finding]:
    """提案之前没有备好签字确认稿；提案当天备好的算备好。"""
    items_of = items_by_project(records)
    for project in records[Project]:
        items = items_of(project)
        pitch, sheet = items.get("P4.8"), items.get("P4.7")
        if pitch is None or pitch.done is None:
            continue
        clause = clause_on(policy, "P4.7", pitch.done)
        if clause and not (sheet and sheet.done and sheet.done <= pitch.done):
            message = f"{pitch.done}提案，之前没有备好签字确认稿"
            related = [sheet.at("done")] if sheet else []
            yield fault(pitch, "done", clause, message, related=related)


@rule("P0")
def project_board(records: Records, policy: Policy) -> Iterator[ProjectLine]:
    """每个项目走到哪里，下一项是什么，由谁来办；没有登记负责人的由客户代表办。"""
    items_of = items_by_project(records)
    for project in records[Project]:
        items = items_of(project)
        missing = open_items(items, policy, ITEMS)
        ahead = next(iter(missing), "")
        row = items.get(ahead)
        done = sum(item.done is not None for item in items.values())
        yield ProjectLine(
            number=project.number,
            name=project.name,
            customer=project.customer,
            stage=project.stage,
            done=done,
            items=done + len(missing),
            next_clause=ahead,
            next_item=policy.latest(ahead).title if ahead else "全部办完",
            owner=((row.owner if row else "") or project.representative) if ahead else "",
            source=project.at("number"),
            place=project.place,
            row=project.row,
        )


@rule("P0")
def stage_spans(records: Records, policy: Policy) -> Iterator[StageSpan]:
    """每个项目的每个阶段，从第一项办完的那天到最后一项办完的那天。"""
    items_of = items_by_project(records)
    for project in records[Project]:
        items = items_of(project).values()
        for number, stage in enumerate(stages(policy), 1):
            own = [i for i in items if code_of(i).startswith(f"P{number}.")]
            days = sorted(item.done for item in own if item.done)
            if days:
                yield StageSpan(
                    name=f"{project.name} · {stage}",
                    first=days[0],
                    last=days[-1],
                    days=(days[-1] - days[0]).days + 1,
                    done=len(days),
                    place=project.place,
                    row=project.row,
                )


RULES = (
    begun_before_prepaid,
    notice_without_lead,
    pitch_without_sign_off,
    project_board,
    stage_spans,
)
