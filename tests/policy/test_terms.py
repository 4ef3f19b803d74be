"""How a value of a clause is read, from a rule-book or from a cell, and how it is written."""

from datetime import date, time
from decimal import Decimal

import pytest

from xlsales.core import terms
from xlsales.core.policy import Limit, Parameter

D = Decimal


def parameter(kind, unit="", choices=()):
    return Parameter("key", "标签", kind, unit, choices)


RATIO = parameter("ratio", "比例")
MONEY = parameter("money", "元")
COUNT = parameter("count", "批")
DAYS = parameter("days", "天")
MONTHS = parameter("months", "个月")
DAY = parameter("day", "日")
MONTH = parameter("month", "月")
LIMIT = parameter("limit", "比例")
BOUND = parameter("limit", "天")
CHOICE = parameter("choice", choices=("顺延", "照常"))
WORDS = parameter("words")
LISTED = parameter("words", choices=("漏斗", "工作"))
NUMBERS = parameter("numbers")
AMOUNTS = parameter("amounts", "元")
LIMITS = parameter("limits", "比例", ("平台", "CPM"))
FREE = parameter("limits")
SOME = parameter("some limits", choices=("合作价格", "付款条件"))
RATIOS = parameter("ratios", "比例", ("客户执行", "客户经理"))

UP_TO_5 = Limit(D("0.05"), True)
UNDER_10 = Limit(D("0.1"), False)
STEPS = {"平台": Limit(D("0.01"), True), "CPM": Limit(D("0.02"), True)}
PARTS = {"客户执行": D("0.3"), "客户经理": D("0.7")}


@pytest.mark.parametrize(
    ("term", "stated", "value"),
    [
        (RATIO, "5%", D("0.05")),
        (RATIO, "５％", D("0.05")),
        (RATIO, D("0.05"), D("0.05")),
        (RATIO, 0.05, D("0.05")),
        (RATIO, 1, D(1)),
        (RATIO, 0, D(0)),
        (MONEY, "100元", D(100)),
        (MONEY, "1,000.5", D("1000.5")),
        (MONEY, 100, D(100)),
        (COUNT, "3批", 3),
        (COUNT, " 3 ", 3),
        (COUNT, 3.0, 3),
        (DAYS, "90天", 90),
        (MONTHS, "2个月", 2),
        (DAY, "31日", 31),
        (DAY, 1, 1),
        (MONTH, "12月", 12),
        (parameter("weekday"), "周一", 0),
        (parameter("weekday"), "星期日", 6),
        (parameter("weekday"), "礼拜天", 6),
        (parameter("time"), "18:00", time(18)),
        (parameter("time"), time(18), time(18)),
        (parameter("time"), 0.75, time(18)),
        (parameter("date"), "2012年4月16日", date(2012, 4, 16)),
        (LIMIT, "≤5%", UP_TO_5),
        (LIMIT, "<=0.05", UP_TO_5),
        (LIMIT, " ≤ 5% ", UP_TO_5),
        (LIMIT, "<10%", UNDER_10),
        (LIMIT, "＜10％", UNDER_10),
        (BOUND, "≤30天", Limit(D(30), True)),
        (BOUND, "<30", Limit(D(30), False)),
        (parameter("text"), " 建议书 ", "建议书"),
        (CHOICE, " 照常", "照常"),
        (WORDS, ["漏斗", "工作"], ("漏斗", "工作")),
        (WORDS, "漏斗、工作", ("漏斗", "工作")),
        (WORDS, "漏斗,工作；台账\n日志、", ("漏斗", "工作", "台账", "日志")),
        (WORDS, "无", ()),
        (LISTED, "工作、漏斗", ("工作", "漏斗")),
        (LISTED, "工作", ("工作",)),
        (WORDS, [], ()),
        (NUMBERS, [2, 4], (2, 4)),
        (NUMBERS, "2、4", (2, 4)),
        (NUMBERS, 2, (2,)),
        (AMOUNTS, "0元、20元", (D(0), D(20))),
        (AMOUNTS, "20、20", (D(20), D(20))),
        (AMOUNTS, "1,000元", (D(1000),)),
        (LIMITS, {"平台": "≤1%", "CPM": "≤2%"}, STEPS),
        (LIMITS, "平台 ≤1%；CPM ≤2%", STEPS),
        (LIMITS, "平台：≤1%\nCPM=≤2%；", STEPS),
        (FREE, "付款条件 ≤30；合作价格 ≤20%", {
            "付款条件": Limit(D(30), True), "合作价格": Limit(D("0.2"), True),
        }),
        (FREE, "无", {}),
        (FREE, {}, {}),
        (SOME, "合作价格 ≤20%", {"合作价格": Limit(D("0.2"), True)}),
        (SOME, "无", {}),
        (RATIOS, "客户经理 70%；客户执行 30%", PARTS),
    ],
)  # fmt: skip
def test_a_value_is_read(term, stated, value):
    assert terms.parse(term, stated) == value


def test_named_values_come_in_the_order_of_the_choices_whatever_the_order_typed():
    assert list(terms.parse(RATIOS, "客户经理 70%；客户执行 30%")) == ["客户执行", "客户经理"]


@pytest.mark.parametrize(
    ("term", "stated"),
    [
        (RATIO, "5"),
        (RATIO, "-5%"),
        (RATIO, "五"),
        (RATIO, True),
        (RATIO, None),
        (RATIO, ""),
        (MONEY, "-1"),
        (MONEY, "100美元"),
        (COUNT, "2.5"),
        (COUNT, "3天"),
        (COUNT, "-3"),
        (DAYS, "一周"),
        (DAY, 0),
        (DAY, 32),
        (MONTH, 13),
        (parameter("weekday"), "周八"),
        (parameter("weekday"), 1),
        (parameter("time"), "25:00"),
        (parameter("time"), "早上"),
        (parameter("date"), "2012-02-30"),
        (LIMIT, "5%"),
        (LIMIT, "≤"),
        (LIMIT, "≥5%"),
        (LIMIT, "≤5"),
        (LIMIT, 0.05),
        (BOUND, "≤-1"),
        (parameter("text"), "  "),
        (parameter("text"), 3),
        (CHOICE, "提前"),
        (WORDS, ["漏斗、工作"]),
        (LISTED, "漏斗、台账"),
        (WORDS, [""]),
        (WORDS, [3]),
        (WORDS, ""),
        (NUMBERS, "2、x"),
        (AMOUNTS, "20元、-5元"),
        (LIMITS, "平台"),
        (LIMITS, "平台 1%；CPM ≤2%"),
        (LIMITS, 5),
    ],
)
def test_what_is_not_of_its_kind_is_refused_with_what_is_wanted(term, stated):
    with pytest.raises(ValueError, match="应为") as refusal:
        terms.parse(term, stated)
    assert terms.wanted(term) in str(refusal.value)


@pytest.mark.parametrize(
    ("term", "stated", "says"),
    [
        (LIMITS, "平台 ≤1%", "缺少CPM"),
        (LIMITS, "平台 ≤1%；CPM ≤2%；CPT ≤2%", "多出CPT"),
        (LIMITS, "平台 ≤1%；CPT ≤2%", "缺少CPM，多出CPT；应写全平台、CPM"),
        (SOME, "补量 ≤1%；合作价格 ≤2%", "“补量”不在这里定，这里可写合作价格、付款条件"),
        (LIMITS, "平台 ≤1%；平台 ≤2%；CPM ≤2%", "“平台”写了不止一次"),
        (WORDS, "漏斗、工作、漏斗", "“漏斗”写了不止一次"),
        (NUMBERS, [2, 2], "“2”写了不止一次"),
    ],
)
def test_a_list_that_is_not_complete_says_what_is_wrong_with_it(term, stated, says):
    with pytest.raises(ValueError, match=says):
        terms.parse(term, stated)


@pytest.mark.parametrize(
    ("term", "value", "text"),
    [
        (RATIO, D("0.05"), "5%"),
        (RATIO, D("0.025"), "2.5%"),
        (RATIO, D(1), "100%"),
        (RATIO, D(0), "0%"),
        (MONEY, D("100.00"), "100元"),
        (MONEY, D("0.50"), "0.5元"),
        (COUNT, 3, "3批"),
        (DAYS, 90, "90天"),
        (MONTHS, 12, "12个月"),
        (parameter("weekday"), 0, "周一"),
        (parameter("weekday"), 6, "周日"),
        (parameter("time"), time(9), "09:00"),
        (parameter("date"), date(2012, 4, 16), "2012-04-16"),
        (LIMIT, UP_TO_5, "≤5%"),
        (LIMIT, UNDER_10, "<10%"),
        (BOUND, Limit(D(30), True), "≤30天"),
        (CHOICE, "照常", "照常"),
        (WORDS, ("漏斗", "工作"), "漏斗、工作"),
        (WORDS, (), "无"),
        (NUMBERS, (2, 4), "2、4"),
        (AMOUNTS, (D(0), D(20)), "0元、20元"),
        (LIMITS, STEPS, "平台 ≤1%；CPM ≤2%"),
        (FREE, {}, "无"),
        (RATIOS, PARTS, "客户执行 30%；客户经理 70%"),
    ],
)
def test_a_value_is_written_as_people_read_it_and_reads_back(term, value, text):
    assert terms.write(term, value) == text
    assert terms.parse(term, text) == value


def test_a_long_text_is_shortened_in_a_message():
    with pytest.raises(ValueError, match="…”应为") as refusal:
        terms.parse(COUNT, "很" * 500)
    assert len(str(refusal.value)) < 80
