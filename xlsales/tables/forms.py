"""生成单据: the forms that are printed, signed and filed."""

from __future__ import annotations

from enum import Enum


class FormKind(Enum):
    """A form on paper."""

    PAYMENT_REQUEST = "支出申请单"
    VOUCHER_SHEET = "报销单据粘贴单"
    SERVICE_FEE_REQUEST = "劳务费申请单"
    APPLICATION_FORM = "测试数量及价格折扣申请表"
    CUSTOMER_REQUIREMENT = "签订合同客户需求申请单"
