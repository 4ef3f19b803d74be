"""The directions of imports and the doors of libraries are held by a test, not by habit."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "xlsales"

BELOW_ACTIONS = {
    "core", "figures", "tables", "rules", "matching", "books", "hosts", "journal", "settings",
}  # fmt: skip
MAY_IMPORT = {
    "core": set(),
    "figures": {"core"},
    "tables": {"core"},
    "matching": {"core"},
    "rules": {"core", "figures", "tables", "matching"},
    "books": {"core"},
    "hosts": {"core", "books"},
    "journal": {"core"},
    "settings": {"core", "books"},  # the aliases by which a sheet is found
    "functions": {"core", "figures", "matching"},
    "demo": {"core", "tables", "books", "hosts"},
    "actions": BELOW_ACTIONS | {"demo"},
    "addin": BELOW_ACTIONS | {"actions", "functions"},
    "calc": BELOW_ACTIONS | {"actions", "functions"},
    "cli": BELOW_ACTIONS | {"demo", "actions", "addin", "calc"},
    "__main__": {"cli"},
    "__init__": set(),
    "policy": set(),
}
DOORS = {
    "openpyxl": {"hosts"},
    "xlsxwriter": {"hosts"},
    "python_calamine": {"hosts"},
    "numpy": {"matching"},
    "sqlite3": {"journal"},
    "duckdb": {"journal"},
    "rich": {"cli"},
    "tomlkit": {"settings"},
    "tomllib": {"core", "settings"},
    "platformdirs": {"settings"},
    "xlwings": {"addin", "hosts"},
    "uno": {"calc", "hosts"},
    "unohelper": {"calc", "hosts"},
    "com": {"calc", "hosts"},
}


def test_imports_go_one_way_and_each_library_has_one_door():
    assert list(violations(PACKAGE)) == []


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("core/record.py", "import xlsales.tables.weekly"),
        ("core/record.py", "from xlsales import rules"),
        ("core/record.py", "from ..rules import commission"),
        ("core/record.py", "import openpyxl"),
        ("core/record.py", "def late():\n    import numpy"),
        ("tables/weekly.py", "from xlsales.rules import commission"),
        ("rules/commission.py", "from xlsales.books.read import read"),
        ("rules/commission.py", "import sqlite3"),
        ("books/read.py", "from xlsales.rules import commission"),
        ("books/read.py", "import tomllib"),
        ("hosts/files/reading.py", "from xlsales.tables.weekly import Opportunity"),
        ("hosts/files/reading.py", "from ...tables import weekly"),
        ("journal.py", "from xlsales import cli"),
        ("functions.py", "from xlsales.actions import check"),
        ("actions/check.py", "import xlsales.calc.component"),
        ("cli.py", "import pandas"),
        ("calc/component.py", "from xlsales.cli import main"),
        ("reports/cover.py", "from xlsales.core import money"),
    ],
)
def test_a_planted_violation_is_found(tmp_path, place, line):
    planted = tmp_path / "xlsales" / place
    planted.parent.mkdir(parents=True)
    planted.write_text(line, "utf-8")
    assert len(list(violations(planted.parents[len(Path(place).parts) - 1]))) == 1


def test_what_travels_inside_a_spreadsheet_needs_no_package():
    travelling = [*(PACKAGE / "core").glob("*.py"), *PACKAGE.glob("functions.py")]
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in travelling]
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\nimport {', '.join(names)}"
    loaded = subprocess.run([sys.executable, "-IS", "-c", code], capture_output=True, text=True)
    assert loaded.stderr == ""


def violations(package: Path) -> Iterator[str]:
    """Every import in a package that its layer may not make."""
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        if parts[0] not in MAY_IMPORT:
            yield f"{path}: no layer is called {parts[0]}"
            continue
        for name in sorted(imports(path, package)):
            if not allowed(parts[0], name):
                yield f"{path}: {parts[0]} may not import {name}"


def allowed(layer: str, name: str) -> bool:
    """Whether a layer may import a module."""
    root, *rest = name.split(".")
    if root == "xlsales":
        return not rest or rest[0] == "__version__" or rest[0] in {layer} | MAY_IMPORT[layer]
    return layer in DOORS[root] if root in DOORS else root in sys.stdlib_module_names


def imports(path: Path, package: Path) -> set[str]:
    """The full names of what a module imports, wherever in it."""
    here = ("xlsales", *path.relative_to(package).parts[:-1])
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parent = here[: len(here) - node.level + 1] if node.level else ()
            module = ".".join([*parent, *([node.module] if node.module else [])])
            inside = module == "xlsales"
            found |= {f"{module}.{alias.name}" for alias in node.names} if inside else {module}
    return found
