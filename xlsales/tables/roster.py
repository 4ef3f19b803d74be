"""人员名单: who holds which post, and who serves which customer."""

from __future__ import annotations

from datetime import date

from xlsales.core.kinds import COMPANY, NAME
from xlsales.core.record import Record, Workbook, column, optional, table
from xlsales.tables.roles import Role


@table("人员", clause="C7.1", aliases=("人员名单", "花名册"))
class Person(Record):
    """人员的一行：一个人和他的岗位"""

    name: str = column("姓名", NAME)
    role: Role = column("岗位", aliases=("职务",))
    department: str = optional("部门")
    superior: str = optional("直属上级", NAME)
    mail: str = optional("邮箱", aliases=("邮箱地址", "电子邮箱"))
    joined: date | None = optional("入职日期")
    left: date | None = optional("离职日期")

    def serves(self, day: date) -> bool:
        """True while the person is employed; an empty date bounds nothing."""
        return self.serves_within(day, day)

    def serves_within(self, first: date, last: date) -> bool:
        """True while the person is employed on some day from the first to the last."""
        return max(first, self.joined or first) <= min(last, self.left or last)


@table("客户", clause="C10.1", aliases=("客户分配",))
class Assignment(Record):
    """客户的一行：谁负责哪个客户，谁配合"""

    customer: str = column("客户公司名称", COMPANY, aliases=("客户名称", "公司名称"))
    manager: str = column("客户经理", NAME)
    executive: str = optional("客户执行", NAME)
    named: date | None = optional("执行指定日期")


@table("客户别名", clause="C7.4", aliases=("别名",))
class Alias(Record):
    """客户别名的一行：公司自己认定的另一种叫法"""

    alias: str = column("别名", COMPANY)
    customer: str = column("客户公司名称", COMPANY, aliases=("客户名称", "公司全称"))


ROSTER = Workbook(
    "人员名单", "人员名单", (Person, Assignment, Alias), "全部门一份，由客户总监维护。"
)
