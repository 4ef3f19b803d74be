"""The program run as a child process, with a bar that shows that it works."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Mapping, NamedTuple, Sequence

from xlsales.calc.inside.names import CHILD

PATIENCE = 1800.0  # seconds
STEP = 0.05
NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
NOT_DONE = 2


class Ended(NamedTuple):
    """How a child ended: its exit status, what it printed, what it said to a person."""

    status: int
    printed: str
    said: str

    @property
    def is_done(self) -> bool:
        """True where it did what it was asked."""
        return 0 <= self.status < NOT_DONE


def baked() -> Mapping[str, Any]:
    """What was made ready for the inside: the command, and what each button asks."""
    made: Mapping[str, Any] = json.loads(Path(__file__).with_name(CHILD).read_text("utf-8"))
    return made


def run(words: Sequence[str], label: str, frame: Any) -> Ended:
    """How the program ended, called with these words."""
    bar = frame.createStatusIndicator()
    bar.start(f"{label}……", 100)
    try:
        return _ended([*baked()["command"], *words], bar)
    except OSError as error:
        why = error.strerror or error
        return Ended(NOT_DONE, "", f"启动不了程序（{why}）；请重新安装：xlsales calc install")
    finally:
        bar.end()


def _ended(command: Sequence[str], bar: Any) -> Ended:
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as said:
        child = subprocess.Popen(
            list(command), stdin=subprocess.DEVNULL, stdout=printed, stderr=said,
            env=_environment(), creationflags=NO_WINDOW,
        )  # fmt: skip
        status = _waited(child, bar)
        return Ended(status, _text(printed), _text(said))


def _waited(child: Any, bar: Any) -> int:
    """The exit status; a child that never ends is ended."""
    start = time.monotonic()
    while child.poll() is None:
        passed = time.monotonic() - start
        if passed > PATIENCE:
            child.kill()
            child.wait()
            break
        bar.setValue(int(100 * passed / (passed + 10)))
        time.sleep(STEP)
    return int(child.returncode)


def _environment() -> Mapping[str, str]:
    """Ours, without what points to the Python inside LibreOffice."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**ours, "PYTHONUTF8": "1"}


def _text(stream: Any) -> str:
    stream.seek(0)
    text: str = stream.read().decode("utf-8", "replace")
    return text
