"""Whether an application grants what it is cited for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from xlsales.core.fold import fold
from xlsales.core.records import Records
from xlsales.rules.history import by_number, suffices, with_earlier
from xlsales.tables.applications import Application, Matter, Rank

Granted = Callable[[str, frozenset[Matter], Rank | str], bool]


def applications(records: Records) -> Mapping[str, Application]:
    """The applications, also of earlier submissions, by their folded number."""
    return by_number(with_earlier(records, Application))


def grants(records: Records) -> Granted:
    """A function that says whether the application of a number grants a matter by a post."""
    known = applications(records)

    def granted(number: str, matters: frozenset[Matter], required: Rank | str) -> bool:
        found = known.get(fold(number)) if number else None
        return (
            found is not None
            and found.matter in matters
            and found.approved is not None
            and suffices(found.rank, required)
        )

    return granted
