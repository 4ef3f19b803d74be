"""The arguments and options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from xlsales.cli.command import argument, option

Folder = Annotated[Path, argument("文件夹", "部门的文件夹，子文件夹里的也读")]
Files = Annotated[list[Path], argument("文件...", "一个或多个工作簿")]
AsJson = Annotated[bool, option("--json", help="在标准输出打印一个JSON对象，不打印别的")]
On = Annotated[str, option("--on", "时间", "当作在这一时刻运行，如2012-04-30T08:50")]
JournalFile = Annotated[Path | None, option("--journal", "文件", "另用一个提交台账")]
Output = Annotated[Path | None, option("--output", "文件", "结果写成哪个文件")]
OutputFolder = Annotated[Path | None, option("--output", "文件夹", "结果写到哪个文件夹")]
Week = Annotated[str, option("--week", "周一", "哪一周，写周一的日期；默认上一周")]
