"""Why an action was not done."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class Refusal(Exception):
    """An action that can't be done: one line that says why and what to do."""


def present(files: Iterable[Path]) -> None:
    """Refuse to go on where one of some files is no file."""
    missing = [path for path in files if not path.is_file()]
    folders = "、".join(str(path) for path in missing if path.is_dir())
    if folders:
        raise Refusal(f"“{folders}”是文件夹；请写其中的工作簿")
    if missing:
        raise Refusal(f"没有文件“{'、'.join(map(str, missing))}”；请检查路径")


def folder_present(folder: Path) -> None:
    """Refuse to go on where a folder is none."""
    if folder.is_file():
        raise Refusal(f"“{folder}”是文件；请写它所在的文件夹")
    if not folder.is_dir():
        raise Refusal(f"没有文件夹“{folder}”；请检查路径")
