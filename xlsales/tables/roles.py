"""The words that cells choose from and that more than one workbook uses."""

from __future__ import annotations

from enum import Enum


class Role(Enum):
    """A post in the company."""

    ACCOUNT_MANAGER = "客户经理"
    ACCOUNT_EXECUTIVE = "客户执行"
    EXECUTIVE_MANAGER = "客户执行经理"
    ACCOUNT_DIRECTOR = "客户总监"
    SUPPORT = "客户支持"
    SUPPORT_SUPERVISOR = "客户支持主管"
    GENERAL_MANAGER = "总经理"
    FINANCE = "财务"
    BOARD = "董事会"
    ADMINISTRATION = "综管部"
    DEPARTMENT_HEAD = "部门主管"
    PROPERTY_CONSULTANT = "置业顾问"
    SALES_MANAGER = "销售经理"
    SALES_SUPERVISOR = "销售主管"


class Product(Enum):
    """What is sold: sending on the platform, or by one of the three database models."""

    PLATFORM = "平台"
    CPM = "CPM"
    CPS = "CPS"
    CPA = "CPA"
