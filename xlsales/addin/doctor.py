"""诊断: what is wrong with an installation, and what to do about each fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from xlsales.addin.install import FILE, interpreter, is_current
from xlsales.addin.machine import Machine
from xlsales.addin.project import Unknown
from xlsales.core.values import dataclass

OFFICE = r"HKCU\Software\Microsoft\Office\16.0\Excel"
CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
CHILD_PROCESSES = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"
RULES = (
    r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
    r"HKLM\SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
)
CLOUD = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
OTHER_PROGRAM = ("kingsoft", "wps", r"\et.exe")
REINSTALL = "请关闭 Excel，运行 xlsales addin install"


@dataclass(frozen=True)
class Fault:
    """Something wrong with an installation: a short name, what it is, what to do."""

    name: str
    found: str
    remedy: str


def diagnose(machine: Machine) -> tuple[Fault, ...]:
    """Everything that is wrong with the installation on a machine."""
    checks: Sequence[Callable[[Machine], Iterator[Fault]]] = {
        "windows": WINDOWS,
        "mac": MAC,
    }.get(machine.system, NOWHERE)
    return tuple(fault for check in checks for fault in check(machine))


def told(faults: Sequence[Fault]) -> list[str]:
    """The faults in the user's words, each with its remedy."""
    if not faults:
        return ["没有发现问题。按钮仍没有反应的，请关闭所有 Excel 窗口再打开。"]
    lines = [f"{n}. {fault.found}\n   {fault.remedy}。" for n, fault in enumerate(faults, 1)]
    return [f"发现{len(faults)}个问题：", *lines]


def _nowhere(machine: Machine) -> Iterator[Fault]:
    yield Fault(
        "system", "这里不是 Windows 也不是 macOS，没有 Excel", "LibreOffice 请用 xlsales calc"
    )


def _add_in(machine: Machine) -> Iterator[Fault]:
    place = machine.start_folder / FILE
    if not place.is_file():
        yield Fault("missing", f"没有安装插件（{place}）", REINSTALL)
        return
    try:
        if not is_current(machine):
            yield Fault("version", "插件和程序不是同一个版本", REINSTALL)
    except Unknown as error:
        yield Fault("xlwings", str(error).partition("；")[0], str(error).partition("；")[2])


def _interpreter(machine: Machine) -> Iterator[Fault]:
    named = interpreter(machine)
    if not named:
        found = f"配置里没有写明用哪个 Python（{machine.configuration}）"
        yield Fault("interpreter", found, REINSTALL)
    elif not Path(named).is_file():
        yield Fault("interpreter", f"配置里的 Python 不在了（{named}）", REINSTALL)


def _library(machine: Machine) -> Iterator[Fault]:
    bits = _office_bits(machine) or machine.bits
    name = machine.library.replace(f"xlwings{machine.bits}", f"xlwings{bits}")
    python = Path(interpreter(machine) or machine.python)
    if any((folder / name).is_file() for folder in (python.parent, python.parent.parent)):
        return
    others = [*python.parent.glob("xlwings*.dll"), *python.parent.parent.glob("xlwings*.dll")]
    yield Fault("library", f"Python 旁边没有 {name}（{python.parent}）", _library_remedy(
        machine, bits, others))  # fmt: skip


def _library_remedy(machine: Machine, bits: int, others: Sequence[Path]) -> str:
    """Why the library is probably missing, from what lies in its place."""
    if "WindowsApps" in str(machine.python):
        return "这是应用商店的 Python，不能用；请从 python.org 装 Python 3.11，再重装程序"
    if str(machine.xlwings).startswith(str(machine.home)) and "site-packages" in str(
        machine.xlwings
    ).replace(str(machine.python.parent.parent), ""):
        return "xlwings 装在个人目录里；请在虚拟环境（py -m venv）里重装程序，再装插件"
    if any(f"xlwings{bits}" in other.name for other in others):
        return f"xlwings 的版本不一致（{others[0].name}）；请重装 xlwings，再装插件"
    if others:
        return f"Excel 是{bits}位的，旁边只有 {others[0].name}；请重装 xlwings，再装插件"
    return "多半被杀毒软件隔离了；请把它加入信任，重装 xlwings，再装插件"


def _office_bits(machine: Machine) -> int:
    """32 or 64 as the registry has it; 0 where it does not say."""
    platform = str(machine.registry(CLICK_TO_RUN).get("Platform", ""))
    return {"x86": 32, "x64": 64}.get(platform, 0)


def _child_processes(machine: Machine) -> Iterator[Fault]:
    for key in RULES:
        values = {name.upper(): value for name, value in machine.registry(key).items()}
        if str(values.get(CHILD_PROCESSES, "")) == "1":
            yield Fault(
                "children",
                "系统的安全规则不许 Office 启动别的程序，按钮和函数都不能用",
                "请让管理员把 Python 加进这条规则的例外（攻击面减少规则，阻止 Office 创建子进程）",
            )
            return


def _other_program(machine: Machine) -> Iterator[Fault]:
    id = str(machine.registry(r"HKCR\Excel.Application\CLSID").get("", ""))
    server = str(machine.registry(rf"HKCR\CLSID\{id}\LocalServer32").get("", "")) if id else ""
    if any(word in server.lower() for word in OTHER_PROGRAM):
        yield Fault(
            "wps",
            f"WPS 登记成了 Excel（{server}），按钮会找到它而不是 Excel",
            "请在 WPS 的配置工具里取消“兼容第三方系统和软件”，再修复安装 Office",
        )


def _cloud(machine: Machine) -> Iterator[Fault]:
    folders = [machine.environ[name] for name in CLOUD if machine.environ.get(name)]
    python = interpreter(machine) or str(machine.python)
    if any(python.startswith(folder) for folder in folders) or "://" in python:
        yield Fault(
            "cloud",
            f"程序装在 OneDrive 或 SharePoint 的文件夹里（{python}），同步时会被锁住",
            "请把程序装到本机的文件夹，再安装插件；部门的文件夹也请用同步到本机的路径打开",
        )


def _cache(machine: Machine) -> Iterator[Fault]:
    place = Path(machine.environ.get("TEMP", str(machine.home))) / "gen_py"
    versions = [folder for folder in place.glob("*") if folder.is_dir()]
    if any(not (folder / "__init__.py").is_file() for folder in versions):
        yield Fault("cache", f"pywin32 留下的缓存坏了（{place}）", "请关闭 Excel，删除这个文件夹")


def _disabled(machine: Machine) -> Iterator[Fault]:
    for value in machine.registry(rf"{OFFICE}\Resiliency\DisabledItems").values():
        if isinstance(value, bytes) and FILE in value.decode("utf-16-le", "ignore").lower():
            yield Fault(
                "disabled",
                "Excel 把插件列进了“禁用项目”",
                "请在 Excel 的“选项—加载项—管理：禁用项目”里启用它，再重启 Excel",
            )
            return


def _untrusted(machine: Machine) -> Iterator[Fault]:
    values = machine.registry(rf"{OFFICE}\Security\Trusted Locations")
    if str(values.get("AllLocationsDisabled", "")) == "1":
        yield Fault(
            "untrusted",
            "Excel 关掉了所有受信任位置，插件的宏不会运行",
            "请在“信任中心—受信任位置”里取消“禁用所有受信任位置”",
        )


def _script(machine: Machine) -> Iterator[Fault]:
    if not machine.script.is_file():
        yield Fault("script", f"缺少启动 Python 的脚本（{machine.script}）", REINSTALL)


WINDOWS = (
    _add_in, _interpreter, _library, _child_processes, _other_program, _cloud, _cache, _disabled,
    _untrusted,
)  # fmt: skip
MAC = (_add_in, _interpreter, _script)
NOWHERE = (_nowhere,)
