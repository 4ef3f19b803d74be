"""Installing the add-in for one person, taking it away, and saying how it stands."""

from __future__ import annotations

from pathlib import Path

from xlsales.actions.refusal import Refusal
from xlsales.addin.build import add_in
from xlsales.addin.machine import Machine
from xlsales.hosts.files.atomic import replacing

FILE = "xlsales.xlam"
KEYS = {"windows": "INTERPRETER_WIN", "mac": "INTERPRETER_MAC"}
MAC_ONLY_BUTTONS = "Mac 上只有功能区的按钮，没有单元格函数（函数需要 Windows 的 Excel）。"


def build(machine: Machine, target: Path) -> Path:
    """Write the add-in to a file; a folder gets it under its own name."""
    place = target / FILE if target.is_dir() else target
    return _write(place, add_in(machine.xlwings))


def install(machine: Machine) -> list[str]:
    """Put the add-in where Excel loads it, and write down which Python it is to start."""
    _demand_office(machine)
    content, place = add_in(machine.xlwings), machine.configuration
    kept = [line for line in _lines(place, machine) if not line.startswith(_key(machine))]
    named = _encoded([*kept, configuration_line(machine)], machine)
    said = [
        f"插件：{_write(machine.start_folder / FILE, content)}",
        f"配置：{_write(place, named)}",
    ]
    if machine.system == "mac":
        script = (machine.xlwings / machine.script.name).read_bytes()
        said += [f"脚本：{_write(machine.script, script)}", MAC_ONLY_BUTTONS]
    return [*said, "请关闭所有 Excel 窗口再打开，功能区会出现“客户部”。"]


def remove(machine: Machine) -> list[str]:
    """Take away what installing has put there, and nothing else."""
    _demand_office(machine)
    places = [machine.start_folder / FILE]
    if machine.system == "mac":
        places.append(machine.script)
    found = [place for place in places if place.is_file()]
    for place in found:
        _unlink(place)
    lines = _lines(machine.configuration, machine)
    kept = [line for line in lines if not line.startswith(_key(machine))]
    if kept:
        _write(machine.configuration, _encoded(kept, machine))
    elif machine.configuration.is_file():
        found.append(machine.configuration)
        _unlink(machine.configuration)
    return [f"已删除 {place}" for place in found] or ["没有安装，什么也没有删"]


def status(machine: Machine) -> list[str]:
    """How the installation stands, in a few lines."""
    _demand_office(machine)
    place = machine.start_folder / FILE
    if not place.is_file():
        return [f"没有安装（{place}）；用 xlsales addin install 安装"]
    state = "与本程序一致" if is_current(machine) else "与本程序的版本不同，请重新安装"
    return [
        f"插件：{place}（{state}）",
        f"Python：{interpreter(machine) or '没有写明'}",
        f"xlwings：{machine.version}",
    ]


def is_current(machine: Machine) -> bool:
    """Whether the installed add-in is the one that this program would build."""
    return (machine.start_folder / FILE).read_bytes() == add_in(machine.xlwings)


def interpreter(machine: Machine) -> str:
    """The Python that the person's configuration names; empty where it names none."""
    own = (line for line in _lines(machine.configuration, machine))
    found = [line.partition(",")[2].strip('"') for line in own if line.startswith(_key(machine))]
    return found[-1] if found else ""


def configuration_line(machine: Machine) -> str:
    """The line that names the interpreter, as VBA reads it."""
    return f'{_key(machine)},"{machine.python}"'


def _key(machine: Machine) -> str:
    return f'"{KEYS[machine.system]}"'


def _demand_office(machine: Machine) -> None:
    if machine.system not in KEYS:
        raise Refusal(
            "Excel 插件只能装在 Windows 或 macOS 上；这里请用 xlsales addin build 生成插件文件，"
            "或改用 LibreOffice（xlsales calc install）"
        )


def _lines(place: Path, machine: Machine) -> list[str]:
    if not place.is_file():
        return []
    return place.read_bytes().decode(machine.encoding, "replace").splitlines()


def _encoded(lines: list[str], machine: Machine) -> bytes:
    """The lines in the code page of the system, in which VBA reads them."""
    end = "\r\n" if machine.system == "windows" else "\n"
    text = "".join(f"{line}{end}" for line in lines)
    try:
        return text.encode(machine.encoding)
    except UnicodeEncodeError:
        raise Refusal(
            f"Python 的路径“{machine.python}”里有系统代码页写不出的字，Excel 找不到它；"
            "请把程序装到只含英文字母的文件夹，再安装插件"
        ) from None


def _write(place: Path, content: bytes) -> Path:
    """Where the content stands: at its place and never beside it: Excel loads all there."""
    written = replacing(place, lambda draft: _put(draft, content))
    if written != place:
        written.unlink()
        raise Refusal(f"Excel 正在用 {place}，没有写入；请关闭所有 Excel 窗口再试")
    return written


def _put(draft: Path, content: bytes) -> None:
    draft.write_bytes(content)


def _unlink(place: Path) -> None:
    try:
        place.unlink()
    except PermissionError:
        raise Refusal(f"不能删除 {place}；请关闭所有 Excel 窗口再试") from None
