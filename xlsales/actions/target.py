"""Where a result is written, so that nothing that somebody else made is lost."""

from __future__ import annotations

from pathlib import Path

from xlsales.actions.refusal import Refusal
from xlsales.hosts.files.own import is_own_output

ENDING = ".xlsx"


def target_of(output: Path | None, usual: Path) -> Path:
    """The place asked for or the usual one; never over a workbook that is no earlier result."""
    target = output or usual
    if target.suffix.lower() != ENDING or target.is_dir():
        raise Refusal(f"“{target}”不是工作簿的文件名；请写以{ENDING}结尾的文件名")
    return ours(target)


def ours(target: Path) -> Path:
    """The target, where nothing or an earlier result stands; refused where anything else does."""
    if target.exists() and not is_own_output(target):
        raise Refusal(f"{target}已经存在，不是本工具的结果，没有覆盖；请先移走或换一个文件名")
    return target


def folder_of(folder: Path) -> Path:
    """The folder asked for; a file's name is not taken for a folder's."""
    if not folder.is_dir() and (folder.exists() or folder.suffix.lower() == ENDING):
        raise Refusal(f"“{folder}”应为文件夹；结果按各自的文件名写在里面")
    return folder
