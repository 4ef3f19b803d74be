"""The add-in as it is built: the same bytes each time, whole, readable, and closed to attacks."""

import json
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pytest
import xlwings

from tests.addin.conftest import ROOT
from xlsales.actions.buttons import BUTTONS, GROUPS
from xlsales.addin.build import LONGEST_HELP, add_in, help_rows, ribbon
from xlsales.addin.ovba import compress, decompress
from xlsales.addin.project import NAME, SOURCES, Unknown, closed, modules, wrappers
from xlsales.addin.vba import vba_project
from xlsales.functions import FUNCTIONS

XLWINGS = Path(xlwings.__file__).parent
SPACE = "{http://schemas.microsoft.com/office/2006/01/customui}"
READ = """
import json, sys
from oletools.olevba import VBA_Parser
found = VBA_Parser(sys.argv[1]).extract_macros()
print(json.dumps({name: text for _, _, name, text in found}))
"""  # in a process of its own, for its libraries warn of each other
ALWAYS = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN
BASIC = "vnd.sun.star.script:xlsales.XsText.XsIsOdd?language=Basic&location=document"
SHEETS = ["Sheet1", "Sheet2", "Sheet3"]


@pytest.fixture(scope="module")
def built():
    """The bytes of the add-in."""
    return add_in(XLWINGS)


@pytest.fixture(scope="module")
def sources(built, tmp_path_factory):
    """The text of each module, as another program reads it out of the add-in."""
    path = tmp_path_factory.mktemp("built") / "xlsales.xlam"
    path.write_bytes(built)
    command = [sys.executable, "-W", "ignore", "-c", READ, path]
    read = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return {name.rpartition(".")[0]: text for name, text in read.items()}


@pytest.fixture(scope="module")
def xlwings_module():
    return (XLWINGS / "xlwings_custom_addin.bas").read_text("utf-8-sig")


def as_workbook(content):
    """The add-in as a workbook with macros, which other programs than Excel open."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w") as written:
        for name in source.namelist():
            part = source.read(name).replace(b"excel.addin.macro", b"excel.sheet.macro")
            written.writestr(name, part)
    return target.getvalue()


def test_two_builds_are_the_same_bytes(built):
    assert add_in(XLWINGS) == built


def test_another_program_reads_every_module_as_it_was_written(sources):
    written = {m.name: m.text for m in modules(XLWINGS, SHEETS)}
    assert set(sources) == set(written)
    for name, text in written.items():
        own = [line for line in text.splitlines() if line]
        read = [line for line in sources[name].splitlines() if line]
        assert read == own, name


def test_the_package_is_a_workbook_whose_hidden_words_can_be_read(built):
    book = openpyxl.load_workbook(BytesIO(as_workbook(built)))
    assert book.sheetnames == ["xlsales.conf", "_xs_help", "_xs_words"]
    rows = list(book["_xs_help"].values)
    assert [row[0] for row in rows] == [one.name for one in FUNCTIONS]
    for row, one in zip(rows, FUNCTIONS, strict=True):
        assert row[1] == one.help
        assert int(row[2]) == len(one.arguments) == len([t for t in row[3:] if t])


def test_no_help_is_longer_than_excel_takes():
    assert max(len(text) for row in help_rows() for text in row) <= LONGEST_HELP


def test_what_vba_holds_is_plain_ascii():
    texts = {p.name: p.read_text("utf-8") for p in SOURCES.glob("*.bas")}
    assert len(texts) == 3
    assert [name for name, text in texts.items() if not text.isascii()] == []


def test_each_function_of_the_registry_has_a_wrapper():
    text = wrappers(FUNCTIONS)
    found = re.findall(r"^Public Function (\w+)\((.*)\)$", text, re.MULTILINE)
    assert [name for name, _ in found] == [one.name for one in FUNCTIONS]
    for (_, stated), one in zip(found, FUNCTIONS, strict=True):
        optional = [word.startswith("Optional ") for word in stated.split(", ")]
        assert optional == [a.optional for a in one.arguments]
    words = set(re.findall(r"\w+", " ".join(stated for _, stated in found)))
    assert words & {"on", "On", "name", "Name", "date", "Date"} == set()


def test_the_ribbon_has_the_buttons_with_icons_that_exist():
    tab = ElementTree.fromstring(ribbon())
    icons = set((ROOT / "tests/addin/icons.txt").read_text().split())
    groups = tab.findall(f".//{SPACE}group")
    assert [g.get("label") for g in groups] == ["填报", "经理", "财务", "帮助"]
    shown = [[b.get("label") for b in group] for group in groups]
    assert shown == [[b.label for b in group.buttons] for group in GROUPS]
    ids = [one.get("id") for one in tab.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    for one in tab.iter(f"{SPACE}button"):
        assert one.get("imageMso") in icons
        assert len(one.get("supertip")) > 10
        assert re.fullmatch(r"[A-Za-z]+", one.get("id"))


def test_a_received_workbook_has_no_say(sources):
    """xlwings asks the active workbook for its settings; ours asks the add-in and the person."""
    text = sources["xlwings"]
    assert "SheetExists(ActiveWorkbook, PROJECT_NAME" not in text
    assert 'SheetExists(ThisWorkbook, PROJECT_NAME & ".conf")' in text
    assert 'source = "directory"' not in text
    assert "ADD_WORKBOOK_TO_PYTHONPATH" not in text
    assert "uses_embedded_code = True\n" not in text.replace("= True Then", "")
    assert "ActiveWorkbook" not in sources["XsFunctions"]
    assert text.count(' -P -B -c ""') == 2
    assert "ActiveFullName &" not in text
    assert 'PROJECT_NAME As String = "xlsales"' in text


@pytest.mark.parametrize(
    "spoiled",
    ['AddExcelDir = GetConfig("ADD_WORKBOOK_TO_PYTHONPATH", "true")', ' -B -c ""', "myaddin"],
)
def test_with_an_xlwings_that_is_not_as_known_nothing_is_built(xlwings_module, spoiled):
    with pytest.raises(Unknown, match="xlwings"):
        closed(xlwings_module.replace(spoiled, "changed"))


def test_an_incomplete_xlwings_is_named(tmp_path):
    with pytest.raises(Unknown, match="重装 xlwings"):
        add_in(tmp_path)


def test_parts_and_relations_agree(built):
    with ZipFile(BytesIO(built)) as archive:
        names = set(archive.namelist())
        relations = archive.read("xl/_rels/workbook.xml.rels").decode()
        types = archive.read("[Content_Types].xml").decode()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {f"xl/{t}" for t in re.findall(r'Target="([^"]+)"', relations)} <= names
    assert {p[1:] for p in re.findall(r'PartName="([^"]+)"', types)} <= names


@pytest.mark.parametrize("length", [0, 1, 2, 3, 15, 16, 17, 4095, 4096, 4097, 9000])
@pytest.mark.parametrize("text", [b"a", b"ab", b"Attribute VB_Name", bytes(range(256))])
def test_what_is_compressed_comes_back(length, text):
    content = (text * (length // len(text) + 1))[:length]
    assert decompress(compress(content)) == content


def test_libreoffice_runs_what_the_add_in_holds(office, built, tmp_path):
    """Without the modules of xlwings, which need Excel to be compiled at all."""
    own = [m for m in modules(XLWINGS, SHEETS) if m.name not in ("xlwings", "Dictionary")]
    path = tmp_path / "xlsales.xlsm"
    with ZipFile(BytesIO(as_workbook(built))) as source, ZipFile(path, "w") as target:
        for name in source.namelist():
            is_project = name == "xl/vbaProject.bin"
            target.writestr(name, vba_project(NAME, own) if is_project else source.read(name))
    with office.guard():
        asked = office.properties(MacroExecutionMode=ALWAYS)
        document = office.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, asked)
        script = document.getScriptProvider().getScript(BASIC)
        odd = {name: script.invoke((name,), (), ())[0] for name in ("周报告_张三.xlsx", "$(rm)")}
        document.close(True)
    assert odd == {"周报告_张三.xlsx": False, "$(rm)": True}


def test_the_deed_of_each_button_is_known():
    from xlsales.addin.deeds import DEEDS

    assert list(DEEDS) == [one.id for one in BUTTONS]
