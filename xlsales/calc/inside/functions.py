"""The worksheet functions as a Calc add-in."""

from __future__ import annotations

from typing import Any, Callable

import uno
import unohelper
from com.sun.star.lang import XLocalizable, XServiceInfo
from com.xlsales.calc import XFunctions

from xlsales.calc.inside.cells import handed, taken
from xlsales.calc.inside.names import FUNCTIONS as NAME
from xlsales.calc.inside.names import identifier
from xlsales.functions import FUNCTIONS, Argument, Function

NEVER_ZERO = ("Text", "Entry", "Someone", "Day", "Moment")
"""The kinds of argument of which 0 is no value."""
BY_NAME = {one.name: one for one in FUNCTIONS}
SERVICES = (NAME, "com.sun.star.sheet.AddIn")


class AddIn(unohelper.Base, XFunctions, XServiceInfo, XLocalizable):  # type: ignore[misc]
    """The add-in; its methods are the functions of the registry."""

    def __init__(self, context: Any) -> None:
        self.context, self.locale = context, uno.createUnoStruct("com.sun.star.lang.Locale")

    def setLocale(self, locale: Any) -> None:
        """Take the language of the office; the functions have one language."""
        self.locale = locale

    def getLocale(self) -> Any:
        """The language of the office."""
        return self.locale

    def getImplementationName(self) -> str:
        """The name of the add-in."""
        return NAME

    def supportsService(self, name: str) -> bool:
        """True for the names under which it is asked for."""
        return name in SERVICES

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        """The names under which it is asked for."""
        return SERVICES

    def computed(self, name: str, arguments: Any) -> Any:
        """The result of a function by its name, for Basic: one value, or rows of them."""
        return handed(BY_NAME[name](*map(taken, arguments)))


def _method(function: Function) -> Callable[..., Any]:
    def method(self: AddIn, *arguments: Any) -> Any:
        cells = map(_cell, function.arguments, map(taken, arguments))
        result = handed(function(*cells))
        return result if isinstance(result, tuple) else ((result,),)

    return method


def _cell(argument: Argument, cell: Any) -> Any:
    """The cell, or None where it must be an empty one: Calc gives an add-in 0 for those."""
    return None if cell == 0 and argument.kind in NEVER_ZERO else cell


for _function in FUNCTIONS:
    setattr(AddIn, identifier(_function.name), _method(_function))
