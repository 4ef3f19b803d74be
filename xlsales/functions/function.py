"""A worksheet function: plain values for one row, called with cells or with whole ranges.

Empty in, empty out. Bad input gives a short text that begins with #, never an exception.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any, Callable, List, Mapping, NamedTuple, Sequence

from xlsales.core.values import dataclass
from xlsales.functions.cells import KINDS, MAY_BE_EMPTY, Propagated, Unusable, given, is_empty

NOT_IN_FORCE = "尚未执行"
PREFIX = "xs_"
Rows = List[List[Any]]


class Argument(NamedTuple):
    """An argument: its name, label and help in the user's words, its kind, if it is optional."""

    name: str
    label: str
    help: str
    kind: str
    optional: bool


@dataclass(frozen=True)
class Function:
    """A worksheet function: how it is described, and the plain function of one row behind it.

    `results` are the headings of the cells that one row gives, empty where it is one cell;
    `whole` says that it takes ranges as a whole and gives rows of its own.
    """

    name: str
    help: str
    arguments: tuple[Argument, ...]
    clauses: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    rows: bool = True
    whole: bool = False
    of_row: Callable[..., Any] = field(default=lambda: None, repr=False, compare=False)

    def __call__(self, *cells: Any, **named: Any) -> Any:
        """The result for cells, or for ranges one row for each of theirs.

        Cells may be given by place or, as people do in Python, by the argument's name.
        """
        try:
            given_cells = self._completed(cells, named)
            if self.whole:
                return self._guarded([[given_cells]], lambda row: self.of_row(*row[0]))
            ranges = [_grid(c) if isinstance(c, (list, tuple)) else None for c in given_cells]
            if not any(ranges):
                result = self._row(given_cells)
                return [result] if self.results else result
            return self._over(given_cells, ranges)
        except Unusable as wrong:
            return f"#{wrong}"

    def _completed(self, cells: Sequence[Any], named: Mapping[str, Any]) -> list[Any]:
        """The cells of all arguments, with an empty one for each optional one left out."""
        names = [argument.name for argument in self.arguments]
        stated = {**dict(zip(names, cells)), **named}
        missing = [a.label for a in self.arguments if not a.optional and a.name not in stated]
        if missing or len(cells) > len(names) or not stated.keys() <= set(names):
            needed = sum(not a.optional for a in self.arguments)
            given_count = len(cells) + len(named)
            raise Unusable(f"应有{needed}到{len(names)}个参数，现有{given_count}个")
        return [stated.get(name) for name in names]

    def _over(self, cells: Sequence[Any], ranges: Sequence[Any]) -> Rows:
        """The results for ranges: those of one row or column, and cells, go with every other."""
        height = max(len(r) for r in ranges if r)
        width = max(len(row) for r in ranges if r for row in r)
        if self.results and width > 1:
            raise Unusable("每个参数只能是一列")
        grids = [r or [[cell]] for r, cell in zip(ranges, cells)]
        for grid in grids:
            if len(grid) not in (1, height) or len(grid[0]) not in (1, width):
                raise Unusable("各参数的行数应相同")
        lines: Rows = []
        for y in range(height):
            at = [grid[y if len(grid) > 1 else 0] for grid in grids]
            row = [self._row([g[x if len(g) > 1 else 0] for g in at]) for x in range(width)]
            lines.append(row[0] if self.results else row)
        return lines

    def _row(self, cells: Sequence[Any]) -> Any:
        """The result for one row of cells."""
        result = self._guarded([cells], self._computed)
        if not self.results or isinstance(result, list):
            return result
        return [result, *[""] * (len(self.results) - 1)]

    def _computed(self, cells: Sequence[Any]) -> Any:
        values: list[Any] = []
        is_blank, is_missing = True, False
        for argument, cell in zip(self.arguments, cells):
            if not (cell is None or cell == "" or is_empty(cell)):
                is_blank = False
                values.append(_value(argument, cell))
            elif argument.optional:
                values.append(None)
            else:
                is_missing = is_missing or argument.kind not in MAY_BE_EMPTY
                values.append("" if argument.kind == "Entry" else False)
        return "" if is_blank or is_missing else self.of_row(*values)

    def _guarded(self, cells: Sequence[Any], compute: Callable[[Any], Any]) -> Any:
        """What is computed, as cells take it; whatever goes wrong becomes a text."""
        try:
            result = compute(*cells)
        except Propagated as wrong:
            return str(wrong)
        except Unusable as wrong:
            return f"#{wrong}"
        except Exception as error:
            return f"#无法计算（{type(error).__name__}），请检查各参数"
        if type(result) is list:
            return [[given(c) for c in r] if type(r) is list else given(r) for r in result]
        return NOT_IN_FORCE if result is None else given(result)


def _value(argument: Argument, cell: Any) -> Any:
    if type(cell) is str and cell.startswith("#"):
        raise Propagated(cell)
    try:
        return KINDS[argument.kind](cell)
    except Unusable as wrong:
        raise Unusable(f"{argument.label}{wrong}") from None


def _grid(cells: Sequence[Any]) -> Rows:
    """A range as rows of the same width; a plain list is one column."""
    rows = [list(c) if isinstance(c, (list, tuple)) else [c] for c in cells] or [[None]]
    width = max(map(len, rows)) or 1
    return [[*row, *[None] * (width - len(row))] for row in rows]


def function(
    *clauses: str,
    results: tuple[str, ...] = (),
    rows: bool = True,
    whole: bool = False,
) -> Callable[[Callable[..., Any]], Function]:
    """Make a worksheet function of a function of one row.

    Its help and those of its arguments are in its docstring: a first line, then one line for each
    argument, `name label：help`; its annotations name the kinds of its arguments.
    """

    def make(of_row: Callable[..., Any]) -> Function:
        stated = (line.strip() for line in (of_row.__doc__ or "").splitlines())
        first, *lines = [line for line in stated if line]
        about = {line.partition(" ")[0]: line.partition(" ")[2].partition("：") for line in lines}
        code, defaults = of_row.__code__, of_row.__defaults__ or ()
        names = code.co_varnames[: code.co_argcount]
        arguments = tuple(
            Argument(
                name,
                about[name][0],
                about[name][2],
                of_row.__annotations__[name].partition(" ")[0],
                place >= len(names) - len(defaults),
            )
            for place, name in enumerate(names)
        )
        return Function(of_row.__name__, first, arguments, clauses, results, rows, whole, of_row)

    return make
