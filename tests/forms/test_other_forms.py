"""Rebates, applications and signed agreements: each with the form that the rule-book wants."""

from datetime import date
from decimal import Decimal

import pytest

from tests.forms.given import HUAWEI, TENCENT, agreements, applications, made, pages, rebates
from xlsales.actions.forms.applications import quantity
from xlsales.core.words import from_words
from xlsales.tables.applications import Application, Matter

FEE, REQUIREMENT = "劳务费申请单", "签订合同客户需求申请单"
FEE_PAID = {"matter": "客户佣金支付", "number": "A-9", "rebate": 6000, "received": 100000}


@pytest.mark.parametrize(
    ("due", "required", "signed"),
    [
        (5000, "客户经理", ["申请人", "财务审核", "出纳", "领款人"]),
        (5000.01, "客户总监", ["申请人", "客户总监", "财务审核", "出纳", "领款人"]),
        (9999.99, "客户总监", ["申请人", "客户总监", "财务审核", "出纳", "领款人"]),
        (10000, "总经理", ["申请人", "客户总监", "总经理", "财务审核", "出纳", "领款人"]),
    ],
)
def test_a_rebate_is_signed_up_to_the_post_that_its_share_requires(tmp_path, due, required, signed):
    result = made(rebates(tmp_path, 100_000, {"due": due, "form": "LW-1"}))
    (path,) = result.paths
    assert path.name == "劳务费申请单_2012-04.xlsx"
    (form,) = pages(path)
    assert form.title == FEE
    assert form.reference == "单号：LW-1"
    assert form.corner == ["客户经理：张三", "日期：2012-04-28"]
    assert form.value("客户公司名称") == TENCENT
    assert form.value("须审批岗位") == required
    assert signed in form.rows
    assert form.value("本次劳务费") == due
    assert from_words(form.value("人民币（大写）")) == Decimal(str(due))


def test_slips_of_one_rebate_are_judged_by_their_sum(tmp_path):
    path = made(rebates(tmp_path, 100_000, {"due": 4000}, {"due": 4001})).paths[0]
    forms = pages(path)
    assert [form.value("须审批岗位") for form in forms] == ["客户经理", "客户总监"]
    assert forms[1].value("累计应付佣金") == 8001
    assert forms[1].value("佣金占收款比例") == "8.001%"


def test_without_a_receipt_every_post_signs_and_finance_compares(tmp_path):
    path = made(rebates(tmp_path, 100, {"due": 5, "customer": HUAWEI, "agreement": "HT-8"})).paths[
        0
    ]
    (form,) = pages(path)
    assert form.value("须审批岗位") == "没有可比的收款，由财务核对后填写"
    assert ["申请人", "客户总监", "总经理", "财务审核", "出纳", "领款人"] in form.rows


def test_an_application_for_a_payment_has_a_form_unless_the_payment_has(tmp_path):
    asked = applications(tmp_path, FEE_PAID)
    alone = made(asked, kind=FEE)
    (form,) = pages(alone.paths[0])
    assert (form.reference, form.value("须审批岗位")) == ("单号：A-9", "客户总监")
    assert form.value("实际收款金额") == 100000
    paid = rebates(tmp_path, 100_000, {"due": 6000, "form": "A-9"})
    assert len(pages(made(asked, paid, kind=FEE).paths[0])) == 1


def test_an_application_without_an_amount_is_told(tmp_path):
    result = made(applications(tmp_path, FEE_PAID | {"rebate": None}), kind=FEE)
    assert result.paths == ()
    (note,) = result.notes
    assert note.endswith("没有生成劳务费申请单：没有填客户佣金金额")


def test_the_application_form_has_its_year_its_matter_and_who_must_approve(tmp_path):
    file = applications(
        tmp_path,
        {"number": "A/1", "standard": 0.05, "requested": 0.04, "reason": "对手报价更低"},
        {"number": "B-2", "day": date(2013, 1, 8), "matter": "客户发送补量", "product": "CPM",
         "volume": 1000000, "makegood": 50001},
    )  # fmt: skip
    forms = [path for path in made(file).paths if path.suffix == ".xlsx"]
    assert [path.stem for path in forms] == [
        "2012公司测试数量及价格折扣申请表_A-1",
        "2013公司测试数量及价格折扣申请表_B-2",
    ]
    (price,) = pages(forms[0])
    assert price.title == "2012公司测试数量及价格折扣申请表"
    assert price.corner == ["申请人：张三", "申请日期：2012-04-16"]
    assert "■ 合作价格" in price.value("事项")
    assert price.value("事项").count("□") == len(Matter) - 1
    assert (price.value("标准值"), price.value("申请值")) == ("0.05元", "0.04元")
    assert (price.value("超出标准"), price.value("须审批岗位")) == ("20.0%", "客户总监")
    (makegood,) = pages(forms[1])
    assert makegood.value("补量数量") == 50001
    assert makegood.value("须审批岗位") == "总经理"


def test_applications_of_one_number_do_not_write_over_each_other(tmp_path):
    result = made(applications(tmp_path, {"number": "A 1"}, {"number": "A-1", "customer": HUAWEI}))
    assert [path.name.partition("_")[2] for path in result.paths] == [
        "A-1.xlsx", "A-1.eml", "A-1(2).xlsx", "A-1(2).eml",
    ]  # fmt: skip
    assert pages(result.paths[2])[0].value("客户公司名称") == HUAWEI


@pytest.mark.parametrize(
    ("matter", "value", "shown"),
    [
        (Matter.PRICE, "0.0500", "0.05元"),
        (Matter.PAYMENT_TERMS, "60", "60天"),
        (Matter.TEST_VOLUME, "120000", "120,000"),
        (Matter.REBATE_RATE, "0.05", "5.0%"),
        (Matter.REBATE_PAYMENT, "6000.00", "6,000.00元"),
    ],
)
def test_values_applied_for_are_shown_in_the_unit_of_their_matter(matter, value, shown):
    row = Application(
        number="A", day=date(2012, 4, 16), applicant="张三", customer=TENCENT, matter=matter
    )
    assert quantity(row, Decimal(value)) == shown


def test_a_signed_agreement_has_its_requirement_form_with_the_test(tmp_path):
    test = {
        "agreement": "ht-1", "kind": "测试", "first": date(2012, 3, 20), "last": date(2012, 4, 1),
        "volume": 120000, "revenue": 500,
    }  # fmt: skip
    signed = {"number": "HT-1", "signed": date(2012, 4, 12), "credit_days": 30}
    result = made(agreements(tmp_path, signed, {"number": "HT-2"}, deliveries=[test]))
    (path,) = result.paths
    (form,) = pages(path)
    assert (form.title, form.reference) == (REQUIREMENT, "合同编号：HT-1")
    assert form.corner == ["客户经理：张三", "需求申请单日期："]
    assert (form.value("账期天数"), form.value("单价")) == (30, 0.05)
    assert ["测试", test["first"], test["last"], 120000, 500, 4.17] in [
        [v.date() if hasattr(v, "date") else v for v in row] for row in form.rows
    ]
    (note,) = result.notes
    assert note.startswith("合同台账.xlsx!合同!第5行合同HT-2没有签订日期")
