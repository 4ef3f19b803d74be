"""The worksheet functions as Excel calls them: each one of the registry, under its own name.

Excel hands over floats, datetimes, None, and ranges as lists of lists. Nothing but the functions
is imported here, because Excel waits for this module when the first cell is calculated.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Any

import xlwings as xw

from xlsales.functions import FUNCTIONS, Function

CATEGORY = "xlsales"


def exposed(function: Function) -> Callable[..., Any]:
    """The function with the signature, the help and the conversions that xlwings reads."""

    def call(*cells: Any) -> Any:
        return function(*map(_single, cells))

    parameters = [
        Parameter(a.name, Parameter.POSITIONAL_OR_KEYWORD, default=_default(a.optional))
        for a in function.arguments
    ]
    call.__name__ = call.__qualname__ = function.name
    call.__doc__, call.__annotations__ = function.help, {}
    call.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    made: Callable[..., Any] = xw.func(category=CATEGORY)(call)
    for argument in function.arguments:
        about = f"{argument.label}：{argument.help}" if argument.help else argument.label
        made = xw.arg(argument.name, ndim=2, err_to_str=True, doc=about)(made)
    return made


def _default(optional: bool) -> Any:
    return None if optional else Parameter.empty


def _single(cell: Any) -> Any:
    """A range of one cell as that cell."""
    if isinstance(cell, list) and len(cell) == 1 and len(cell[0]) == 1:
        return cell[0][0]
    return cell


globals().update({one.name: exposed(one) for one in FUNCTIONS})
