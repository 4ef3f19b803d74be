"""接入现有表格: a company's own workbooks understood, and its words kept in the settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from xlsales.books.adopt import Understood, as_aliases, liken
from xlsales.books.read import tables_of
from xlsales.core.values import dataclass
from xlsales.hosts.base import Unreadable
from xlsales.hosts.files.safe import read_one
from xlsales.settings import FILE, Settings, add_aliases
from xlsales.tables.synonyms import SYNONYMS
from xlsales.tables.workbooks import WORKBOOKS

MOST_NAMED = 8


@dataclass(frozen=True)
class Adoption:
    """What is made of one workbook, or why it can't be read."""

    file: str
    sheets: tuple[Understood, ...] = ()
    reason: str = ""


def understand(files: Sequence[Path], settings: Settings) -> tuple[Adoption, ...]:
    """What is made of each workbook; none of them is changed."""
    return tuple(_understand(path, settings) for path in files)


def _understand(path: Path, settings: Settings) -> Adoption:
    try:
        book = read_one(path, path.name)
    except Unreadable as error:
        return Adoption(path.name, reason=str(error))
    return Adoption(path.name, liken(book, tables_of(WORKBOOKS), settings.aliases, SYNONYMS))


def adopt(adoptions: Sequence[Adoption], folder: Path, settings: Settings) -> Path:
    """Write what was proposed into the settings file of the folder; returns the file."""
    path = settings.path or folder / FILE
    add_aliases(path, as_aliases(sheet for one in adoptions for sheet in one.sheets))
    return path


def described(adoptions: Sequence[Adoption]) -> Iterator[str]:
    """What is made of the workbooks, line by line."""
    for one in adoptions:
        yield f"{one.file}" + (f"：{one.reason}" if one.reason else "")
        for sheet in one.sheets:
            yield from _sheet(sheet)


def _sheet(sheet: Understood) -> Iterator[str]:
    if not sheet.table:
        yield f"  工作表“{sheet.sheet}”：不像任何已知的表，略过"
        return
    yield f"  工作表“{sheet.sheet}” → {sheet.table}"
    if sheet.known:
        yield f"    已认识：{'、'.join(sheet.known)}"
    for like in sheet.proposed:
        yield f"    建议：“{like.theirs}” → {like.ours}（{like.reason}，{like.score:.0%}）"
    for heading, likes in sheet.choices.items():
        for like in likes:
            why = f"{like.reason}，{like.score:.0%}"
            yield f"    建议：{heading}的“{like.theirs}” → {like.ours}（{why}）"
    for heading, words in sheet.unlike.items():
        named = "、".join(f"“{word}”" for word in words[:MOST_NAMED])
        more = f"等{len(words)}个" if len(words) > MOST_NAMED else ""
        yield f"    没有对应：{heading}的{named}{more}；请在表格中改填，或在{FILE}中写明"
    if sheet.missing:
        yield f"    缺少：{'、'.join(sheet.missing)}；请在表格中补上这些列"
