"""月末核算: what finance enters for the month end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum

from xlsales.core.kinds import COMPANY, IDENTIFIER, NAME, RATIO, SIGNED
from xlsales.core.record import Live, Record, Workbook, column, optional, table
from xlsales.tables.agreements import CUSTOMER_WORDS
from xlsales.tables.applications import Rank
from xlsales.tables.expenses import Account


class DebtStatus(Enum):
    """What became of a receivable."""

    NORMAL = "正常"
    REPORTED = "已上报"
    BAD_DEBT = "坏账"
    DOUBTFUL_DEBT = "呆账"


APPROVER = Live(
    "佣金审批岗位（自动）", "xs_rebate_approver({rebate_rate},{day})", ("rebate_rate", "day")
)
STAGE = Live(
    "今天的阶段（自动）",
    "xs_receivable_stage({due},TODAY(),{amount}-N({received}))",
    ("due", "amount"),
    'IF({amount}-N({received})<=0,"",IF(TODAY()<={due},"未到期",'
    '"逾期满"&DATEDIF({due},TODAY(),"m")&"个月"))',
)


@table("回款", clause="C9.2", aliases=("回款明细", "收款"), live=(APPROVER,))
class Receipt(Record):
    """回款的一行：一笔实际收到的款"""

    day: date = column("收款日期", aliases=("回款日期",))
    agreement: str = optional("合同编号", IDENTIFIER)
    customer: str = column("客户公司名称", COMPANY, aliases=CUSTOMER_WORDS)
    manager: str = column("客户经理", NAME)
    received: Decimal = column("实际收款金额", aliases=("收款金额", "回款金额"))
    invoice: Decimal | None = optional("发票金额")
    rebate_rate: Decimal | None = optional("客户佣金比例", RATIO)
    commission_rate: Decimal = column("销售佣金比例", RATIO, note="0到10%")
    application: str = optional("申请编号", IDENTIFIER)


@table("客户佣金支付", clause="C6.4", aliases=("佣金支付",))
class RebatePayment(Record):
    """客户佣金支付的一行：付给客户的一笔佣金"""

    day: date = column("支付日期")
    agreement: str = optional("合同编号", IDENTIFIER)
    customer: str = column("客户公司名称", COMPANY, aliases=CUSTOMER_WORDS)
    manager: str = column("客户经理", NAME)
    due: Decimal = column("应付金额")
    paid: Decimal = column("实付金额")
    form: str = optional("劳务费申请单号", IDENTIFIER)
    rank: Rank | None = optional("审批岗位")
    approver: str = optional("审批人", NAME)


@table("应收账款", clause="C8.1", aliases=("应收账款明细", "应收"), live=(STAGE,))
class Receivable(Record):
    """应收账款的一行：一笔应收的款和催收情况"""

    agreement: str = column("合同编号", IDENTIFIER, aliases=("合同号",))
    customer: str = column("客户公司名称", COMPANY, aliases=CUSTOMER_WORDS)
    manager: str = column("客户经理", NAME)
    amount: Decimal = column("应收金额")
    due: date = column("应付款日期", aliases=("到期日",))
    received: Decimal | None = optional("已收金额")
    status: DebtStatus | None = optional("处理状态", note="留空按正常处理")
    approved: date | None = optional("董事会批准日期")
    progress: str = optional("催账进展")
    progress_day: date | None = optional("进展日期")

    @property
    def outstanding(self) -> Decimal:
        """What is still to be paid, never under 0."""
        return max(Decimal("0.00"), self.amount - (self.received or 0))

    @property
    def is_written_off(self) -> bool:
        """True for what is held to be a bad or doubtful debt."""
        return self.status in (DebtStatus.BAD_DEBT, DebtStatus.DOUBTFUL_DEBT)


@table("期初余额", clause="C9.2", aliases=("账户期初余额",))
class Opening(Record):
    """期初余额的一行：一个人一个账户上月结转的余额"""

    person: str = column("姓名", NAME, aliases=("客户经理",))
    account: Account = column("账户")
    amount: Decimal = column("金额", SIGNED, aliases=("期初余额",))


MONTH_END = Workbook(
    "月末核算",
    "月末核算_{month}",
    (Receipt, RebatePayment, Receivable, Opening),
    "全部门每月一份，由财务填写；人员、客户两张表也可以放在这里。",
)
