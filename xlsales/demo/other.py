"""Workbooks of two other companies: other sheets, other words, other layouts than ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from pathlib import Path
from random import Random

from xlsales.books.book import Book, Sheet, Value
from xlsales.books.locate import Aliases
from xlsales.core.record import Record
from xlsales.core.values import dataclass
from xlsales.demo.names import companies
from xlsales.hosts.files.plain import write_book
from xlsales.tables.log import Contact
from xlsales.tables.weekly import Activity, Opportunity

Area = tuple[int, int, int, int]


@dataclass(frozen=True)
class Page:
    """A sheet of another company.

    `words` gives their heading of each column in their order, with the name of our field, empty
    where we have none; `labels` their labelled fields; `choices` their words by our word; `groups`
    a row of wider headings above, each with the number of columns that it spans.
    """

    name: str
    table: type[Record]
    words: tuple[tuple[str, str], ...]
    rows: Sequence[Sequence[Value]]
    labels: tuple[tuple[str, str, Value], ...] = ()
    titles: tuple[str, ...] = ()
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    groups: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Foreign:
    """A workbook of another company: its file, its sheets in order, notes as lines of text."""

    file: str
    notes: tuple[str, tuple[str, ...]]
    pages: tuple[Page, ...]


def write_other(folder: Path) -> tuple[Foreign, ...]:
    """Write the workbooks of the other companies."""
    folder.mkdir(parents=True, exist_ok=True)
    made = (_regional(), _exchanges())
    for foreign in made:
        name, lines = foreign.notes
        notes = Sheet(name, [[line] for line in lines])
        sheets = (notes, *(_sheet(page) for page in foreign.pages))
        write_book(folder / foreign.file, Book(foreign.file, sheets))
    return made


def true_aliases(foreign: Foreign) -> Aliases:
    """What their words really stand for: the answer that adopting should come to."""
    headings, choices = {}, {}
    for page in foreign.pages:
        ours = {c.name: c.heading for c in page.table.columns}
        labels = {theirs: name for theirs, name, _ in page.labels}
        words = {theirs: name for theirs, name in page.words if name}
        headings[page.table.table.sheet] = {
            theirs: ours[name] for theirs, name in {**words, **labels}.items()
        }
        for name, their_words in page.choices.items():
            choices[ours[name]] = dict(their_words)
    return Aliases({p.name: p.table.table.sheet for p in foreign.pages}, headings, choices)


def _sheet(page: Page) -> Sheet:
    """The sheet laid out: titles over its whole width, labels, one or two rows of headings."""
    width, grid, merged = len(page.words), list[list[Value]](), list[Area]()
    for title in page.titles:
        merged.append((len(grid), 0, len(grid), width - 1))
        grid.append([title, *[None] * (width - 1)])
    if page.labels:
        grid.append([cell for theirs, _, value in page.labels for cell in (theirs, value, None)])
        grid.append([])
    if page.groups:
        merged += _group(page, grid)
    grid.append([None if _alone(page, i) else w for i, (w, _) in enumerate(page.words)])
    grid.extend(list(row) for row in page.rows)
    return Sheet(page.name, grid, tuple(merged))


def _group(page: Page, grid: list[list[Value]]) -> list[Area]:
    """Add the row of wider headings; a heading without a group stands over both rows."""
    row, line, merged, index = len(grid), list[Value](), list[Area](), 0
    for word, span in page.groups:
        line += [word or page.words[index][0], *[None] * (span - 1)]
        bottom = row if word else row + 1
        if span > 1 or not word:
            merged.append((row, index, bottom, index + span - 1))
        index += span
    grid.append(line)
    return merged


def _alone(page: Page, index: int) -> bool:
    """True for a column whose heading stands over both rows."""
    places = [n for n, (_, span) in enumerate(page.groups) for _ in range(span)]
    return bool(page.groups) and not page.groups[places[index]][0]


def _regional() -> Foreign:
    """A weekly workbook with its plan last, grouped headings and words of its own."""
    random = Random("regional")
    names = [company.full for company, _ in zip(companies(random), range(8), strict=False)]
    notes = ("目录", ("远方集团华东区 销售周报", "第一页 目录", "每周五下班前提交"))
    return Foreign("华东区销售周报（第17周）.xlsx", notes, (_affairs(names), _chances(names)))


REGIONAL_LABELS = (("填报人：", "manager", "喻希朗"), ("周起始：", "week", date(2012, 4, 23)))


def _affairs(names: Sequence[str]) -> Page:
    """Their sheet of what was done, under one row of headings."""
    done = [
        [
            date(2012, 4, 23 + number % 5), ("上门", "去电", "函件", "例会")[number % 4], None,
            "介绍二季度方案", None if number % 4 == 3 else names[number % 8], 1.5, "对方有意向",
        ]
        for number in range(14)
    ]  # fmt: skip
    words = (
        ("日期", "day"), ("事项类别", "kind"), ("审核", ""), ("事项说明", "content"),
        ("单位名称", "customer"), ("用时(小时)", ""), ("成效", "result"),
    )  # fmt: skip
    choices = {"kind": {"上门": "拜访", "去电": "电话", "函件": "邮件", "例会": "会议"}}
    titles = ("远方集团华东区",)
    return Page("拜访及事务", Activity, words, done, REGIONAL_LABELS, titles, choices)


def _chances(names: Sequence[str]) -> Page:
    """Their sheet of opportunities, under two rows of headings."""
    stages = {
        "初步接洽": "接触", "需求沟通": "需求确认", "已报价": "方案报价",
        "商务谈判": "谈判", "待签": "签约", "丢单": "流失",
    }  # fmt: skip
    rows = [
        [
            number, name, ("赵工", "钱总", "孙小姐")[number % 3], "教育",
            ("平台群发", "CPM", "CPS", "CPA")[number % 4], list(stages)[number % 6],
            number * 38000, (0.1, 0.3, "50%", 0.8)[number % 4], None, date(2012, 6, number),
            f"2012.{number % 3 + 1}.{number + 9}", "已发案例，等对方回复", "下周上门",
        ]
        for number, name in enumerate(names, 1)
    ]  # fmt: skip
    words = (
        ("编号", "number"), ("单位名称", "customer"), ("对接人", "contact"), ("行业", ""),
        ("产品线", "product"), ("销售进程", "stage"), ("合同额预估(元)", "amount"),
        ("赢率", "probability"), ("竞争对手", ""), ("拟签约日", "signing"),
        ("首次拜会日", "first_contact"), ("进展说明", "progress"), ("后续动作", "next_step"),
    )  # fmt: skip
    titles = ("远方集团华东区", "商机跟踪表（每周五下班前发至区域邮箱）")
    choices = {"product": {"平台群发": "平台"}, "stage": stages}
    groups = (("", 1), ("客户", 3), ("商机", 4), ("", 1), ("时间节点", 2), ("跟进", 2))
    return Page("商机清单", Opportunity, words, rows, REGIONAL_LABELS, titles, choices, groups)


def _exchanges() -> Foreign:
    """A month's record of exchanges with customers, with words that share nothing with ours."""
    random = Random("exchanges")
    names = [company.short for company, _ in zip(companies(random), range(6), strict=False)]
    ways = ("上门拜访", "打电话", "电邮", "微信", "座谈会")
    rows = [
        [
            number, names[number % 6], ("陶经理", "方小姐", None)[number % 3], ways[number % 5],
            f"4月{number + 2}日", "谈二季度合作，介绍数据库产品", ("要求降价", None)[number % 2],
            "寄样本", "华北",
        ]
        for number in range(1, 21)
    ]  # fmt: skip
    page = Page(
        "往来明细", Contact,
        (
            ("序", ""), ("客户单位", "customer"), ("对方人员", "person"), ("联系形式", "channel"),
            ("联系日期", "day"), ("沟通纪要", "content"), ("对方意见", "feedback"),
            ("后续计划", "next_step"), ("大区", ""),
        ),
        rows, (("业务员", "manager", "柏若溪"), ("所属月份", "month", "2012年4月")),
        ("山海传媒股份", "客户往来记录"),
        {
            "channel": {
                "上门拜访": "拜访", "打电话": "电话", "电邮": "邮件", "座谈会": "会议",
            }
        },
    )  # fmt: skip
    notes = ("填表须知", ("一、每月最后一个周五交部门助理。", "二、联系形式写明上门、电话等。"))
    return Foreign("客户往来记录-2012年4月.xlsx", notes, (page,))
