"""The buttons of the toolbar and the menu, as LibreOffice dispatches them."""

from __future__ import annotations

from typing import Any

import uno
import unohelper
from com.sun.star.frame import XDispatchProvider, XNotifyingDispatch
from com.sun.star.lang import XInitialization

from xlsales.calc.inside.asking import Desk
from xlsales.calc.inside.child import baked
from xlsales.calc.inside.names import BUTTONS, PROTOCOL
from xlsales.calc.inside.press import Said, press

SERVICE = "com.sun.star.frame.ProtocolHandler"
DONE, FAILED = 1, 0  # com.sun.star.frame.DispatchResultState


class Buttons(unohelper.Base, XInitialization, XDispatchProvider, XNotifyingDispatch):  # type: ignore[misc]
    """Answers the buttons of one window."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self.frame: Any = None

    def initialize(self, arguments: Any) -> None:
        """Take the window."""
        if arguments:
            self.frame = arguments[0]

    def queryDispatch(self, url: Any, target: str, flags: int) -> Buttons | None:
        """Who answers a command: this, where it is a button of ours."""
        return self if url.Complete.startswith(PROTOCOL) else None

    def queryDispatches(self, requests: Any) -> Any:
        """Who answers each of several commands."""
        return tuple(self.queryDispatch(r.FeatureURL, r.FrameName, r.SearchFlags) for r in requests)

    def addStatusListener(self, listener: Any, url: Any) -> None:
        """Buttons are always there; nobody has to be told."""

    def removeStatusListener(self, listener: Any, url: Any) -> None:
        """Nobody was told."""

    def dispatch(self, url: Any, arguments: Any) -> None:
        """Do what a button stands for and say what came of it."""
        self._pressed(url, arguments)

    def dispatchWithNotification(self, url: Any, arguments: Any, listener: Any) -> None:
        """Do what a button stands for; the listener is told what was said."""
        said = self._pressed(url, arguments)
        event = uno.createUnoStruct("com.sun.star.frame.DispatchResultEvent")
        event.Source, event.State = self, FAILED if said.grave else DONE
        event.Result = said.text
        if listener is not None:
            listener.dispatchFinished(event)

    def _pressed(self, url: Any, arguments: Any) -> Said:
        id = url.Complete[len(PROTOCOL) :]
        desk = Desk(self.context, self.frame)
        try:
            said = press(desk, id, {one.Name: str(one.Value) for one in arguments})
        except Exception as error:  # LibreOffice would show nothing at all
            said = Said(f"没有做成（{type(error).__name__}：{error}）；请告诉维护人员", True)
        if said.text:
            label = baked()["buttons"].get(id, {}).get("label", "")
            desk.tell(label, said.text, said.grave)
        return said

    def getImplementationName(self) -> str:
        """The name of the part."""
        return BUTTONS

    def supportsService(self, name: str) -> bool:
        """True for the service by which commands are answered."""
        return name == SERVICE

    def getSupportedServiceNames(self) -> Any:
        """The service by which commands are answered."""
        return (SERVICE,)
