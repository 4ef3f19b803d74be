"""客户日志 as each account manager hands it in at a month's end."""

from __future__ import annotations

from datetime import date
from random import Random

from xlsales.core.days import month_end
from xlsales.demo.department import TOGETHER, Account, Deed, Department
from xlsales.demo.draft import Draft, Row
from xlsales.demo.habits import MONTHS, Habits, typed_in_period, typed_name
from xlsales.tables.log import CUSTOMER_LOG, Contact


def log(department: Department, manager: str, month: date, habits: Habits, seed: int) -> Draft:
    """The log of one manager for one month."""
    random = Random(f"{seed} {manager} {month} log")
    deeds = deeds_of_month(department, manager, month)
    rows = [_contact(deed, deed.account, habits, random) for deed in deeds if deed.account]
    stated: Row = {
        "manager": typed_name(manager, habits),
        "month": month if habits.tidy else MONTHS[habits.number % len(MONTHS)](month),
    }
    file = f"客户日志/客户日志_{manager}_{month:%Y-%m}.xlsx"
    return Draft(file, CUSTOMER_LOG, habits, {Contact: rows}, {Contact: stated}, first=month)


def deeds_of_month(department: Department, manager: str, month: date) -> list[Deed]:
    """What stands in the log, row by row: what was done for customers."""
    deeds = department.deeds_between(manager, month, month_end(month))
    return [deed for deed in deeds if deed.account]


def _contact(deed: Deed, account: Account, habits: Habits, random: Random) -> Row:
    return {
        "day": typed_in_period(deed.day, habits, random),
        "customer": account.typed,
        "person": account.contact or None,
        "channel": TOGETHER[deed.kind].value,
        "content": deed.content,
        "feedback": deed.result or None,
    }
