"""新建表格: blank workbooks from the declarations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from xlsales.actions.refusal import Refusal
from xlsales.actions.target import folder_of
from xlsales.core.fold import fold
from xlsales.core.record import Workbook
from xlsales.hosts.files.atomic import replacing
from xlsales.hosts.files.templates import write_workbook
from xlsales.tables.workbooks import WORKBOOKS


def write_templates(names: Iterable[str], folder: Path) -> tuple[Path, ...]:
    """Write the blank workbooks of these kinds, of all kinds where none is named.

    A file that is already there is never written over: it may be somebody's filled-in workbook.
    """
    chosen = _chosen(tuple(names))
    folder_of(folder)
    paths = tuple(folder / f"{workbook.kind}.xlsx" for workbook in chosen)
    taken = [path.name for path in paths if path.exists()]
    if taken:
        raise Refusal(f"{folder}里已有{'、'.join(taken)}，没有覆盖；请先移走或换一个文件夹")
    return tuple(
        replacing(path, partial(write_workbook, workbook=workbook))
        for path, workbook in zip(paths, chosen, strict=True)
    )


def _chosen(names: Sequence[str]) -> tuple[Workbook, ...]:
    kinds = {fold(workbook.kind): workbook for workbook in WORKBOOKS}
    unknown = [name for name in names if fold(name) not in kinds]
    if unknown:
        choices = "、".join(workbook.kind for workbook in WORKBOOKS)
        raise Refusal(f"没有叫“{'、'.join(unknown)}”的表格，可以新建：{choices}")
    wanted = dict.fromkeys(fold(name) for name in names)
    return tuple(kinds[name] for name in wanted) if wanted else WORKBOOKS
