"""劳务费申请单: one for each rebate paid, or to be paid, to a customer."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlsales.actions.department import Department
from xlsales.actions.forms.boxes import (
    HALF,
    Made,
    basis,
    box,
    file_stem,
    month_text,
    place,
    row_text,
    unread_notes,
)
from xlsales.books.paper import Box, Paper
from xlsales.core.days import month_start
from xlsales.core.fold import fold
from xlsales.core.values import dataclass
from xlsales.core.words import in_words
from xlsales.figures.money import percent, rebate_rank_of
from xlsales.tables.accounts import RebateLine
from xlsales.tables.applications import Application, Matter, Rank
from xlsales.tables.forms import FormKind
from xlsales.tables.month_end import RebatePayment
from xlsales.tables.roles import Role

REQUEST = FormKind.SERVICE_FEE_REQUEST.value
POST = RebateLine.column("required").heading
UNKNOWN = "没有可比的收款，由财务核对后填写"
LEGAL = "收款人是客户单位自己人员的，付款前须经法务审核；佣金须全额支付给客户。"


@dataclass(frozen=True)
class Fee:
    """A rebate to be paid: to whom, how much, and how it compares with what was received."""

    source: RebatePayment | Application
    number: str
    agreement: Box
    manager: str
    due: Decimal
    compared: tuple[Box, Box]
    required: Rank | None

    @property
    def share(self) -> str:
        """The rebate as a share of what was received; empty where nothing was."""
        received, granted = (box.value for box in self.compared)
        if not isinstance(received, Decimal) or not isinstance(granted, Decimal) or not received:
            return ""
        return percent(granted / received)


def rebate_forms(department: Department) -> Made:
    """The forms of each month's payments in one file, and what could not be made."""
    fees = tuple(_fees(department))
    months = sorted({month_start(fee.source.day) for fee in fees})
    papers = (
        tuple(_paper(department, fee) for fee in fees if month_start(fee.source.day) == month)
        for month in months
    )
    stems = (file_stem(REQUEST, month_text(month)) for month in months)
    files = tuple(zip(stems, papers, strict=True))
    made = {fold(fee.number) for fee in fees if fee.number}
    asked = (a for a in _asked(department) if fold(a.number) not in made)
    heading = Application.column("rebate").heading
    missing = (f"{row_text(a)}没有生成{REQUEST}：没有填{heading}" for a in asked)
    return Made(files, (*unread_notes(department, RebatePayment, REQUEST), *missing))


def _fees(department: Department) -> Iterator[Fee]:
    """The payments, then the applications for payments that are not among them."""
    lines = {place(line): line for line in department.records[RebateLine]}
    paid = department.records[RebatePayment]
    for payment in paid:
        yield _paid(payment, lines[place(payment)])
    known = {fold(payment.form) for payment in paid}
    for asked in _asked(department):
        if asked.rebate and fold(asked.number) not in known:
            yield _applied(asked, asked.rebate, department)


def _asked(department: Department) -> Iterator[Application]:
    return (a for a in department.records[Application] if a.matter is Matter.REBATE_PAYMENT)


def _paid(payment: RebatePayment, line: RebateLine) -> Fee:
    """The fee of a payment, measured against all that was received and granted so far."""
    return Fee(
        payment,
        payment.form,
        box(payment, "agreement"),
        payment.manager,
        payment.due,
        (box(line, "received"), box(line, "granted")),
        line.required,
    )


def _applied(asked: Application, due: Decimal, department: Department) -> Fee:
    """The fee of an application, measured against the amount received that it names."""
    base = [asked.received] if asked.received else []
    word = rebate_rank_of(due, base, department.policy, asked.day) if base else None
    return Fee(
        asked,
        asked.number,
        box(asked, "product"),
        asked.applicant,
        due,
        (box(asked, "received"), box(asked, "rebate")),
        Rank(word) if word else None,
    )


def _paper(department: Department, fee: Fee) -> Paper:
    row = fee.source
    required = fee.required.value if fee.required else UNKNOWN
    books = (row.place.book,)
    return Paper(
        f"{REQUEST} {row.customer}",
        REQUEST,
        f"单号：{fee.number or '＿＿＿＿＿＿＿＿'}",
        (f"{Role.ACCOUNT_MANAGER.value}：{fee.manager}", f"日期：{row.day}"),
        (
            (box(row, "customer", 24),),
            (fee.agreement, Box("申请人", fee.manager, wide=HALF)),
            fee.compared,
            (Box("佣金占收款比例", fee.share, wide=HALF), Box(POST, required, wide=HALF)),
            (Box("本次劳务费", fee.due, "total", HALF), _approved(fee)),
            (Box("人民币（大写）", in_words(fee.due)),),
            (Box("事由", _purpose(row), lines=2),),
            (Box("收款人姓名", wide=HALF), Box("证件号码", wide=HALF)),
            (Box("开户银行", wide=HALF), Box("银行账号", wide=HALF)),
            (Box("应扣税款", wide=HALF), Box("税后实付", wide=HALF)),
            (Box("联系电话", wide=HALF), Box("付款方式", "□ 现金　　□ 转账", wide=HALF)),
        ),
        space="审批意见",
        signatures=signatures(fee.required),
        notes=(LEGAL, *basis(department, "C6.4", row.day, books)),
    )  # fmt: skip


def _approved(fee: Fee) -> Box:
    """Who approved, where that is entered."""
    row = fee.source
    rank = row.rank.value if row.rank else ""
    return Box(row.column("approver").heading, f"{rank} {row.approver}".strip(), wide=HALF)


def _purpose(row: RebatePayment | Application) -> str:
    return row.reason if isinstance(row, Application) and row.reason else "支付客户佣金"


def signatures(required: Rank | None) -> tuple[str, ...]:
    """Who signs: the applicant, every post up to the one required, finance, the payee."""
    posts = list(Rank)
    last = required or posts[-1]
    above = posts[1 : posts.index(last) + 1]
    return ("申请人", *(post.value for post in above), "财务审核", "出纳", "领款人")
