"""What the tests of the add-in share."""

import shutil
from pathlib import Path

import pytest
import xlwings as xw

from tests.addin import engine
from tests.cases import cases
from tests.money.folders import write_case
from tests.money.test_worked_month import PAGE
from xlsales.addin.machine import Machine

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "workbooks" / "samples"


@pytest.fixture
def excel() -> xw.App:
    """A running stand-in for Excel, driven by the real xlwings."""
    return engine.fresh()


@pytest.fixture
def person(excel) -> engine.App:
    """The person in front of that Excel: what they answer, what they were told."""
    return excel.impl


@pytest.fixture
def department(tmp_path) -> Path:
    """A department's folder with the samples; its journal lies beside it."""
    folder = tmp_path / "客户部"
    shutil.copytree(SAMPLES, folder)
    (folder / "xlsales.toml").write_text('journal = "../台账.sqlite"\n', "utf-8")
    return folder


@pytest.fixture
def worked_month(tmp_path) -> Path:
    """The folder of a month that is worked out by hand elsewhere."""
    folder = tmp_path / "月末"
    folder.mkdir()
    [case] = cases(PAGE)
    write_case(folder, case)
    (folder / "xlsales.toml").write_text('journal = "../台账.sqlite"\n', "utf-8")
    return folder


@pytest.fixture
def windows(tmp_path) -> Machine:
    """A Windows machine, pretended in a folder: a virtual environment with the real xlwings."""
    return machine(tmp_path, "windows")


@pytest.fixture
def mac(tmp_path) -> Machine:
    """A Mac, pretended in a folder."""
    return machine(tmp_path, "mac")


def machine(folder: Path, system: str) -> Machine:
    """A machine whose home and Python lie in a folder, with the library that Excel needs."""
    version = xw.__version__
    python = folder / "venv" / "Scripts" / "python.exe"
    python.parent.mkdir(parents=True)
    python.touch()
    (folder / "venv" / f"xlwings64-{version}.dll").touch()
    home = folder / "home"
    environ = {"APPDATA": str(home / "AppData/Roaming"), "TEMP": str(home / "Temp")}
    return Machine(system, home, python, Path(xw.__file__).parent, version, 64, environ)
