"""The journal as ordinary files: every submitted workbook, and a list of all entries."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import zlib
from pathlib import Path
from typing import Any

from xlsales.journal.chain import Fact
from xlsales.journal.history import facts
from xlsales.journal.store import JournalError

LISTING = "提交台账.csv"
CHAIN = "提交台账.jsonl"
HEADINGS = ("序号", "类型", "种类", "姓名", "期间", "文件", "首次收到", "导入", "写入时间", "处理",
            "指纹", "原件", "链号")  # fmt: skip
UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
LIVE = ("=", "+", "-", "@", "\t", "\r")
LONGEST_NAME = 80


def export(connection: sqlite3.Connection, folder: Path) -> int:
    """Write all submitted files and the lists to an empty folder; returns the number of files."""
    only_new(folder)
    folder.mkdir(parents=True, exist_ok=True)
    names: dict[str, str] = {}
    listed: list[list[Any]] = []
    chain: list[str] = []
    for fact in facts(connection, ""):
        sha = fact.payload.get("sha256", "") if fact.type == "submission" else ""
        if sha and sha not in names:
            names[sha] = _write(connection, folder, fact, sha)
        listed.append(_line(fact, names.get(sha, "")))
        chain.append(json.dumps(_whole(fact), ensure_ascii=False))
    (folder / CHAIN).write_text("".join(f"{line}\n" for line in chain), "utf-8")
    with (folder / LISTING).open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *listed])
    return len(names)


def only_new(folder: Path) -> None:
    """Refuse a folder that has anything in it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise JournalError(f"{folder}已有内容；请给一个空的或新的文件夹")


def _write(connection: sqlite3.Connection, folder: Path, fact: Fact, sha: str) -> str:
    """Write one submitted file; returns its name, which begins with the entry's number."""
    packed = connection.execute("select content from file where sha256=?", (sha,)).fetchone()
    if packed is None:
        raise JournalError(f"台账缺少第{fact.seq}条的原件；请先用 journal verify 核验")
    stated = str(fact.payload["file"]).rpartition("/")[2]
    name = f"{fact.seq:05d}_{UNSAFE.sub('_', stated)[-LONGEST_NAME:]}"
    (folder / name).write_bytes(zlib.decompress(packed[0]))
    return name


def _line(fact: Fact, name: str) -> list[Any]:
    """An entry as a row of the list; no text of it can become a formula."""
    stated = [fact.payload.get(n) or "" for n in ("kind", "person", "period", "file")]
    times = [fact.seen, "是" if fact.imported else "", fact.recorded]
    verdict = [fact.payload.get(n) or "" for n in ("verdict", "sha256")]
    cells = [fact.seq, fact.type, *stated, *times, *verdict, name, fact.hash]
    return [f"'{c}" if isinstance(c, str) and c.startswith(LIVE) else c for c in cells]


def _whole(fact: Fact) -> dict[str, Any]:
    return {
        "seq": fact.seq,
        "type": fact.type,
        "seen": fact.seen.isoformat(),
        "imported": fact.imported,
        "recorded": fact.recorded.isoformat(),
        "payload": fact.payload,
        "hash": fact.hash,
    }
