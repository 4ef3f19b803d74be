"""The module that LibreOffice loads: it names the parts of the extension."""

from __future__ import annotations

import unohelper

from xlsales.calc.inside.buttons import SERVICE, Buttons
from xlsales.calc.inside.functions import SERVICES, AddIn
from xlsales.calc.inside.names import BUTTONS, FUNCTIONS, STARTUP
from xlsales.calc.inside.startup import Startup

g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(AddIn, FUNCTIONS, SERVICES)
g_ImplementationHelper.addImplementation(Startup, STARTUP, (STARTUP,))
g_ImplementationHelper.addImplementation(Buttons, BUTTONS, (SERVICE,))
