"""The ribbon's one callback: from a button's id to what it does and what Excel then says."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import gettempdir
from traceback import format_exc

import xlwings as xw

from xlsales.actions.buttons import Button, Question, button
from xlsales.actions.refusal import Refusal
from xlsales.addin.deeds import DEEDS, Pressed
from xlsales.addin.project import Unknown
from xlsales.core.clock import week_start
from xlsales.core.policy import PolicyError
from xlsales.hosts.base import Unreadable, Unwritable
from xlsales.hosts.excel.host import ExcelHost
from xlsales.hosts.excel.screen import Cancelled, Screen
from xlsales.hosts.files.atomic import NotWritten
from xlsales.journal import JournalError
from xlsales.settings import SettingsError

REFUSALS = (
    Refusal, SettingsError, PolicyError, JournalError, Unreadable, Unwritable, NotWritten, Unknown,
)  # fmt: skip
LOG = "xlsales-error.txt"
WEEK = timedelta(days=7)


@xw.script
def press(id: str) -> None:
    """Do what a button of the ribbon stands for, with the active workbook; the ribbon calls it."""
    book = xw.Book.caller()
    pressed(book.app, book, id)


def pressed(app: xw.App, book: xw.Book | None, id: str) -> None:
    """Do what a button stands for and say in Excel what came of it; nothing ever escapes."""
    shown = Screen(app)
    try:
        said, grave = _outcome(shown, book, button(id))
        shown.clear()
        if said:
            shown.tell(said, grave)
    except Exception:  # even where asking or telling fails, Excel must not show a traceback
        _keep(format_exc())


def _outcome(shown: Screen, book: xw.Book | None, wanted: Button) -> tuple[str, bool]:
    """What is to be said, and whether it is that something was not done."""
    host = ExcelHost(book) if book is not None else None
    try:
        seat = Pressed(shown, host, {})
        if wanted.needs_file:
            _ = seat.file
        elif wanted.on_open:
            _ = seat.open
        answers = _asked(seat, wanted)
        if wanted.confirm and not shown.agrees(wanted.confirm):
            return "", False
        return "\n".join(DEEDS[wanted.id](Pressed(shown, host, answers))), False
    except Cancelled:
        return "", False
    except REFUSALS as refusal:
        return str(refusal), True
    except Exception as error:
        place = _keep(format_exc())
        return (
            f"“{wanted.label}”没有做成（{type(error).__name__}）。这是程序出错，不是表格的问题；"
            f"请把 {place} 交给维护人员。",
            True,
        )


def _asked(seat: Pressed, wanted: Button) -> dict[str, str]:
    """The answers to what the button asks."""
    answers: dict[str, str] = {}
    for question in wanted.asks:
        start = _default(seat, question)
        if question.kind == "folder":
            answer = seat.screen.folder(question.text, start)
        else:
            answer = seat.screen.text(question.text, start)
        if not answer:
            raise Cancelled
        answers[question.name] = answer
    return answers


def _default(seat: Pressed, question: Question) -> str:
    """What stands in the dialog: the open workbook's folder, last week, last month, the code of
    the finding that the selected cell is marked with."""
    today = date.today()
    if question.kind == "folder":
        path = seat.host.path if seat.host else None
        return str(path.parent if path else Path.home())
    if question.kind == "week":
        return (week_start(today) - WEEK).isoformat()
    if question.kind == "month":
        return f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
    if question.kind == "code":
        return seat.screen.code_here()
    return ""


def _keep(trace: str) -> Path:
    """Where the details of an error are kept for whoever maintains the program."""
    place = Path(gettempdir()) / LOG
    place.write_text(f"{datetime.now():%Y-%m-%d %H:%M:%S}\n{trace}", "utf-8")
    return place
