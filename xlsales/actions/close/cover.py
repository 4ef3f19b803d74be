"""首页 of a month's accounts: the figures to see first, the proofs, where everything stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from xlsales.actions.close.account_pages import ACCOUNTS, SPLITS, UNBOOKED
from xlsales.actions.close.closing import Closing, Proof
from xlsales.actions.close.debt_pages import NEGATIVE, RECEIVABLES, SALES
from xlsales.actions.close.explained import column, whole
from xlsales.actions.department import Department
from xlsales.actions.pack.cover import contents, reading_lines
from xlsales.actions.pack.parts import COVER
from xlsales.books.form import Form
from xlsales.books.page import Cell, Formula, Grid, Page, Shaded
from xlsales.core.rule import Finding, Level
from xlsales.rules.c08_receivables import DEPARTMENT
from xlsales.tables.accounts import Stage
from xlsales.tables.expenses import Account, Charge
from xlsales.tables.meeting import ContentsRow
from xlsales.tables.proofs import MonthFigures, ProofLine

TIES, TIES_NOT = "相符", "不符"
FIGURES = tuple(c.name for c in MonthFigures.columns)
FIGURE_FORM = Form(
    MonthFigures, formats=dict.fromkeys(FIGURES, "figure"), widths=dict.fromkeys(FIGURES, 22)
)
PROOFS = Form(ProofLine, "核对", spans={"sentence": 3}, formats={"sentence": "wrap"})
CONTENTS = Form(ContentsRow, "各表", formats={"about": "wrap"}, spans={"about": len(FIGURES) - 2})


def cover_page(
    closing: Closing, department: Department, others: Sequence[Page], status: str
) -> Page:
    """The cover of a month that could be drawn up."""
    lines = (f"状态：{status}", *reading_lines(department))
    grids = (_figures(closing, department), _proofs(closing), CONTENTS.grid(contents(others)))
    title = f"月末核算　{closing.month:%Y-%m}"
    return Page(COVER, title, lines, grids, main=None, single=True)


def stopped_page(closing: Closing, department: Department, others: Sequence[Page]) -> Page:
    """The cover of a month that could not be drawn up: why not."""
    lines = (
        f"没有核算：有{len(closing.stopped_by)}处读不出来或不能采用，改正后再运行；没有任何数字被凑合。",
        *(str(found) for found in closing.stopped_by[:20]),
        *reading_lines(department),
    )
    title = f"月末核算　{closing.month:%Y-%m}　未完成"
    return Page(COVER, title, lines, (CONTENTS.grid(contents(others)),), main=None, single=True)


def _figures(closing: Closing, department: Department) -> Grid:
    figures = month_figures(closing, department.findings)
    row: list[Cell] = [getattr(figures, name) for name in FIGURES]
    for name, level in (("unbooked", Level.WARNING), ("errors", Level.ERROR)):
        if getattr(figures, name):
            row[FIGURES.index(name)] = Shaded(getattr(figures, name), level)
    return Grid(FIGURE_FORM.fields, [row])


def month_figures(closing: Closing, findings: Iterable[Finding]) -> MonthFigures:
    """The figures of the month."""
    zero = Decimal("0.00")
    return MonthFigures(
        received=sum((s.received for s in closing.splits), zero),
        commission=sum((s.commission for s in closing.splits), zero),
        claims=sum((a.claims for a in closing.accounts), zero),
        unbooked=sum((u.amount for u in closing.unbooked), zero),
        outstanding=sum((r.outstanding for r in closing.receivables), zero),
        negative=sum((n.amount for n in closing.negative), zero),
        errors=sum(f.level is Level.ERROR for f in findings),
    )


def _proofs(closing: Closing) -> Grid:
    """The proofs, in live formulas where the sheets hold what is summed up."""
    live = dict(_formulas())
    rows = [_proof(proof, live.get(proof.name, ("", ""))) for proof in closing.proofs]
    return Grid(PROOFS.fields, rows, PROOFS.title)


def _proof(proof: Proof, formulas: tuple[str, str]) -> Sequence[Cell]:
    left, right = (
        Formula(text, value) if text else value
        for text, value in zip(formulas, (proof.left, proof.right), strict=True)
    )
    difference = f"ROUND({_place('left')}-{_place('right')},2)"
    verdict = f'IF({_place("difference")}=0,"{TIES}","{TIES_NOT}")'
    return [
        proof.sentence,
        left,
        right,
        Formula(difference, proof.left - proof.right),
        Formula(verdict, TIES if proof.holds else TIES_NOT),
    ]


def _place(name: str) -> str:
    """The address of a field of a proof; the first one covers several columns."""
    shift = PROOFS.spans["sentence"] - 1
    return f"{'ABCDEFGHIJ'[PROOFS.place(name) + shift]}{{row}}"


def _formulas() -> Iterator[tuple[str, tuple[str, str]]]:
    """The formulas of each proof; an empty one where the tool read the figure from a workbook."""
    begun = f"{whole(ACCOUNTS, 'opening')}+{whole(ACCOUNTS, 'income')}-{whole(ACCOUNTS, 'claims')}"
    yield "accounts", (begun, whole(ACCOUNTS, "closing"))
    parts = f"{whole(SPLITS, 'manager_part')}+{whole(SPLITS, 'executive_part')}"
    yield "parts", (parts, whole(SPLITS, "commission"))
    yield "receipts", (whole(SPLITS, "commission"), "")
    for account, part in (
        (Account.SALES_EXPENSE, "expense_income"),
        (Account.COMMISSION, "manager_part"),
    ):
        own = f'SUMIF({column(ACCOUNTS, "account")},"{account.value}",{column(ACCOUNTS, "income")})'
        yield f"income {account.name}", (own, whole(SPLITS, part))
    unbooked = " ".join(
        f'+SUMIF({column(UNBOOKED, "charge")},"{charge.value}",{column(UNBOOKED, "amount")})'
        for charge in Charge
        if charge.account
    )
    yield "claims", (f"{whole(ACCOUNTS, 'claims')}{unbooked}", "")
    yield from _debt_formulas()


def _debt_formulas() -> Iterator[tuple[str, tuple[str, str]]]:
    stages, rest = column(RECEIVABLES, "stage"), column(RECEIVABLES, "outstanding")
    summed = "+".join(f'SUMIF({stages},"{stage.value}",{rest})' for stage in Stage)
    yield "stages", (summed, whole(RECEIVABLES, "outstanding"))
    owed = f"{whole(RECEIVABLES, 'amount')}-{whole(RECEIVABLES, 'received')}"
    yield "receivables", (whole(RECEIVABLES, "outstanding"), owed)
    people = column(SALES, "person")
    for name in ("gross", "negative_income", "net"):
        amounts = column(SALES, name)
        left = f'SUMIF({people},"<>{DEPARTMENT}",{amounts})'
        yield f"sales {name}", (left, f'SUMIF({people},"{DEPARTMENT}",{amounts})')
    whole_department = f'SUMIF({people},"{DEPARTMENT}",{column(SALES, "negative_income")})'
    yield "negative", (whole_department, whole(NEGATIVE, "amount"))
