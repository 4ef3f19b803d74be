"""How a sheet stands on paper: its size, its margins, the scale of its print, its page breaks."""

from __future__ import annotations

from collections.abc import Sequence

from xlsales.hosts.files.formats import FONT_SIZE

A4 = 9
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.7}
LONG_SIDE, SHORT_SIDE, INCH, POINTS = 842, 595, 72, 0.75
PIXELS, CELL_PADDING = 7, 5
BROADER = 1.06
"""How much broader than stated a spreadsheet draws columns that counts no whole pixels."""

LEAST_PRINT = 6.5
LEAST_SCALE = LEAST_PRINT / FONT_SIZE


class Paper:
    """The printed pages of a sheet, by which blocks are kept whole."""

    def __init__(self, characters: Sequence[int], landscape: bool) -> None:
        side = SHORT_SIDE if landscape else LONG_SIDE
        self._side = side - INCH * (MARGINS["top"] + MARGINS["bottom"])
        self.height = self._side / min(1.0, printed_width(landscape) / pixels(characters))
        self._used = self._whole = 0.0
        self.breaks: list[int] = []

    @property
    def is_one(self) -> bool:
        """True where all that was laid can be read when it is printed on one page."""
        return self._whole <= self._side / LEAST_SCALE

    @property
    def is_half_used(self) -> bool:
        """True where a page that ended here would not be left mostly empty."""
        return self._used > self.height / 2

    def keep(self, row: int, points: float) -> None:
        """Begin a new page at a row whose block would not end on this one, but on the next."""
        if self._used + points > self.height >= points:
            self.breaks.append(row)
            self._used = 0.0

    def use(self, points: float) -> None:
        """Take what was laid as printed."""
        self._whole += points
        self._used = (self._used + points) % self.height


def printed_width(landscape: bool) -> float:
    """The width between the margins, in pixels of the screen."""
    side = LONG_SIDE if landscape else SHORT_SIDE
    return (side - INCH * (MARGINS["left"] + MARGINS["right"])) / POINTS


def pixels(characters: Sequence[int]) -> int:
    """The width of columns on the screen."""
    return sum(PIXELS * wide + CELL_PADDING for wide in characters)
