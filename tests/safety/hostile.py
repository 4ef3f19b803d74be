"""Hostile and unlucky files, each with the verdict that it deserves."""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from tests.safety.submissions import (
    parts_of,
    with_part,
    written_by_openpyxl,
    written_by_xlsxwriter,
    zipped,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
SHEET = "xl/worksheets/sheet1.xml"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Case:
    """A file: what it is called, its content, its verdict, and a word of the reason or remark."""

    name: str
    content: Callable[[], bytes]
    verdict: str
    says: str = ""


def sheet(cells: str, before: str = "", after: str = "", head: str = "") -> bytes:
    """A workbook whose first sheet has the cells."""
    text = (
        f'{head}<worksheet xmlns="{MAIN}">{before}<sheetData>{cells}</sheetData>{after}</worksheet>'
    )
    return with_part(written_by_xlsxwriter(), SHEET, text.encode())


def row(*cells: str) -> str:
    """A row of cells."""
    return f'<row r="1">{"".join(cells)}</row>'


def cell(place: str, value: object = 1, more: str = "") -> str:
    """A cell with a value."""
    return f'<c r="{place}"{more}><v>{value}</v></c>'


def replaced(part: str, old: bytes, new: bytes) -> bytes:
    """A submission with something else in one part."""
    text = dict(parts_of(written_by_xlsxwriter()))[part]
    assert old in text
    return with_part(written_by_xlsxwriter(), part, text.replace(old, new, 1))


@cache
def bomb() -> bytes:
    """A sheet that is 201 MB long once it is inflated."""
    return with_part(written_by_openpyxl(), SHEET, b"<worksheet>" + b" " * (201 * MEGABYTE))


def lying_bomb() -> bytes:
    """The same, with a claim of ten bytes."""
    content = bytearray(bomb())
    place = content.rfind(b"PK\1\2")
    content[place + 24 : place + 28] = struct.pack("<L", 10)
    return bytes(content)


def encrypted_zip() -> bytes:
    """A zip whose entries say that they are encrypted."""
    content = bytearray(written_by_openpyxl())
    place = content.find(b"PK\1\2")
    content[place + 8] |= 1
    return bytes(content)


def encrypted_package() -> bytes:
    """The beginning of what Excel writes for a workbook with a password."""
    return COMPOUND + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def looping_compound() -> bytes:
    """An old workbook whose sector table leads in a circle."""
    header = bytearray(COMPOUND + bytes(504))
    header[24:30] = struct.pack("<HHH", 0x3E, 3, 0xFFFE)
    header[30:34] = struct.pack("<HH", 9, 6)
    header[44:48] = struct.pack("<L", 1)
    header[48:52] = struct.pack("<L", 0)
    header[76:80] = struct.pack("<L", 0)
    return bytes(header) + struct.pack("<L", 0) * 128 + "Workbook".encode("utf-16-le") + bytes(900)


def doubled_part() -> bytes:
    """A zip with two parts of one name."""
    parts = parts_of(written_by_openpyxl())
    return zipped([*parts, (SHEET.upper(), b"<worksheet/>")])


def one_name_twice() -> bytes:
    """A workbook with two sheets of one name."""
    text = dict(parts_of(written_by_openpyxl()))["xl/workbook.xml"]
    return with_part(
        written_by_openpyxl(), "xl/workbook.xml", text.replace("漏斗".encode(), "工作".encode())
    )


def one_part_twice() -> bytes:
    """A workbook that lists one part as two sheets."""
    again = '<sheets><sheet name="别的" sheetId="9" r:id="rId1"/>'.encode()
    return replaced("xl/workbook.xml", b"<sheets>", again)


def declared_behind_a_comment() -> bytes:
    """Shared strings with a declaration that a comment hides from a quick search."""
    hidden = b'<!-- <a --><!DOCTYPE a SYSTEM "b"><sst'
    return replaced("xl/sharedStrings.xml", b"<sst", hidden)


def merged(*areas: str) -> str:
    """The list of merged areas."""
    listed = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return f"<mergeCells>{listed}</mergeCells>"


def prefixed_far_cell() -> bytes:
    """A cell in the last row and column, under a prefix that quick searches don't expect."""
    far = (
        '<x:row r="1"><x:c r="XFD1048576"><x:v>1</x:v></x:c><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
    )
    content = sheet(far)
    text = dict(parts_of(content))[SHEET]
    return with_part(
        content, SHEET, text.replace(b"<worksheet", f'<worksheet xmlns:x="{MAIN}"'.encode())
    )


CASES = (
    Case("好的.xlsx", written_by_openpyxl, "accepted"),
    Case("好的二.xlsx", written_by_xlsxwriter, "accepted"),
    Case("空的.xlsx", lambda: b"", "rejected", "空的"),
    Case("网页.xls", lambda: b"<html><table></table></html>", "rejected", "网页"),
    Case("文字.xlsx", lambda: "不是工作簿".encode(), "rejected", "不是工作簿"),
    Case("半截.xlsx", lambda: written_by_openpyxl()[:3000], "rejected", "损坏"),
    Case("文档.xlsx", lambda: zipped([("word/document.xml", b"<a/>")]), "rejected", "不是工作簿"),
    Case("密码.xlsx", encrypted_package, "rejected", "需密码"),
    Case("密码二.xlsx", encrypted_zip, "rejected", "需密码"),
    Case("炸弹.xlsx", bomb, "rejected", "展开后太大"),
    Case("谎报.xlsx", lying_bomb, "rejected", "损坏"),
    Case("太大.xlsx", lambda: bytes(21 * MEGABYTE), "rejected", "太大"),
    Case("碎片.xlsx", lambda: zipped([(f"p{n}", b"") for n in range(2100)]), "rejected", "部分"),
    Case("重名部分.xlsx", doubled_part, "rejected", "重名"),
    Case("重名表.xlsx", one_name_twice, "rejected", "同名"),
    Case("重用表.xlsx", one_part_twice, "rejected", "重复"),
    Case("循环.xls", looping_compound, "rejected", "损坏"),
    Case(
        "实体.xlsx",
        lambda: sheet("", head='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'),
        "rejected",
        "DOCTYPE",
    ),
    Case("实体二.xlsx", declared_behind_a_comment, "rejected", "DOCTYPE"),
    Case(
        "谎报字符串.xlsx",
        lambda: replaced("xl/sharedStrings.xml", b"uniqueCount=", b'uniqueCount="4294967295" a='),
        "accepted",
    ),
    Case("坏地址.xlsx", lambda: sheet(row(cell("A0"))), "rejected", "损坏"),
    Case("外地址.xlsx", lambda: sheet(row(cell("XFE1"))), "quarantined", "远离"),
    Case("坏XML.xlsx", lambda: sheet("<row><c></row>"), "rejected", "XML"),
    Case("深.xlsx", lambda: sheet("<a>" * 100 + "</a>" * 100 + "<c/>"), "rejected", "嵌套"),
    Case("坏引用.xlsx", lambda: sheet(row(cell("A1", 9999, ' t="s"'))), "rejected", "损坏"),
    Case("远.xlsx", lambda: sheet(row(cell("A1"), cell("XFD1048576"))), "quarantined", "远离"),
    Case("前缀.xlsx", prefixed_far_cell, "quarantined", "远离"),
    Case("重格.xlsx", lambda: sheet(row(cell("A1"), cell("A1", 2))), "quarantined", "读出1个"),
    Case("出错.xlsx", lambda: sheet(row(cell("A1", "#REF!", ' t="e"'))), "accepted"),
    Case("未算.xlsx", lambda: sheet(row('<c r="A1"><f>B1</f></c>')), "accepted"),
    Case("单引号.xlsx", lambda: sheet("<row r='1'><c r='B1'><v>1</v></c><c><v>2</v></c></row>"),
         "accepted"),
    Case(
        "全合并.xlsx",
        lambda: sheet(row(cell("A1")), after=merged("A1:XFD1048576")),
        "accepted",
    ),
    Case(
        "多合并.xlsx",
        lambda: sheet(
            "".join(f'<row r="{n}">{cell(f"A{n}")}</row>' for n in range(1, 6000)),
            after=merged(*["A1:A1048576"] * 1000),
        ),
        "quarantined",
        "合并",
    ),
    Case(
        "严格.xlsx",
        lambda: replaced("xl/worksheets/sheet1.xml", MAIN.encode(), STRICT.encode()),
        "accepted",
    ),
    Case("乱码.csv", lambda: b"\xff\x00\xff\x00", "rejected", "编码"),
    Case("国标.csv", lambda: "日期,金额\n2012-04-16,=1+1\n".encode("gb18030"), "accepted"),
)  # fmt: skip
