"""The rows of a grid as the XML of a worksheet, some after others, so that few are ever held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, repeat

from xlsales.books.book import letter
from xlsales.books.page import Cell, Grid, Shaded
from xlsales.core.values import dataclass
from xlsales.hosts.files.column import ColumnWriter
from xlsales.hosts.files.heights import row_heights, row_lines
from xlsales.hosts.files.looks import Look
from xlsales.hosts.files.strings import Strings
from xlsales.hosts.files.survey import chunks

Block = tuple[Sequence[ColumnWriter], int, Sequence[Sequence[Cell]]]
"""What writes the columns, the place of the first row, and the rows: some at once."""


@dataclass(frozen=True)
class Rows:
    """The rows of a grid as they stand in a sheet.

    `first` is the number of the first row, counted from one. `rooms` are the widths of the fields;
    the lines that rows take which were measured `ahead` stand by the place of the first of some.
    `styles` are the numbers of the looks that the values of each field may have.
    """

    grid: Grid
    first: int
    rooms: Sequence[int]
    ahead: Mapping[int, Sequence[int]]
    styles: Sequence[Mapping[Look, int]]
    base: str

    @property
    def last(self) -> int:
        """The number of the last row."""
        return self.first + len(self.grid.rows) - 1

    def stated(self, strings: Strings) -> Iterator[tuple[Sequence[int], list[bytes]]]:
        """The numbers of some rows and their XML, until all are stated."""
        opening = self._openings()
        for columns, start, rows in self._blocks(strings):
            numbers = range(self.first + start, self.first + start + len(rows))
            fields = zip(columns, self._spread(zip(*rows, strict=True)), strict=True)
            cells = [column.cells(values, numbers) for column, values in fields]
            begun = map(opening, self.ahead.get(start) or row_lines(rows, self.rooms))
            pieces = zip(repeat(b'<row r="'), begun, *cells, strict=False)
            yield numbers, list(map(bytes.join, map(str.encode, map(str, numbers)), pieces))

    def _blocks(self, strings: Strings) -> Iterator[Block]:
        end = len(self.grid.rows) - self.grid.total
        columns = list(self._columns(strings, total=False))
        for start, rows in chunks(islice(self.grid.rows, max(end, 0))):
            yield columns, start, rows
        if self.grid.total and self.grid.rows:
            yield list(self._columns(strings, total=True)), end, [self.grid.rows[end]]

    def _columns(self, strings: Strings, *, total: bool) -> Iterator[ColumnWriter]:
        fields = zip(self.grid.fields, self.styles, strict=True)
        spread = [looks for field, looks in fields for _ in range(field.span)]
        after = (*(f'<c r="{letter(n)}' for n in range(1, len(spread))), "</row>")
        for place, looks in enumerate(spread):
            styles = {look[:2]: f'" s="{n}"' for look, n in looks.items() if look[2] == total}
            yield ColumnWriter(place, self.first, styles, after[place], self.base, strings)

    def _spread(self, columns: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
        """The values of each column of the sheet: what covers several stands in their first."""
        for field, values in zip(self.grid.fields, columns, strict=True):
            yield values
            for _ in range(1, field.span):
                yield [Shaded(None, v.level) if type(v) is Shaded else None for v in values]

    def _openings(self) -> Callable[[int], bytes]:
        """What opens a row of so many lines, from behind its number to that of its first cell."""

        @cache
        def opening(lines: int) -> bytes:
            [points] = row_heights(self.grid.fields, [lines])
            return f'" ht="{points:.16g}" customHeight="1"><c r="A'.encode()

        return opening
