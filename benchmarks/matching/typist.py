"""A seeded typist: how people write a company's legal name in a sales report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from xlsales.matching.lexicon import regions, sounds

FORMS = ("有限公司", "有限责任公司", "股份有限公司")
BRANCHES = ("北京", "上海", "广州", "深圳", "成都", "武汉", "西安", "杭州", "南京", "苏州")
NOTES = ("（总部）", "（老客户）", "-张总", "/采购部", "。", " ")


class Company(NamedTuple):
    """A company's legal name in its parts; the region may be empty, trades are words."""

    region: str
    brand: str
    trades: tuple[str, ...]
    form: str

    @property
    def legal_name(self) -> str:
        """The registered name."""
        return self.region + self.brand + "".join(self.trades) + self.form


def short(region: str) -> str:
    """A region without 省, 市, 县, 区, where people know it by that name."""
    return region[:-1] if region[:-1] in regions() else region


def _brand_and_trade(company: Company, chance: Random) -> str:
    trades = company.trades if chance.random() < 0.6 else company.trades[:1]
    return company.brand + "".join(trades)


def _bracketed(company: Company, chance: Random) -> str:
    core = company.brand + ("".join(company.trades) if chance.random() < 0.35 else "")
    region = short(company.region) if chance.random() < 0.7 else company.region
    return f"{core}({region})" if region else core


def _other_form(company: Company, chance: Random) -> str:
    forms = [form for form in (*FORMS, "公司") if form != company.form]
    return company._replace(form=chance.choice(forms)).legal_name


STYLES: dict[str, tuple[int, Callable[[Company, Random], str]]] = {
    "full": (360, lambda c, _: c.legal_name),
    "brand_trade": (140, _brand_and_trade),
    "no_suffix": (103, lambda c, _: c._replace(form="").legal_name),
    "no_region": (100, lambda c, _: c._replace(region="").legal_name),
    "brand": (63, lambda c, _: c.brand),
    "bracket": (47, _bracketed),
    "suffix_swap": (43, _other_form),
    "region_brand": (41, lambda c, _: short(c.region) + c.brand),
    "branch": (31, lambda c, r: f"{c.legal_name}{r.choice(BRANCHES)}分公司"),
    "group": (24, lambda c, _: c.brand + "集团"),
    "stock": (20, lambda c, _: c.brand + (c.trades[-1][-2:] if c.trades else "股份")),
    "region_short": (18, lambda c, _: c._replace(region=short(c.region)).legal_name),
}


class Typist:
    """Types names with the slips that people make; the same seed types the same."""

    def __init__(self, seed: int, lookalikes: dict[str, str], traditional: dict[str, str]) -> None:
        self.chance = Random(seed)
        self.lookalikes = lookalikes
        self.traditional = traditional
        self.homophones: dict[int, list[str]] = defaultdict(list)
        for code, sound in sounds().items():
            if len(chr(code).encode("gb2312", "ignore")) == 2:
                self.homophones[sound].append(chr(code))

    def typed(self, company: Company) -> tuple[str, str]:
        """One way to write the company, and the kinds of variation joined with +."""
        return self.written(company)[1:]

    def written(self, company: Company) -> tuple[str, str, str]:
        """One way to write the company before and after slips, and the kinds of variation."""
        styles = list(STYLES)
        style = self.chance.choices(styles, [STYLES[name][0] for name in styles])[0]
        plain = text = STYLES[style][1](company, self.chance)
        kinds = [style]
        for rate, slip in self.slips():
            if self.chance.random() < rate and len(text) > 2:
                changed = slip(text)
                if changed != text:
                    kinds.append(slip.__name__)
                    text = changed
        return plain, text, "+".join(kinds)

    def slips(self) -> list[tuple[float, Callable[[str], str]]]:
        """Each slip and how often it is made."""
        return [
            (0.041, self.homophone),
            (0.017, self.drop),
            (0.014, self.shape),
            (0.009, self.dup),
            (0.007, self.swap),
            (0.053, self.trad),
            (0.15, self.cosmetic),
        ]

    def homophone(self, text: str) -> str:
        """One character becomes another of the same sound."""
        at = self.chance.randrange(len(text))
        sound = sounds().get(ord(text[at]), 0)
        return (
            text[:at]
            + self.chance.choice(self.homophones.get(sound) or [text[at]])
            + text[at + 1 :]
        )

    def shape(self, text: str) -> str:
        """One character becomes another that looks like it."""
        at = self.chance.randrange(len(text))
        return (
            text[:at] + self.chance.choice(self.lookalikes.get(text[at], text[at])) + text[at + 1 :]
        )

    def drop(self, text: str) -> str:
        """One character is missing."""
        at = self.chance.randrange(len(text))
        return text[:at] + text[at + 1 :]

    def dup(self, text: str) -> str:
        """One character stands twice."""
        at = self.chance.randrange(len(text))
        return text[: at + 1] + text[at:]

    def swap(self, text: str) -> str:
        """Two neighbours change places."""
        at = self.chance.randrange(len(text) - 1)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]

    def trad(self, text: str) -> str:
        """The name in traditional characters."""
        return "".join(self.traditional.get(character, character) for character in text)

    def cosmetic(self, text: str) -> str:
        """Spaces, a full stop, full width brackets or a note at the end."""
        choice = self.chance.randrange(4)
        if choice == 0:
            return text + self.chance.choice(NOTES)
        if choice == 1:
            return f" {text} "
        if choice == 2:
            at = self.chance.randrange(1, len(text))
            return text[:at] + self.chance.choice("\u200b\u3000 ·") + text[at:]
        return text.replace("(", "（").replace(")", "）") + self.chance.choice(["", " "])
