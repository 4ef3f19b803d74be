"""The modules of the add-in: our own, wrappers of the functions, and xlwings' from the machine.

xlwings' module is taken from the xlwings that is installed, so that it names the library that is
there. As it comes it trusts the active workbook: a configuration sheet in it, or a file beside it,
could name another interpreter, and a sheet named like a Python file stops every button. Each such
place is closed here; where one is not found as it is known, nothing is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from xlsales.addin.vba import CLASS, SHEET, WORKBOOK, Module, document_module
from xlsales.functions import FUNCTIONS, Function

NAME = "xlsales"
FUNCTIONS_MODULE = "xlsales.addin.functions"
SOURCES = Path(__file__).parent / "sources"
CALL = 'XLPy.CallUDF("{module}", "{name}", Array({arguments}), ThisWorkbook, Application.Caller)'
CLOSED = (
    # what stands in xlwings' module, what takes its place, how often
    ('PROJECT_NAME As String = "myaddin"', f'PROJECT_NAME As String = "{NAME}"', 1),
    ('If SheetExists(ActiveWorkbook, PROJECT_NAME & ".conf") = True Then', "If False Then", 1),
    ('If source = "" Or source = "directory" Then', "If False Then", 1),
    ('AddExcelDir = GetConfig("ADD_WORKBOOK_TO_PYTHONPATH", "true")', 'AddExcelDir = "false"', 2),
    ("    uses_embedded_code = True\n", "    uses_embedded_code = False\n", 1),
    ('AddExcelDir & ";" & ActiveFullName & ";" & ThisFullName & ";"', '"false;;;"', 2),
    (
        'AddExcelDir & ";" & ActiveWorkbook.FullName & ";" & ThisWorkbook.FullName & ";"',
        '"false;;;"',
        1,
    ),
    (' -B -c ""', ' -P -B -c ""', 2),
)
"""-P keeps the folder that Excel happens to stand in from being searched for Python modules."""
OF_CLASS = """Attribute VB_Name = "Dictionary"
Attribute VB_Base = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
"""


class Unknown(Exception):
    """The installed xlwings is not one that the add-in can be built with."""


def modules(xlwings: Path, sheets: Iterable[str]) -> tuple[Module, ...]:
    """All modules of the add-in's project, the documents first."""
    return (
        document_module("ThisWorkbook", WORKBOOK, _source("XsWorkbook")),
        *(document_module(name, SHEET) for name in sheets),
        Module("Dictionary", dictionary(_text(xlwings / "addin" / "Dictionary.cls")), CLASS),
        Module("xlwings", closed(_text(xlwings / "xlwings_custom_addin.bas"))),
        Module("XsFunctions", wrappers(FUNCTIONS)),
        Module("XsText", _source("XsText")),
        Module("XsRibbon", _source("XsRibbon")),
    )


def closed(text: str) -> str:
    """xlwings' module without what trusts the active workbook and its folder."""
    for stands, instead, times in CLOSED:
        if text.count(stands) != times:
            raise Unknown(
                f"装的 xlwings 与这一版插件不合（{stands.strip()}）；"
                "请用 pip install --upgrade xlsales 一起更新，再安装插件"
            )
        text = text.replace(stands, instead)
    return "".join(char if char.isascii() else "?" for char in text)


def dictionary(text: str) -> str:
    """xlwings' class for the Mac, with the head that a class has inside a project."""
    body = re.sub(r"\AVERSION 1\.0 CLASS\s*BEGIN.*?END\s*\n", "", text, flags=re.DOTALL)
    exposed = "Attribute VB_Exposed = True\n"
    own = "Attribute VB_TemplateDerived = False\nAttribute VB_Customizable = False\n"
    body = body.replace('Attribute VB_Name = "Dictionary"\n', OF_CLASS, 1)
    return body.replace(exposed, exposed + own, 1)


def wrappers(functions: Iterable[Function]) -> str:
    """The module with a worksheet function for each one of the registry."""
    head = ['Attribute VB_Name = "XsFunctions"', "Option Explicit"]
    return "\n".join((*head, *(line for one in functions for line in _wrapper(one)), ""))


def _wrapper(function: Function) -> Iterator[str]:
    """A function as VBA: it hands its cells to Python, and shows what VBA says where it can't."""
    name = function.name
    stated = (("Optional " if a.optional else "") + _safe(a.name) for a in function.arguments)
    arguments = ", ".join(_safe(a.name) for a in function.arguments)
    yield ""
    yield f"Public Function {name}({', '.join(stated)})"
    yield "    On Error GoTo failed"
    call = CALL.format(module=FUNCTIONS_MODULE, name=name, arguments=arguments)
    yield f"    {name} = {call}"
    yield "    Exit Function"
    yield "failed:"
    yield f'    {name} = "#" & XsWord(5) & " " & Err.Description'
    yield "End Function"


def _safe(name: str) -> str:
    """A name that VBA takes: On is a word of its language."""
    return f"{name}_" if name.lower() in RESERVED else name


RESERVED = {"on", "rate", "date", "name"}


def _source(name: str) -> str:
    return _text(SOURCES / f"{name}.bas")


def _text(path: Path) -> str:
    if not path.is_file():
        raise Unknown(f"装的 xlwings 不完整，缺少 {path}；请重装 xlwings，再安装插件")
    return path.read_text("utf-8-sig")
