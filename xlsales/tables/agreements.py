"""合同台账: agreements from the first draft to the seal, their delivery, and the price system."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum

from xlsales.core.kinds import COMPANY, COUNT, IDENTIFIER, NAME, PRICE
from xlsales.core.record import Record, Workbook, column, optional, table
from xlsales.tables.roles import Product

CUSTOMER_WORDS = ("客户名称", "公司名称", "客户")
"""Other headings for a customer's name."""


class DeliveryKind(Enum):
    """What a line of delivery figures comes from."""

    TEST = "测试"
    EXECUTION = "执行"


class DeliveryDecision(Enum):
    """What was decided about a running delivery."""

    CONTINUE = "继续"
    SUSPEND = "暂停"
    END = "终止"


@table("合同", clause="C2.1", aliases=("合同台账", "合同登记"))
class Agreement(Record):
    """合同的一行：一份协议和它走到哪一步"""

    number: str = column("合同编号", IDENTIFIER, aliases=("合同号", "协议编号"))
    customer: str = column("客户公司名称", COMPANY, aliases=CUSTOMER_WORDS)
    manager: str = column("客户经理", NAME)
    product: Product = column("产品类型", aliases=("产品",))
    price: Decimal = column("单价", PRICE)
    credit_days: int | None = optional("账期天数", COUNT, aliases=("账期",))
    template: bool = column("公司模板", aliases=("是否公司模板",))
    changed: bool = column("有更改", aliases=("是否有更改", "有无更改"))
    director_review: date | None = optional("总监审核日期")
    final_review: date | None = optional("支持主管终审日期", aliases=("终审日期",))
    customer_first: bool = optional("客户先盖章")
    arrived: date | None = optional("寄达总公司日期")
    sealed: date | None = optional("盖章日期")
    signed: date | None = optional("签订日期", aliases=("签约日期",))
    request: date | None = optional("需求申请单日期")
    counsel: bool = optional("外聘律师")
    counsel_contact: str = optional("律师接口人", NAME)
    application: str = optional("申请编号", IDENTIFIER)

    @property
    def day(self) -> date | None:
        """The day by which the rules in force are chosen: the first of its dated steps."""
        steps = (self.director_review, self.final_review, self.arrived, self.sealed, self.signed)
        return min((step for step in steps if step), default=None)


@table("投放数据", clause="C3.4")
class Delivery(Record):
    """投放数据的一行：一份合同一个期间的发送量和收入"""

    agreement: str = column("合同编号", IDENTIFIER, aliases=("合同号",))
    kind: DeliveryKind = column("数据类型", aliases=("类型",))
    first: date = column("期间起")
    last: date = column("期间止")
    volume: int = column("发送量", COUNT)
    revenue: Decimal = column("收入")
    decision: DeliveryDecision | None = optional("处理", aliases=("处理决定",))
    reason: str = optional("原因")


@table("价格体系", clause="C2.2", aliases=("价格表",))
class Price(Record):
    """价格体系的一行：一种产品自某日起的价格和账期"""

    product: Product = column("产品类型", aliases=("产品",))
    unit: str = optional("单位")
    listed: Decimal = column("标准单价", PRICE)
    floor: Decimal = column("最低单价", PRICE)
    floor_cpm: Decimal | None = optional("最低CPM", PRICE)
    credit_days: int | None = optional("最长账期天数", COUNT)
    since: date = column("生效日期")


AGREEMENTS = Workbook(
    "合同台账", "合同台账", (Agreement, Delivery, Price), "全部门一份，由客户支持部维护。"
)
