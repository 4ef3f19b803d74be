"""A finding about an application that is cited says what it grants and what was needed."""

import pytest

from tests.cases import FOLDER, address, cases
from xlsales.core.rule import Finding
from xlsales.core.rulebook import shipped


def told(file: str, name: str) -> dict[str, str]:
    """What the findings of the case that begins so say, by their cells."""
    [case] = [c for c in cases(FOLDER / f"{file}.md") if c.name.startswith(name)]
    return {address(f): f.message for f in case.outcome(shipped())[Finding]}


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("E3", "申请S-1的申请值为7，这里是6.99"),
        ("E7", "申请S-1的客户是“甲城科技”"),
        ("E8", "申请S-1的产品类型是CPM"),
        ("E9", "申请S-2没有填申请值，这里是7"),
        ("E10", "申请S-3没有批准"),
        ("E11", "申请S-4的审批日期是2012-06-01"),
        ("E12", "申请登记里没有“S-9”"),
    ],
)
def test_of_a_price(cell: str, said: str):
    message = told("c02_合同", "引用的申请须批的是")[f"合同!{cell}"]
    assert message == f"单价低于最低单价8，须先经客户总监审批合作价格；{said}"


def test_of_terms_and_of_a_matter_that_is_not_the_one():
    messages = told("c02_合同", "批了60天账期")
    assert messages["合同!F3"].endswith("；申请S-1的申请值为60，这里是61天")
    other = told("c05_申请审批", "实付与发票金额差一分")["回款!E5"]
    assert other.endswith("；申请S-2的事项是合作价格（引用几份的用、隔开）")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("E4", "申请S-3的客户是“甲城科技”"),
        ("E5", "申请S-4批的是实收900.00、发票1000.00"),
        ("E9", "申请S-6批的差额是100.00，这里累计101.00"),
    ],
)
def test_of_an_invoice(cell: str, said: str):
    message = told("c05_申请审批", "金额不符的审批须是")[f"回款!{cell}"]
    assert message.endswith(f"须先经客户总监审批；{said}")


def test_of_a_rebate():
    messages = told("c06_客户佣金", "批了6%，")
    assert messages["回款!F3"] == (
        "佣金比例9.0%须由客户总监审批；申请S-01批的佣金比例是6.0%，这里是9.0%"
    )
    amounts = told("c06_客户佣金", "批了支付的金额")["回款!F4"]
    assert amounts.endswith("；申请S-01批的佣金是6000.00，这里累计6060.00")
    paid = told("c06_客户佣金", "劳务费申请单在申请登记里的")["客户佣金支付!G4"]
    assert paid == "付给“海天科技”9000.00须先审批；申请S-3批的佣金比例是6.0%，这里是9.0%"
