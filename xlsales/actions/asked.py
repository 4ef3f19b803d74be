"""What a command is asked: checked where it enters, with the one look at the clock."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from xlsales.actions.refusal import Refusal, folder_present
from xlsales.core.clock import as_date, as_moment, as_month, week_start
from xlsales.core.values import dataclass


@dataclass(frozen=True)
class Asked:
    """The folder, the moment a command is thought to run at and the real time; what it is about.

    `week` is a Monday, `month` the first of a month; `journal` names another journal than that of
    the settings.
    """

    folder: Path
    moment: datetime
    clock: datetime
    week: date | None = None
    month: date | None = None
    journal: Path | None = None


def asked(folder: Path, on: str = "", journal: Path | None = None) -> Asked:
    """A folder that exists, at a moment given as text or now."""
    folder_present(folder)
    clock = datetime.now().replace(microsecond=0)
    return Asked(folder, moment_of(on, clock), clock, journal=journal)


def moment_of(text: str, clock: datetime) -> datetime:
    """The moment that a text states; the real time where it is empty."""
    if not text:
        return clock
    try:
        return as_moment(text)
    except ValueError:
        return datetime.combine(day_of(text, "时间"), time())


def day_of(text: str, what: str) -> date:
    """The day that a text states."""
    try:
        return as_date(text)
    except ValueError:
        raise Refusal(f"看不懂{what}“{text}”；请写成2012-04-23的样子") from None


def monday_of(text: str) -> date:
    """The Monday that a text states."""
    day = day_of(text, "周")
    if week_start(day) != day:
        raise Refusal(f"{day}不是周一；该周的周一是{week_start(day)}")
    return day


def month_of_text(text: str) -> date:
    """The first day of the month that a text states."""
    try:
        return as_month(text)
    except ValueError:
        raise Refusal(f"看不懂月份“{text}”；请写成2012-04的样子") from None


def today(on: str = "") -> date:
    """The day that a text states; the real one where it is empty."""
    return moment_of(on, datetime.now()).date()
