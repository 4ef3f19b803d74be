"""The workbooks of a month's end, by what they need of each other."""

from __future__ import annotations

from datetime import date
from random import Random

from xlsales.demo.applications import Applications
from xlsales.demo.claims import Claims
from xlsales.demo.deals import agreement_ledger, agreements, deals, who
from xlsales.demo.department import Department
from xlsales.demo.draft import Draft
from xlsales.demo.habits import habits_of
from xlsales.demo.receipts import month_end_draft, month_end_ledger
from xlsales.tables.roles import Role


def money_drafts(department: Department, month: date, seed: int) -> list[Draft]:
    """合同台账, 申请审批, 月末核算 and each manager's 费用报销 for a month, with faults."""
    random = Random(f"{seed} money")
    managers = department.managers
    each = max(1, len(managers) // 15)
    made = deals(department, month, seed)
    director = who(department, Role.ACCOUNT_DIRECTOR).name
    asked = Applications(month, director, who(department, Role.GENERAL_MANAGER).name)
    ledger = month_end_ledger(managers, made, asked, each, random)
    asked.fill(made, each, random)
    claims = Claims(department, month, random)
    claims.slip(managers, each)
    return [
        agreements(agreement_ledger(made, each, random)),
        asked.draft(),
        month_end_draft(ledger, month),
        *claims.drafts([habits_of(number) for number in range(len(managers))]),
    ]
