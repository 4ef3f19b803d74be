"""人员名单 as the director keeps it."""

from __future__ import annotations

from random import Random

from xlsales.demo.department import FOUNDED, Department
from xlsales.demo.draft import Draft, Row
from xlsales.demo.habits import LOOKS, typed
from xlsales.tables.roster import ROSTER, Alias, Assignment, Person

KEPT_BY = LOOKS[1]


def roster(department: Department) -> Draft:
    """The roster: everybody, who serves whom, and what a few customers are also called."""
    random = Random("roster")
    accounts = [a for own in department.accounts.values() for a in own if a.assigned]
    people: list[Row] = [
        {
            "name": member.name,
            "role": member.role.value,
            "department": "客户部",
            "superior": member.superior or None,
            "mail": f"{number:03}@example.com",
            "joined": typed(FOUNDED, Person.column("joined"), KEPT_BY, random),
        }
        for number, member in enumerate(department.members, 1)
    ]
    assigned: list[Row] = [
        {
            "customer": account.company.full,
            "manager": account.manager,
            "executive": account.executive or None,
            "named": account.named
            and typed(account.named, Assignment.column("named"), KEPT_BY, random),
        }
        for account in accounts
    ]
    aliases: list[Row] = [
        {"alias": account.company.short, "customer": account.company.full}
        for account in accounts[:: max(1, len(accounts) // 5)]
    ]
    rows = {Person: people, Assignment: assigned, Alias: aliases}
    return Draft("人员名单.xlsx", ROSTER, KEPT_BY, dict(rows))
