"""费用报销: a manager's expense claims of one month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum

from xlsales.core.kinds import COMPANY, IDENTIFIER, MONTH, NAME, POSITIVE, SERIAL
from xlsales.core.record import Live, Record, Workbook, column, labelled, optional, table
from xlsales.tables.agreements import CUSTOMER_WORDS


class Account(Enum):
    """An account manager's own account."""

    SALES_EXPENSE = "销售费用账户"
    COMMISSION = "销售个人佣金账户"


class Charge(Enum):
    """What a claim is charged to: an account manager's account or the department."""

    SALES_EXPENSE = "销售费用账户"
    COMMISSION = "销售个人佣金账户"
    DEPARTMENT = "部门费用"

    @property
    def account(self) -> Account | None:
        """The account that is charged; None where the department bears it."""
        return None if self is Charge.DEPARTMENT else Account(self.value)


class Position(Enum):
    """Whose expense it is."""

    ACCOUNT_MANAGER = "客户经理"
    ACCOUNT_EXECUTIVE = "客户执行"


class InvoiceKind(Enum):
    """What an invoice is for."""

    TRAVEL = "交通费"
    ENTERTAINMENT = "业务招待费"
    LODGING = "住宿费"
    OFFICE = "办公用品"
    PHONE = "通讯费"
    GIFT = "礼品"
    OTHER = "其他"


WINDOW = Live(
    "能否报销（自动）", "xs_claim_window({day},{claimed})", ("day", "claimed"),
)  # fmt: skip
IN_WORDS = Live(
    "金额大写（自动）", "xs_amount_in_words({amount})", ("amount",), 'TEXT({amount},"0.00")&"元"'
)


@table("费用明细", clause="C9.1", aliases=("费用", "报销明细"), live=(WINDOW, IN_WORDS))
class Expense(Record):
    """费用明细的一行：一张发票的报销"""

    manager: str = labelled("客户经理", NAME)
    month: date = labelled("月份", MONTH)
    number: str = optional("序号", SERIAL)
    day: date = column("发生日期", aliases=("日期",))
    person: str = column("费用人", NAME)
    position: Position = column("岗位")
    customer: str = optional("客户公司名称", COMPANY, aliases=CUSTOMER_WORDS)
    kind: InvoiceKind = column("发票种类", aliases=("种类",))
    invoice: str = column("发票号码", IDENTIFIER, aliases=("发票号",))
    amount: Decimal = column("金额", POSITIVE)
    charge: Charge = column("报销账户", aliases=("账户",))
    consent: bool = optional("客户经理同意", note="客户执行的费用须经客户经理同意，同意填是")
    claimed: date = column("报销日期")
    purpose: str = column("事由", aliases=("用途",))


EXPENSES = Workbook("费用报销", "费用报销_{manager}_{month}", (Expense,), "每位客户经理每月一份。")
