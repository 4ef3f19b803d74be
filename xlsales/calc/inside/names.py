"""The names by which LibreOffice knows the parts of the extension."""

from __future__ import annotations

EXTENSION = "com.xlsales.calc"
FUNCTIONS = EXTENSION + ".Functions"
BUTTONS = EXTENSION + ".Buttons"
STARTUP = EXTENSION + ".Startup"
PROTOCOL = EXTENSION + ".button:"
MODULE = "XlSales"
"""The Basic module below My Macros, Standard."""
SHIM = "shim.bas"
CHILD = "child.json"


def identifier(name: str) -> str:
    """The name as UNO takes it, where names have no underscores.

    >>> identifier("xs_rebate_approver")
    'xsRebateApprover'
    """
    first, *others = name.split("_")
    return first + "".join(part.capitalize() for part in others)
