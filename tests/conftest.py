"""What all tests share."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.office import Office
from tests.soffice import Missing

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with an office go to one worker, so that only one office runs."""
    for item in items:
        if any(name.endswith("office") for name in getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group("office"))


@pytest.fixture(scope="session")
def running_office() -> Iterator[Office]:
    """The office that all tests of a run share."""
    try:
        office = Office().ensure()
    except Missing as fault:
        pytest.fail(str(fault), pytrace=False)
    yield office
    office.close()


@pytest.fixture
def office(running_office: Office) -> Iterator[Office]:
    """A living LibreOffice Calc; what the test leaves open is closed."""
    yield running_office.ensure()
    running_office.close_documents()
