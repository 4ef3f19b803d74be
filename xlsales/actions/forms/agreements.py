"""签订合同客户需求申请单: handed to client support with each signed agreement."""

from __future__ import annotations

from decimal import Decimal

from xlsales.actions.department import Department
from xlsales.actions.forms.boxes import HALF, THIRD, Made, basis, box, plain, row_text, unread_notes
from xlsales.books.page import Field
from xlsales.books.paper import Box, Lines, Paper
from xlsales.core.fold import fold
from xlsales.figures.money import effective_cpm
from xlsales.tables.agreements import Agreement, Delivery
from xlsales.tables.forms import FormKind
from xlsales.tables.roles import Role

REQUIREMENT = FormKind.CUSTOMER_REQUIREMENT.value
DELIVERED = (("kind", 4), ("first", 4), ("last", 4), ("volume", 4), ("revenue", 4))


def agreement_forms(department: Department) -> Made:
    """The forms of all signed agreements in one file; of the others it is said that they wait."""
    rows = department.records[Agreement]
    papers = tuple(_paper(department, row) for row in rows if row.signed)
    heading = Agreement.column("signed").heading
    waiting = (
        f"{row_text(row)}合同{row.number}没有{heading}，签订以后再生成{REQUIREMENT}"
        for row in rows
        if not row.signed
    )
    notes = (*unread_notes(department, Agreement, REQUIREMENT), *waiting)
    return Made(((REQUIREMENT, papers),) if papers else (), notes)


def _paper(department: Department, row: Agreement) -> Paper:
    day = row.signed or row.day
    notes = basis(department, "C2.7", day, (row.place.book,)) if day else ()
    return Paper(
        f"需求 {row.number}",
        REQUIREMENT,
        f"{row.column('number').heading}：{row.number}",
        (f"{Role.ACCOUNT_MANAGER.value}：{row.manager}",
         f"{row.column('request').heading}：{row.request or ''}"),
        (
            (box(row, "customer", 24),),
            (box(row, "product", THIRD), box(row, "price", THIRD), box(row, "credit_days", THIRD)),
            (box(row, "signed", THIRD), box(row, "sealed", THIRD), box(row, "application", THIRD)),
            (box(row, "template", THIRD), box(row, "changed", THIRD),
             box(row, "customer_first", THIRD)),
        ),
        _deliveries(department, row),
        (
            (Box("客户联系人", wide=HALF), Box("联系电话", wide=HALF)),
            (Box("投放起止日期", wide=HALF), Box("计划发送量", wide=HALF)),
            (Box("目标人群", lines=3),),
            (Box("素材和内容要求", lines=3),),
            (Box("数据和报表要求", lines=3),),
        ),
        "其他需求",
        (Role.ACCOUNT_MANAGER.value, Role.ACCOUNT_DIRECTOR.value, Role.SUPPORT.value,
         Role.SUPPORT_SUPERVISOR.value),
        notes,
    )  # fmt: skip


def _deliveries(department: Department, row: Agreement) -> Lines | None:
    """What was delivered under the agreement so far: its test, for CPS and CPA."""
    number = fold(row.number)
    own = [d for d in department.records[Delivery] if fold(d.agreement) == number]
    columns = ((Delivery.column(name), span) for name, span in DELIVERED)
    fields = tuple(Field(c.heading, c.kind.format, span=span) for c, span in columns)
    rows = [(*(plain(getattr(d, name)) for name, _ in DELIVERED), _cpm(d)) for d in own]
    return Lines((*fields, Field("折合CPM", "money", span=4)), rows) if rows else None


def _cpm(delivery: Delivery) -> Decimal | None:
    volume = Decimal(delivery.volume)
    return effective_cpm(delivery.revenue, volume) if volume else None
