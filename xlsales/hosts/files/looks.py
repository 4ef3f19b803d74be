"""How cells of a written workbook look: fonts, colours, borders, number formats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from xlsales.core.rule import Level
from xlsales.hosts.files.formats import FONT, FONT_SIZE, number_format

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

Look = tuple[Level | None, str, bool]
"""The level that shades a cell, what is particular in it (link, text), whether it is a total."""

INK, NAVY, GREY, RULE, HEADING, TOTAL, LINK = (
    "#1F2937", "#1F3A5F", "#6B7280", "#DDE3EA", "#E6ECF4", "#F4F6F9", "#1D5FA8",
)  # fmt: skip
SHADES: Mapping[Level, Mapping[str, str]] = {
    Level.ERROR: {"bg_color": "#FBE4E1", "font_color": "#9B1C12"},
    Level.WARNING: {"bg_color": "#FFF2D3", "font_color": "#7A5200"},
    Level.NOTICE: {"bg_color": "#E4EEFA", "font_color": "#174A84"},
}
RIGHT = {"money", "price", "ratio", "count", "number", "score"}
CENTRE = {"date", "datetime", "time", "month", "choice", "serial"}
NUMBERS = {"money": "#,##0.00;[Red]-#,##0.00", "score": "0.00", "figure": "#,##0"}
BESIDE_THE_BUTTON = 2
"""The indent of a heading at the right, where else the button of the filter would cover it."""

PLAIN = {"font_name": FONT, "font_size": FONT_SIZE, "font_color": INK, "valign": "vcenter"}
PARTS: Mapping[str, Mapping[str, Any]] = {
    "title": {"font_size": 18, "bold": True, "font_color": NAVY},
    "line": {"font_color": GREY, "text_wrap": True, "align": "left"},
    "line link": {"font_color": LINK, "underline": 1},
    "grid title": {"font_size": 12, "bold": True, "font_color": NAVY},
    "empty": {"font_color": GREY, "italic": True},
    "hidden": {},
}


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[object, Format] = {}
        self._alike: dict[frozenset[tuple[str, Any]], Format] = {}
        self._numbers: dict[Format, int] = {}
        self._numbered: dict[tuple[str, frozenset[Look]], Mapping[Look, int]] = {}

    def part(self, name: str) -> Format:
        """The look of a title or a line."""
        return self._format(name, PARTS[name])

    def heading(self, format: str, *, wrap: bool) -> Format:
        """The look of the heading over a column of that format."""
        side = alignment(format)
        return self._format(
            ("heading", side, wrap),
            {
                "bold": True, "font_color": NAVY, "bg_color": HEADING, "text_wrap": wrap,
                "bottom": 2, "bottom_color": NAVY, **_aligned(format),
                "indent": BESIDE_THE_BUTTON if side == "right" else int(side == "left"),
            },
        )  # fmt: skip

    def cell(
        self, format: str, *, level: Level | None = None, total: bool = False, extra: str = ""
    ) -> Format:
        """The look of a value; `extra` is link, or text for what must stay as it was typed."""
        key = (format, level, total, extra)
        return self._made.get(key) or self._format(key, self._cell(*key))

    def numbers(self, format: str, looks: frozenset[Look]) -> Mapping[Look, int]:
        """The numbers of the looks of a format's values in the written workbook."""
        known = self._numbered.get((format, looks))
        if known is None:
            known = self._numbered[format, looks] = {
                (level, extra, total): self._numbers[made]
                for level, extra, total in sorted(looks, key=str)
                for made in [self.cell(format, level=level, total=total, extra=extra)]
            }
        return known

    def _cell(self, format: str, level: Level | None, total: bool, extra: str) -> dict[str, Any]:
        properties: dict[str, Any] = {
            "num_format": NUMBERS.get(format) or number_format(format),
            **_aligned(format),
            "bottom": 1,
            "bottom_color": RULE,
        }
        if alignment(format) in ("left", "center"):
            properties["text_wrap"] = True
        if format == "figure":
            properties |= {"font_size": 20, "bold": True, "font_color": NAVY, "text_wrap": False}
        if total:
            properties |= {"bold": True, "bg_color": TOTAL, "top": 1, "top_color": NAVY}
        if extra == "link":
            properties |= {"font_color": LINK, "underline": 1}
        if extra == "text":
            properties |= {"quote_prefix": True}
        return properties | (dict(SHADES[level]) if level else {})

    def _format(self, key: object, properties: Mapping[str, Any]) -> Format:
        if key not in self._made:
            whole = {**PLAIN, **properties}
            self._made[key] = self._alike.get(frozenset(whole.items())) or self._new(whole)
        return self._made[key]

    def _new(self, properties: Mapping[str, Any]) -> Format:
        """A format of the next number; without one, XlsxWriter counts those in its own cells."""
        made = self._workbook.add_format(dict(properties))
        self._alike[frozenset(properties.items())] = made
        self._numbers[made] = len(self._alike)
        made.set_xf_index(self._numbers[made])
        return made


def _aligned(format: str) -> dict[str, Any]:
    """The alignment of a format; texts and numbers stand a little off what is beside them."""
    side = alignment(format)
    return {"align": side, "indent": int(side != "center")}


def alignment(format: str) -> str:
    """Where values of a format stand in their cell."""
    if format in RIGHT:
        return "right"
    return "center" if format in CENTRE or format == "figure" else "left"
