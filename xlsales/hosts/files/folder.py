"""The files of a department's folder: all that are seen, and which of them are to be read."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from xlsales.core.values import dataclass
from xlsales.hosts.base import Unreadable
from xlsales.hosts.files.own import MARKED, own_output
from xlsales.hosts.files.reading import content_of

ENDINGS = {".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".et", ".csv"}
LINK, SPECIAL = "是链接，没有读取；请放入文件本身", "不是普通文件，没有打开"
UNLISTED = "文件夹打不开，里面的文件没有看到；请检查权限"
OPEN = "正被他人打开的标记文件；请保存并关闭该工作簿"
UNFINISHED = "临时文件，没有读取"
HIDDEN = "系统或隐藏文件，没有读取"
FOREIGN = "不是工作簿，没有读取"
OWN = {
    "output": "本工具生成的结果，不算提交；汇总时只取其中填写的裁定",
    MARKED: "本工具生成的标记副本，没有读取；修改请做在原文件上",
}
TEMPORARY = (".tmp", ".temp", ".part", ".crdownload", ".bak", "~")
BINS = (".", "$RECYCLE", "#recycle", "@Recycle", "__MACOSX")
CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Seen:
    """A file seen in a folder: where it is, its name below the folder as it can be shown, its
    content's fingerprint, and, if it is not to be read, why."""

    path: Path | str
    name: str
    sha256: str = ""
    ignored: str = ""


def scan(folder: Path) -> tuple[Seen, ...]:
    """Every file below a folder, by name; links are not followed, special files not opened."""
    names: dict[str, int] = {}
    seen = []
    for raw, path, why in sorted(_entries(os.fspath(folder))):
        name = shown_name(raw)
        names[name] = names.get(name, 0) + 1
        unique = name if names[name] == 1 else f"{name}#{names[name]}"
        seen.append(Seen(path, unique, ignored=why) if why else see(path, unique))
    return tuple(seen)


def has_submissions(folder: Path) -> bool:
    """Whether any file below a folder is to be read; looks no further than the first."""
    entries = _entries(os.fspath(folder))
    return any(not why and not see(path, "").ignored for _, path, why in entries)


def see(path: Path | str, name: str) -> Seen:
    """One regular file, with its fingerprint, or with the reason why it is not to be read."""
    why = _not_a_submission(os.path.basename(path))
    if why:
        return Seen(path, name, ignored=why)
    try:
        content = content_of(path)
    except Unreadable:
        return Seen(path, name)  # reading it will say why
    return Seen(path, name, sha256(content).hexdigest(), OWN.get(own_output(content), ""))


def shown_name(raw: bytes) -> str:
    """A name, as the file system has it, as text that can be written anywhere.

    Bytes that are not UTF-8 are taken as GB18030, as archives from Windows leave them, or shown
    as numbers; so are characters that would break a line or turn the order of writing.
    """
    for encoding in ("utf-8", "gb18030"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            text = raw.decode("utf-8", "backslashreplace")
    return CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _entries(folder: str) -> Iterator[tuple[bytes, str, str]]:
    """Each entry that is no folder: its name below the folder, where it is, and the reason why it
    is not even looked at."""
    pending = [("", folder, "")]
    while pending:
        within, here, why = pending.pop()
        try:
            listed = list(os.scandir(here))
        except OSError:
            yield os.fsencode(within.rstrip("/") or "."), here, UNLISTED
            continue
        for entry in listed:
            mode, name = _mode(entry), within + entry.name
            if stat.S_ISDIR(mode):
                hidden = HIDDEN if entry.name.startswith(BINS) else ""
                pending.append((f"{name}/", entry.path, why or hidden))
            elif stat.S_ISLNK(mode):
                yield os.fsencode(name), entry.path, why or LINK
            else:
                kind = "" if stat.S_ISREG(mode) else SPECIAL
                yield os.fsencode(name), entry.path, why or kind


def _mode(entry: os.DirEntry[str]) -> int:
    try:
        if sys.version_info >= (3, 12) and entry.is_junction():
            return stat.S_IFLNK
        return entry.stat(follow_symlinks=False).st_mode
    except OSError:
        return stat.S_IFREG  # gone or locked: reading it will say why


def _not_a_submission(file: str) -> str:
    """Why a file is no submission by its name alone; '' where it may be one."""
    low = file.lower()
    if low.startswith(("~$", ".~lock.")):
        return OPEN
    if low.startswith(".") or low in ("thumbs.db", "desktop.ini"):
        return HIDDEN
    if low.startswith("~") or low.endswith(TEMPORARY):
        return UNFINISHED
    return "" if os.path.splitext(low)[1] in ENDINGS else FOREIGN
