"""Who of a generated department slips in which way."""

from __future__ import annotations

from random import Random

from xlsales.core.values import dataclass
from xlsales.demo.department import Department
from xlsales.demo.habits import habits_of


@dataclass(frozen=True)
class Cast:
    """Who is to slip in which way: no report, an empty sheet, no log and a column forgotten."""

    silent: tuple[str, ...]
    empty: tuple[str, ...]
    logless: tuple[str, ...]
    others: tuple[str, ...]


def cast_of(made: Department, random: Random) -> Cast:
    """Spread the parts; they go by the names of sheets, so nobody who renames them gets one."""
    names = list(made.managers)
    each = max(1, len(names) // 30)
    plain = [name for name in names if not _aliased(made, name)]
    chosen = random.sample(plain, 3 * each)
    others = tuple(name for name in names if name not in chosen)
    silent, empty, logless = (tuple(chosen[n * each : (n + 1) * each]) for n in range(3))
    return Cast(silent, empty, logless, others)


def _aliased(made: Department, manager: str) -> bool:
    return habits_of(made.managers.index(manager)).aliased
