"""The house rules that a program can check."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import xlsales.tables
from xlsales.core.record import Record

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "xlsales"
MODULES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text("utf-8")) for path in MODULES}
LONGEST_MODULE = 250
LONGEST_FUNCTION = 40
WRITTEN = ("xlsales", "tests", "benchmarks", "docs", "workbooks")
TEXTS = {".py", ".toml", ".md", ".txt", ".tsv", ".json", ".cfg", ".xml", ".xcu", ".bas", ""}
# Written in two parts, or this file would be found.
MACHINE = re.compile(
    "|".join(f"/{folder}/" for folder in ("wor" + "k", "tmp/help" + "ers", "ro" + "ot"))
)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def test_no_module_is_long():
    lengths = {place(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: n for name, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_no_function_is_long():
    lengths = {
        f"{place(path)}:{node.name}": node.end_lineno - node.lineno + 1
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, FUNCTIONS)
    }
    assert {name: n for name, n in lengths.items() if n > LONGEST_FUNCTION} == {}


def test_every_public_name_says_what_it_is():
    silent = [f"{place(path)}:{name}" for path, tree in TREES.items() for name in unsaid(tree)]
    assert silent == []


def test_a_heading_is_written_in_tables_only():
    stated = {heading for heading in headings() if len(heading) > 4}  # a short one is a plain word
    assert "客户公司名称" in stated
    found = [
        f"{place(path)}:{node.lineno} {node.value}"
        for path, tree in TREES.items()
        if path.parent.name != "tables" and path.name != "kinds.py"  # a kind may be called the same
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in stated
    ]
    assert found == []


def test_no_place_of_one_machine_is_written_down():
    found = [
        f"{place(path)}:{number}"
        for path in written_files()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("word", ["TO" + "DO", "FIX" + "ME", "raise NotImpl" + "emented"])
def test_nothing_is_left_for_later(word):
    assert [place(path) for path in written_files() if word in path.read_text("utf-8")] == []


def place(path: Path) -> str:
    """The path below the project."""
    return path.relative_to(ROOT).as_posix()


def unsaid(tree: ast.Module) -> Iterator[str]:
    """The public names of a module that have no docstring, the module itself among them."""
    if tree.body and ast.get_docstring(tree) is None:
        yield "the module"
    for node in tree.body:
        yield from unsaid_within(node, "")


def unsaid_within(node: ast.stmt, owner: str) -> Iterator[str]:
    """The node and the methods within it that are public and have no docstring."""
    if not isinstance(node, (*FUNCTIONS, ast.ClassDef)) or node.name.startswith("_"):
        return
    if ast.get_docstring(node) is None:
        yield owner + node.name
    if isinstance(node, ast.ClassDef):
        for inner in node.body:
            yield from unsaid_within(inner, f"{owner}{node.name}.")


def headings() -> set[str]:
    """The headings of all tables."""
    tables = [
        importlib.import_module(f"xlsales.tables.{module.name}")
        for module in pkgutil.iter_modules(xlsales.tables.__path__)
    ]
    records = {
        named
        for table in tables
        for named in vars(table).values()
        if isinstance(named, type) and issubclass(named, Record) and named is not Record
    }
    return {column.heading for record in records for column in record.columns}


def written_files() -> Iterator[Path]:
    """The texts that belong to the project."""
    inside = (path for folder in WRITTEN for path in sorted((ROOT / folder).rglob("*")))
    for path in (*sorted(ROOT.iterdir()), *inside):
        if path.is_file() and path.suffix in TEXTS and "__pycache__" not in path.parts:
            yield path
