"""Workbooks as the journal is handed them, and a department's year in a few lines."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from xlsales.core.record import Place
from xlsales.core.records import Records
from xlsales.journal import Entry, Journal
from xlsales.tables.log import Channel, Contact
from xlsales.tables.roles import Product
from xlsales.tables.weekly import FunnelStage, Opportunity

NOON = datetime(2012, 4, 30, 12)
FUNNEL_CELLS = {"customer": "B", "first_contact": "H"}
LOG_CELLS = {"day": "A", "customer": "B"}


def opportunity(person="张三", customer="广州百川", week=date(2012, 4, 23), row=5, **fields):
    """A row of a funnel."""
    book = f"周报告_{person}_{week}.xlsx"
    stated = {
        "product": Product.CPM,
        "stage": FunnelStage.CONTACT,
        "amount": Decimal("5000.00"),
        "first_contact": date(2012, 4, 2),
        "progress": "跟进",
        **fields,
    }
    place = Place(book, "漏斗", FUNNEL_CELLS, {"manager": (2, "B"), "week": (2, "D")})
    return Opportunity(manager=person, week=week, customer=customer, place=place, row=row, **stated)


def contact(person="张三", customer="广州百川", day=date(2012, 4, 10), row=5, **fields):
    """A row of a customer log."""
    month = day.replace(day=1)
    place = Place(f"客户日志_{person}_{month:%Y-%m}.xlsx", "客户日志", LOG_CELLS)
    stated = {"channel": Channel.CALL, "content": "介绍产品", **fields}
    return Contact(
        manager=person, month=month, day=day, customer=customer, place=place, row=row, **stated
    )


def report(*rows, person="张三", week=date(2012, 4, 23), content=b""):
    """A weekly report with these funnel rows."""
    file = f"周报告_{person}_{week}.xlsx"
    return Entry(
        file,
        content or repr(rows).encode(),
        "周报告",
        person,
        week,
        Records(rows),
        {"漏斗": len(rows)},
    )


def log(*rows, person="张三", month=date(2012, 4, 1), content=b"", unread=0):
    """A customer log with these rows."""
    return Entry(
        f"客户日志_{person}_{month:%Y-%m}.xlsx",
        content or repr(rows).encode(),
        "客户日志",
        person,
        month,
        Records(rows),
        {"客户日志": len(rows) + unread},
    )


def filled(path, weeks=6):
    """A closed journal with some weeks of two people's reports, handed in as they happened."""
    with Journal.open(path) as journal:
        for number in range(weeks):
            week = date(2012, 3, 5) + timedelta(days=7 * number)
            moment = datetime.combine(week + timedelta(days=7), NOON.time())
            entries = [
                report(
                    opportunity(person, week=week, progress=f"第{number}周"),
                    opportunity(person, "深圳千帆", week, 6),
                    person=person,
                    week=week,
                )
                for person in ("张三", "李四")
            ]
            journal.submit(entries, moment, moment)
        journal.record("ruling", [{"conflict": "K1", "owner": "张三"}], NOON, NOON)
        return journal.head()
