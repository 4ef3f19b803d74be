"""A VBA project as Excel stores it (MS-OVBA): source text only, which Excel compiles by itself.

No cache of compiled code is written: the version of `_VBA_PROJECT` says that there is none, and
every module's text begins at nought.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from struct import pack

from xlsales.addin.compound import compound_file
from xlsales.addin.ovba import compress
from xlsales.core.values import dataclass

CODE_PAGE, ENGLISH = 1252, 0x409
NO_CACHE = bytes.fromhex("cc61ffff000000")
VISIBLE = bytes([0xFF])
STANDARD, CLASS, DOCUMENT = "Module", "Class", "Document"
WORKBOOK, SHEET = "00020819", "00020820"
NAMELESS = "0000-0000-C000-000000000046"
HOST = "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000"
REFERENCES = (
    ("stdole", r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#"
     r"C:\Windows\System32\stdole2.tlb#OLE Automation"),
    ("Office", r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#"
     r"C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL"
     "#Microsoft Office 16.0 Object Library"),
)  # fmt: skip
OF_DOCUMENT = """Attribute VB_Name = "{name}"
Attribute VB_Base = "0{{{base}}}"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = True
Attribute VB_Exposed = True
Attribute VB_TemplateDerived = False
Attribute VB_Customizable = True
"""


@dataclass(frozen=True)
class Module:
    """A module: its name, its text with the attributes it begins with, and its kind."""

    name: str
    text: str
    kind: str = STANDARD


def document_module(name: str, base: str, code: str = "") -> Module:
    """The module behind the workbook or a sheet."""
    return Module(name, OF_DOCUMENT.format(name=name, base=f"{base}-{NAMELESS}") + code, DOCUMENT)


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """The file vbaProject.bin of a project with these modules."""
    streams = {m.name: compress(_windows(m.text)) for m in modules}
    names = b"".join(
        m.name.encode("ascii") + b"\0" + m.name.encode("utf-16-le") + b"\0\0" for m in modules
    )
    return compound_file(
        {
            "VBA": {
                "dir": compress(b"".join(_directory(name, modules))),
                "_VBA_PROJECT": NO_CACHE,
                **streams,
            },
            "PROJECT": _windows("\n".join(_properties(name, modules)) + "\n"),
            "PROJECTwm": names + b"\0\0",
        }
    )


def _windows(text: str) -> bytes:
    """A text with the line ends of Windows; only ASCII, for it is read by any code page."""
    return "\r\n".join(text.splitlines()).encode("ascii") + b"\r\n"


def _record(id: int, content: bytes) -> bytes:
    return pack("<HI", id, len(content)) + content


def _twice(id: int, text: str, unicode_id: int) -> bytes:
    """A text in the code page and once more in Unicode."""
    return _record(id, text.encode("ascii")) + _record(unicode_id, text.encode("utf-16-le"))


def _directory(name: str, modules: Sequence[Module]) -> Iterator[bytes]:
    """The records of the stream dir: the project, its references, its modules."""
    yield _record(0x01, pack("<I", 1))
    yield _record(0x02, pack("<I", ENGLISH)) + _record(0x14, pack("<I", ENGLISH))
    yield _record(0x03, pack("<H", CODE_PAGE)) + _record(0x04, name.encode("ascii"))
    yield _twice(0x05, "", 0x40) + _record(0x06, b"") + _record(0x3D, b"")
    yield _record(0x07, pack("<I", 0)) + _record(0x08, pack("<I", 0))
    yield pack("<HIIH", 0x09, 4, 1, 0) + _twice(0x0C, "", 0x3C)
    for reference, library in REFERENCES:
        stated = library.encode("ascii")
        yield _twice(0x16, reference, 0x3E)
        yield _record(0x0D, pack("<I", len(stated)) + stated + bytes(6))
    yield _record(0x0F, pack("<H", len(modules))) + _record(0x13, pack("<H", 0xFFFF))
    for module in modules:
        yield _twice(0x19, module.name, 0x47) + _twice(0x1A, module.name, 0x32)
        yield _twice(0x1C, "", 0x48) + _record(0x31, pack("<I", 0))
        yield _record(0x1E, pack("<I", 0)) + _record(0x2C, pack("<H", 0xFFFF))
        yield _record(0x21 if module.kind == STANDARD else 0x22, b"") + _record(0x2B, b"")
    yield _record(0x10, b"")


def _properties(name: str, modules: Sequence[Module]) -> Iterator[str]:
    """The lines of the stream PROJECT."""
    mark = sha256(name.encode("ascii")).hexdigest().upper()
    id = f"{{{mark[:8]}-{mark[8:12]}-{mark[12:16]}-{mark[16:20]}-{mark[20:32]}}}"
    yield f'ID="{id}"'
    for module in modules:
        yield f"{module.kind}={module.name}" + ("/&H00000000" * (module.kind == DOCUMENT))
    yield from (f'Name="{name}"', 'HelpContextID="0"', 'VersionCompatible32="393222000"')
    yield f'CMG="{_hidden(bytes(4), id, 0x10)}"'
    yield f'DPB="{_hidden(bytes(1), id, 0x20)}"'
    yield f'GC="{_hidden(VISIBLE, id, 0x30)}"'
    yield from ("", "[Host Extender Info]", HOST, "", "[Workspace]")
    yield from (f"{module.name}=0, 0, 0, 0, C" for module in modules)


def _hidden(content: bytes, id: str, seed: int) -> str:
    """A value of the project's protection, here always none, in the form of MS-OVBA 2.4.3.2."""
    key = sum(id.encode("ascii")) & 0xFF
    written = [seed, seed ^ 2, seed ^ key]
    before, older, last = key, written[1], written[2]
    ignored = bytes([seed]) * ((seed & 6) // 2)
    for byte in ignored + pack("<I", len(content)) + content:
        mixed = byte ^ ((older + before) & 0xFF)
        written.append(mixed)
        before, older, last = byte, last, mixed
    return bytes(written).hex().upper()
