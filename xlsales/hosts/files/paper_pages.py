"""The pages of a paper: which lines stand on which, and how high everything is."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlsales.books.paper import COLUMNS, LABEL, Box, Lines, Paper, Shown, sums
from xlsales.core.values import dataclass
from xlsales.hosts.files.layout import lines_of
from xlsales.hosts.files.widths import TALLEST

PAGE = 742.0
COLUMN_PIXELS = 26
BOX_CHARACTER, LINE_CHARACTER = 7.0, 6.3
CORNER_LINE, TITLE, REFERENCE = 16.5, 42.0, 20.0
BOX, TEXT_LINE, HEADING, ROW = 25.0, 16.5, 24.0, 23.0
SIGNED_ROLE, SIGNED_SPACE, SIGNED_DAY = 22.0, 44.0, 20.0
NOTE_LINE, GAP = 13.5, 7.0
NOTE_CHARACTERS, INDENT = 104, 2
GOES_ON = "……（未完，见原表）"


@dataclass(frozen=True)
class PaperPage:
    """One printed page of a paper: its number, its rows, the sums that stand before and after.

    `blank` counts the empty rows that fill a last page, `space` is the height of its empty area.
    """

    paper: Paper
    number: int
    of: int
    rows: Sequence[Sequence[Shown]] = ()
    brought: tuple[Decimal, ...] | None = None
    carried: tuple[Decimal, ...] | None = None
    blank: int = 0
    space: float = 0.0

    @property
    def is_last(self) -> bool:
        """True for the page with the totals and the signatures."""
        return self.number == self.of


def pages_of(paper: Paper) -> tuple[PaperPage, ...]:
    """The pages of a paper, the last one filled to its end."""
    lines = paper.lines or Lines((), ())
    head, foot = head_height(paper), foot_height(paper)
    parts = _parts(lines, PAGE - head - notes_height(paper), PAGE - head - foot)
    pages = []
    done: list[Sequence[Shown]] = []
    for number, rows in enumerate(parts, 1):
        brought = sums(lines, done) if number > 1 else None
        done += rows
        is_last = number == len(parts)
        rest = PAGE - head - foot - (number > 1) * ROW - sum(row_height(lines, r) for r in rows)
        fills = is_last and not paper.space and paper.lines is not None
        pages.append(
            PaperPage(
                paper,
                number,
                len(parts),
                rows,
                brought,
                None if is_last else sums(lines, done),
                blank=max(0, int(rest // ROW)) if fills else 0,
                space=max(rest, BOX) if is_last and paper.space else 0.0,
            )
        )
    return tuple(pages)


def _parts(lines: Lines, room: float, last_room: float) -> list[list[Sequence[Shown]]]:
    """The rows of each page: the last one leaves room for what stands below the lines."""
    heights = [row_height(lines, row) for row in lines.rows]
    parts: list[list[Sequence[Shown]]] = []
    start = 0
    while True:
        brought = ROW if parts else 0.0
        if sum(heights[start:]) + brought <= last_room or len(heights) - start <= 1:
            return [*parts, list(lines.rows[start:])]
        end, used = start + 1, brought + ROW + heights[start]
        while end < len(heights) - 1 and used + heights[end] <= room:
            used += heights[end]
            end += 1
        parts.append(list(lines.rows[start:end]))
        start = end


def head_height(paper: Paper) -> float:
    """The height of what stands on every page above the lines."""
    boxes = sum(map(boxes_height, paper.above))
    return corner_height(paper) + TITLE + REFERENCE + boxes + HEADING * (paper.lines is not None)


def foot_height(paper: Paper) -> float:
    """The height of what stands below the lines of the last page."""
    signed = SIGNED_ROLE + SIGNED_SPACE + SIGNED_DAY if paper.signatures else 0.0
    return sum(map(boxes_height, paper.below)) + signed + notes_height(paper)


def notes_height(paper: Paper) -> float:
    """The height of the notes, with a gap above them."""
    return GAP * bool(paper.notes) + sum(note_height(note) for note in paper.notes)


def corner_height(paper: Paper) -> float:
    """The height of the upper right corner."""
    return CORNER_LINE * max(len(paper.corner), 1) + 6


def boxes_height(boxes: Sequence[Box]) -> float:
    """The height of a row of boxes: that of its longest text."""
    return min(BOX + TEXT_LINE * (max(map(_box_lines, boxes)) - 1), TALLEST)


def _box_lines(box: Box) -> int:
    label = lines_of(box.label, characters(LABEL) + 1)
    return max(box.lines, label, _text_lines(box.value, box_room(box)))


def box_room(box: Box) -> int:
    """How many characters have room in a line of a box."""
    return characters(box.wide - LABEL) - INDENT


def row_height(lines: Lines, row: Sequence[Shown]) -> float:
    """The height of a row of lines: that of its longest text."""
    pairs = zip(row, lines.fields, strict=True)
    rooms = ((value, characters(field.span, LINE_CHARACTER)) for value, field in pairs)
    most = max((_text_lines(value, room) for value, room in rooms), default=1)
    return min(ROW + TEXT_LINE * (most - 1), TALLEST)


def note_height(note: str) -> float:
    """The height of a note across the paper."""
    return NOTE_LINE * lines_of(note, NOTE_CHARACTERS)


def characters(span: int, wide: float = BOX_CHARACTER) -> int:
    """How many characters of that width have room in so many columns."""
    return int(span * COLUMN_PIXELS // wide)


def fitted(text: str, room: int) -> str:
    """The text, or as much of it as has room in the tallest row, with a note that it goes on."""
    most = int((TALLEST - BOX) // TEXT_LINE)
    shown = text
    while lines_of(shown, room) > most:
        kept = len(shown.removesuffix(GOES_ON)) * 9 // 10
        shown = text[:kept] + GOES_ON
    return shown


def _text_lines(value: Shown, room: int) -> int:
    return lines_of(value, room) if isinstance(value, str) else 1


def shares(count: int) -> tuple[int, ...]:
    """The width of the paper in so many parts, as equal as can be.

    >>> shares(5)
    (5, 5, 5, 5, 4)
    """
    size, rest = divmod(COLUMNS, count)
    return tuple(size + (number < rest) for number in range(count))
