"""What the tests of the add-in share."""

import pytest
import xlwings as xw

from tests.addin import engine


@pytest.fixture
def excel() -> xw.App:
    """A running stand-in for Excel, driven by the real xlwings."""
    return engine.fresh()
