"""Makes the table of Chinese holidays from the package chinesecalendar.

python -m tests.core.holidays_table writes it; a test compares it, so that a newer package shows.
"""

from collections.abc import Iterator
from pathlib import Path

from chinese_calendar.constants import holidays, workdays

TABLE = Path(__file__).parents[2] / "xlsales" / "core" / "data" / "holidays.txt"
HEADING = "# year, 休 weekdays that are public holidays or 班 weekend days that are worked, MMDD\n"


def lines() -> Iterator[str]:
    """Two lines a year: the weekdays that are free and the weekend days that are worked."""
    free = sorted(day for day in holidays if day.weekday() < 5)
    worked = sorted(day for day in workdays if day.weekday() >= 5)
    for year in range(free[0].year, free[-1].year + 1):
        for kind, days in (("休", free), ("班", worked)):
            yield " ".join([str(year), kind, *(f"{day:%m%d}" for day in days if day.year == year)])


def table() -> str:
    """The text of the table."""
    return HEADING + "".join(f"{line}\n" for line in lines())


if __name__ == "__main__":
    TABLE.write_text(table(), "utf-8", newline="\n")
