"""Worksheet functions: both sides of every boundary, cells and ranges, whatever is handed over."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlsales import functions as xs
from xlsales.functions import FUNCTIONS, Function

APRIL = date(2012, 4, 20)
BOUNDARIES: list[tuple[Function, tuple[Any, ...], Any]] = [
    (xs.xs_rebate_approver, (0.05, APRIL), "客户经理"),
    (xs.xs_rebate_approver, ("5%", "2012年4月20日"), "客户经理"),
    (xs.xs_rebate_approver, (0.0501, APRIL), "客户总监"),
    (xs.xs_rebate_approver, (0.0999, APRIL), "客户总监"),
    (xs.xs_rebate_approver, (0.1, APRIL), "总经理"),
    (xs.xs_rebate_approver, (0, APRIL), "客户经理"),
    (xs.xs_rebate_approver, (0.05, date(2012, 4, 12)), "尚未执行"),
    (xs.xs_rebate_approver, (0.05, date(2012, 4, 13)), "客户经理"),
    (xs.xs_rebate_payable, (100.15, 0.1), 10.02),
    (xs.xs_rebate_payable, ("1,000.00", "百分之五"), 50.0),
    (xs.xs_rebate_fine, (1000, 999.99, APRIL), 0.05),
    (xs.xs_rebate_fine, (1000, 1000, APRIL), 0.0),
    (xs.xs_rebate_fine, (1000, 1200, APRIL), 0.0),
    (xs.xs_rebate_fine, (1000, 0, date(2012, 4, 12)), "尚未执行"),
    (xs.xs_makegood_approver, ("平台", 100000, 1000, None, APRIL), "客户经理"),
    (xs.xs_makegood_approver, ("平台", 100000, 1001, None, APRIL), "客户总监"),
    (xs.xs_makegood_approver, ("平台", 100000, 600, 401, APRIL), "客户总监"),
    (xs.xs_makegood_approver, ("cpm", 100000, 2000, 0, APRIL), "客户经理"),
    (xs.xs_makegood_approver, ("CPS", 100000, 2001, 0, APRIL), "客户总监"),
    (xs.xs_makegood_approver, ("CPA", 100000, 5000, 0, APRIL), "客户总监"),
    (xs.xs_makegood_approver, ("CPA", 100000, 5000, 1, APRIL), "总经理"),
    (xs.xs_makegood_approver, ("平台", 0, 1, 0, APRIL), "总经理"),
    (xs.xs_makegood_approver, ("平台", 100, 1, 0, date(2012, 4, 8)), "尚未执行"),
    (xs.xs_price_approver, ("CPM", 8, 10, 8, APRIL), "价格体系内"),
    (xs.xs_price_approver, ("CPM", 7.99, 10, 8, APRIL), "客户总监"),
    (xs.xs_price_approver, ("CPM", 7.99, 10, 8, date(2012, 4, 8)), "尚未执行"),
    (xs.xs_effective_cpm, (500, 120000), 4.17),
    (xs.xs_delivery_decision, (10, 11, APRIL), "继续"),
    (xs.xs_delivery_decision, (10, 11.01, APRIL), "关注"),
    (xs.xs_delivery_decision, (10, 8, APRIL), "关注"),
    (xs.xs_delivery_decision, (10, 7.99, APRIL), "暂停"),
    (xs.xs_delivery_decision, (10, 7.99, date(2012, 4, 8)), "尚未执行"),
    (xs.xs_commission, (1000, 0.1, APRIL), 100.0),
    (xs.xs_commission, (1000, 0.1001, APRIL), "#佣金比例10.01%超过10.0%"),
    (xs.xs_commission, (1000, 0.1, date(2012, 4, 7)), "尚未执行"),
    (xs.xs_commission_split, (100.01, "孟执行", APRIL), [[70.01, 30.0]]),
    (xs.xs_commission_split, (0.05, "是", APRIL), [[0.03, 0.02]]),
    (xs.xs_commission_split, (100.01, None, APRIL), [[100.01, 0.0]]),
    (xs.xs_commission_split, (100.01, False, APRIL), [[100.01, 0.0]]),
    (xs.xs_receivable_stage, (date(2012, 1, 31), date(2012, 1, 31)), "未到期"),
    (xs.xs_receivable_stage, ("2012-2-29", "2012-4-29"), "逾期"),
    (xs.xs_receivable_stage, ("2012-2-29", "2012-4-30"), "重点监控"),
    (xs.xs_receivable_stage, ("2012-2-29", "2012-6-29"), "重点监控"),
    (xs.xs_receivable_stage, ("2012-2-29", "2012-6-30"), "每周催账"),
    (xs.xs_receivable_stage, ("2012-2-29", "2012-8-29"), "每周催账"),
    (xs.xs_receivable_stage, ("2012-2-29", "2012-8-30", 0.01), "可报坏账"),
    (xs.xs_receivable_stage, ("2012-2-29", "2012-8-30", 0), ""),
    (xs.xs_overdue_months, (date(2012, 1, 31), date(2012, 2, 29)), 0),
    (xs.xs_overdue_months, (date(2012, 1, 31), date(2012, 3, 1)), 1),
    (xs.xs_overdue_months, (41000.0, 41000.0), 0),
    (xs.xs_outing_status, ("腾讯", "2012-4-16 9:00", "9:00"), "有效"),
    (xs.xs_outing_status, ("腾讯", "2012-4-16 9:01", time(9)), "视为未填写：登记晚于离开时间"),
    (xs.xs_outing_status, ("腾讯", "2012-4-16 8:59", "９：００"), "有效"),
    (xs.xs_makegood_approver, ("ＣＰＭ", 1000, 20, 0, APRIL), "客户经理"),
    (xs.xs_outing_status, ("腾讯", datetime(2012, 4, 16, 9, 1), 0.5), "有效"),
    (xs.xs_outing_status, ("见客户", "2012-4-16 8:00", "9:00"), "视为未填写：看不出是哪家公司"),
    (xs.xs_outing_status, ("", "2012-4-16 8:00", "9:00"), "视为未填写：没有写客户公司名称"),
    (xs.xs_outing_status, ("见客户", "2012-4-15 8:00", "9:00"), "尚未执行"),
    (xs.xs_outing_status, ("腾讯", "2012-4-20 18:00", "9:00", "是", "2012-4-23"), "有效"),
    (
        xs.xs_outing_status,
        ("腾讯", "2012-4-20 18:01", "9:00", "是", "2012-4-23"),
        "视为未填写：直接拜访须在04-20 18:00前登记",
    ),
    (xs.xs_claim_window, ("2012-4-10", "2012-4-24"), "未到报销期"),
    (xs.xs_claim_window, ("2012-4-10", "2012-4-25"), "可报销"),
    (xs.xs_claim_window, ("2012-4-10", "2012-4-30"), "可报销"),
    (xs.xs_claim_window, ("2012-4-10", "2012-5-1"), "已过报销期"),
    (xs.xs_claim_window, ("2012-4-10", "2012-5-25"), "非当月费用"),
    (xs.xs_claim_window, ("2012-5-31", "2012-6-25"), "可报销"),
    (xs.xs_claim_window, ("2020-1-10", "2020-2-3"), "可报销"),
    (xs.xs_claim_window, ("2012-3-20", "2012-4-7"), "尚未执行"),
    (xs.xs_claim_window, ("2012-3-20", "2012-4-8"), "已过报销期"),
    (xs.xs_claim_window, ("2012-3-20", "2012-4-25"), "非当月费用"),
    (xs.xs_amount_in_words, (1409.5,), "壹仟肆佰零玖元伍角"),
    (xs.xs_amount_in_words, (-0.01,), "负壹分"),
    (xs.xs_customer_key, (" 北京海天科技有限公司 ",), xs.xs_customer_key("北京海天科技")),
    (xs.xs_workdays_after, ("2012-3-29", 3), date(2012, 4, 1)),
    (xs.xs_workdays_after, ("2012-3-29", 0), date(2012, 3, 29)),
    (xs.xs_workflow_penalty, (1,), [[20.0, "警告"]]),
    (xs.xs_workflow_penalty, (2,), [[50.0, 20.0]]),
    (xs.xs_workflow_penalty, (3,), [["提请辞退", "无"]]),
    (xs.xs_workflow_penalty, (4,), [["提请辞退", "无"]]),
    (xs.xs_workflow_penalty, (0,), [["#违规次数应为1或更大", ""]]),
    (xs.xs_weekly_fine, (3, 2), 0.0),
    (xs.xs_weekly_fine, (2, 2), 100.0),
    (xs.xs_weekly_fine, (0, 0), 500.0),
    (xs.xs_weekly_fine, (0, 0, 1), 0.0),
    (xs.xs_weekly_fine, (0, 0, 0, date(2010, 10, 31)), "尚未执行"),
]
UNUSABLE: list[tuple[Function, tuple[Any, ...], str]] = [
    (xs.xs_rebate_approver, (5,), "#佣金比例“5”应为0到1之间的比例，如5%或0.05"),
    (xs.xs_rebate_approver, (-0.01,), "#佣金比例“-0.01”应为0到1之间的比例，如5%或0.05"),
    (xs.xs_rebate_approver, (True,), "#佣金比例“True”应为0到1之间的比例，如5%或0.05"),
    (xs.xs_rebate_approver, ("五成",), "#佣金比例“五成”应为0到1之间的比例，如5%或0.05"),
    (xs.xs_rebate_payable, ("许多", 0.05), "#实际收款金额“许多”应为数字，如1234.50"),
    (xs.xs_rebate_payable, (-1, 0.05), "#实际收款金额“-1”不能为负数"),
    (xs.xs_rebate_payable, ("#已经错了", 0.05), "#已经错了"),
    (xs.xs_rebate_payable, (1e300, 0.05), "#实际收款金额“1e+300”过大"),
    (xs.xs_rebate_approver, (0.05, "某天"), "#日期“某天”应为日期，如2012-4-16"),
    (xs.xs_makegood_approver, ("报纸", 1, 1), "#产品类型“报纸”应为平台、CPM、CPS、CPA之一"),
    (xs.xs_price_approver, ("CPM", 9, 7, 8), "#最低单价8高于标准单价7，请检查"),
    (xs.xs_effective_cpm, (1, 0), "#发送量为0，无法核算CPM"),
    (xs.xs_delivery_decision, (0, 1), "#测试CPM为0，无法比较"),
    (xs.xs_workdays_after, ("2012-3-29", 1.5), "#工作日数“1.5”应为整数"),
    (xs.xs_workdays_after, ("2012-3-29", 1e9), "#工作日数不能超过3000"),
    (xs.xs_outing_status, ("腾讯", "9:00", "9:00"),
     "#登记时间“9:00”应为日期和时间，如2012-4-16 9:05"),
    (xs.xs_outing_status, ("腾讯", "2012-4-16 9:00", "早晨"),
     "#离开时间“早晨”应为时间，如9:05或2012-4-16 9:05"),
    (xs.xs_outing_status, ("腾讯", "2012-4-16 9:00", "9:00", "或许"), "#直接拜访“或许”应填是或否"),
    (xs.xs_clause, ("C99",), "#没有条款“C99”，应如C6.2"),
    (xs.xs_explain, ("甲",), "#没有函数或编码“甲”，应如xs_rebate_approver或C6.2"),
    (xs.xs_rebate_approver, (), "#应有1到2个参数，现有0个"),
    (xs.xs_rebate_payable, ([[1], [2]], [[0.1], [0.1], [0.1]]), "#各参数的行数应相同"),
    (xs.xs_commission_split, ([[1, 2]], "是"), "#每个参数只能是一列"),
]  # fmt: skip


@pytest.mark.parametrize(("function", "cells", "expected"), BOUNDARIES)
def test_a_cell_gives_the_result_of_its_side_of_the_boundary(
    function: Function, cells: tuple[Any, ...], expected: Any
):
    assert function(*cells) == expected


@pytest.mark.parametrize(("function", "cells", "expected"), BOUNDARIES)
def test_a_range_gives_one_row_for_each_row(
    function: Function, cells: tuple[Any, ...], expected: Any
):
    given_rows = [[[cell], [None], [cell]] for cell in cells]
    row = expected[0] if function.results else [expected]
    blank = [""] * len(row) if not function.results else ["", *[""] * (len(row) - 1)]
    if function is not xs.xs_rebate_payable or len(cells) == 2:
        assert function(*given_rows) == [row, blank, row]


@pytest.mark.parametrize(("function", "cells", "expected"), UNUSABLE)
def test_what_can_not_be_used_is_said_in_chinese(
    function: Function, cells: tuple[Any, ...], expected: str
):
    result = function(*cells)
    while isinstance(result, list):
        result = result[0]
    assert result == expected


def test_a_single_row_a_column_and_a_cell_go_together():
    assert xs.xs_rebate_payable([[100, 200, None]], 0.1) == [[10.0, 20.0, ""]]
    assert xs.xs_rebate_payable([[100], [200]], [[0.1]]) == [[10.0], [20.0]]
    assert xs.xs_rebate_payable([100, 200], 0.1) == [[10.0], [20.0]]
    assert xs.xs_rebate_payable([[100]], [[0.1, 0.2]]) == [[10.0, 20.0]]
    assert xs.xs_rebate_payable([[]], 0.1) == [[""]]


def test_the_policy_of_a_day_can_be_asked_for_by_name():
    assert xs.xs_rebate_approver(0.05, on=date(2012, 4, 12)) == "尚未执行"
    assert xs.xs_rebate_approver([[0.05]], on="2012-04-13") == [["客户经理"]]
    assert xs.xs_outing_status(
        company="腾讯", filled_at="2012-4-20 18:01", departs_at="9:00", direct_visit=True,
        visit_date=date(2012, 4, 23),
    ).startswith("视为未填写")  # fmt: skip
    assert xs.xs_rebate_approver(0.05, day=APRIL) == "#应有1到2个参数，现有2个"


def test_a_bad_row_leaves_the_other_rows_alone():
    assert xs.xs_rebate_approver([[0.01], ["甲"], [0.2]], APRIL) == [
        ["客户经理"],
        ["#佣金比例“甲”应为0到1之间的比例，如5%或0.05"],
        ["总经理"],
    ]


def test_a_suspected_conflict_is_a_row_with_both_sides():
    names = [["海天科技"], ["北京海天科技有限公司"], ["乙木商贸"], [None]]
    [row] = xs.xs_conflicts(names, [["张三"], ["李四"], ["王五"], [None]])
    assert row[:4] == ["海天科技", "张三", "北京海天科技有限公司", "李四"]
    assert 0 < row[4] <= 1 and row[5]
    assert xs.xs_conflicts(names, [["张三"]] * 4)[0][0] == "没有发现疑似冲突"
    assert xs.xs_conflicts([[None]], [[None]]) == ""
    assert xs.xs_conflicts("海天科技", "张三")[0][0] == "没有发现疑似冲突"


def test_likeness_is_a_number_from_0_to_1():
    assert 0.9 < xs.xs_customer_similarity("海天科技", "北京海天科技有限公司") <= 1
    assert 0 <= xs.xs_customer_similarity("海天科技", "乙木商贸") < 0.5
    [[like], [unlike]] = xs.xs_customer_similarity([["海天科技"], ["乙木商贸"]], "海天科技")
    assert like > 0.9 > unlike


def test_a_clause_is_shown_as_it_stands_on_a_day():
    [row] = xs.xs_clause("c6.2", APRIL)
    assert row == [
        "客户总监的佣金权限",
        "审批岗位客户总监；佣金比例上限<10%",
        date(2012, 4, 13),
        "第六条第2款",
    ]
    assert xs.xs_clause("C8.1")[0][1] == "逾期超过2个月"
    assert xs.xs_clause("C6.2", date(2012, 4, 12))[0][1] == "尚未执行"
    assert xs.xs_clause("W10")[0][2] == "始终"


def test_an_explanation_names_values_result_boundary_and_version():
    said = xs.xs_explain("xs_rebate_approver", 0.08, APRIL)
    for part in ("佣金比例=0.08", "结果=客户总监", "≤5%", "<10%", "第六条第2款(自2012-04-13起)"):
        assert part in said
    assert "自2012-04-13起" in xs.xs_explain("rebate_approver", 0.08, date(2012, 4, 12))
    assert "第六条第2款" in xs.xs_explain("C6.2-approver")
    assert xs.xs_explain("T-required") == "必填的单元格没有填。"
    assert xs.xs_explain("xs_rebate_fine").startswith("客户佣金没有付足时")


def test_every_function_is_described_in_chinese_and_by_a_name_that_hosts_take():
    assert len({f.name for f in FUNCTIONS}) == len(FUNCTIONS) == 22
    for function in FUNCTIONS:
        assert function.name.isascii() and function.name.startswith("xs_")
        assert not function.help.isascii() and len(function.help) <= 60
        for argument in function.arguments:
            assert argument.name.isascii() and argument.label and argument.help
        optional = [argument.optional for argument in function.arguments]
        assert optional == sorted(optional)


cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(
        ["#N/A", "5%", "2012-4-16", "9:00", "平台", "是", "￥1,234.50", "C6.2", "\x00"]
    ),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(timedelta(0), timedelta(days=1)),
    st.decimals(),
)
ranges = st.lists(st.lists(cells, max_size=2), max_size=3)


@settings(max_examples=300)
@given(st.sampled_from(FUNCTIONS), st.lists(cells | ranges, max_size=7))
def test_nothing_that_is_handed_over_raises(function: Function, given_cells: list[Any]):
    result = function(*given_cells)
    assert isinstance(result, (str, int, float, date, list))
    assert not isinstance(result, Decimal)


@given(st.sampled_from([f for f in FUNCTIONS if not f.whole]), st.sampled_from([None, "", "  "]))
def test_empty_in_empty_out(function: Function, cell: Any):
    result = function(*[cell] * len(function.arguments))
    assert result in ("", [["", *[""] * (len(function.results) - 1)]])


def test_no_result_of_a_split_loses_a_fen():
    for fen in range(200):
        [[manager, executive]] = xs.xs_commission_split(fen / 100, "是", APRIL)
        assert round(manager * 100) + round(executive * 100) == fen
