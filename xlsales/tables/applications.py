"""申请审批: the register of applications for what lies beyond one's own authority."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum

from xlsales.core.kinds import COMPANY, COUNT, IDENTIFIER, MONEY, NAME, QUANTITY
from xlsales.core.record import Live, Record, Workbook, column, optional, table
from xlsales.tables.roles import Product


class Rank(Enum):
    """A post that approves; the order is from low to high."""

    ACCOUNT_MANAGER = "客户经理"
    ACCOUNT_DIRECTOR = "客户总监"
    GENERAL_MANAGER = "总经理"


class Matter(Enum):
    """What is applied for: the seven matters of article 5."""

    TEST_VOLUME = "免费测试数量"
    PRICE = "合作价格"
    PAYMENT_TERMS = "付款条件"
    REBATE_RATE = "客户佣金比例"
    REBATE_PAYMENT = "客户佣金支付"
    MAKE_GOOD = "客户发送补量"
    INVOICE_MISMATCH = "实付与发票金额不符"


APPROVER = Live(
    "须由谁审批（自动）",
    f'IF({{matter}}="{Matter.MAKE_GOOD.value}",'
    "xs_makegood_approver({product},{volume},{makegood},0,{day}),"
    f'IF({{matter}}="{Matter.REBATE_RATE.value}",xs_rebate_approver({{requested}},{{day}}),""))',
    ("matter", "day"),
)


@table("申请登记", clause="C5.2", aliases=("申请审批", "申请登记表"), live=(APPROVER,))
class Application(Record):
    """申请登记的一行：一次超出本人权限的申请和它的审批"""

    number: str = column("申请编号", IDENTIFIER, aliases=("编号",))
    day: date = column("申请日期")
    applicant: str = column("申请人", NAME, aliases=("客户经理",))
    customer: str = column("客户公司名称", COMPANY, aliases=("客户名称", "公司名称", "客户"))
    matter: Matter = column("事项", aliases=("申请事项",))
    product: Product | None = optional("产品类型", aliases=("产品",))
    standard: Decimal | None = optional("标准值", QUANTITY, note="价格体系或制度规定的值")
    requested: Decimal | None = optional(
        "申请值", QUANTITY, note="单价、天数、数量写数字，比例写5%或0.05"
    )
    volume: int | None = optional("月发送量", COUNT, note="该客户当月的发送量")
    makegood: int | None = optional("补量数量", COUNT, aliases=("补量",))
    received: Decimal | None = optional("实际收款金额", MONEY, aliases=("收款金额",))
    rebate: Decimal | None = optional("客户佣金金额", MONEY)
    invoice: Decimal | None = optional("发票金额", MONEY)
    reason: str = optional("原因")
    evidence: bool = optional("证据", note="有证据表明是公司原因造成损失的填是")
    support: str = optional("客户支持", NAME)
    executive: str = optional("客户执行", NAME)
    rank: Rank | None = optional("审批岗位", aliases=("审批人岗位", "审批人职务"))
    approver: str = optional("审批人", NAME)
    approved: date | None = optional("审批日期")
    begun: date | None = optional("执行日期", aliases=("开始执行日期",))


APPLICATIONS = Workbook(
    "申请审批", "申请审批_{month}", (Application,), "全部门一份，申请时填写，审批后补填审批各列。"
)
