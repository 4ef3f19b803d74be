"""The functions in Basic, by which Calc knows the plain names that Excel writes into files."""

from __future__ import annotations

from xlsales.calc.inside.names import FUNCTIONS
from xlsales.functions import Function

HEAD = f"""REM Made by xlsales; changes are lost when LibreOffice starts.
Option Explicit
Global xlsalesFunctions As Variant

Private Function Service() As Variant
  If Not IsObject(xlsalesFunctions) Then xlsalesFunctions = createUnoService("{FUNCTIONS}")
  Service = xlsalesFunctions
End Function

Private Function Computed(name As String, arguments As Variant) As Variant
  Dim result As Variant
  result = Service().computed(name, arguments)
  If Not IsArray(result) Then
    Computed = result
    Exit Function
  End If
  Dim y As Long, x As Long, height As Long, width As Long
  height = UBound(result) + 1
  width = UBound(result(0)) + 1
  Dim cells(1 To height, 1 To width) As Variant
  For y = 1 To height
    For x = 1 To width
      cells(y, x) = result(y - 1)(x - 1)
    Next
  Next
  Computed = cells
End Function
"""


def shim(functions: tuple[Function, ...]) -> str:
    """The Basic module with one function for each."""
    return "\n".join((HEAD, *map(_basic, functions)))


def _basic(function: Function) -> str:
    names = [f"p{place}" for place, _ in enumerate(function.arguments)]
    given = [f"a{place}" for place, _ in enumerate(function.arguments)]
    name = function.name.upper()
    return "\n".join(
        (
            f"Function {name}({', '.join(f'Optional {p} As Variant' for p in names)}) As Variant",
            *(f"  Dim {a} As Variant" for a in given),
            *(f"  If Not IsMissing({p}) Then {a} = {p}" for p, a in zip(names, given, strict=True)),
            f'  {name} = Computed("{function.name}", Array({", ".join(given)}))',
            "End Function\n",
        )
    )
