"""Records shown as a grid."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from xlsales.books.form import MANY, Form, link
from xlsales.books.page import Formula, Link, Shaded
from xlsales.core.kinds import LINK, NAME
from xlsales.core.record import Place, Record, Ref, column, labelled, optional, table
from xlsales.core.rule import Level
from xlsales.tables.roles import Product


@table("样表", clause="C7.1")
class Sample(Record):
    """样表的一行"""

    manager: str = labelled("客户经理", NAME)
    remark: str = optional("备注")
    product: Product = column("产品类型")
    amount: Decimal | None = optional("预计金额")
    urgent: bool = optional("加急")
    day: date | None = optional("日期")
    source: Ref | None = optional("出处", LINK)


PLACE = Place("周报告/甲.xlsx", "样表", {"remark": "B", "product": "D", "amount": "C"})
FULL = Sample(
    place=PLACE, row=7, manager="张三", remark="=1", product=Product.CPM, amount=Decimal("3.50"),
    urgent=True, day=date(2012, 4, 16), source=Ref("周报告/甲.xlsx", "样表", 9, "A"),
)  # fmt: skip
BARE = Sample(place=PLACE, row=8, manager="李四", product=Product.CPS)


def test_columns_become_fields_in_the_words_of_their_table():
    fields = Form(Sample, omit=("remark",), formats={"day": "wrap"}).fields
    assert [(f.heading, f.format) for f in fields] == [
        ("客户经理", "text"), ("产品类型", "choice"), ("预计金额", "money"), ("加急", "choice"),
        ("日期", "wrap"), ("出处", "link"),
    ]  # fmt: skip


def test_records_become_rows_of_plain_values():
    [full, bare] = Form(Sample).grid([FULL, BARE]).rows
    assert list(full) == [
        "张三", "=1", "CPM", Decimal("3.50"), "是", date(2012, 4, 16),
        Link("甲!样表!A9", Ref("周报告/甲.xlsx", "样表", 9, "A")),
    ]  # fmt: skip
    assert list(bare) == ["李四", None, "CPS", None, None, None, None]


def test_a_source_leads_to_the_first_required_cell_of_the_record():
    grid = Form(Sample, source="来源").grid([FULL])
    assert grid.fields[-1].heading == "来源"
    assert grid.rows[0][-1] == Link("甲!D7", Ref("周报告/甲.xlsx", "样表", 7, "D"))


def test_totals_stand_in_a_last_row():
    grid = Form(Sample, source="来源", totals=("amount",)).grid([FULL, BARE, FULL])
    assert grid.total
    total = list(grid.rows[-1])
    assert total[0] == "合计"
    assert total[3] == Formula("SUBTOTAL(109,{above})", Decimal("7.00"))
    assert [value for value in total if value is not None] == [total[0], total[3]]


def test_no_records_have_no_total():
    grid = Form(Sample, totals=("amount",), empty="没有").grid([])
    assert (list(grid.rows), grid.total, grid.empty) == ([], False, "没有")


def test_values_of_a_level_are_shaded():
    form = Form(Sample, levels={Product.CPM: Level.ERROR, "=1": Level.NOTICE})
    assert list(form.grid([FULL]).rows[0])[1:3] == [
        Shaded("=1", Level.NOTICE), Shaded("CPM", Level.ERROR)
    ]  # fmt: skip


def test_a_link_says_where_it_leads():
    targets = [Ref("a/b.c.xlsx", "表", 2, "B"), Ref("a/b.xlsx", "", 1, "A"), Ref("", "表", 1, "A")]
    assert [link(target).text for target in targets] == ["b.c!表!B2", "b", "表"]


def test_very_many_rows_are_made_as_they_are_asked_for_and_are_the_same():
    form = Form(Sample, source="来源", totals=("amount",))
    records = [replace(FULL, row=n, amount=Decimal(n)) for n in range(MANY)]
    few, many = form.grid(records[:-1]), form.grid(records)
    assert isinstance(few.rows, list)
    assert not isinstance(many.rows, list)
    assert len(many.rows) == MANY + 1 and many.total
    assert list(many.rows)[: MANY - 1] == few.rows[:-1]
    assert many.rows[-1] == list(many.rows)[-1]
    assert many.rows[-1][3] == Formula("SUBTOTAL(109,{above})", Decimal(sum(range(MANY))))
    assert many.rows[MANY - 1] == many.rows[-2] == list(many.rows)[-2]
    first, last = many.rows[:5000], many.rows[5000:]
    assert list(first) + list(last) == list(many.rows)
    assert (len(first), len(last)) == (5000, MANY - 4999)
    with pytest.raises(IndexError):
        many.rows[MANY + 1]
