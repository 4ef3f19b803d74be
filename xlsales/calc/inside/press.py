"""What each button does: in the open document, or by the command that does the same."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any, Mapping, NamedTuple, Sequence

import uno

from xlsales.calc.inside.asking import Desk
from xlsales.calc.inside.child import Ended, baked, run
from xlsales.hosts.calc.marks import Mark, Refused, mark, take_back

XLSX = "Calc MS Excel 2007 XML"
MOST_LINES, MOST_OPENED = 14, 3
LEVELS = ("错误", "警告", "提示")


class Said(NamedTuple):
    """What is told of a button that was pressed; nothing where the person thought better of it."""

    text: str
    grave: bool = False


def press(desk: Desk, id: str, given: Mapping[str, str]) -> Said:
    """What came of a button; answers that are given are not asked for."""
    known = baked()["buttons"]
    if id not in known:
        return Said(f"没有这个按钮：{id}；请重新安装：xlsales calc install", True)
    button = known[id]
    try:
        if id == "check":
            return _check(desk)
        if id == "undo":
            return _undo(desk)
        if button["needs_file"] and desk.file is None:
            return Said("这份文件还没有保存在本机；请先保存，再点这个按钮", True)
        answers = _answers(desk, button, given)
        if answers is None or not _agreed(desk, button, given):
            return Said("")
        return _command(desk, button, answers)
    except Refused as refused:
        return Said(str(refused), True)


def _answers(desk: Desk, button: Any, given: Mapping[str, str]) -> Any:
    """The answers by name; None where the person gave none."""
    answers: dict[str, str] = {"file": str(desk.file or "")}
    for question in button["asks"]:
        name = question["name"]
        answers[name] = given.get(name) or desk.answer(button["label"], question)
        if not answers[name]:
            return None
    return answers


def _agreed(desk: Desk, button: Any, given: Mapping[str, str]) -> bool:
    asked = button["confirm"]
    return not asked or bool(given.get("agreed")) or desk.agrees(button["label"], asked)


def _command(desk: Desk, button: Any, answers: Mapping[str, str]) -> Said:
    """What the command says, its results opened."""
    words = [answers[w[1:-1]] if w.startswith("{") else w for w in button["command"]]
    as_json = ["--json"] if button["reports"] else []
    ended = run([*words, *as_json], button["label"], desk.frame)
    if not ended.is_done:
        return _failed(ended)
    if not as_json:
        return Said(_few((ended.printed + ended.said).splitlines()))
    report = json.loads(ended.printed)
    paths = report["output"] if isinstance(report["output"], list) else [report["output"]]
    _open(desk, paths)
    findings = [one["level"] for one in report.get("findings", ())]
    counted = "，".join(f"{level}{findings.count(level)}个" for level in LEVELS)
    lines = [f"{button['label']}：{counted}。", *report.get("notes", ()), *paths]
    return Said(_few(lines))


def _failed(ended: Ended) -> Said:
    lines = [line for line in ended.said.splitlines() if line.strip()]
    if ended.status < 0 or not lines:
        lines.append(f"程序中途停止（{ended.status}），没有写出结果；请再试一次，仍不行请点“诊断”")
    return Said(_few(lines[-MOST_LINES:]), True)


def _few(lines: Sequence[str]) -> str:
    more = [f"…… 另有{len(lines) - MOST_LINES}行"] if len(lines) > MOST_LINES else []
    return "\n".join([*lines[:MOST_LINES], *more])


def _open(desk: Desk, paths: Sequence[str]) -> None:
    """Open the workbooks that were written, where there are not too many to look at."""
    books = [path for path in paths if path.endswith(".xlsx")]
    if len(books) <= MOST_OPENED:
        desktop = desk.service("com.sun.star.frame.Desktop")
        for path in books:
            desktop.loadComponentFromURL(Path(path).resolve().as_uri(), "_blank", 0, ())


def _check(desk: Desk) -> Said:
    """检查本表: a copy is judged by the program, what it found is shown here."""
    document = desk.document
    name = desk.file.name if desk.file else f"{document.Title}.xlsx"
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.xlsx"
        _store_copy(document, copy)
        words = ["calc", "marks", str(copy), "--name", str(Path(name).with_suffix(".xlsx"))]
        words += ["--folder", str(desk.file.parent)] if desk.file else []
        ended = run(words, "检查本表", desk.frame)
    if not ended.is_done:
        return _failed(ended)
    answer = json.loads(ended.printed)
    marks: list[Mark] = [Mark(*one) for one in answer["marks"]]
    mark(document, marks, answer["pages"])
    return Said("\n".join(answer["said"]))


def _store_copy(document: Any, path: Path) -> None:
    asked = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    asked.Name, asked.Value = "FilterName", XLSX
    document.storeToURL(path.as_uri(), (asked,))


def _undo(desk: Desk) -> Said:
    if take_back(desk.document):
        return Said("已去掉颜色、批注和检查结果表，原有的填充和批注恢复原样。")
    return Said("这份文件里没有标记，什么也没有改。")
