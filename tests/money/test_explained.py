"""Computed cells keep their colour, and say where to look when there are too many for notes."""

from datetime import date
from decimal import Decimal

from xlsales.actions.close.debt_pages import RECEIVABLES
from xlsales.actions.close.explained import Computed, explained
from xlsales.books.page import Formula
from xlsales.core.rule import Level
from xlsales.tables.accounts import ReceivableLine, Stage
from xlsales.tables.month_end import DebtStatus

LINE = ReceivableLine(
    agreement="H1", customer="海天科技", manager="张三", due=date(2012, 1, 1),
    amount=Decimal(10), received=Decimal(0), outstanding=Decimal(10), months=3,
    stage=Stage.WATCH, status=DebtStatus.NORMAL, progress="", progress_day=None, source=None,
)  # fmt: skip
STAGE = {"stage": Computed[ReceivableLine](lambda r: "A{row}", lambda r: "依据")}


def test_a_computed_cell_keeps_the_colour_of_its_value():
    [row, _] = explained(RECEIVABLES, [LINE], STAGE, 1).rows
    assert row[RECEIVABLES.place("stage")] == Formula("A{row}", "重点监控", "依据", Level.NOTICE)


def test_only_the_first_rows_have_notes_and_the_heading_says_so():
    place = RECEIVABLES.place("stage")
    few, many = (explained(RECEIVABLES, [LINE] * n, STAGE, 2) for n in (2, 3))
    assert [row[place].note for row in few.rows[:-1]] == ["依据", "依据"]
    assert few.fields[place].note == ""
    assert [row[place].note for row in many.rows[:-1]] == ["依据", "依据", ""]
    assert many.fields[place].note == "每一行的公式相同；前2行有说明"


def test_a_field_without_a_formula_keeps_its_value():
    empty = {"months": Computed[ReceivableLine](lambda r: "", lambda r: "")}
    [row, _] = explained(RECEIVABLES, [LINE], empty, 1).rows
    assert row[RECEIVABLES.place("months")] == 3
