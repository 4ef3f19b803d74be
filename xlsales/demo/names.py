"""Invented people and companies; a likeness to real ones is chance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, product
from random import Random

from xlsales.core.values import dataclass

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施孔曹严魏陶姜谢邹喻柏窦章苏潘葛范彭鲁韦马苗方"
)
GIVEN = "晓若雨可子一思文书安清景云念知予希宁远舟歌言初南辰乐朗溪默冉岚汐禾苒屿川越澄"
FIRST = "云瑞华嘉博海天金宏德盛泰明远启恒锦凯兴佳鑫汇众诚优翔鹏骏腾铭卓睿智慧雅尚悦美丽康宁安达源"
SECOND = (
    "帆泽翼图邦维象驰歌澜桥石鼎舟芒序禾岭杉巢桐蓝枫弘韵峰恩铂晨阅莱旭栩珀沐森阁榕麦芯谷渡岩陌霖"
)
LAST = "科通源美"
REGIONS = ("北京", "上海", "广州", "深圳", "杭州", "南京", "成都", "武汉", "天津", "西安")
TRADES = (
    "广告", "传媒", "网络科技", "电子商务", "教育咨询", "旅游", "医疗器械", "食品", "服饰",
    "家居用品", "汽车销售", "信息技术", "文化传播", "游戏软件", "化妆品", "母婴用品",
)  # fmt: skip
FORMS = ("有限公司", "有限公司", "有限公司", "股份有限公司", "有限责任公司")
TRADITIONAL = str.maketrans(
    "广传网络电务教询游疗医饰销车术软妆云华汇图维驰泽翼邦达丽岭蓝阅鑫众诚优腾铭鹏骏睿兴",
    "廣傳網絡電務教詢遊療醫飾銷車術軟妝雲華匯圖維馳澤翼邦達麗嶺藍閱鑫眾誠優騰銘鵬駿睿興",
)


@dataclass(frozen=True)
class Company:
    """A company's name in its parts."""

    region: str
    brand: str
    trade: str
    form: str

    @property
    def full(self) -> str:
        """The name as it is registered."""
        return f"{self.region}{self.brand}{self.trade}{self.form}"

    @property
    def short(self) -> str:
        """The name as people call it."""
        return f"{self.brand}{self.trade}"

    def variant(self, number: int) -> str:
        """The same company as somebody else may type it."""
        regional = f"{self.brand}（{self.region}）{self.trade}{self.form}"
        spaced = f"{self.region} {self.brand}{self.trade} {self.form}"
        variants = (self.short, self.full.translate(TRADITIONAL), spaced, regional)
        return variants[number % len(variants)]


def people(random: Random) -> Iterator[str]:
    """Names of people, no two alike."""
    return iter(_shuffled(random, (a + b + c for a, (b, c) in product(SURNAMES, _pairs(GIVEN)))))


def companies(random: Random) -> Iterator[Company]:
    """Companies, no two of one brand."""
    brands = _shuffled(random, (a + b for a, b in product(FIRST, SECOND)))
    longer = (brand + last for last in LAST + SECOND for brand in brands)
    for brand in chain(brands, longer):
        yield Company(random.choice(REGIONS), brand, random.choice(TRADES), random.choice(FORMS))


def lookalike(company: Company) -> Company:
    """Another company whose name is nearly the same."""
    return replace(company, brand=f"{company.brand}达")


def _pairs(letters: str) -> Iterator[tuple[str, str]]:
    return ((a, b) for a, b in product(letters, letters) if a != b)


def _shuffled(random: Random, texts: Iterable[str]) -> list[str]:
    listed = sorted(set(texts))
    random.shuffle(listed)
    return listed
