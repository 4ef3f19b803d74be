"""What the Open XML schema does not say and Excel still refuses, looked for in what is written."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlwings
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from tests.addin.conftest import ROOT
from xlsales.actions.asked import asked
from xlsales.actions.consolidate import consolidate
from xlsales.addin.build import add_in

COMMITTED = sorted((ROOT / "workbooks").rglob("*.xlsx"))
LONGEST_LIST, LONGEST_NAME = 255, 31
FORBIDDEN = set("[]:*?/\\")
LIST = re.compile(r'<formula1>"([^<]*)"</formula1>')
SHEET = re.compile(r'<sheet [^>]*?name="([^"]*)"')
IDS = re.compile(r'<sheet [^>]*?sheetId="(\d+)"')
NAME = re.compile(r"<definedName [^>]*>([^<]*)</definedName>")
USED = re.compile(r"(?:'((?:[^']|'')+)'|([\w.]+))!\$?[A-Z]")
TARGET = re.compile(r'Target="([^"]+)"(?![^>]*External)')


def faults(content: bytes) -> list[str]:
    """Everything in a package that Excel would repair or refuse although the schema allows it."""
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    texts = {n: p.decode() for n, p in parts.items() if n.endswith((".xml", ".rels"))}
    book = texts["xl/workbook.xml"].replace("&amp;", "&").replace("&apos;", "'")
    sheets = SHEET.findall(book)
    found = [f"list of {len(w)}" for t in texts.values() for w in LIST.findall(t)
             if len(w) > LONGEST_LIST]  # fmt: skip
    found += [f"sheet {n}" for n in sheets if len(n) > LONGEST_NAME or FORBIDDEN & set(n)]
    if len({n.casefold() for n in sheets}) < len(sheets) or len(set(IDS.findall(book))) < len(
        sheets
    ):
        found.append("two sheets of one name or id")
    for stated in NAME.findall(book):
        found += [f"name {stated}" for a, b in USED.findall(stated)
                  if (a or b).replace("''", "'") not in sheets]  # fmt: skip
        found += [f"name {stated}"] if "#REF!" in stated else []
    for name, text in texts.items():
        if name.endswith(".rels"):
            folder = Path(name).parent.parent
            found += [f"{name} leads to {t}" for t in TARGET.findall(text)
                      if not t.startswith("#") and resolved(folder, t) not in parts]  # fmt: skip
    return found


def resolved(folder: Path, target: str) -> str:
    """The part that a relation leads to."""
    if target.startswith("/"):
        return target[1:]
    place: list[str] = [p for p in folder.as_posix().split("/") if p not in ("", ".")]
    for step in target.split("/"):
        if step == "..":
            place.pop()
        else:
            place.append(step)
    return "/".join(place)


@pytest.mark.parametrize("path", COMMITTED, ids=lambda p: p.name)
def test_a_committed_workbook_has_nothing_that_excel_repairs(path):
    assert faults(path.read_bytes()) == []


def test_the_add_in_and_a_meeting_pack_have_nothing_that_excel_repairs(department):
    assert faults(add_in(Path(xlwings.__file__).parent)) == []
    _, pack = consolidate(asked(department, "2012-04-30"), "2012-04-23")
    assert faults(pack.read_bytes()) == []


def too_long_a_list(book):
    book.active.add_data_validation(DataValidation("list", f'"{"甲," * 128}乙"', sqref="A1"))


def a_name_of_nothing(book):
    book.defined_names["x"] = DefinedName("x", attr_text="'没有'!$A$1")


def too_long_a_sheet_name(book):
    book.active._WorkbookChild__title = "甲" * 32


@pytest.mark.parametrize("spoil", [too_long_a_list, a_name_of_nothing, too_long_a_sheet_name])
def test_a_planted_fault_is_found(spoil):
    book, target = openpyxl.Workbook(), BytesIO()
    spoil(book)
    book.save(target)
    assert len(faults(target.getvalue())) == 1


def test_a_relation_that_leads_nowhere_is_found():
    content = add_in(Path(xlwings.__file__).parent)
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w") as spoiled:
        for name in source.namelist():
            if name != "xl/styles.xml":
                spoiled.writestr(name, source.read(name))
    assert faults(target.getvalue()) == ["xl/_rels/workbook.xml.rels leads to styles.xml"]
