"""Results put in place whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from errno import EDQUOT, EEXIST, EFBIG, EIO, EISDIR, ENAMETOOLONG, ENOENT, ENOSPC, ENOTDIR, EROFS
from pathlib import Path
from zipfile import BadZipFile, ZipFile

FULL = {ENOSPC, EDQUOT, EFBIG}
FILE_WITHIN = "路径中间有一个是文件，不是文件夹，请换一个"
REASONS = {
    EEXIST: FILE_WITHIN,
    EIO: "磁盘读写出错，请换一个磁盘",
    EISDIR: "已有同名的文件夹，请换一个名字",
    ENAMETOOLONG: "文件名或路径太长，请换一个短的",
    ENOENT: "文件夹不存在，也建不了，请换一个",
    ENOTDIR: FILE_WITHIN,
    EROFS: "磁盘是只读的，请换一个",
}
MARK = ".~xlsales-"
STALE_HOURS = 1
BROKEN = "写出的文件校验不符，没有替换原文件；请检查磁盘后重试"
PART_OF_FULL = re.compile(r"no space left|disk (is )?full|quota", re.IGNORECASE)


class NotWritten(Exception):
    """A result that could not be written: why, and what to do, in the user's words."""


def replacing(target: Path, write: Callable[[Path], object]) -> Path:
    """Where the result stands that `write` writes to the path it is given: at the target.

    The old target stays whole until the new one is written, reads back and is on the disk. Where
    another program holds the target, the result stands beside it under a name with the time.
    """
    draft = _draft(target)
    try:
        write(draft)
        _verify(draft)
        _onto_disk(draft)
        return _in_place(draft, target)
    except Exception as error:
        raise _explained(error, target) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _draft(target: Path) -> Path:
    """An empty file of a name of its own, so that two runs at once don't meet."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target.parent)
        handle, name = tempfile.mkstemp(target.suffix, MARK, target.parent)
        os.close(handle)
    except OSError as error:
        raise _explained(error, target) from error
    if os.name == "posix":
        os.chmod(name, 0o666 & ~_umask() if not target.exists() else target.stat().st_mode & 0o777)
    return Path(name)


def _umask() -> int:
    """The mask of new files; the only way to read it is to set it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sweep(folder: Path) -> None:
    """Remove drafts that a run left behind when it was killed."""
    now = datetime.now().timestamp()
    for left in folder.glob(f"{MARK}*"):
        with suppress(OSError):
            if now - left.stat().st_mtime > STALE_HOURS * 3600:
                left.unlink()


def _verify(path: Path) -> None:
    """Read every part of a zipped result back against its checksum."""
    if path.stat().st_size == 0:
        raise NotWritten("写出的文件是空的；请重试")
    if path.suffix.lower() == ".xlsx":
        try:
            with ZipFile(path) as written:
                broken = written.testzip()
        except (BadZipFile, zlib.error, EOFError) as error:
            raise NotWritten(BROKEN) from error
        if broken:
            raise NotWritten(BROKEN)


def _onto_disk(path: Path) -> None:
    with open(path, "rb+") as written:
        os.fsync(written.fileno())


def _in_place(path: Path, target: Path) -> Path:
    """Where the draft came to stand: the target's place, or beside it where that is held open."""
    try:
        os.replace(path, target)
        result = target
    except PermissionError:
        if not target.exists():
            raise
        stamp = datetime.now().strftime("%H%M%S")
        result = target.with_name(f"{target.stem}_{stamp}{target.suffix}")
        os.replace(path, result)
    if os.name == "posix":
        folder = os.open(result.parent, os.O_RDONLY)
        with suppress(OSError):
            os.fsync(folder)
        os.close(folder)
    return result


def _explained(error: Exception, target: Path) -> Exception:
    """The error as one that says what to do, where it comes from the disk; else itself."""
    if isinstance(error, NotWritten):
        return error
    number = error.errno if isinstance(error, OSError) else None
    if number in FULL or PART_OF_FULL.search(str(error)) or _is_full(error, target.parent):
        return NotWritten(f"磁盘已满，“{target.name}”没有写出，原来的文件没有动；请清理磁盘后重试")
    if isinstance(error, PermissionError):
        return NotWritten(f"没有权限写“{target}”；请检查文件夹权限，或关闭打开它的程序后重试")
    if isinstance(error, OSError):
        why = REASONS.get(error.errno or 0) or error.strerror or error
        return NotWritten(f"“{target}”没有写出，原来的文件没有动：{why}")
    return error


def _is_full(error: Exception, folder: Path) -> bool:
    """True where a writer hid a full disk behind an error of its own, as XML writers do."""
    hides = type(error).__name__ in ("SerialisationError", "FileCreateError", "FileSizeError")
    try:
        return hides and shutil.disk_usage(folder).free < 1 << 16
    except OSError:
        return False
