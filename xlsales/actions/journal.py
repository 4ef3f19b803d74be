"""提交台账: what was submitted when, and whether the record is whole."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xlsales.actions.refusal import Refusal, folder_present
from xlsales.journal import Head, Journal
from xlsales.settings import journal_path, load

TYPES = {"submission": "提交", "conflict": "冲突", "ruling": "裁定", "pack": "读取周例会材料"}
TOLD = ("kind", "person", "period", "file", "id", "conflict", "owner", "by", "reason")


def opened(folder: Path, journal: Path | None) -> Journal:
    """The journal of a folder, which must be there."""
    folder_present(folder)
    path = journal or journal_path(folder, load(folder))
    if not path.is_file():
        raise Refusal(f"还没有提交台账（{path}）；先用 xlsales consolidate 汇总一次")
    return Journal.open(path)


def entries(journal: Journal) -> list[dict[str, Any]]:
    """Every entry of the chain as plain values, in its order."""
    return [
        {
            "seq": fact.seq,
            "type": fact.type,
            "seen": fact.seen.isoformat(timespec="minutes"),
            "recorded": fact.recorded.isoformat(timespec="minutes"),
            "imported": fact.imported,
            **{name: fact.payload.get(name) for name in TOLD},
            "hash": fact.hash,
        }
        for fact in journal.facts()
    ]


def line(entry: Mapping[str, Any]) -> str:
    """An entry as a line for a person."""
    what = TYPES.get(entry["type"], entry["type"])
    imported = "（导入）" if entry["imported"] else ""
    told = " ".join(str(entry[name]) for name in TOLD if entry[name])
    return f"{entry['seq']:>5}  {entry['seen'].replace('T', ' ')}{imported}  {what}  {told}"


def verified(journal: Journal, anchor: str) -> tuple[Head, tuple[str, ...]]:
    """The head of the chain and what is wrong with it, held against a head printed earlier."""
    return journal.head(), journal.verify(*([_head(anchor)] if anchor else []))


def _head(text: str) -> Head:
    number, _, hash = text.strip().partition(":")
    if not number.isdigit() or not hash:
        raise Refusal(f"看不懂链头“{text}”；请照材料首页抄写，如12:9f86d081884c7d65")
    return Head(int(number), hash)
