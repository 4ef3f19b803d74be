"""The add-in `xlsales.xlam`: a package made from text, the same bytes for the same program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsales import __version__
from xlsales.actions.buttons import GROUPS, TAB, Button, Group
from xlsales.addin.project import NAME, modules
from xlsales.addin.vba import vba_project
from xlsales.books.book import letter
from xlsales.functions import FUNCTIONS

CONFIGURATION, HELP, WORDS = f"{NAME}.conf", "_xs_help", "_xs_words"
CALLBACK = "XsRibbon.XsOnAction"
LONGEST_HELP = 255
BEGINNING = (1980, 1, 1, 0, 0, 0)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RIBBON = "http://schemas.microsoft.com/office/2006/01/customui"
RIBBON_RELATION = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"
VBA_RELATION = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
SETTINGS = (("USE UDF SERVER", "False"), ("SHOW CONSOLE", "False"), ("UDF MODULES", ""))
SAID = (
    "没有打开的工作簿。请先打开或新建一个工作簿，再点按钮。",
    "找不到 Python。请在命令行运行 xlsales addin install 重新安装，或用 xlsales doctor 查原因。",
    TAB,
    __version__,
    "无法计算。函数只能在 Windows 的 Excel 里用；请点“诊断”查原因。",
    "文件名里有 $、%、`、| 或引号，不能处理。请先改名，再点按钮。",
)
"""What the add-in itself says before Python runs; XsText.bas takes them by their number."""
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font>'
    '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
    '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/>'
    '<top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" '
    'fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" '
    'fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs><cellStyles count="1"><cellStyle '
    'name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
Rows = Sequence[Sequence[str]]


def add_in(xlwings: Path) -> bytes:
    """The add-in, with the module of the xlwings that lies in this folder."""
    sheets = {CONFIGURATION: SETTINGS, HELP: list(help_rows()), WORDS: [[said] for said in SAID]}
    codes = [f"Sheet{number}" for number in range(1, len(sheets) + 1)]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(codes),
        "_rels/.rels": _relations(
            (f"{OFFICE}/officeDocument", "xl/workbook.xml"),
            (RIBBON_RELATION, "customUI/customUI.xml"),
        ),
        "customUI/customUI.xml": ribbon(),
        "xl/_rels/workbook.xml.rels": _relations(
            *((f"{OFFICE}/worksheet", f"worksheets/{code.lower()}.xml") for code in codes),
            (f"{OFFICE}/styles", "styles.xml"),
            (VBA_RELATION, "vbaProject.bin"),
        ),
        "xl/styles.xml": STYLES,
        "xl/vbaProject.bin": vba_project(NAME, modules(xlwings, codes)),
        "xl/workbook.xml": _workbook(list(sheets)),
    }
    for code, rows in zip(codes, sheets.values(), strict=True):
        parts[f"xl/worksheets/{code.lower()}.xml"] = _sheet(code, rows)
    return _package(parts)


def ribbon() -> str:
    """The ribbon's tab with its groups and buttons."""
    groups = "".join(map(_group, GROUPS))
    tab = f'<tab id="xsTab" label={quoteattr(TAB)}>{groups}</tab>'
    return f'<customUI xmlns="{RIBBON}"><ribbon><tabs>{tab}</tabs></ribbon></customUI>'


def help_rows() -> Iterator[list[str]]:
    """A row for each function: name, help, the number of its arguments and what each is."""
    for one in FUNCTIONS:
        arguments = [f"{a.label}：{a.help}" if a.help else a.label for a in one.arguments]
        yield [one.name, one.help[:LONGEST_HELP], str(len(arguments)),
               *(about[:LONGEST_HELP] for about in arguments)]  # fmt: skip


def _group(group: Group) -> str:
    buttons = "".join(map(_button, group.buttons))
    return f'<group id="{group.id}" label={quoteattr(group.label)}>{buttons}</group>'


def _button(one: Button) -> str:
    return (
        f'<button id="{one.id}" label={quoteattr(one.label)} size="large" imageMso="{one.icon}" '
        f"screentip={quoteattr(one.label)} supertip={quoteattr(one.tip)} "
        f'onAction="{CALLBACK}"/>'
    )


def _content_types(codes: Sequence[str]) -> str:
    def override(part: str, kind: str) -> str:
        return f'<Override PartName="/xl/{part}.xml" ContentType="{kind}"/>'

    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        + override("workbook", "application/vnd.ms-excel.addin.macroEnabled.main+xml")
        + override("styles", f"{TYPES}.styles+xml")
        + "".join(override(f"worksheets/{c.lower()}", f"{TYPES}.worksheet+xml") for c in codes)
        + "</Types>"
    )


def _relations(*relations: tuple[str, str]) -> str:
    stated = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{stated}</Relationships>'


def _workbook(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr codeName="ThisWorkbook"/>'
        f"<bookViews><workbookView/></bookViews><sheets>{sheets}</sheets></workbook>"
    )


def _sheet(code: str, rows: Rows) -> str:
    """A sheet of texts."""
    lines = (
        f'<row r="{number}">'
        + "".join(
            f'<c r="{letter(index)}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for index, text in enumerate(row)
            if text
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    return (
        f'<worksheet xmlns="{MAIN}"><sheetPr codeName="{code}"/>'
        f"<sheetData>{''.join(lines)}</sheetData></worksheet>"
    )


def _package(parts: dict[str, str | bytes]) -> bytes:
    """The parts as a zip whose bytes depend on nothing else."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = ZipInfo(name, BEGINNING)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            written = content if isinstance(content, bytes) else (XML + content).encode()
            archive.writestr(entry, written)
    return target.getvalue()
