"""What each button does in Excel: an action, and what is said of it afterwards."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from xlsales.actions.asked import Asked, asked, today
from xlsales.actions.check import check_open
from xlsales.actions.close.close_month import close_month
from xlsales.actions.close.what_if import what_if
from xlsales.actions.consolidate import consolidate
from xlsales.actions.department import Department
from xlsales.actions.explain import explained
from xlsales.actions.forms import forms
from xlsales.actions.policy import policy_of
from xlsales.actions.refusal import Refusal
from xlsales.actions.screening import lines, rule_on, screen
from xlsales.actions.template import write_templates
from xlsales.core.rule import Level
from xlsales.core.values import dataclass
from xlsales.hosts.excel.host import ExcelHost
from xlsales.hosts.excel.marks import is_marked
from xlsales.hosts.excel.screen import Screen
from xlsales.settings import load
from xlsales.tables.conflicts import Ruling

MOST = 8


@dataclass(frozen=True)
class Pressed:
    """A button that was pressed: who is there, the open workbook if any, and the answers given."""

    screen: Screen
    host: ExcelHost | None
    answers: Mapping[str, str]

    @property
    def open(self) -> ExcelHost:
        """The open workbook."""
        if self.host is None:
            raise Refusal("没有打开的工作簿；请先打开要处理的表格，再点这个按钮")
        return self.host

    @property
    def file(self) -> Path:
        """The open workbook as it lies on disk."""
        path = self.open.path
        if path is None:
            raise Refusal(
                f"「{self.open.name}」还没有保存在电脑的文件夹里；请先保存到本机的文件夹，再点这个按钮"
            )
        return path

    @property
    def here(self) -> Asked:
        """The folder of the open workbook, or the person's own where it lies nowhere."""
        path = self.open.path if self.host else None
        return asked(path.parent if path else Path.home())

    @property
    def folder(self) -> Asked:
        """The folder that the person chose."""
        return asked(Path(self.answers["folder"]))


def _check(pressed: Pressed) -> list[str]:
    host = pressed.open
    found = check_open(pressed.here, host, host.mark)
    seen = found.files[0]
    if not seen.verdict.is_read:
        raise Refusal(f"没有检查「{host.name}」，什么也没有改：{seen.reason}")
    if not any(f.where.book == host.name for f in found.findings):
        return [f"已检查「{host.name}」（{seen.kind}，{_rows(found)}行），没有发现问题。"]
    said = [
        f"已检查「{host.name}」（{seen.kind}，{_rows(found)}行）：{_counted(found)}。",
        "有问题的单元格标了颜色和批注，全部列在最后的「检查结果」表；改好后点“撤销标记”恢复原样。",
    ]
    if host.path and not os.access(host.path, os.W_OK):
        said.append("这份文件是只读的，标记不能存进去；要保留请另存为一份。")
    return said


def _forms(pressed: Pressed) -> list[str]:
    path = pressed.file
    made = forms(pressed.here, [path])
    where = sorted({str(one.parent) for one in made.paths})
    said = [f"生成了{len(made.paths)}份文件，在 {'、'.join(where)}。"] if where else []
    return [
        *said,
        f"检查：{_counted(made.department)}。",
        *made.notes[:MOST],
        "按上次保存的内容生成；改动后没有保存的不在里面。",
    ]


def _template(pressed: Pressed) -> list[str]:
    paths = write_templates((), pressed.folder.folder)
    names = "、".join(path.stem for path in paths)
    return [f"已在 {pressed.folder.folder} 生成{len(paths)}份空白表格：{names}。"]


def _consolidate(pressed: Pressed) -> list[str]:
    week = pressed.answers["week"]
    found, path = consolidate(pressed.folder, week, None, pressed.screen.progress)
    return [*found.summary[: MOST + 1], f"{_counted(found)}。", f"周例会材料：{path}"]


def _conflicts(pressed: Pressed) -> list[str]:
    found, path = screen(pressed.folder, None, pressed.screen.progress)
    told = lines(found)
    more = [f"…… 另有{len(told) - MOST}个"] if len(told) > MOST else []
    return [f"疑似冲突{len(told)}个，各方的证据：{path}", *told[:MOST], *more]


def _decide(pressed: Pressed) -> list[str]:
    given, wanted = pressed.answers, pressed.folder
    ruling = Ruling(given["id"], given["owner"], given["by"], given["reason"], wanted.moment)
    made = rule_on(wanted, ruling)
    return [f"已登记：{made.conflict} 归属 {made.owner}，{made.by}裁定，理由：{made.reason}"]


def _close_month(pressed: Pressed, final: bool = False) -> list[str]:
    month, show = pressed.answers["month"], pressed.screen.progress
    done = close_month(pressed.folder, month, None, final, show)
    stopped = done.closing.stopped_by
    if stopped:
        return [
            f"没有核算：有{len(stopped)}处不能采用，第一处 {stopped[0]}；请改正后再点一次。",
            f"全部列在 {done.path}",
        ]
    changed = [f"调整 {a.item}：差额{a.difference}" for a in done.adjustments[:MOST]]
    return [f"{done.status}：{done.path}", f"{_counted(done.department)}。", *changed]


def _freeze(pressed: Pressed) -> list[str]:
    return _close_month(pressed, final=True)


def _what_if(pressed: Pressed) -> list[str]:
    month, show = pressed.answers["month"], pressed.screen.progress
    trial = what_if(pressed.here, pressed.file, month, None, show)
    if not trial.changes:
        raise Refusal(
            f"「{pressed.open.name}」里没有改过的参数，没有可比的；请打开一份改过数值的制度参数再试"
        )
    changes = [f"{c.clause} {c.parameter}：{c.before} → {c.after}" for c in trial.changes[:MOST]]
    return [f"不同的数{len(trial.lines)}个，与现行的并排在 {trial.path}", *changes]


def _policy(pressed: Pressed) -> list[str]:
    folder = pressed.here.folder
    policy = policy_of(folder, load(folder)).policy
    return list(explained(pressed.answers["code"], policy, today()))


def _undo(pressed: Pressed) -> list[str]:
    host = pressed.open
    if not is_marked(host.book):
        return [f"「{host.name}」里没有标记，什么也没有改。"]
    host.mark([])
    return [f"已去掉「{host.name}」里的颜色、批注和检查结果表，原有的填充和批注恢复原样。"]


def _doctor(pressed: Pressed) -> list[str]:
    from xlsales.addin.doctor import diagnose, told
    from xlsales.addin.machine import this_machine

    return told(diagnose(this_machine()))


def _rows(found: Department) -> int:
    return sum(sum(one.rows.values()) for one in found.files)


def _counted(found: Department) -> str:
    return "，".join(f"{level.value}{found.count(level)}个" for level in Level)


DEEDS: Mapping[str, Callable[[Pressed], list[str]]] = {
    "check": _check,
    "forms": _forms,
    "template": _template,
    "consolidate": _consolidate,
    "conflicts": _conflicts,
    "decide": _decide,
    "closeMonth": _close_month,
    "whatIf": _what_if,
    "freeze": _freeze,
    "policy": _policy,
    "undo": _undo,
    "doctor": _doctor,
}
"""The deed of each button, by the button's id."""
