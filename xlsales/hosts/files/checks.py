"""What a template's cells accept while somebody types: one check with its messages a column.

A check stops only what no reading of ours could understand. Where the reader takes more than the
spreadsheet does (a date typed as text, 1.5万, √), it warns, so that typing and pasting go on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from openpyxl.worksheet.datavalidation import DataValidation

from xlsales.core.clock import FIRST_SERIAL, LAST_SERIAL
from xlsales.core.kinds import COMPANY, LONGEST_NAME, NAME, POSITIVE, TEXT, YES_NO
from xlsales.core.record import Column
from xlsales.core.values import dataclass
from xlsales.hosts.files.layout import Layout

LONGEST_LIST = 255
LONGEST_MESSAGE = 255
LONGEST_TEXT = 500
ANY_DAY = f"AND({{cell}}>={FIRST_SERIAL},{{cell}}<={LAST_SERIAL + 1})"
WITHIN: Mapping[str, str] = {
    "week": 'IF({anchor}="",ISNUMBER({cell}),AND({cell}>={anchor},{cell}<={anchor}+6))',
    "month": 'IF({anchor}="",ISNUMBER({cell}),'
    "AND(YEAR({cell})=YEAR({anchor}),MONTH({cell})=MONTH({anchor})))",
}


@dataclass(frozen=True)
class Check:
    """What a cell accepts: kind and formulas of the check, whether it stops, what to do then."""

    type: str
    formula: str
    upper: str = ""
    operator: str | None = None
    style: str = "stop"
    remedy: str = "请核对后重填。"


def column_checks(layout: Layout) -> Iterator[DataValidation]:
    """The checks of a sheet's columns and of its labelled fields."""
    within = layout.table.table.within
    anchor = _fixed(layout.fields[within]) if within else ""
    for column in layout.table.columns:
        if column.labelled:
            where = layout.fields[column.name]
            yield _validation(column, _label_check(column, where), where)
        else:
            first = f"{layout.columns[column.name]}{layout.first}"
            check = _within(within, anchor, first) if anchor and _is_day(column) else None
            check = check or _check(column, first)
            if check or column.note:
                yield _validation(column, check, layout.cells(column.name))


def _label_check(column: Column, cell: str) -> Check | None:
    if column.name == "week":
        formula = f"AND(ISNUMBER({cell}),WEEKDAY({cell},2)=1)"
        return Check("custom", formula, remedy="请填该周周一的日期。")
    return _check(column, cell)


def _within(period: str, anchor: str, cell: str) -> Check:
    formula = WITHIN[period].format(anchor=anchor, cell=cell)
    remedy = "请核对是否在本表填报的期间之内。"
    return Check("custom", formula, style="warning", remedy=remedy)


def _is_day(column: Column) -> bool:
    return column.kind.format == "date"


def _check(column: Column, cell: str) -> Check | None:
    """What a column accepts by its kind."""
    kind = column.kind
    if kind.choices:
        return _list(kind.choices, "warning" if kind is YES_NO else "stop")
    if kind is NAME or kind is COMPANY:
        shortest = "2" if kind is COMPANY else "1"
        return Check("textLength", shortest, str(LONGEST_NAME), "between")
    if kind is TEXT:
        remedy = f"请写得简短些，不超过{LONGEST_TEXT}字。"
        return Check("textLength", str(LONGEST_TEXT), "", "lessThanOrEqual", "warning", remedy)
    return _by_format(kind.format, "0" if kind.limit[0] == 0 else "", kind is POSITIVE, cell)


def _by_format(form: str, least: str, above: bool, cell: str) -> Check | None:
    """What numbers, dates and times accept; numbers without a least value accept everything."""
    if form in ("date", "month"):
        return Check("date", str(FIRST_SERIAL), str(LAST_SERIAL), "between", "warning")
    if form == "datetime":
        formula = f"AND(ISNUMBER({cell}),{ANY_DAY.format(cell=cell)},{cell}<>INT({cell}))"
        return Check("custom", formula, style="warning")
    if form == "time":
        return Check("time", "0", "0.999988425925926", "between", "warning")
    if form == "ratio":
        return Check("decimal", "0", "1", "between")
    if form == "count":
        return Check("whole", "0", "", "greaterThanOrEqual")
    if form in ("money", "price") and least:
        operator = "greaterThan" if above else "greaterThanOrEqual"
        return Check("decimal", least, "", operator, "warning")
    return None


def _list(words: tuple[str, ...], style: str) -> Check:
    literal = '"' + ",".join(words) + '"'
    if len(literal) > LONGEST_LIST:
        raise ValueError(f"下拉列表的选项合计{len(literal)}字，不能超过{LONGEST_LIST}字：{literal}")
    return Check("list", literal, style=style, remedy="请从下拉列表中选择。")


def _validation(column: Column, check: Check | None, cells: str) -> DataValidation:
    """The check as the spreadsheet keeps it, with what is wanted and what to do where it fails."""
    wanted = f"应为{column.kind.wanted}"
    if check is None:
        made = DataValidation(sqref=cells)
    else:
        made = DataValidation(
            check.type, check.formula, check.upper or None,
            operator=check.operator, allow_blank=True, errorStyle=check.style, sqref=cells,
            showErrorMessage=True, errorTitle=column.heading[:32],
            error=f"「{column.heading}」{wanted}。{check.remedy}"[:LONGEST_MESSAGE],
        )  # fmt: skip
    must = "必填。" if column.required else "" if column.note else "可不填。"
    note = f"\n{column.note}" if column.note else ""
    made.showInputMessage = True
    made.promptTitle = column.heading[:32]
    made.prompt = f"{must}{column.kind.wanted}{note}"[:LONGEST_MESSAGE]
    return made


def _fixed(cell: str) -> str:
    """The cell as a reference that stays the same in every row."""
    letters = cell.rstrip("0123456789")
    return f"${letters}${cell[len(letters) :]}"
