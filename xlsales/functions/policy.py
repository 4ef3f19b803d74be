"""The policy that worksheet functions apply: the one that the package ships, read once."""

from __future__ import annotations

import os.path
from datetime import date
from functools import lru_cache

from xlsales.core.policy import Policy

BAKED = os.path.join(os.path.dirname(__file__), "policy.pickle")
"""The policy as made ready for a Python that can't read the rule-books; not part of the package."""


@lru_cache(maxsize=None)
def policy() -> Policy:
    """The shipped policy, from what was made ready of it, or else from the rule-books."""
    if os.path.exists(BAKED):
        import pickle

        with open(BAKED, "rb") as file:
            made_ready: Policy = pickle.load(file)
        return made_ready
    from xlsales.core.rulebook import shipped

    return shipped()


def day_of(on: date | None) -> date:
    """The day given, or today."""
    return on or date.today()
