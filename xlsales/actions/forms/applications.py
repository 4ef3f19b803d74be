"""测试数量及价格折扣申请表: one for each application, with the facts of its mail."""

from __future__ import annotations

from decimal import Decimal

from xlsales.actions.department import Department
from xlsales.actions.forms.boxes import HALF, THIRD, basis, box
from xlsales.books.paper import Box, Paper
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.figures.money import makegood_rank, percent
from xlsales.rules.c04_make_good import granted_so_far
from xlsales.rules.c05_applications import excess, required_rank
from xlsales.rules.c06_rebate import ranks_of
from xlsales.tables.accounts import RebateLine
from xlsales.tables.applications import Application, Matter, Rank
from xlsales.tables.forms import FormKind
from xlsales.tables.roles import Product, Role

REBATE = (Matter.REBATE_RATE, Matter.REBATE_PAYMENT)
POST = RebateLine.column("required").heading
UNKNOWN = "数据不全，由客户总监判断"


def title(row: Application) -> str:
    """The form's title, with the year of the application."""
    return f"{row.day.year}公司{FormKind.APPLICATION_FORM.value}"


def application_paper(department: Department, row: Application) -> Paper:
    """The form of an application."""
    required = required_post(row, department.records, department.policy) or UNKNOWN
    beyond = excess(row)
    return Paper(
        f"申请表 {row.number}",
        title(row),
        f"{row.column('number').heading}：{row.number}",
        (f"{row.column('applicant').heading}：{row.applicant}",
         f"{row.column('day').heading}：{row.day}"),
        (
            (box(row, "customer", 24),),
            (box(row, "product", THIRD), box(row, "support", THIRD), box(row, "executive", THIRD)),
            (Box(row.column("matter").heading, _matters(row)),),
            (_asked(row, "standard", THIRD), _asked(row, "requested", THIRD),
             Box("超出标准", percent(beyond) if beyond else "", wide=THIRD)),
            (box(row, "volume"), box(row, "makegood")),
            (box(row, "received", THIRD), box(row, "rebate", THIRD), box(row, "invoice", THIRD)),
            (Box(row.column("reason").heading, row.reason, lines=5),),
            (box(row, "evidence"), Box(POST, required, wide=HALF)),
            (Box(f"{Role.ACCOUNT_DIRECTOR.value}意见", lines=3),),
            (Box(f"{Role.GENERAL_MANAGER.value}意见", lines=3),),
            (box(row, "rank"), box(row, "approver")),
            (box(row, "approved"), box(row, "begun")),
        ),
        space="附件和说明",
        signatures=("申请人", Role.SUPPORT_SUPERVISOR.value, Role.ACCOUNT_DIRECTOR.value,
                    Role.GENERAL_MANAGER.value),
        notes=("批准以前不得执行。",
               *basis(department, "C5.3", row.day, (row.place.book,))),
    )  # fmt: skip


def _matters(row: Application) -> str:
    """All matters that are applied for, with the one of this row marked."""
    shown = [f"{'■' if one is row.matter else '□'} {one.value}" for one in Matter]
    return "\n".join("　".join(shown[start : start + 4]) for start in (0, 4))


def _asked(row: Application, name: str, wide: int) -> Box:
    return Box(row.column(name).heading, quantity(row, getattr(row, name)), wide=wide)


def quantity(row: Application, value: Decimal | None) -> str:
    """A standard or requested value with the unit that its matter has."""
    if value is None:
        return ""
    if row.matter in REBATE:
        return percent(value) if value <= 1 else f"{value:,f}元"
    number = f"{value.normalize():,f}"
    units = {Matter.PRICE: "元", Matter.PAYMENT_TERMS: "天"}
    return f"{number}{units.get(row.matter, '')}"


def required_post(row: Application, records: Records, policy: Policy) -> str | None:
    """The post that must approve, by the article of its matter; None where figures are missing."""
    if row.matter in REBATE:
        ranks = [Rank(rank) for _, rank in ranks_of(row, policy) if rank]
        return max(ranks, key=list(Rank).index).value if ranks else None
    if row.matter is Matter.MAKE_GOOD:
        return _makegood_post(row, records, policy)
    rank = required_rank(row, policy)
    return rank.value if rank else None


def _makegood_post(row: Application, records: Records, policy: Policy) -> str | None:
    """The post for this make-good and all that the customer was granted before it that month."""
    if not row.makegood or row.volume is None:
        return None
    total = next((total for one, total in granted_so_far(records) if one is row), 0)
    is_counted = row.rank is not None or row.approved is not None
    asked = total if is_counted else total + row.makegood
    product = (row.product or Product.PLATFORM).value
    return makegood_rank(product, Decimal(row.volume), Decimal(asked), policy, row.day)
