"""Small submissions of ordinary shape, from two programs, for the safety tests to spoil."""

from collections.abc import Sequence
from datetime import date, time
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment

HEADINGS = ("日期", "工作类型", "客户公司名称", "工作内容", "时间", "金额")
ROWS = tuple(
    (
        date(2012, 4, 16 + n % 5),
        "电话",
        f"北京第{n}广告有限公司",
        f"方案 <{n}> & 价格",
        time(9, n),
        n * 9.5,
    )
    for n in range(12)
)


def written_by_openpyxl() -> bytes:
    """A workbook with a merged title, a note, a formula and two sheets."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "工作"
    sheet.append(["周报告"])
    sheet.merge_cells("A1:F1")
    sheet.append(HEADINGS)
    for row in ROWS:
        sheet.append(row)
    sheet["G3"] = "=SUM(F3:F14)"
    sheet["C3"].comment = Comment("老客户", "张三")
    made.create_sheet("漏斗").append(["序号", "客户公司名称"])
    saved = BytesIO()
    made.save(saved)
    return saved.getvalue()


def written_by_xlsxwriter() -> bytes:
    """A workbook with dates, shared strings, rich text, a calculated formula and a chart."""
    saved = BytesIO()
    made = xlsxwriter.Workbook(saved)
    sheet = made.add_worksheet("工作")
    day, hour = made.add_format({"num_format": 31}), made.add_format({"num_format": "h:mm"})
    sheet.write_row(1, 0, HEADINGS)
    for number, row in enumerate(ROWS, 2):
        sheet.write_datetime(number, 0, row[0], day)
        sheet.write_row(number, 1, row[1:4])
        sheet.write_datetime(number, 4, row[4], hour)
        sheet.write_number(number, 5, row[5])
    sheet.write_formula(20, 5, "=SUM(F3:F14)", None, 66033)
    sheet.write_rich_string(21, 0, "合", made.add_format({"bold": True}), "计")
    chart = made.add_chart({"type": "bar"})
    chart.add_series({"values": ["工作", 2, 5, 13, 5]})
    sheet.insert_chart("H2", chart)
    made.close()
    return saved.getvalue()


def submissions() -> tuple[bytes, ...]:
    """The submissions that are spoiled."""
    return written_by_openpyxl(), written_by_xlsxwriter()


def zipped(parts: Sequence[tuple[str, bytes]]) -> bytes:
    """A zip of the parts."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name, text in parts:
            target.writestr(name, text)
    return made.getvalue()


def parts_of(content: bytes) -> list[tuple[str, bytes]]:
    """The parts of a zip."""
    with ZipFile(BytesIO(content)) as source:
        return [(name, source.read(name)) for name in source.namelist()]


def with_part(content: bytes, name: str, text: bytes) -> bytes:
    """The zip with one part replaced or added."""
    kept = [(n, t) for n, t in parts_of(content) if n != name]
    return zipped([*kept, (name, text)])


def saved(folder: Path, name: str, content: bytes) -> Path:
    """The content as a file of the folder."""
    path = folder / name
    path.write_bytes(content)
    return path
