"""Filled-in workbooks of projects, workflows and property consultants, as handed in."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from xlsales.hosts.files.templates import Rows, write_workbook
from xlsales.tables.projects import PROJECTS, CallPlan, Project, ProjectItem, Prospect
from xlsales.tables.property import PROPERTY_TEAM, Dismissal, Misconduct, Wage, WeekResult
from xlsales.tables.workflow import (
    WORKFLOW_LEDGER,
    Dispute,
    Training,
    Violation,
    Workflow,
    WorkflowCheck,
)

REVIEWERS = "创意总监王雨、设计总监赵青、客户总监钱文、导演孙朗"
ITEMS = (
    ("P1.2", 0), ("P1.5", 0), ("P1.7", 0), ("P2.1", 2), ("P2.2", 3), ("P2.3", 3), ("P2.4", 6),
    ("P2.5", 7), ("P2.6", 7), ("P2.7", 9), ("P3.1", 9), ("P3.2", 9), ("P3.3", 9), ("P3.4", 9),
    ("P4.1", 11), ("P4.2", 13), ("P4.3", 13), ("P4.4", 14), ("P4.5", 20), ("P4.6", 21),
)  # fmt: skip
PEOPLE = {"P2.4": REVIEWERS, "P4.5": REVIEWERS, "P2.7": "张晓、李明、王雨"}


def write_projects(folder: Path) -> Path:
    """The workbook 项目流程 with three projects at different stages."""
    projects = [("X1", "云帆官网改版", "云帆科技", "执行", 20),
                ("X2", "蓝湖画册", "蓝湖传媒", "项目组", 5),
                ("X3", "绿洲宣传片", "绿洲商贸", "接待", 1)]  # fmt: skip
    rows = [
        {"number": n, "name": name, "customer": customer, "representative": "张晓", "stage": stage,
         "budget": 80000}
        for n, name, customer, stage, _ in projects
    ]  # fmt: skip
    items = [
        item(number, clause, date(2012, 4, 2) + timedelta(days=offset + 7 * index))
        for index, (number, _, _, _, count) in enumerate(projects)
        for clause, offset in ITEMS[:count]
    ]
    prospects = [
        {"customer": "北辰药业", "step": "跟踪", "urgent": "是", "follow_up": "建议书"},
        {"customer": "长河电器", "step": "面谈探询"},
        {"customer": "新港物流", "step": "信息收集"},
        {"customer": "远山食品", "step": "目标定位"},
    ]
    plans = [
        {"customer": "北辰药业", "call": "致电", "representative": "张晓", "contact": "王经理"},
        {"customer": "长河电器", "call": "传真", "representative": "李明"},
    ]
    path = folder / "项目流程.xlsx"
    filled: Rows = {Project: rows, ProjectItem: items, Prospect: prospects, CallPlan: plans}
    write_workbook(path, PROJECTS, filled)
    return path


def item(project: str, clause: str, day: date) -> dict[str, object]:
    """One item of a project, done on a day."""
    agreed = {"agreed": day + timedelta(days=7)} if clause == "P1.7" else {}
    people = {"participants": PEOPLE[clause]} if clause in PEOPLE else {}
    return {"project": project, "clause": clause, "done": day, "owner": "李明", **people, **agreed}


def write_workflows(folder: Path) -> Path:
    """The workbook 流程管理台账 with a new workflow, an old one and one on its way."""
    new = {"number": "L1", "name": "请假流程", "department": "人事部", "drafted": date(2012, 3, 5),
           "discussed": date(2012, 3, 9), "corrected": date(2012, 3, 12),
           "reviewed": date(2012, 3, 20), "approved": date(2012, 4, 5),
           "issued": date(2012, 4, 16)}  # fmt: skip
    old = {**new, "number": "L2", "name": "采购审批流程", "department": "采购部",
           "drafted": date(2010, 1, 4), "discussed": date(2010, 1, 5),
           "corrected": date(2010, 1, 6), "reviewed": date(2010, 1, 7),
           "approved": date(2010, 1, 8), "issued": date(2010, 1, 11),
           "revised": date(2011, 5, 20)}  # fmt: skip
    begun = {"number": "L3", "name": "用车流程", "department": "综管部",
             "drafted": date(2012, 4, 23), "discussed": date(2012, 4, 27)}  # fmt: skip
    checks = [("L1", date(2012, 4, 17), "日常"), ("L1", date(2012, 4, 18), "日常"),
              ("L2", date(2012, 4, 10), "抽查"), ("L2", date(2011, 12, 22), "集中")]  # fmt: skip
    held = [("L1", date(2012, 4, 16), "新流程培训"), ("L1", date(2012, 4, 18), "学习")]
    violations = [(date(2012, 4, 18), "赵一"), (date(2012, 4, 20), "赵一"),
                  (date(2012, 4, 25), "赵一"), (date(2012, 4, 26), "孙二")]  # fmt: skip
    filled: Rows = {
        Workflow: [new, old, begun],
        WorkflowCheck: [{"workflow": w, "day": d, "kind": k} for w, d, k in checks],
        Training: [{"workflow": w, "day": d, "kind": k} for w, d, k in held],
        Dispute: [{"number": "Z1", "kind": "流程争议", "day": date(2012, 4, 26)},
                  {"number": "Z2", "kind": "纠正措施", "day": date(2012, 4, 24),
                   "submitted": date(2012, 4, 27)}],
        Violation: [{"day": d, "person": p, "department": "人事部", "head": "周主任"}
                    for d, p in violations],
    }  # fmt: skip
    path = folder / "流程管理台账.xlsx"
    write_workbook(path, WORKFLOW_LEDGER, filled)
    return path


def write_property_month(folder: Path, month: date, weeks: int = 4) -> Path:
    """The workbook 置业顾问考核 of a month, in which 郑远 never shows enough flats."""
    monday = month + timedelta(days=-month.weekday() % 7)
    results = [
        {"person": person, "week": monday + timedelta(days=7 * n), "invited": 3, "viewed": viewed}
        for n in range(weeks)
        for person, viewed in (("郑远", 1), ("冯青", 2))
    ]
    filled: Rows = {
        WeekResult: results,
        Misconduct: [{"day": month + timedelta(days=9), "person": "冯青", "offence": "S6"}],
        Wage: [{"person": "郑远", "month": month, "wage": 1500},
               {"person": "冯青", "month": month, "wage": 4000}],
        Dismissal: [{"person": "陈旧", "day": month, "confirmed": "王经理"}],
    }  # fmt: skip
    path = folder / f"置业顾问考核_{month:%Y-%m}.xlsx"
    write_workbook(path, PROPERTY_TEAM, filled)
    return path


def write_rulebooks(folder: Path) -> tuple[Path, ...]:
    """The three workbooks, filled in for one month."""
    month = date(2012, 4, 1)
    return write_projects(folder), write_workflows(folder), write_property_month(folder, month)
