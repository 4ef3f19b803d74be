"""Pressing a button of the extension, as a click does, and seeing what was said."""

from typing import NamedTuple

from xlsales.calc.inside.names import PROTOCOL


class Told(NamedTuple):
    """What a button said, and whether it was done."""

    text: str
    done: bool


def press(office, document, id, /, **answers):
    """What came of a button; answers given are not asked for."""
    dispatcher = office.service("com.sun.star.frame.DispatchHelper")
    frame = document.CurrentController.Frame
    event = dispatcher.executeDispatch(frame, PROTOCOL + id, "", 0, office.properties(**answers))
    return Told(event.Result, event.State == 1)
