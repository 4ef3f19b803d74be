"""How each kind of value looks in a cell."""

from __future__ import annotations

from collections.abc import Mapping

FONT, FONT_SIZE = "微软雅黑", 10
MEASURE: Mapping[str, str | int] = {"font_name": "Arial", "font_size": 10}
"""The font that column widths count in: one that is equally wide wherever it is replaced."""

NUMBER_FORMATS: Mapping[str, str] = {
    "date": "yyyy-mm-dd",
    "datetime": "yyyy-mm-dd hh:mm",
    "time": "hh:mm",
    "month": "yyyy-mm",
    "money": "#,##0.00",
    "price": "#,##0.00##",
    "ratio": "0.0%",
    "count": "#,##0",
    "identifier": "@",
}


def number_format(kind: str) -> str:
    """The number format of a kind of value; General where it needs none."""
    return NUMBER_FORMATS.get(kind, "General")
