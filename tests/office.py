"""A real LibreOffice Calc without a window, for looking at what xlsales writes."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests import soffice

FILTERS = {
    "pdf": "calc_pdf_Export",
    "xlsx": "Calc MS Excel 2007 XML",
    "ods": "calc8",
    "xls": "MS Excel 97",
}
RESTART_CODES = (79, 81)  # a new profile or a new extension asks for a second start
FORMULA_ERROR = 4  # com.sun.star.sheet.FormulaResult.ERROR
PATIENCE = 60.0


class Hung(RuntimeError):
    """A call to the office took too long, and the office was killed."""


class Office:
    """One soffice process; what it opens are UNO documents."""

    def __init__(self, extensions: Path | None = None, screen: str = "") -> None:
        self.uno = soffice.load_uno()
        self.desktop: Any = None
        self._context: Any = None
        self._extensions, self._screen = extensions, screen
        self._home = Path(tempfile.mkdtemp(prefix="xlsales-office-"))
        self._process: subprocess.Popen[bytes] | None = None
        soffice.write_profile(self._home, shown=bool(screen))

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.poll() is None

    def ensure(self) -> "Office":
        """The office, started where it does not run."""
        if not self.running:
            self._start()
        return self

    def service(self, name: str) -> Any:
        """A UNO service of the running office."""
        return self._context.ServiceManager.createInstanceWithContext(name, self._context)

    def properties(self, **values: Any) -> tuple[Any, ...]:
        """The values as UNO's PropertyValues."""
        made = []
        for name, value in values.items():
            made.append(self.uno.createUnoStruct("com.sun.star.beans.PropertyValue"))
            made[-1].Name, made[-1].Value = name, value
        return tuple(made)

    def open(self, path: Path, **properties: Any) -> Any:
        """The workbook as a UNO document that can be edited: a copy of it is safer."""
        asked = self.properties(MacroExecutionMode=0, **properties)
        document = self.ensure().desktop.loadComponentFromURL(_url(path), "_blank", 0, asked)
        if document is None:
            raise RuntimeError(f"soffice does not load {path}: unknown format, or a stale lock?")
        return document

    @contextmanager
    def reading(self, path: Path) -> Iterator[Any]:
        """The workbook as a UNO document, closed afterwards; the file stays as it is."""
        with self.guard():
            document = self.open(path, ReadOnly=True)
            yield document
            document.close(True)

    def convert(self, path: Path, kind: str, folder: Path) -> Path:
        """The workbook saved by Calc as pdf, xlsx, xls or ods in a folder."""
        target = folder / f"{path.stem}.{kind}"
        with self.reading(path) as document:
            document.storeToURL(_url(target), self.properties(FilterName=FILTERS[kind]))
        return target

    def pages(self, path: Path, folder: Path, dpi: int = 60) -> list[Path]:
        """The printed pages of the workbook, as PNG files in a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        printed = self.convert(path, "pdf", folder)
        command = [soffice.located("pdftoppm"), "-r", str(dpi), "-png", printed, folder / path.stem]
        subprocess.run(command, check=True, timeout=PATIENCE)
        return sorted(page for page in folder.glob("*.png") if page.name.startswith(path.stem))

    def recalculated(self, path: Path) -> dict[str, tuple[tuple[str | float, ...], ...]]:
        """The values of every sheet from A1 on, after Calc has calculated all formulas anew."""
        with self.reading(path) as document:
            document.calculateAll()
            return {sheet.Name: _used(sheet).getDataArray() for sheet in document.Sheets}

    def recalculated_errors(self, path: Path) -> list[tuple[str, str, str]]:
        """Sheet, cell and error text of each formula that fails when Calc calculates it anew."""
        with self.reading(path) as document:
            document.calculateAll()
            return [
                (sheet.Name, address(cell), cell.String)
                for sheet in document.Sheets
                for cell in sheet.queryFormulaCells(FORMULA_ERROR).Cells
            ]

    @contextmanager
    def guard(self, seconds: float = PATIENCE) -> Iterator[None]:
        """Kills the office when what is done within takes longer, so that no test hangs."""
        overdue = threading.Event()

        def end() -> None:
            overdue.set()
            self.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            yield
        except Exception:
            if not overdue.is_set():
                raise
        finally:
            timer.cancel()
            timer.join()
        if overdue.is_set():
            raise Hung(f"a call to soffice took longer than {seconds} s")

    def close_documents(self) -> None:
        """Closes what a test left open."""
        if self.running:
            with self.guard():
                for document in list(self.desktop.Components):
                    with suppress(Exception):  # a dialog's frame, or one that closed another
                        document.close(True)

    def kill(self) -> None:
        """Ends the process at once."""
        if self._process is not None and self.running:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def close(self) -> None:
        """Ends the process and removes its profile."""
        if self._process is not None and self.running:
            with suppress(Exception), self.guard(10):  # the answer is lost when it ends first
                self.desktop.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(10)
            self.kill()
        shutil.rmtree(self._home, ignore_errors=True)

    def _start(self) -> None:
        pipe = f"xlsales{uuid4().hex[:16]}"
        deadline = time.monotonic() + PATIENCE
        self._process = soffice.spawn(self._home, pipe, self._extensions, self._screen)
        while (context := self._connected(pipe)) is None:
            code = self._process.poll()
            if code in RESTART_CODES:
                self._process = soffice.spawn(self._home, pipe, self._extensions, self._screen)
            elif code is not None or time.monotonic() > deadline:
                self.kill()
                log = (self._home / "log").read_text("utf-8", "replace")[-2000:]
                raise Hung(f"soffice gave no connection, exit code {code}: {log}")
            time.sleep(0.03)
        self._context = context
        self.desktop = self.service("com.sun.star.frame.Desktop")

    def _connected(self, pipe: str) -> Any:
        local = self.uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except self.uno.getClass("com.sun.star.connection.NoConnectException"):
            return None


def address(cell: Any) -> str:
    """The address of a UNO cell, such as C7."""
    return str(cell.AbsoluteName).rpartition(".")[2].replace("$", "")


def _used(sheet: Any) -> Any:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    return sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)


def _url(path: Path) -> str:
    return path.resolve().as_uri()
