"""支出申请单 and 报销单据粘贴单: one pair for each person, account and kind of invoice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlsales.actions.department import Department
from xlsales.actions.forms.boxes import HALF, THIRD, Made, basis, box, file_stem, month_text, plain
from xlsales.actions.forms.claims import ClaimMonth, Group, LeftOut, claim_months
from xlsales.books.page import Field
from xlsales.books.paper import Box, Lines, Paper, Shown
from xlsales.core.fold import fold
from xlsales.core.words import in_words
from xlsales.tables.expenses import Expense
from xlsales.tables.forms import FormKind
from xlsales.tables.roles import Role
from xlsales.tables.roster import Person

SPANS = (("day", 3), ("customer", 7), ("purpose", 5), ("invoice", 3), ("amount", 4))
LEFT_SPANS = (("day", 3), ("person", 3), ("kind", 3), ("invoice", 3), ("amount", 3))
PASTE = "单据粘贴处：自右向左、由下而上错开粘贴，不要盖住发票的号码和金额"
REQUEST, VOUCHERS = FormKind.PAYMENT_REQUEST.value, FormKind.VOUCHER_SHEET.value
LIST, LEFT_OUT = "报销单据清单", "未列入单据的报销"
WORDS, FIGURES, DOCUMENTS = "人民币（大写）", "合计（小写）", "附单据"
SIGNED = ("申请人", Role.DEPARTMENT_HEAD.value, "财务审核", "出纳", "领款人")


def expense_forms(department: Department) -> Made:
    """The forms of each manager's month in one file, and every claim that is on none."""
    months = claim_months(department)
    stem = FormKind.PAYMENT_REQUEST.value
    files = (
        (file_stem(stem, one.manager, month_text(one.month)), tuple(_papers(department, one)))
        for one in months
    )
    return Made(tuple(files), tuple(str(left) for one in months for left in one.left_out))


def _papers(department: Department, month: ClaimMonth) -> Iterator[Paper]:
    """A list of all forms, a pair for each group, and what was left out."""
    if month.groups:
        yield _list(month)
    for group in month.groups:
        books = (row.place.book for row in group.rows)
        notes = basis(department, "C9.4", group.rows[-1].claimed, books)
        yield _request(department, group, notes)
        yield _voucher_sheet(group, notes)
    if month.left_out:
        yield _left_out(month)


def _request(department: Department, group: Group, notes: tuple[str, ...]) -> Paper:
    first = group.rows[0]
    rows = [(n, *_line(row)) for n, row in enumerate(group.rows, 1)]
    manager = (Role.ACCOUNT_MANAGER.value,) if group.is_executive else ()
    claimed = Box(Expense.column("claimed").heading, _days(group), wide=THIRD)
    return Paper(
        f"{REQUEST} {group.kind.value}",
        REQUEST,
        _numbered(group),
        corner(group),
        (
            (box(first, "person", THIRD), box(first, "position", THIRD),
             Box(Person.column("department").heading, _part(department, group), wide=THIRD)),
            (box(first, "kind", THIRD), box(first, "month", THIRD), claimed),
        ),
        Lines((Field("序号", "serial", span=2), *_fields(SPANS)), rows, (5,)),
        (
            *_sum(group.total, _documents(group)),
            (Box("付款方式", "□ 现金　　□ 转账", wide=HALF), Box("收款账号", wide=HALF)),
        ),
        signatures=(SIGNED[0], *manager, *SIGNED[1:]),
        notes=notes,
    )  # fmt: skip


def _voucher_sheet(group: Group, notes: tuple[str, ...]) -> Paper:
    first = group.rows[0]
    return Paper(
        f"{VOUCHERS} {group.kind.value}",
        VOUCHERS,
        _numbered(group),
        corner(group),
        (
            (box(first, "person", THIRD), box(first, "kind", THIRD), box(first, "month", THIRD)),
            *_sum(group.total, _documents(group)),
        ),
        space=PASTE,
        signatures=("粘贴人", Role.DEPARTMENT_HEAD.value, "财务审核"),
        notes=notes,
    )  # fmt: skip


def _list(month: ClaimMonth) -> Paper:
    """The list of a month's forms, with their sum."""
    names = (("person", 4), ("charge", 6), ("kind", 5))
    fields = (Field("序号", "serial", span=2), *_fields(names), Field(DOCUMENTS, "count", span=3),
              Field(Expense.column("amount").heading, "money", span=4))  # fmt: skip
    rows = [
        (number, one.person, one.charge.value, one.kind.value, len(one.rows), one.total)
        for number, one in enumerate(month.groups, 1)
    ]
    total = sum((one.total for one in month.groups), Decimal("0.00"))
    count = f"{sum(len(one.rows) for one in month.groups)} 张，{REQUEST} {len(rows)} 份"
    return Paper(
        LIST,
        LIST,
        f"月份：{month_text(month.month)}",
        (f"{Role.ACCOUNT_MANAGER.value}：{month.manager}",),
        lines=Lines(fields, rows, (4, 5)),
        below=_sum(total, count),
        signatures=(Role.ACCOUNT_MANAGER.value, Role.DEPARTMENT_HEAD.value, "财务审核"),
    )


def _sum(total: Decimal, documents: str) -> tuple[tuple[Box, ...], ...]:
    """The total in figures and in capital numerals, and how many documents belong to it."""
    figures, attached = Box(FIGURES, total, "total", HALF), Box(DOCUMENTS, documents, wide=HALF)
    return (figures, attached), (Box(WORDS, in_words(total)),)


def _left_out(month: ClaimMonth) -> Paper:
    """The claims that are on no form, with the reason."""
    fields = (Field("行", "serial", span=2), *_fields(LEFT_SPANS), Field("没有列入的原因", span=7))
    return Paper(
        LEFT_OUT,
        LEFT_OUT,
        f"月份：{month_text(month.month)}",
        (f"{Role.ACCOUNT_MANAGER.value}：{month.manager}",),
        lines=Lines(fields, [_left_row(left) for left in month.left_out]),
        notes=("改正费用报销工作簿里的这些行以后，再生成一次单据。",),
    )


def _left_row(left: LeftOut) -> Sequence[Shown]:
    values = (plain(left.value(name)) for name, _ in LEFT_SPANS)
    return left.row.row, *values, left.reason


def corner(group: Group) -> tuple[str, ...]:
    """What the upper right corner names: the account manager, the account, who executes."""
    manager = f"{Role.ACCOUNT_MANAGER.value}：{group.rows[0].manager}"
    named = (manager, f"账户：{group.charge.value}")
    return (*named, f"{group.position.value}：{group.person}") if group.is_executive else named


def _fields(spans: Sequence[tuple[str, int]]) -> tuple[Field, ...]:
    columns = ((Expense.column(name), span) for name, span in spans)
    return tuple(Field(c.heading, c.kind.format, span=span) for c, span in columns)


def _line(row: Expense) -> Sequence[Shown]:
    return [plain(getattr(row, name)) for name, _ in SPANS]


def _numbered(group: Group) -> str:
    return f"单号：{group.reference}"


def _documents(group: Group) -> str:
    return f"{len(group.rows)} 张"


def _days(group: Group) -> str:
    """The day of the claims, or the first and the last."""
    days = sorted(row.claimed for row in group.rows)
    return str(days[0]) if days[0] == days[-1] else f"{days[0]}至{days[-1]}"


def _part(department: Department, group: Group) -> str:
    """The department of the person in the roster; empty where it names none."""
    people = department.records[Person]
    return next((p.department for p in people if fold(p.name) == fold(group.person)), "")
