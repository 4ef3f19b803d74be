"""Whether an application grants what it is cited for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from xlsales.core.fold import fold
from xlsales.core.records import Records
from xlsales.rules.history import by_number, suffices, with_earlier
from xlsales.tables.applications import Application, Matter, Rank

Granted = Callable[[str, frozenset[Matter], Rank | str, date | None], bool]


def applications(records: Records) -> Mapping[str, Application]:
    """The applications, also of earlier submissions, by their folded number."""
    return by_number(with_earlier(records, Application))


def grants(records: Records) -> Granted:
    """A function that says whether the application of a number grants a matter by a post in time.

    In time is a day before which it must be approved, that day included; None where it may follow.
    """
    known = applications(records)

    def granted(
        number: str, matters: frozenset[Matter], required: Rank | str, by: date | None
    ) -> bool:
        found = known.get(fold(number)) if number else None
        return (
            found is not None
            and found.matter in matters
            and found.approved is not None
            and (by is None or found.approved <= by)
            and suffices(found.rank, required)
        )

    return granted
