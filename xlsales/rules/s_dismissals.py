"""Rule-book S: proposals to dismiss somebody, and which of them have been carried out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from xlsales.core.fold import fold
from xlsales.core.records import Records
from xlsales.figures.discipline import DISMISSAL, LEGAL
from xlsales.rules.history import with_earlier
from xlsales.tables.property import Dismissal, Misconduct, WeekFine
from xlsales.tables.proposals import Proposal

DONE = "已辞退"
TRUE = "属实"


def dismissed(records: Records) -> Callable[[str, date], Dismissal | None]:
    """A function that finds the dismissal of a person that was confirmed on a day or after it."""
    known: dict[str, list[Dismissal]] = {}
    for row in sorted(with_earlier(records, Dismissal), key=lambda d: d.day):
        known.setdefault(fold(row.person), []).append(row)
    return lambda person, day: next((d for d in known.get(fold(person), ()) if d.day >= day), None)


def proposal(
    row: WeekFine | Misconduct,
    clause: str,
    since: tuple[date, int],
    why: str,
    by: Dismissal | None,
) -> Proposal:
    """A proposal to dismiss somebody since a day, with how many weeks or offences there are.

    One that a dismissal has carried out says so, and asks for nothing any more.
    """
    day, count = since
    return Proposal(
        person=row.person,
        day=day,
        clause=clause,
        count=count,
        measure=DONE if by else DISMISSAL,
        amount=None,
        head="",
        head_measure="",
        head_amount=None,
        inputs=why,
        hint=f"{by.day}辞退，{by.confirmed}确认" if by else LEGAL,
        confirmed=TRUE if by else "",
        source=row.at("person"),
        place=row.place,
        row=row.row,
    )
