"""LibreOffice as it is installed on this machine: the extension put in, taken out, looked for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsales import __version__
from xlsales.actions.refusal import Refusal
from xlsales.calc.build import build
from xlsales.calc.inside.names import EXTENSION, MODULE

NAME = "xlsales.oxt"
PATIENCE = 120
USUAL = (
    "/usr/lib/libreoffice/program/unopkg",
    "/Applications/LibreOffice.app/Contents/MacOS/unopkg",
    "C:/Program Files/LibreOffice/program/unopkg.com",
    "C:/Program Files (x86)/LibreOffice/program/unopkg.com",
)
PROFILES = (
    ("linux", "~/.config/libreoffice/4"),
    ("win32", "~/AppData/Roaming/LibreOffice/4"),
    ("darwin", "~/Library/Application Support/LibreOffice/4"),
)
SHARED = ("UNO_SHARED_PACKAGES", "UNO_SHARED_PACKAGES_CACHE")
NO_OFFICE = (
    "没有找到 LibreOffice；请先安装 LibreOffice（带 Python 支持），再运行 xlsales calc install"
)
STILL_OPEN = "请先关闭 LibreOffice 的全部窗口再试"


def install(profile: Path | None = None) -> None:
    """Put the extension of this version in place; its buttons run this Python."""
    with TemporaryDirectory() as folder:
        package = build(Path(folder) / NAME, sys.executable)
        _unopkg(profile, "add", "--force", "--suppress-license", str(package))


def remove(profile: Path | None = None) -> bool:
    """True where the extension was there; it is taken out, its Basic functions with it."""
    was_there = installed_version(profile) != ""
    if was_there:
        _unopkg(profile, "remove", EXTENSION)
    _forget_basic((profile or usual_profile()) / "user" / "basic" / "Standard")
    return was_there


def installed_version(profile: Path | None = None) -> str:
    """The version of the extension that is in place, empty where none is."""
    listed = _unopkg(profile, "list")
    found = re.search(rf"Identifier: {re.escape(EXTENSION)}\s+Version: (\S+)", listed)
    return found[1] if found else ""


def calc_ailments() -> Iterator[str]:
    """What keeps the add-in from working in Calc, and what to do; nothing without a Calc."""
    if located() is None:
        return
    version = installed_version()
    if not version:
        yield "LibreOffice 里没有装上扩展；请运行 xlsales calc install"
    elif version != __version__:
        yield f"LibreOffice 里是{version}版，程序是{__version__}版；请运行 xlsales calc install"


def located() -> Path | None:
    """The program of this machine's LibreOffice that manages extensions."""
    beside = [
        Path(found).resolve() for name in ("unopkg", "soffice") if (found := shutil.which(name))
    ]
    places = (*(place.with_name("unopkg") for place in beside), *map(Path, USUAL))
    return next((place for place in places if place.exists()), None)


def usual_profile() -> Path:
    """Where LibreOffice keeps what belongs to this user."""
    place = next((place for system, place in PROFILES if sys.platform == system), PROFILES[0][1])
    return Path(place).expanduser()


def _unopkg(profile: Path | None, *words: str) -> str:
    """What the program that manages extensions says."""
    program = located()
    if program is None:
        raise Refusal(NO_OFFICE)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    try:
        done = subprocess.run(
            [program, *words, *_where(profile)], capture_output=True, timeout=PATIENCE, env=kept,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Refusal(f"LibreOffice 的扩展管理程序没有完成（{error}）；{STILL_OPEN}") from error
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    if done.returncode:
        raise Refusal(f"LibreOffice 没有接受：{_last_line(said)}；{STILL_OPEN}")
    return said


def _where(profile: Path | None) -> list[str]:
    """In whose office: this user's; the administrator's is that of all users."""
    for_all = hasattr(os, "geteuid") and os.geteuid() == 0
    words = ["--shared"] if for_all else []
    if profile:
        home = profile.resolve().as_uri()
        words.append(f"-env:UserInstallation={home}")
        if for_all:
            words += (f"-env:{name}={home}/shared" for name in SHARED)
    return words


def _last_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1] if lines else "没有说明原因"


def _forget_basic(library: Path) -> None:
    """Take the Basic functions out of the library that belongs to the user."""
    listing = library / "script.xlb"
    if listing.exists():
        text = listing.read_text("utf-8")
        without = re.sub(rf'\s*<library:element library:name="{MODULE}"/>', "", text)
        if without != text:
            listing.write_text(without, "utf-8")
    (library / f"{MODULE}.xba").unlink(missing_ok=True)
