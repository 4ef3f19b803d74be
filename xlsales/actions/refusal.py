"""Why an action was not done."""

from __future__ import annotations


class Refusal(Exception):
    """An action that can't be done: one line that says why and what to do."""
