"""Pages: what is written, as plain values with the little that says how it should look.

A host lays a page out in its own program; nothing here knows a file format. A page is a title,
some lines of text, and grids below one another; charts draw columns of a grid.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from xlsales.books.book import Value
from xlsales.core.record import Ref
from xlsales.core.rule import Level
from xlsales.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to another cell: of a file below the folder, or of the same workbook.

    A target in the same workbook has an empty book name, a target that is a whole file an empty
    sheet name.
    """

    text: str
    target: Ref


@dataclass(frozen=True)
class Formula:
    """A live formula with the value it has when it is written, and the note that explains it.

    `{above}` in it stands for the cells of its grid above it, `{row}` for the number of its row;
    `level` shades it.
    """

    text: str
    value: Value | Decimal
    note: str = ""
    level: Level | None = None


@dataclass(frozen=True)
class Shaded:
    """A value on the colour of a level: red, yellow or blue."""

    value: Value | Decimal
    level: Level


Cell = Value | Decimal | Link | Formula | Shaded


@dataclass(frozen=True)
class Field:
    """A column of a grid: heading, number format by kind, width in characters, choices to fill in.

    Formats: those of the kinds of cell, and company, wrap (long text), score, figure (one large
    number or word). `span` is the number of sheet columns that the field covers. Links in the last
    field are for the screen: they are not printed.
    """

    heading: str
    format: str = "text"
    width: int | None = None
    choices: tuple[str, ...] = ()
    note: str = ""
    span: int = 1


@dataclass(frozen=True)
class Grid:
    """A block of rows under headings; `total` marks the last row as a sum.

    `empty` is the line that stands in place of rows where there are none.
    """

    fields: tuple[Field, ...]
    rows: Sequence[Sequence[Cell]]
    title: str = ""
    total: bool = False
    empty: str = ""


@dataclass(frozen=True)
class Chart:
    """A native chart over columns of one grid of the page: categories and one or more series.

    Kinds: bar, column, line, stacked (bars), funnel (centred bars), timeline (bars from a start:
    the first series gives the start, the second the length). `first` limits it to the first rows;
    `page` names another page whose grid it draws.
    """

    kind: str
    title: str
    categories: int
    values: tuple[int, ...]
    grid: int = 0
    axis: str = ""
    first: int | None = None
    page: str = ""


@dataclass(frozen=True)
class Page:
    """One sheet to be written: its tab name, its title, lines of text, grids and charts.

    The charts stand above the grid numbered `charts_above`. The grid numbered `main` is filtered,
    and its headings stay in sight and are printed on every page; None where no grid is so long.
    A `single` page is printed on one sheet of paper where it can be read there.
    """

    name: str
    title: str
    lines: tuple[str | Link, ...] = ()
    grids: tuple[Grid, ...] = ()
    charts: tuple[Chart, ...] = ()
    landscape: bool = True
    charts_above: int = 0
    main: int | None = -1
    single: bool = False


@dataclass(frozen=True)
class Document:
    """What is said of a written workbook as a whole.

    `folder` is the folder that links to files start from; None means that of the workbook itself.
    `head` is the journal's head, for the next run to read without opening the sheets.
    """

    title: str = ""
    company: str = ""
    created: datetime = datetime(2012, 3, 1)
    folder: Path | None = None
    head: str = ""
