"""What Excel shows and asks: messages, progress in the status bar, dialogs of the add-in."""

from __future__ import annotations

import re
from typing import Any

import xlwings as xw

ADD_IN = "xlsales.xlam"
TITLE = "客户部"
PICK_FOLDER, ASK = "XsPickFolder", "XsAsk"
LONGEST = 1000
CODE = re.compile(r"[编代]码：(\S+)")


class Cancelled(Exception):
    """The person closed a dialog without an answer."""


class Screen:
    """The person in front of Excel."""

    def __init__(self, app: xw.App) -> None:
        self._app = app

    def tell(self, text: str, grave: bool = False) -> None:
        """Show a message until it is closed."""
        shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}……"
        self._app.alert(shown, TITLE, "ok", "critical" if grave else "info")

    def agrees(self, question: str) -> bool:
        """Whether the person answers with yes."""
        return self._app.alert(question, TITLE, "yes_no") == "yes"

    def folder(self, question: str, start: str) -> str:
        """The folder that the person chooses."""
        return self._answer(PICK_FOLDER, question, start)

    def text(self, question: str, default: str) -> str:
        """What the person types; may be empty."""
        return self._answer(ASK, question, default)

    def code_here(self) -> str:
        """The code of the finding that the selected cell is marked with; empty where it is not."""
        cell = self._app.selection
        note = cell.note if cell is not None and cell.shape == (1, 1) else None
        found = CODE.search(note.text) if note is not None else None
        return found[1] if found else ""

    def progress(self, done: int, total: int, what: str) -> None:
        """Show how far a long job is, in the status bar."""
        share = 100 * done // max(total, 1)
        self._app.status_bar = f"{TITLE}：{done}/{total}（{share}%） {what}"

    def clear(self) -> None:
        """Give the status bar back to Excel."""
        self._app.status_bar = False

    def _answer(self, macro: str, *words: str) -> str:
        answer: Any = self._app.macro(f"{ADD_IN}!{macro}")(*words)
        if answer is False or answer is None:
            raise Cancelled
        return str(answer).strip()
