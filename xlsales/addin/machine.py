"""The machine that the add-in is installed on: its system, home, Python, environment, registry.

Everything that differs from machine to machine is a value here, so that installing, removing and
diagnosing can be tried for any system on any other.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import field
from importlib import import_module
from pathlib import Path
from typing import Any

import xlwings

from xlsales.core.values import dataclass

NAMES = {"win32": "windows", "darwin": "mac"}
Registry = Callable[[str], Mapping[str, object]]
"""From the path of a key, beginning with HKCU, HKLM or HKCR, to its values."""


def no_registry(key: str) -> Mapping[str, object]:
    """The registry of a system that has none."""
    return {}


@dataclass(frozen=True)
class Machine:
    """A machine: `system` is windows, mac or other; `python` is the interpreter that Excel is to
    start; `xlwings` is the folder of the installed xlwings."""

    system: str
    home: Path
    python: Path
    xlwings: Path
    version: str
    bits: int = 64
    environ: Mapping[str, str] = field(default_factory=dict)
    registry: Registry = no_registry
    encoding: str = "utf-8"

    @property
    def start_folder(self) -> Path:
        """The folder from which Excel loads add-ins when it starts, which it trusts."""
        if self.system == "mac":
            office = self.home / "Library/Group Containers/UBF8T346G9.Office"
            return office / "User Content.localized/Startup.localized/Excel"
        roaming = self.environ.get("APPDATA") or str(self.home / "AppData/Roaming")
        return Path(roaming) / "Microsoft/Excel/XLSTART"

    @property
    def configuration(self) -> Path:
        """The person's own file that names the interpreter."""
        if self.system == "mac":
            return self.home / "Library/Containers/com.microsoft.Excel/Data/xlsales.conf"
        return self.home / ".xlsales/xlsales.conf"

    @property
    def script(self) -> Path:
        """Where Excel on a Mac looks for the script that starts Python."""
        scripts = self.home / "Library/Application Scripts/com.microsoft.Excel"
        return scripts / f"xlwings-{self.version}.applescript"

    @property
    def library(self) -> str:
        """The name of the library by which Excel on Windows talks to Python."""
        return f"xlwings{self.bits}-{self.version}.dll"


def this_machine() -> Machine:
    """The machine that the program runs on."""
    system = NAMES.get(sys.platform, "other")
    return Machine(
        system=system,
        home=Path.home(),
        python=Path(sys.executable),
        xlwings=Path(xlwings.__file__).parent,
        version=xlwings.__version__,
        bits=64 if sys.maxsize > 2**32 else 32,
        environ=dict(os.environ),
        registry=_windows_registry() if system == "windows" else no_registry,
        encoding="mbcs" if system == "windows" else "utf-8",
    )


def _windows_registry() -> Registry:
    winreg: Any = import_module("winreg")
    roots = {
        "HKCU": winreg.HKEY_CURRENT_USER,
        "HKLM": winreg.HKEY_LOCAL_MACHINE,
        "HKCR": winreg.HKEY_CLASSES_ROOT,
    }

    def values(key: str) -> Mapping[str, object]:
        root, _, path = key.partition("\\")
        found: dict[str, object] = {}
        try:
            with winreg.OpenKey(roots[root], path) as opened:
                for number in range(winreg.QueryInfoKey(opened)[1]):
                    name, value, _ = winreg.EnumValue(opened, number)
                    found[name] = value
        except OSError:
            return {}
        return found

    return values
