"""The errors that are one line for the user, not a fault of the program."""

from __future__ import annotations

from sys import modules

NAMES = (
    ("xlsales.actions.refusal", "Refusal"),
    ("xlsales.settings", "SettingsError"),
    ("xlsales.core.policy", "PolicyError"),
    ("xlsales.journal", "JournalError"),
    ("xlsales.hosts.base", "Unreadable"),
    ("xlsales.hosts.files.atomic", "NotWritten"),
    ("xlsales.addin.project", "Unknown"),
)


def refusals() -> tuple[type[Exception], ...]:
    """The error types of the modules in use; asking loads none of them."""
    loaded = ((modules[module], name) for module, name in NAMES if module in modules)
    return tuple(getattr(module, name) for module, name in loaded)
