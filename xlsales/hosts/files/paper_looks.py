"""How the parts of a paper look: black lines on white, so that copies of it can be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from xlsales.hosts.files.formats import FONT, number_format

LINE_SIZE = 9
GREY, PALE = "#595959", "#F2F2F2"
NUMBERS = {"money", "price", "ratio", "count", "number", "total"}
CENTRED = {"date", "month", "serial", "choice"}
TOTAL_FORMAT = "¥#,##0.00;-¥#,##0.00"
BASE = {"font_name": FONT, "font_size": 10, "valign": "vcenter", "text_wrap": True}
BOXED = {"border": 1}
LOOKS: Mapping[str, Mapping[str, Any]] = {
    "company": {"font_size": 11, "text_wrap": False},
    "corner": {**BOXED, "bold": True, "align": "left", "indent": 1},
    "title": {"font_size": 20, "bold": True, "align": "center", "text_wrap": False},
    "reference": {"font_size": 9, "text_wrap": False},
    "page": {"font_size": 9, "align": "right", "text_wrap": False},
    "label": {**BOXED, "align": "center", "bg_color": PALE},
    "heading": {**BOXED, "align": "center", "bold": True, "bg_color": PALE},
    "value": {**BOXED, "align": "left", "indent": 1},
    "line": {**BOXED, "font_size": LINE_SIZE},
    "caption": {**BOXED, "align": "center", "bold": True, "font_size": LINE_SIZE},
    "carried": {**BOXED, "bold": True, "font_size": LINE_SIZE},
    "blank": {**BOXED, "align": "center", "font_color": GREY},
    "space": {**BOXED, "align": "center", "valign": "top", "font_color": GREY},
    "role": {**BOXED, "align": "center", "bg_color": PALE},
    "signed": {"left": 1, "right": 1},
    "day": {"left": 1, "right": 1, "bottom": 1, "align": "right", "indent": 1, "font_size": 9},
    "note": {"font_size": 8, "font_color": GREY},
}


class PaperLooks:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str], Format] = {}

    def look(self, name: str, format: str = "text") -> Format:
        """The look of a part of the paper that holds a value of that format."""
        if (name, format) not in self._made:
            properties = {**BASE, **LOOKS[name]}
            if format != "text":
                shown = TOTAL_FORMAT if format == "total" else number_format(format)
                properties["num_format"] = shown
            if format in NUMBERS | CENTRED:
                properties |= {"text_wrap": False, "shrink": True}
            if "align" not in properties and format in NUMBERS | CENTRED:
                properties["align"] = "right" if format in NUMBERS else "center"
            if format == "total":
                properties |= {"bold": True, "font_size": 12}
            self._made[name, format] = self._workbook.add_format(properties)
        return self._made[name, format]
