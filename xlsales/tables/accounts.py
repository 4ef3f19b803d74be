"""月末核算的结果: the sheets that the month end writes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum

from xlsales.core.kinds import COMPANY, COUNT, IDENTIFIER, LINK, NAME, RATIO, SIGNED
from xlsales.core.record import Record, Ref, column, optional, table
from xlsales.tables.agreements import CUSTOMER_WORDS
from xlsales.tables.applications import Rank
from xlsales.tables.expenses import Account, Charge, InvoiceKind
from xlsales.tables.month_end import DebtStatus


class Stage(Enum):
    """How long a receivable is overdue, and what that asks for."""

    NOT_DUE = "未到期"
    OVERDUE = "逾期"
    WATCH = "重点监控"
    WEEKLY_REPORT = "每周催账"
    REPORTABLE = "可报坏账"


@table("账户核算", clause="C9.2")
class AccountLine(Record):
    """账户核算的一行：一位客户经理的一个账户，期初加收入减报销等于期末"""

    person: str = column("姓名", NAME)
    account: Account = column("账户")
    opening: Decimal = column("期初余额", SIGNED)
    income: Decimal = column("本月收入", SIGNED)
    claims: Decimal = column("本月报销")
    closing: Decimal = column("期末余额", SIGNED)


@table("佣金分配", clause="C10.2")
class CommissionSplit(Record):
    """佣金分配的一行：一笔回款的销售个人佣金，客户经理与客户执行各得多少"""

    day: date = column("收款日期")
    agreement: str = optional("合同编号", IDENTIFIER)
    customer: str = column("客户公司名称", COMPANY)
    manager: str = column("客户经理", NAME)
    executive: str = optional("客户执行", NAME)
    received: Decimal = column("实际收款金额")
    rate: Decimal = column("销售佣金比例", RATIO)
    commission: Decimal = column("销售个人佣金")
    manager_part: Decimal = column("客户经理所得")
    executive_part: Decimal = column("客户执行所得")
    expense_income: Decimal = column("计入销售费用账户")
    source: Ref | None = optional("出处", LINK)


@table("客户佣金", clause="C6.1")
class RebateLine(Record):
    """客户佣金的一行：一笔付给客户的佣金，须谁批准，是否付足"""

    day: date = column("支付日期")
    agreement: str = optional("合同编号", IDENTIFIER)
    customer: str = column("客户公司名称", COMPANY, aliases=CUSTOMER_WORDS)
    manager: str = column("客户经理", NAME)
    received: Decimal = column("累计实际收款")
    granted: Decimal = column("累计应付佣金")
    required: Rank | None = optional("须审批岗位", note="没有收款可比的空着")
    rank: Rank | None = optional("审批岗位")
    due: Decimal = column("应付金额")
    paid: Decimal = column("实付金额")
    unpaid: Decimal = column("未付金额")
    fine: Decimal = column("建议罚款")
    confirmed: str = optional("确认")
    source: Ref | None = optional("出处", LINK)


@table("应收账龄", clause="C8.1")
class ReceivableLine(Record):
    """应收账龄的一行：一笔未收回的账款，逾期几个月，处于哪个阶段"""

    agreement: str = column("合同编号", IDENTIFIER)
    customer: str = column("客户公司名称", COMPANY)
    manager: str = column("客户经理", NAME)
    due: date = column("应付款日期")
    amount: Decimal = column("应收金额")
    received: Decimal = column("已收金额")
    outstanding: Decimal = column("未收金额")
    months: int = column("逾期月数", COUNT)
    stage: Stage = column("阶段")
    status: DebtStatus = column("处理状态")
    progress: str = optional("催账进展")
    progress_day: date | None = optional("进展日期")
    source: Ref | None = optional("出处", LINK)


@table("坏账冲减", clause="C8.4")
class NegativeIncome(Record):
    """坏账冲减的一行：董事会批准的坏账、呆账，算作等额负收入"""

    agreement: str = column("合同编号", IDENTIFIER)
    customer: str = column("客户公司名称", COMPANY)
    manager: str = column("客户经理", NAME)
    status: DebtStatus = column("处理状态")
    approved: date = column("董事会批准日期")
    amount: Decimal = column("负收入")
    source: Ref | None = optional("出处", LINK)


@table("年度销售额", clause="C8.4")
class AnnualSales(Record):
    """年度销售额的一行：一位客户经理（或全部门）今年到本月为止的收款，减去负收入"""

    person: str = column("姓名")
    gross: Decimal = column("冲减前")
    negative_income: Decimal = column("负收入")
    net: Decimal = column("冲减后", SIGNED)


@table("未入账", clause="C9.2")
class UnbookedClaim(Record):
    """未入账的一行：一笔因有错误而没有入账的报销，改正后再入账"""

    person: str = column("客户经理", NAME)
    day: date = column("发生日期")
    kind: InvoiceKind = column("发票种类")
    invoice: str = column("发票号码", IDENTIFIER)
    amount: Decimal = column("金额")
    charge: Charge = column("报销账户")
    reason: str = column("原因")
    source: Ref | None = optional("出处", LINK)


@table("调整", clause="C9.2")
class Adjustment(Record):
    """调整的一行：已关账的月份再算时与关账数不同之处，关账数不变"""

    item: str = column("项目")
    closed: Decimal | None = optional("关账数", SIGNED)
    now: Decimal | None = optional("现算数", SIGNED)
    difference: Decimal = column("差额", SIGNED)


@table("协议进度", clause="C2.3")
class AgreementStep(Record):
    """协议进度的一行：一份协议的下一步，由谁来办"""

    agreement: str = column("合同编号", IDENTIFIER)
    customer: str = column("客户公司名称", COMPANY)
    manager: str = column("客户经理", NAME)
    step: str = column("下一步")
    owner: str = optional("由谁办理")
    source: Ref | None = optional("出处", LINK)
