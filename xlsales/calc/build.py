"""The extension built: the same bytes from the same sources, on every machine."""

from __future__ import annotations

import ast
import json
import pickle
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsales.actions.buttons import BUTTONS, Button
from xlsales.calc import described
from xlsales.calc.inside.names import CHILD, SHIM
from xlsales.calc.shim import shim
from xlsales.core.rulebook import shipped
from xlsales.functions import FUNCTIONS
from xlsales.functions.policy import BAKED
from xlsales.hosts.files.atomic import replacing

ROOT = Path(__file__).parents[1]
INSIDE = "python/pythonpath"
START = "xlsales.calc.component"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
REPORTING = {"forms", "consolidate", "conflicts", "close-month", "what-if"}
"""The commands that can say in JSON what they wrote."""
PICKLE = 4  # the newest that the oldest Python promised can read


def build(target: Path, interpreter: str = "") -> Path:
    """The extension, written to the target.

    `interpreter` is the Python that runs the commands of the buttons; without one, they run the
    program that is installed as `xlsales`.
    """
    parts = {**_described(), **_travelling(), **_made(interpreter)}
    return replacing(target, partial(_write, parts))


def _write(parts: Mapping[str, bytes], target: Path) -> None:
    with ZipFile(target, "w") as package:
        for name in sorted(parts):
            entry = ZipInfo(name, FIRST_DAY)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            package.writestr(entry, parts[name])


def _described() -> dict[str, bytes]:
    texts = {
        "types.idl": described.types(FUNCTIONS),
        "xlsales.components": described.components(),
        "CalcAddIns.xcu": described.add_in(FUNCTIONS),
        "Addons.xcu": described.menus(BUTTONS),
        "CalcWindowState.xcu": described.window(),
        "ProtocolHandler.xcu": described.answering(),
        "Jobs.xcu": described.jobs(),
    }
    texts["META-INF/manifest.xml"] = described.manifest(texts)
    texts["description.xml"] = described.description()
    return {name: text.encode() for name, text in texts.items()}


def _made(interpreter: str) -> dict[str, bytes]:
    """What is made ready for the inside: the policy, the Basic functions, whom to call."""
    command = [interpreter, "-m", "xlsales"] if interpreter else ["xlsales"]
    made = {"command": command, "buttons": {one.id: _button(one) for one in BUTTONS}}
    inside = f"{INSIDE}/xlsales/calc/inside"
    return {
        f"{INSIDE}/xlsales/{Path(BAKED).relative_to(ROOT).as_posix()}": pickle.dumps(
            shipped(), PICKLE
        ),
        f"{inside}/{SHIM}": shim(FUNCTIONS).encode(),
        f"{inside}/{CHILD}": json.dumps(made, ensure_ascii=False, indent=1).encode(),
    }


def _button(button: Button) -> dict[str, object]:
    return {
        "label": button.label,
        "command": button.command,
        "asks": [vars(question) for question in button.asks],
        "needs_file": button.needs_file,
        "confirm": button.confirm,
        "reports": button.command[0] in REPORTING,
    }


def _travelling() -> dict[str, bytes]:
    """The modules that the component needs, and the tables that lie beside them."""
    component = _file(START)
    parts = {described.COMPONENT: component.read_bytes()}
    modules = sorted(_needed(component))
    for path in (*modules, *_tables(modules)):
        parts[f"{INSIDE}/xlsales/{path.relative_to(ROOT).as_posix()}"] = path.read_bytes()
    return parts


def _needed(start: Path) -> set[Path]:
    """The files of all modules that are imported as soon as the first one is."""
    found: set[Path] = set()
    waiting = list(_imported(start))
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += _imported(path)
    return found


def _imported(path: Path) -> Iterator[Path]:
    """The files of the modules that a module imports at its top, with those of their packages."""
    for node in ast.parse(path.read_bytes()).body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("xlsales"):
            parts = node.module.split(".")
            yield from (_file(".".join(parts[:n])) for n in range(1, len(parts) + 1))
            within = (_file(f"{node.module}.{alias.name}") for alias in node.names)
            yield from (one for one in within if one.exists())


def _file(module: str) -> Path:
    place = ROOT.joinpath(*module.split(".")[1:])
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


def _tables(modules: list[Path]) -> list[Path]:
    folders = {module.parent / "data" for module in modules}
    return sorted(table for folder in folders for table in folder.glob("*.txt"))
