"""What happens when LibreOffice starts: the Basic functions put in place, documents listened to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import unohelper
from com.sun.star.lang import XServiceInfo
from com.sun.star.task import XJob

from xlsales.calc.inside.names import MODULE, SHIM, STARTUP
from xlsales.calc.inside.plain import PlainNames

LIBRARIES = "com.sun.star.script.ApplicationScriptLibraryContainer"
BROADCASTER = "/singletons/com.sun.star.frame.theGlobalEventBroadcaster"
STANDARD = "Standard"


class Startup(unohelper.Base, XServiceInfo, XJob):  # type: ignore[misc]
    """The job that runs once, when the office starts."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def execute(self, arguments: Any) -> None:
        """Put the Basic functions in place and listen to documents."""
        _put_in_place(self.context, Path(__file__).with_name(SHIM).read_text("utf-8"))
        broadcaster = self.context.getByName(BROADCASTER)
        broadcaster.addDocumentEventListener(PlainNames())

    def getImplementationName(self) -> str:
        """The name of the job."""
        return STARTUP

    def supportsService(self, name: str) -> bool:
        """True for the name of the job."""
        return name == STARTUP

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        """The name of the job."""
        return (STARTUP,)


def _put_in_place(context: Any, source: str) -> None:
    """The Basic module as it should be, in the library where Calc looks for unknown functions."""
    libraries = context.ServiceManager.createInstanceWithContext(LIBRARIES, context)
    if not libraries.isLibraryLoaded(STANDARD):
        libraries.loadLibrary(STANDARD)
    standard = libraries.getByName(STANDARD)
    if not standard.hasByName(MODULE):
        standard.insertByName(MODULE, source)
    elif standard.getByName(MODULE) != source:
        standard.replaceByName(MODULE, source)
