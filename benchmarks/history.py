"""`python -m benchmarks.history [PEOPLE]...`: what a year in the journal costs a consolidation.

A journal is filled with 52 weeks of funnels and twelve months of customer logs of so many people,
of whose customers every twentieth is also somebody else's; then a process of its own asks of it
what a consolidation of the last week asks.
"""

import gc
import json
import sys
import tempfile
import time
from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from benchmarks.measure import cost
from xlsales.actions.claims import CLAIMS
from xlsales.actions.judging import STANDING
from xlsales.core.days import add_months
from xlsales.core.record import Place
from xlsales.core.records import Records
from xlsales.journal import Entry, Journal
from xlsales.tables.log import CUSTOMER_LOG, Channel, Contact
from xlsales.tables.roles import Product
from xlsales.tables.weekly import WEEKLY_REPORT, FunnelStage, Opportunity

HEAD = ("people", "submissions", "rows", "journal MB", "customers", "sightings", "submissions s",
        "earlier s", "mentions s", "sightings s", "standing s", "whole s", "peak MB")  # fmt: skip
SHARED = 20
WEEKS, MONTHS, CUSTOMERS, CONTACTS = 52, 12, 7, 50
FIRST = date(2012, 1, 2)
WEEK = timedelta(days=7)
LAST = FIRST + (WEEKS - 1) * WEEK
STAGES = list(FunnelStage)


def fill(path, people):
    """A journal of a year; returns the number of submissions and of rows."""
    entries = rows = 0
    with Journal.open(path) as journal:
        for number in range(WEEKS):
            monday = FIRST + number * WEEK
            made = [report(person, monday, number) for person in range(people)]
            if number % 4 == 3 and number // 4 < MONTHS:
                made += [log(person, add_months(FIRST.replace(day=1), number // 4))
                         for person in range(people)]  # fmt: skip
            moment = datetime.combine(monday + WEEK, datetime.min.time())
            journal.submit(made, moment, moment)
            entries, rows = entries + len(made), rows + sum(len(e.records) for e in made)
    return entries, rows


def report(person, monday, number):
    """A weekly report whose funnel goes on from week to week."""
    name, file = f"客户经理{person}", f"周报告_客户经理{person}_{monday}.xlsx"
    place = Place(file, "漏斗", {"customer": "B"}, {"manager": (2, "B"), "week": (2, "D")})
    rows = [
        Opportunity(
            manager=name, week=monday, customer=customer(person, n),
            product=Product.CPM, stage=STAGES[(number // 10 + n) % len(STAGES)],
            amount=Decimal(1000 * n), first_contact=FIRST, progress=f"第{number // 3}次跟进",
            place=place, row=5 + n,
        )
        for n in range(CUSTOMERS)
    ]  # fmt: skip
    return entry(file, WEEKLY_REPORT.kind, name, monday, rows)


def log(person, month):
    """A customer log."""
    name, file = f"客户经理{person}", f"客户日志_客户经理{person}_{month:%Y-%m}.xlsx"
    place = Place(file, "客户日志", {"day": "A", "customer": "B"})
    rows = [
        Contact(
            manager=name, month=month, day=month + timedelta(days=n % 28), channel=Channel.CALL,
            customer=customer(person, n % CUSTOMERS), content=f"第{n}次沟通",
            place=place, row=5 + n,
        )
        for n in range(CONTACTS)
    ]  # fmt: skip
    return entry(file, CUSTOMER_LOG.kind, name, month, rows)


def customer(person, number):
    """A customer of a person; every twentieth is the next person's too."""
    place = person * CUSTOMERS + number
    return f"第{place - CUSTOMERS if place % SHARED == 0 and person else place}号客户公司"


def entry(file, kind, name, period, rows):
    """A workbook as it is handed to the journal."""
    counted = {rows[0].table.sheet: len(rows)}
    return Entry(file, file.encode(), kind, name, period, Records(rows), counted)


def ask(path):
    """Ask the journal what a consolidation asks; tell how many customers and sightings, and the
    seconds."""
    gc.disable()  # as the command does
    moment = datetime.combine(LAST + WEEK, datetime.min.time())
    kept, seconds = [], []

    def timed(question, *given, **named):
        began = time.process_time()
        kept.append(question(*given, **named))
        seconds.append(time.process_time() - began)
        return kept[-1]

    with Journal.open(Path(path)) as journal:
        timed(journal.submissions, until=moment)
        timed(journal.earlier, Opportunity, LAST - WEEK, moment)
        people = Counter(m.customer for m in timed(journal.mentions, CLAIMS, moment))
        shared = {name for name, count in people.items() if count > 1}
        found = timed(journal.sightings, CLAIMS, moment, shared)
        timed(journal.standing, STANDING, (), moment)
    print(json.dumps([len(people), len(found), *seconds]))


def row(people):
    """The row of the table for so many people."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "journal.sqlite"
        entries, rows = fill(path, people)
        code = f"from benchmarks.history import ask; ask({str(path)!r})"
        asked = cost(sys.executable, "-c", code)
        size = path.stat().st_size / (1 << 20)
    return people, entries, rows, size, *json.loads(asked.printed), asked.seconds, asked.megabytes


if __name__ == "__main__":
    from benchmarks.__main__ import table

    sizes = [int(text) for text in sys.argv[1:]] or (30, 300)
    table("A year in the journal", HEAD, map(row, sizes))
