"""Named hard cases: what is one customer and what only looks like it."""

import pytest

from xlsales.matching import compare, customer_key, is_name, is_place, may_be_one, pairs

ONE_CUSTOMER = [
    ("北京明朗科技有限公司", "北京明朗科技有限公司", "完全相同"),
    ("北京明朗科技有限公司", "明朗科技", "一方未写地区"),
    ("深圳市穗元泰智能装备股份有限公司", "穗元泰", "简称与全称"),
    ("明朗科技(北京)有限公司", "北京明朗科技有限公司", "地区相同"),
    ("北京明朗科技有限责任公司", "北京明朗科技有限公司", "仅公司形式不同"),
    ("北京明朗科技", "北京市明朗科技有限公司", "名称相同"),
    ("廣州市華凱廣告有限公司", "广州市华凯广告有限公司", "仅写法不同"),
    ("ＫＴＶ沃客传媒有限公司", "ktv沃客传媒有限公司", "写法"),
    (" 北京明朗 科技有限公司。", "北京明朗科技有限公司", "仅写法不同"),
    ("北京明朗科技有限公司（老客户）", "北京明朗科技有限公司", "仅写法不同"),
    ("北京明朗科技-张总", "北京明朗科技有限公司", "仅公司形式不同"),
    ("柳州岚桐贸易有限公司杭州分公司", "柳州岚桐贸易有限公司", "分支机构"),
    ("青岛蔚泽集团", "青岛蔚泽集团有限公司", "仅公司形式不同"),
    ("德昌五金厂", "徳昌五金厂", "仅写法不同"),
    ("*ST蔚泽", "蔚泽股份", "仅公司形式不同"),
    ("蔚泽股份有限公司", "蔚泽股有限公司", "仅公司形式不同"),
]

TO_BE_REVIEWED = [
    ("北京明朗科技有限公司", "北京名朗科技有限公司", "同音错字"),
    ("四川昇泊商贸有限公司", "四川声泊商贸有限公司", "同音错字"),
    ("厦门岑栎设备安装工程", "厦门岑栎般备安装工程有限公司", "形近错字"),
    ("北京穗禾卫生用品有限公司", "北京穗禾卫用品有限公司", "缺字"),
    ("上饶市鹿棠电镀有限公司", "上饶市棠鹿电镀有限公司", "字序颠倒"),
    ("句容市漪澜堂化工", "句容市漪澜堂堂化工有限公司", "重复字"),
    ("BYD 比亚蒂", "比亚蒂股份有限公司", "简称与全称"),
    ("穗元泰", "广州穗沅泰科技有限公司", "简称与全称、同音错字"),
    ("杭州翔序传媒有限责任公司", "杭州兴栩传媒股份有限公司", "读音相近"),
]

DIFFERENT = [
    ("上海明朗科技有限公司", "北京明朗科技有限公司"),
    ("明朗科技有限公司", "华凯广告有限公司"),
    ("重庆砚秋劳务有限公司", "重庆砚秋汽车配件有限公司"),
    ("中国平和财产保险股份有限公司四会支公司", "中国平和财产保险股份有限公司兴国支公司"),
    ("微星", "宏碁"),
    ("杭州砚秋机械厂", "南京砚秋机械厂"),
]

ONE_CHARACTER_APART = [
    ("北京华信科技有限公司", "北京华信达科技有限公司"),
    ("北京华信科技有限公司", "北京华讯科技有限公司"),
    ("海口欣岚帆广告有限公司", "海口心岚帆广告有限公司"),
    ("岑业机械租赁有限公司", "岑汇机械租赁有限公司"),
    ("桐柏鹭溪源茶业有限公司", "桐柏鹭溪源酒业有限公司"),
    ("岚元工贸有限公司", "岚元成工贸有限公司"),
    ("信达", "信达隆"),
    ("栎正商贸", "栎正源商贸有限公司"),
    ("上饶市岑通机械租赁", "上饶市岑汇机械租赁"),
]


@pytest.mark.parametrize(("one", "other", "reason"), ONE_CUSTOMER)
def test_ways_to_write_one_customer_are_the_same(one: str, other: str, reason: str) -> None:
    match = compare(one, other)
    assert match.outcome == "same", match
    assert reason in match.reason


@pytest.mark.parametrize(("one", "other", "reason"), TO_BE_REVIEWED)
def test_a_slip_of_the_hand_is_for_review_with_its_reason(
    one: str, other: str, reason: str
) -> None:
    match = compare(one, other)
    assert match.outcome == "maybe", match
    assert reason in match.reason


@pytest.mark.parametrize("two", ["未末", "己已", "己巳", "日曰", "土士", "晴睛", "陕峡", "海梅"])
def test_a_character_that_looks_like_another_is_told_from_any_other(two: str) -> None:
    name = "杭州瓴{}铧精密模具有限公司".format
    assert "形近错字" in compare(name(two[0]), name(two[1])).reason
    assert "一字之差" in compare(name(two[0]), name("鑫")).reason


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_companies_stay_apart(one: str, other: str) -> None:
    match = compare(one, other)
    assert match.outcome == "different", match
    assert match.score < 0.5


@pytest.mark.parametrize(("one", "other"), ONE_CHARACTER_APART)
def test_one_other_character_in_the_brand_is_never_the_same(one: str, other: str) -> None:
    assert compare(one, other).outcome != "same"
    assert all(pair.outcome != "same" for pair in pairs([one, other]))


def test_a_brand_with_its_region_and_with_its_trade_are_not_yet_the_same() -> None:
    assert compare("岚桐伟业投资管理有限公司", "岚桐伟业(哈尔滨)").outcome != "same"


def test_a_rare_name_in_another_city_is_for_review_where_all_else_agrees() -> None:
    match = compare("杭州瓴翀铧精密模具有限公司", "南京瓴翀铧精密模具有限公司")
    assert match.outcome == "maybe" and match.score < 0.5
    assert "地区不同" in match.reason or "城市不同" in match.reason
    assert compare("杭州瓴翀铧精密模具厂", "南京瓴翀铧餐饮管理").outcome == "different"


@pytest.mark.parametrize(("one", "other", "_"), ONE_CUSTOMER + TO_BE_REVIEWED)
def test_the_order_of_two_names_does_not_matter(one: str, other: str, _: str) -> None:
    assert compare(one, other) == compare(other, one)


NOT_NAMES = [
    "",
    " ",
    "张",
    "1",
    "2012",
    "１２３４",
    "😀",
    "😀😀😀",
    "。。",
    "有限公司",
    "公司",
    "名" * 5000,
]


@pytest.mark.parametrize("text", NOT_NAMES)
def test_what_is_no_name_matches_nothing(text: str) -> None:
    assert not is_name(text)
    assert customer_key(text) == ""
    assert compare(text, text).outcome == "different"
    assert compare(text, "北京明朗科技有限公司").score == 0
    assert list(pairs([text, text, "北京明朗科技有限公司"])) == []


def test_what_is_no_text_is_no_name() -> None:
    assert not any(is_name(value) for value in (None, 3, 4.5, b"\x00", [], float("nan")))


@pytest.mark.parametrize("text", ["明朗", "3M", "IBM", "360", "北京", "明朗科技", "A1"])
def test_short_names_are_names(text: str) -> None:
    assert is_name(text) is (text != "360")


def test_places_are_known() -> None:
    assert is_place("海淀区") and is_place(" 北京 ") and is_place("臺灣")
    assert not is_place("明朗") and not is_place("")


def test_spelling_variants_share_one_key() -> None:
    variants = [
        "北京明朗科技有限公司",
        "北京市明朗科技",
        "明朗科技（北京）有限公司",
        " 北京 明朗·科技 股份有限公司。",
        "北京明朗科技有限責任公司",
        "北京明朗科技（老客户）",
    ]
    assert {customer_key(text) for text in variants} == {"北京明朗科技"}
    assert customer_key("ＡＢＣ Media") == customer_key("abc media") == "abcmedia"
    assert customer_key("北京明朗科技") != customer_key("北京明朗广告")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        *((a, b) for a, b, _ in (*ONE_CUSTOMER, *TO_BE_REVIEWED)),
        *DIFFERENT,
        ("12345", "12345"),
        ("", "北京明朗科技有限公司"),
    ],
)
def test_what_may_be_one_is_what_is_not_different(a, b):
    assert may_be_one(a, b) is (compare(a, b).outcome != "different")
