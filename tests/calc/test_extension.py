"""The extension: the same bytes everywhere, nothing in it that is not needed, put in and out."""

import os
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from zipfile import ZipFile

import pytest

from xlsales import __version__
from xlsales.calc.build import build
from xlsales.calc.inside.names import MODULE
from xlsales.cli import status_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def package(tmp_path):
    return build(tmp_path / "xlsales.oxt")


def test_two_builds_are_the_same_bytes(package, tmp_path):
    other = tmp_path / "another" / "xlsales.oxt"
    imports = "from pathlib import Path; from xlsales.calc.build import build"
    code = f"{imports}; build(Path({str(other)!r}))"
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"}
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env=environment)
    assert other.read_bytes() == package.read_bytes()


def test_no_place_of_this_machine_is_in_it(package):
    with ZipFile(package) as parts:
        texts = [parts.read(name) for name in parts.namelist()]
    assert [text for text in texts if str(ROOT).encode() in text] == []


def test_what_travels_calculates_without_any_package(package, tmp_path):
    with ZipFile(package) as parts:
        parts.extractall(tmp_path / "out")
    inside = tmp_path / "out" / "python" / "pythonpath"
    code = (
        f"import sys; sys.path.insert(0, {str(inside)!r})\n"
        "sys.modules['tomllib'] = None\n"
        "from xlsales.functions import FUNCTIONS, xs_rebate_approver as f\n"
        "import xlsales.hosts.calc.marks, xlsales.calc.inside.cells\n"
        "print(f(0.05), xlsales.functions.__file__.startswith(sys.path[0]))\n"
    )
    done = subprocess.run([sys.executable, "-ISX", "utf8", "-c", code], capture_output=True)
    assert done.stderr == b""
    assert done.stdout.decode().split() == ["客户经理", "True"]


def test_what_travels_is_held_to_the_oldest_python_that_runs_it(package):
    stated = tomllib.loads(Path(ROOT, "pyproject.toml").read_text("utf-8"))
    held = stated["tool"]["ruff"]["per-file-target-version"]
    with ZipFile(package) as parts:
        names = [n.removeprefix("python/pythonpath/") for n in parts.namelist()]
    modules = [n for n in names if fnmatch(n, "xlsales/*.py") and not n.endswith("__init__.py")]
    assert "xlsales/functions/explaining.py" in modules
    assert [n for n in modules if not any(fnmatch(n, p) for p in held)] == []


def test_it_is_put_in_found_and_taken_out(office, tmp_path, capsys):
    profile = ["--profile", str(tmp_path / "profile")]
    basic = tmp_path / "profile" / "user" / "basic" / "Standard"
    basic.mkdir(parents=True)
    listing = basic / "script.xlb"
    element = '<library:element library:name="{}"/>'
    listing.write_text("\n ".join(element.format(n) for n in ("Module1", MODULE)), "utf-8")
    (basic / f"{MODULE}.xba").write_text("REM", "utf-8")
    assert status_of(["calc", "status", *profile]) == 1
    assert status_of(["calc", "install", *profile]) == 0
    capsys.readouterr()
    assert status_of(["calc", "status", *profile]) == 0
    assert __version__ in capsys.readouterr().err
    assert status_of(["calc", "remove", *profile]) == 0
    assert status_of(["calc", "status", *profile]) == 1
    assert listing.read_text("utf-8") == element.format("Module1")
    assert not (basic / f"{MODULE}.xba").exists()


def test_without_libreoffice_one_line_says_what_to_do(monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("xlsales.calc.office.USUAL", ())
    assert status_of(["calc", "install"]) == 2
    assert "请先安装" in capsys.readouterr().err
