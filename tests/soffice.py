"""How a LibreOffice process of the tests' own is started, and how Python speaks to it."""

import ctypes
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType

NEEDED = (
    "libreoffice-calc libreoffice-script-provider-python python3-uno fonts-noto-cjk poppler-utils"
)
UNO_PLACES = (Path("/usr/lib/python3/dist-packages"), Path("/usr/lib/libreoffice/program"))
SYSTEM_PYTHON = "/usr/bin/python3"
UNSEEN = "headless invisible"
SWITCHES = "nologo nodefault norestore nolockcheck nofirststartwizard"
# People who use the workbooks have a Chinese system: dates and currency look as they see them.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>zh-CN</value></prop></item>
"""
# On a screen its own words are Chinese too, and nothing stands before the workbook.
SHOWN = """<item oor:path="/org.openoffice.Office.Linguistic/General">
<prop oor:name="UILocale" oor:op="fuse"><value>zh-CN</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Setup/Product">
<prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>7.4</value></prop></item>
"""
END = "</oor:items>\n"


class Missing(RuntimeError):
    """A program that the tests need is not installed."""


def located(program: str) -> Path:
    """The program's place on this machine."""
    found = shutil.which(program)
    if found is None:
        raise Missing(f"{program} is missing; 'make test' installs the packages {NEEDED}")
    return Path(found).resolve()


def write_profile(home: Path, *, shown: bool = False) -> None:
    """Makes the settings with which the process starts."""
    user = home / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        PROFILE + (SHOWN if shown else "") + END, "utf-8"
    )


def spawn(
    home: Path, pipe: str, extensions: Path | None, screen: str = ""
) -> subprocess.Popen[bytes]:
    """A process with its profile in a home folder that listens on a pipe and dies with us.

    Its windows are on an X `screen`; without one there are none.
    """
    command = [
        located("soffice").with_name("soffice.bin"),
        *(f"--{switch}" for switch in f"{'' if screen else UNSEEN} {SWITCHES}".split()),
        f"--accept=pipe,name={pipe};urp",
        f"-env:UserInstallation={(home / 'profile').as_uri()}",
    ]
    if extensions is not None:
        command.append(f"-env:BUNDLED_EXTENSIONS={extensions.resolve().as_uri()}")
    # Neither our Python nor a screen: soffice brings its own Python.
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PYTHON") and name not in ("VIRTUAL_ENV", "DISPLAY")
    }
    kept |= {"PATH": "/usr/bin:/bin", "HOME": str(home), "LC_ALL": "C.UTF-8"}
    with open(home / "log", "ab") as log:
        return subprocess.Popen(
            command,
            env=kept | ({"DISPLAY": screen} if screen else {"SAL_USE_VCLPLUGIN": "svp"}),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )


def load_uno() -> ModuleType:
    """The module uno of the system's Python, and nothing else of that Python's packages."""
    if "uno" in sys.modules:
        return sys.modules["uno"]
    _refuse_other_python()
    for name in ("uno", "unohelper"):
        place = next((folder for folder in UNO_PLACES if (folder / f"{name}.py").exists()), None)
        if place is None:
            raise Missing(f"python3-uno is missing; 'make test' installs the packages {NEEDED}")
        spec = importlib.util.spec_from_file_location(name, place / f"{name}.py")
        assert spec is not None and spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules["uno"]


def _refuse_other_python() -> None:
    """python3-uno is built for one Python; another one would crash on loading it."""
    asked = [SYSTEM_PYTHON, "-c", "import sys; print(*sys.version_info[:2], sep='.')"]
    system = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    ours = f"{sys.version_info.major}.{sys.version_info.minor}"
    if system != ours:
        raise Missing(
            f"python3-uno is for Python {system}, the tests run in {ours}: "
            "'make clean', then 'make test PYTHON=/usr/bin/python3'"
        )


def _die_with_parent() -> None:
    """Run in the child: the kernel kills it when we die (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
