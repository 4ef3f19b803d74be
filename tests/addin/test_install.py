"""Installing, removing and diagnosing, for any system on any other: homes and registries are
folders and mappings here."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from xlsales.actions.refusal import Refusal
from xlsales.addin.build import add_in
from xlsales.addin.doctor import diagnose, told
from xlsales.addin.install import build, install, interpreter, remove, status
from xlsales.cli import status_of

OFFICE = r"HKCU\Software\Microsoft\Office\16.0\Excel"
GUARD = r"HKLM\SOFTWARE\{}Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
RULE = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
WPS = r"C:\Program Files\Kingsoft\WPS Office\office6\et.exe /automation"


def everything(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file()) if folder.exists() else []


def faults(machine) -> list[str]:
    return [fault.name for fault in diagnose(machine)]


def with_registry(machine, values):
    return replace(machine, registry=lambda key: values.get(key, {}))


def test_on_windows_excel_finds_the_add_in_and_the_add_in_finds_python(windows):
    said = install(windows)
    place = windows.home / "AppData/Roaming/Microsoft/Excel/XLSTART/xlsales.xlam"
    assert place.read_bytes() == add_in(windows.xlwings)
    assert windows.configuration == windows.home / ".xlsales/xlsales.conf"
    rows = list(csv.reader(windows.configuration.read_text("utf-8").splitlines()))
    assert rows == [["INTERPRETER_WIN", str(windows.python)]]
    assert any("客户部" in line for line in said)
    assert diagnose(windows) == ()


def test_on_a_mac_the_script_that_starts_python_is_put_in_place(mac):
    said = install(mac)
    assert mac.script.read_bytes().startswith(b"#") or mac.script.stat().st_size > 100
    assert "INTERPRETER_MAC" in mac.configuration.read_text("utf-8")
    assert any("没有单元格函数" in line for line in said)
    assert diagnose(mac) == ()
    mac.script.unlink()
    assert faults(mac) == ["script"]


@pytest.mark.parametrize("system", ["windows", "mac"])
def test_removing_leaves_what_was_there_before(system, request):
    machine = request.getfixturevalue(system)
    machine.configuration.parent.mkdir(parents=True)
    machine.configuration.write_text('"SHOW CONSOLE","True"\n', "utf-8")
    before = everything(machine.home)
    install(machine)
    assert '"SHOW CONSOLE","True"' in machine.configuration.read_text("utf-8")
    remove(machine)
    assert everything(machine.home) == before
    assert machine.configuration.read_text("utf-8").splitlines() == ['"SHOW CONSOLE","True"']


def test_installing_twice_is_installing_once(windows):
    install(windows)
    before = {p: p.read_bytes() for p in everything(windows.home)}
    install(windows)
    assert {p: p.read_bytes() for p in everything(windows.home)} == before
    remove(windows)
    assert everything(windows.home) == []
    assert remove(windows) == ["没有安装，什么也没有删"]


def test_status_says_how_it_stands(windows):
    assert "没有安装" in status(windows)[0]
    install(windows)
    assert "与本程序一致" in status(windows)[0]
    assert str(windows.python) in status(windows)[1]
    (windows.start_folder / "xlsales.xlam").write_bytes(b"old")
    assert "版本不同" in status(windows)[0]


def test_a_path_in_chinese_is_written_in_the_code_page_of_the_system(windows, tmp_path):
    chinese = replace(windows, python=tmp_path / "张三/python.exe", encoding="gbk")
    install(chinese)
    assert "张三".encode("gbk") in chinese.configuration.read_bytes()
    assert interpreter(chinese) == str(chinese.python)


def test_a_path_that_the_code_page_can_not_write_is_refused_before_anything_is_put(windows):
    odd = replace(windows, python=Path("C:/😀/python.exe"), encoding="gbk")
    with pytest.raises(Refusal, match="只含英文字母"):
        install(odd)
    assert everything(odd.home) == []


def test_nothing_is_installed_where_there_is_no_excel(windows):
    other = replace(windows, system="other")
    for action in (install, remove, status):
        with pytest.raises(Refusal, match="LibreOffice"):
            action(other)
    assert faults(other) == ["system"]
    assert everything(other.home) == []


def test_the_add_in_can_be_built_anywhere(windows, tmp_path):
    assert build(windows, tmp_path) == tmp_path / "xlsales.xlam"
    assert build(windows, tmp_path / "插件.xlam").read_bytes() == add_in(windows.xlwings)
    assert status_of(["addin", "build", "--output", str(tmp_path / "a.xlam")]) == 0
    assert (tmp_path / "a.xlam").read_bytes() == add_in(windows.xlwings)


def test_a_machine_without_the_add_in_is_told_to_install_it(windows):
    assert faults(windows) == ["missing", "interpreter"]
    assert "xlsales addin install" in told(diagnose(windows))[1]


def test_an_add_in_of_another_version_is_found(windows):
    install(windows)
    (windows.start_folder / "xlsales.xlam").write_bytes(b"another")
    assert faults(windows) == ["version"]


def test_a_python_that_is_gone_is_found(windows):
    install(windows)
    windows.python.unlink()
    assert faults(windows) == ["interpreter"]


def library(machine) -> Path:
    return machine.python.parent.parent / machine.library


@pytest.mark.parametrize(
    ("left", "words"),
    [
        ([], "杀毒软件"),
        (["xlwings64-0.30.0.dll"], "版本不一致"),
        (["xlwings32-0.37.8.dll"], "64位"),
    ],
)
def test_a_missing_library_is_explained_by_what_lies_there(windows, left, words):
    install(windows)
    library(windows).unlink()
    for name in left:
        (windows.python.parent.parent / name).touch()
    (fault,) = diagnose(windows)
    assert fault.name == "library"
    assert windows.library in fault.found
    assert words in fault.remedy


def test_the_library_must_have_the_bits_of_excel(windows):
    install(windows)
    key = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
    (fault,) = diagnose(with_registry(windows, {key: {"Platform": "x86"}}))
    assert "xlwings32" in fault.found
    assert "32位" in fault.remedy


def test_the_python_of_the_store_is_found(windows, tmp_path):
    store = tmp_path / "WindowsApps" / "python.exe"
    store.parent.mkdir()
    store.touch()
    machine = replace(windows, python=store)
    install(machine)
    (fault,) = diagnose(machine)
    assert "应用商店" in fault.remedy


def test_an_xlwings_in_the_personal_folder_is_found(windows, tmp_path):
    install(windows)
    library(windows).unlink()
    personal = windows.home / "AppData/Roaming/Python/Python311/site-packages/xlwings"
    personal.mkdir(parents=True)
    for name in ("xlwings_custom_addin.bas", "addin/Dictionary.cls"):
        (personal / name).parent.mkdir(exist_ok=True)
        (personal / name).write_bytes((windows.xlwings / name).read_bytes())
    (fault,) = diagnose(replace(windows, xlwings=personal))
    assert "虚拟环境" in fault.remedy


REGISTRIES = {
    "children": {GUARD.format("Policies\\"): {RULE.upper(): "1"}},
    "wps": {
        r"HKCR\Excel.Application\CLSID": {"": "{45540001}"},
        r"HKCR\CLSID\{45540001}\LocalServer32": {"": WPS},
    },
    "disabled": {
        rf"{OFFICE}\Resiliency\DisabledItems": {
            "A1": b"\x01\0" + r"c:\users\xlstart\xlsales.xlam".encode("utf-16-le")
        }
    },
    "untrusted": {rf"{OFFICE}\Security\Trusted Locations": {"AllLocationsDisabled": 1}},
}


@pytest.mark.parametrize("name", REGISTRIES)
def test_what_the_registry_forbids_is_found_with_its_remedy(windows, name):
    install(windows)
    (fault,) = diagnose(with_registry(windows, REGISTRIES[name]))
    assert fault.name == name
    assert fault.remedy.startswith("请")


@pytest.mark.parametrize(
    "values",
    [
        {GUARD.format(""): {RULE: "2"}},
        {
            r"HKCR\Excel.Application\CLSID": {"": "{00024500}"},
            r"HKCR\CLSID\{00024500}\LocalServer32": {"": r"C:\Office16\EXCEL.EXE /automation"},
        },
        {rf"{OFFICE}\Resiliency\DisabledItems": {"A1": b"\x01\0" + "other.xlam".encode("utf-16")}},
    ],
)
def test_what_the_registry_allows_is_no_fault(windows, values):
    install(windows)
    assert diagnose(with_registry(windows, values)) == ()


def test_a_program_in_a_synchronised_folder_is_found(windows):
    install(windows)
    synchronised = {**windows.environ, "OneDrive": str(windows.python.parent.parent)}
    assert faults(replace(windows, environ=synchronised)) == ["cloud"]


def test_a_broken_cache_is_found_and_a_sound_one_is_not(windows):
    install(windows)
    cache = Path(windows.environ["TEMP"]) / "gen_py" / "3.11"
    cache.mkdir(parents=True)
    assert faults(windows) == ["cache"]
    (cache / "__init__.py").touch()
    assert faults(windows) == []
