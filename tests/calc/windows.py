"""Pictures of real windows for the manual: python -m tests.calc.windows FOLDER.

Needs Xvfb and ImageMagick besides what the tests need; for Chinese menus also
libreoffice-l10n-zh-cn. Each picture is of a real Calc with the extension on a screen of its own.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from tests import soffice
from tests.cases import cases
from tests.money.folders import write_case
from tests.money.test_worked_month import PAGE
from tests.office import Office
from xlsales.actions.asked import asked
from xlsales.actions.check import check_open
from xlsales.calc.build import build
from xlsales.hosts.calc.host import CalcHost
from xlsales.hosts.files.templates import write_workbook
from xlsales.tables.weekly import WEEKLY_REPORT, Activity, Opportunity

SCREEN, SIZE = ":97", "1280x800"
COLOURS = "64"  # of a picture: windows have few
SETTLING = 2.5  # seconds until a window is drawn
OPPORTUNITIES = (
    ("青岛海川食品有限公司", "CPM", "方案报价", 86000.0, date(2012, 3, 12), "已报价", "约见"),
    ("苏州明远软件有限公司", "平台", "接触", "十二万", date(2012, 4, 2), "首次拜访", "发案例"),
    ("广州云帆旅游有限公司", "CPS", "谈判", 45000.0, date(2013, 4, 9), "谈返点", "出合同"),
    ("成都锦程地产有限公司", "横幅", "线索", 30000.0, date(2012, 4, 18), "", "电话"),
    ("武汉长兴汽车有限公司", "CPA", "签约", 120000.0, date(2012, 2, 27), "合同会签", "寄出"),
)
WORKBOOKS = Path(__file__).parents[2] / "workbooks"


def main(folder: Path) -> None:
    """Take all pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, _screen():
        with ZipFile(build(Path(home) / "xlsales.oxt", sys.executable)) as package:
            package.extractall(Path(home) / "bundled" / "xlsales")
        office = Office(Path(home) / "bundled", SCREEN).ensure()
        try:
            with office.guard(150):
                _take_all(office, Path(home), folder)
        finally:
            office.kill()


def _take_all(office: Office, home: Path, folder: Path) -> None:
    report = _wrong_report(home)
    document = _shown(office, report)
    _take(folder / "Calc工具栏.png")
    host = CalcHost(document, report.name)
    check_open(asked(home, "2012-04-30T08:50"), host, host.mark)
    note = document.Sheets.getByIndex(0).Annotations.getByIndex(0)
    note.setIsVisible(True)
    _take(folder / "Calc标记.png")
    _findings(document)
    _take(folder / "Calc检查结果.png")
    document.close(True)
    _results(office, home, folder)
    _wizard(office, folder / "Calc函数向导.png")


def _wrong_report(home: Path) -> Path:
    """A weekly report with some wrong cells."""
    path = home / "周报告_张三_2012-04-23.xlsx"
    names = ("customer", "product", "stage", "amount", "first_contact", "progress", "next_step")
    rows = [dict(zip(names, row, strict=True)) for row in OPPORTUNITIES]
    fields = {"manager": "张三", "week": date(2012, 4, 23)}
    write_workbook(path, WEEKLY_REPORT, {Opportunity: rows, Activity: ()}, fields)
    return path


def _wizard(office: Office, target: Path) -> None:
    """The Function Wizard with one of our functions."""
    document = office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    _large(document)
    cell = document.Sheets.getByIndex(0).getCellRangeByName("B2")
    cell.Formula = '=XS_PRICE_APPROVER("CPM";4.5;6;5)'
    document.CurrentController.select(cell)
    time.sleep(SETTLING)
    _dispatch(office, document, ".uno:FunctionDialog")
    _take(target)


def _results(office: Office, home: Path, folder: Path) -> None:
    """What the commands wrote: the meeting pack and a printed form."""
    department = home / "客户部"
    shutil.copytree(WORKBOOKS / "samples", department)
    (department / "xlsales.toml").write_text('journal = "journal.sqlite"\n', "utf-8")
    command = [sys.executable, "-m", "xlsales"]
    week = ["consolidate", str(department), "--week", "2012-04-23", "--on", "2012-04-30T08:50"]
    subprocess.run([*command, *week], check=False, capture_output=True)
    _picture_of(office, next(department.rglob("周例会_*.xlsx")), folder / "Calc周例会.png")
    [case] = cases(PAGE)
    month = home / "月末"
    month.mkdir()
    write_case(month, case)
    claims = next(month.glob("费用报销_*.xlsx"))
    subprocess.run([*command, "forms", str(claims)], check=False, capture_output=True)
    form = next(month.rglob("支出申请单*.xlsx"))
    document = _shown(office, form)
    _dispatch(office, document, ".uno:PrintPreview")
    _take(folder / "Calc单据.png")
    document.close(True)


def _picture_of(office: Office, path: Path, target: Path) -> None:
    document = _shown(office, path)
    _take(target)
    document.close(True)


def _shown(office: Office, path: Path) -> Any:
    document = office.open(path)
    _large(document)
    return document


def _large(document: Any) -> None:
    window = document.CurrentController.Frame.ContainerWindow
    width, height = map(int, SIZE.split("x"))
    window.setPosSize(0, 0, width, height, 15)
    window.toFront()


def _findings(document: Any) -> None:
    document.CurrentController.setActiveSheet(document.Sheets.getByName("检查结果"))


def _dispatch(office: Office, document: Any, command: str) -> None:
    dispatcher = office.service("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, ())


def _take(target: Path) -> None:
    """The screen, in few colours, so that the picture stays small."""
    time.sleep(SETTLING)
    taken = [
        "import",
        "-display",
        SCREEN,
        "-window",
        "root",
        "+dither",
        "-colors",
        COLOURS,
        f"png8:{target}",
    ]
    subprocess.run(taken, check=True)
    print(target, target.stat().st_size)


@contextmanager
def _screen() -> Iterator[None]:
    """A screen that nobody sees."""
    made = subprocess.Popen(
        [soffice.located("Xvfb"), SCREEN, "-screen", "0", f"{SIZE}x24"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not Path("/tmp/.X11-unix", f"X{SCREEN[1:]}").exists():
        time.sleep(0.1)
    time.sleep(SETTLING)
    try:
        yield
    finally:
        made.terminate()
        made.wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
