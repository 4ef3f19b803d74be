"""What is asked of the person, and what is told: LibreOffice's own windows."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Mapping

import uno

PICKER = "com.sun.star.ui.dialogs.FolderPicker"
MODEL = "com.sun.star.awt.UnoControlDialogModel"
DIALOG = "com.sun.star.awt.UnoControlDialog"
TOOLKIT = "com.sun.star.awt.Toolkit"
WIDTH, HEIGHT, MARGIN, LINE, BUTTON = 240, 66, 6, 14, 50  # in the units of dialogs
OK, CANCEL, YES = 1, 2, 2
WIDEST_TEXT = 1500
CODE = re.compile(r"[编代]码：(\S+)")


class Desk:
    """The person at one window of the office."""

    def __init__(self, context: Any, frame: Any) -> None:
        self.context, self.frame = context, frame

    @property
    def document(self) -> Any:
        """The document of the window."""
        return self.frame.Controller.Model

    @property
    def file(self) -> Path | None:
        """Where the document lies; None where it was never saved, or not on this machine."""
        url = self.document.URL
        return Path(uno.fileUrlToSystemPath(url)) if url.startswith("file:") else None

    def service(self, name: str) -> Any:
        """A service of the office."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def tell(self, title: str, text: str, grave: bool) -> None:
        """Show a message; without a screen it is gone at once."""
        self._box("ERRORBOX" if grave else "INFOBOX", OK, title, text)

    def agrees(self, title: str, text: str) -> bool:
        """Whether the person says yes."""
        return bool(self._box("QUERYBOX", 3, title, text) == YES)

    def answer(self, title: str, question: Mapping[str, str]) -> str:
        """The answer to a question of a button; empty where there is none."""
        if question["kind"] == "folder":
            return self._folder(question["text"])
        return self._text(title, question["text"], self._usual(question["kind"]))

    def _usual(self, kind: str) -> str:
        """What stands in the window: last week, last month, the code of the marked cell."""
        today = date.today()
        if kind == "week":
            return str(today - timedelta(days=today.weekday() + 7))
        if kind == "month":
            return f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
        return self._code_here() if kind == "code" else ""

    def _code_here(self) -> str:
        selected = self.document.CurrentSelection
        found = None
        if hasattr(selected, "Annotation"):
            found = CODE.search(selected.Annotation.String)
        return found[1] if found else ""

    def _folder(self, text: str) -> str:
        picker = self.service(PICKER)
        picker.setTitle(text)
        picker.setDescription(text)
        if self.file is not None:
            picker.setDisplayDirectory(self.file.parent.as_uri())
        if picker.execute() != OK:
            return ""
        return str(uno.fileUrlToSystemPath(picker.getDirectory()))

    def _text(self, title: str, text: str, usual: str) -> str:
        model = self.service(MODEL)
        model.Title, model.Width, model.Height = title, WIDTH, HEIGHT
        wide = WIDTH - 2 * MARGIN
        _part(model, "FixedText", (MARGIN, MARGIN, wide), Label=text)
        _part(model, "Edit", (MARGIN, MARGIN + LINE, wide), Text=usual)
        low = HEIGHT - LINE - MARGIN
        left = WIDTH - 2 * (BUTTON + MARGIN)
        _part(
            model,
            "Button",
            (left, low, BUTTON),
            Label="确定",
            PushButtonType=OK,
            DefaultButton=True,
        )
        _part(
            model,
            "Button",
            (left + BUTTON + MARGIN, low, BUTTON),
            Label="取消",
            PushButtonType=CANCEL,
        )
        dialog = self.service(DIALOG)
        dialog.setModel(model)
        dialog.createPeer(self.service(TOOLKIT), self.frame.ContainerWindow)
        try:
            return dialog.getControl("Edit").Text.strip() if dialog.execute() == 1 else ""
        finally:
            dialog.dispose()

    def _box(self, kind: str, buttons: int, title: str, text: str) -> int:
        window = self.frame.ContainerWindow
        shown = text if len(text) <= WIDEST_TEXT else f"{text[:WIDEST_TEXT]}…"
        form = uno.Enum("com.sun.star.awt.MessageBoxType", kind)
        box = window.Toolkit.createMessageBox(window, form, buttons, title, shown)
        try:
            return int(box.execute())
        finally:
            box.dispose()


def _part(model: Any, kind: str, place: Any, **said: Any) -> None:
    """Add a part to a dialog, at left and top with that width."""
    part = model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
    part.PositionX, part.PositionY, part.Width = place
    part.Height = LINE
    for name, value in said.items():
        setattr(part, name, value)
    model.insertByName(kind if not model.hasByName(kind) else f"{kind}2", part)
