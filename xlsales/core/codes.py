"""Codes of clauses and findings: as people type them, and what those of the reading mean."""

from __future__ import annotations

from xlsales.core.fold import fold

READING_CODES = {
    "T-required": "必填的单元格没有填。",
    "T-type": "单元格的内容读不成这一列要的种类，例如日期列里写了文字。",
    "T-choice": "单元格的内容不在下拉列表的选项里。",
    "T-range": "单元格的内容超出允许的范围，例如负的金额、大于1的比例、报告期以外的日期。",
    "T-column": "工作表缺少必需的列，整张表没有读入。",
    "T-field": "表头上方的栏目（如客户经理、周起始日）没有填，或与文件名不一致。",
}
"""What a reading finding's code means, in the user's words."""


def as_code(typed: str) -> str:
    """A clause or a finding's code as people type it, in the way that it is written.

    >>> as_code(" c6.2-Approver"), as_code("Ｃ６．２")
    ('C6.2-approver', 'C6.2')
    """
    clause, dash, slug = fold(typed).partition("-")
    return f"{clause.upper()}{dash}{slug}"
