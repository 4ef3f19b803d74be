"""Records: one row of a sheet as a typed, frozen value that knows its cells.

A sheet is declared once, as a class. The declaration is used to read the sheet, to check it,
to generate its blank template, to document it and to write results back.
"""

from __future__ import annotations

import builtins
import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, field, fields
from sys import modules
from typing import Any, ClassVar, TypeVar, dataclass_transform, get_args

from xlsales.core.kinds import Kind, kind_of
from xlsales.core.values import dataclass

R = TypeVar("R", bound="Record")
EMPTY: dict[Any, Any] = {"str": "", "bool": False, str: "", bool: False}
"""What an empty cell is for a field whose annotation is so; for all others nothing."""


@dataclasses.dataclass(frozen=True, order=True, slots=True)
class Ref:
    """One cell of one workbook; the book is named by its path below the folder read.

    >>> print(Ref("周报告.xlsx", "漏斗", 7, "C"))
    周报告.xlsx!漏斗!C7
    """

    book: str
    sheet: str
    row: int
    column: str

    @property
    def cell(self) -> str:
        """The address inside the sheet, such as C7."""
        return f"{self.column}{self.row}"

    def __str__(self) -> str:
        return f"{self.book}!{self.sheet}!{self.cell}" if self.sheet else self.book


@dataclass(frozen=True)
class Place:
    """A sheet that was read: where each field of its records stands.

    `columns` gives the column letter of each field, `fixed` the cell of each field that stands
    once for the whole sheet, above the headings.
    """

    book: str = ""
    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict, hash=False)
    fixed: Mapping[str, tuple[int, str]] = field(default_factory=dict, hash=False)


NOWHERE = Place()


@dataclass(frozen=True)
class Column:
    """A field of a record as the user sees it: heading, kind, whether it must be filled."""

    name: str
    heading: str
    kind: Kind
    required: bool
    labelled: bool = False
    aliases: tuple[str, ...] = ()
    note: str = ""
    default: Any = None
    unless: tuple[str, frozenset[Any]] | None = None


@dataclass(frozen=True)
class Live:
    """A column of a template that answers while somebody types, and is never read.

    `formula` gives the answer by a worksheet function, `plain` what a spreadsheet can say without
    it; in both `{field}` stands for that cell of the row. It stays empty without what it `needs`.
    """

    heading: str
    formula: str
    needs: tuple[str, ...]
    plain: str = '""'


@dataclass(frozen=True)
class Table:
    """What is said of a sheet as a whole: its name, the clause it serves, the period it covers.

    `identity` names the fields by which a row is the same row in a later submission; where it is
    empty, all of them are meant.
    """

    sheet: str
    clause: str
    about: str
    within: str = ""
    aliases: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()
    live: tuple[Live, ...] = ()


def column(  # noqa: PLR0913 - keyword arguments of a declaration
    heading: str,
    kind: Kind | None = None,
    *,
    required: bool = True,
    aliases: tuple[str, ...] = (),
    note: str = "",
    unless: tuple[str, frozenset[Any]] | None = None,
) -> Any:
    """Declare a field of a record by its heading in the sheet.

    `unless` names another field and the values of it with which this one may stay empty.
    """
    meta = {"column": (heading, kind, required, False, aliases, note, unless)}
    return field(metadata=meta) if required else field(default=None, metadata=meta)


def optional(
    heading: str,
    kind: Kind | None = None,
    *,
    aliases: tuple[str, ...] = (),
    note: str = "",
    unless: tuple[str, frozenset[Any]] | None = None,
) -> Any:
    """Declare a field that may be left empty."""
    return column(heading, kind, required=False, aliases=aliases, note=note, unless=unless)


def labelled(heading: str, kind: Kind | None = None, *, aliases: tuple[str, ...] = ()) -> Any:
    """Declare a field that stands once, with its label, above the headings of the sheet."""
    return field(metadata={"column": (heading, kind, True, True, aliases, "", None)})


class _Columns:
    """The columns of a class of records, made of its declaration when they are first asked for."""

    def __get__(self, record: object, cls: type[Record]) -> tuple[Column, ...]:
        made = _columns(cls)
        type.__setattr__(cls, "columns", made)
        return made


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """Base of all records: one row of a sheet, and where it stands."""

    table: ClassVar[Table]
    columns = _Columns()
    place: Place = field(default=NOWHERE, compare=False, repr=False)
    row: int = field(default=0, compare=False, repr=False)

    def at(self, name: str) -> Ref:
        """The cell that field `name` was read from."""
        place = self.place
        row, letters = place.fixed.get(name) or (self.row, place.columns.get(name, "A"))
        return Ref(place.book, place.sheet, row, letters)

    @classmethod
    def column(cls, name: str) -> Column:
        """The column of field `name`."""
        return next(c for c in cls.columns if c.name == name)


@dataclass_transform(
    frozen_default=True, kw_only_default=True, field_specifiers=(column, optional, labelled)
)
def table(  # noqa: PLR0913 - keyword arguments of a declaration
    sheet: str,
    *,
    clause: str,
    within: str = "",
    aliases: tuple[str, ...] = (),
    identity: tuple[str, ...] = (),
    live: tuple[Live, ...] = (),
) -> Callable[[type[R]], type[R]]:
    """Declare a record class as the rows of the sheet named `sheet`.

    `clause` is what its reading findings cite; `within` names the labelled field whose week or
    month its dates must lie in; `identity` says which fields make a row the same row later on.
    """

    def declare(cls: type[R]) -> type[R]:
        for name, words in cls.__annotations__.items():
            declared = cls.__dict__.get(name)
            if isinstance(declared, Field) and declared.default is not MISSING:
                declared.default = EMPTY.get(words)
        about = (cls.__doc__ or "").strip()
        cls.table = Table(sheet, clause, about, within, aliases, identity, live)
        return dataclass(frozen=True, kw_only=True, slots=True)(cls)

    return declare


def _columns(cls: type[Record]) -> tuple[Column, ...]:
    return tuple(
        Column(f.name, heading, kind or kind_of(_named(cls, f.type)), required, above, aliases,
               note, None if f.default is MISSING else f.default, unless)
        for f in fields(cls)
        if "column" in f.metadata
        for heading, kind, required, above, aliases, note, unless in [f.metadata["column"]]
    )  # fmt: skip


def _named(cls: type[Record], stated: Any) -> Any:
    """The type that a field's annotation is or names, be it followed by `| None` or not."""
    if not isinstance(stated, str):
        return (*get_args(stated), stated)[0]
    name = stated.partition(" ")[0]
    return vars(modules[cls.__module__]).get(name) or getattr(builtins, name)


@dataclass(frozen=True)
class Unread:
    """A row that could not be read whole: what was understood of it, so that no rule accuses
    somebody for what the tool itself could not read."""

    table: type[Record]
    place: Place
    row: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Blank:
    """A sheet of a table that was found in a workbook and holds no row."""

    table: type[Record]
    place: Place


@dataclass(frozen=True)
class Workbook:
    """A kind of workbook: its name, the pattern of its file name and its tables.

    `pattern` names labelled fields in braces: 周报告_{manager}_{week}.
    """

    kind: str
    pattern: str
    tables: tuple[type[Record], ...]
    about: str = ""
