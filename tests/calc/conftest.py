"""A LibreOffice Calc that has the extension."""

import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.office import Office
from tests.soffice import Missing
from xlsales.calc.build import build


@pytest.fixture(scope="session")
def running_calc_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The office with the extension that the tests of a run share."""
    folder = tmp_path_factory.mktemp("extensions")
    with ZipFile(build(folder / "xlsales.oxt", sys.executable)) as package:
        package.extractall(folder / "bundled" / "xlsales")
    try:
        office = Office(folder / "bundled").ensure()
    except Missing as fault:
        pytest.fail(str(fault), pytrace=False)
    yield office
    office.close()


@pytest.fixture
def calc_office(running_calc_office: Office) -> Iterator[Office]:
    """A living Calc with the extension; what the test leaves open is closed."""
    office = running_calc_office.ensure()
    with office.guard(60):
        yield office
    office.close_documents()


@pytest.fixture
def opened(calc_office: Office):
    """Opens a workbook in Calc, not hidden: undoing a new sheet of a hidden one ends Calc 7.4."""
    return lambda path: calc_office.open(Path(path))


@pytest.fixture
def inside(running_calc_office: Office) -> Path:
    """The folder of the running extension in which what was made ready for it lies."""
    return next(running_calc_office._extensions.rglob("child.json")).parent
