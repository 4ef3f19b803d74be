"""去向登记表 as the whole department writes into it."""

from __future__ import annotations

from datetime import date
from random import Random

from xlsales.core.days import month_start
from xlsales.demo.department import Department, Trip
from xlsales.demo.draft import Draft, Row
from xlsales.demo.habits import LOOKS, typed_name, typed_row
from xlsales.tables.outing import OUTING_REGISTER, Outing

LAID_OUT = LOOKS[1]


def register(department: Department, month: date, seed: int) -> tuple[Draft, list[Trip]]:
    """The register of one month, and the trips that its rows stand for."""
    random = Random(f"{seed} {month} register")
    trips = [trip for trip in department.trips if month_start(trip.day) == month]
    trips.sort(key=lambda trip: (trip.registered, trip.person))
    rows = [_row(department, trip, random) for trip in trips]
    file = f"去向登记表_{month:%Y-%m}.xlsx"
    return Draft(file, OUTING_REGISTER, LAID_OUT, {Outing: rows}), trips


def months(department: Department) -> list[date]:
    """The months in which somebody went out."""
    return sorted({month_start(trip.day) for trip in department.trips})


def _row(department: Department, trip: Trip, random: Random) -> Row:
    """A row in the hand of the person who wrote it; no two people write alike."""
    names = [member.name for member in department.members]
    habits = LOOKS[names.index(trip.person) % len(LOOKS)]
    values = {
        "registered": trip.registered,
        "person": typed_name(trip.person, habits),
        "day": trip.day,
        "leaving": trip.leaving,
        "direct": trip.direct,
        "customer": trip.customer or None,
        "returning": trip.returning,
    }
    return typed_row(Outing, values, habits, random)
