"""From a folder to records: every file gets a verdict, every row that can be read a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from xlsales.actions.department import SeenFile, Verdict
from xlsales.actions.kept import Kept
from xlsales.books.book import Book
from xlsales.books.names import file_name_fields
from xlsales.books.read import Reading, read
from xlsales.books.rows import PERIODS
from xlsales.core.policy import Policy
from xlsales.core.records import Records
from xlsales.core.rule import Finding
from xlsales.core.submission import Whose
from xlsales.core.values import dataclass
from xlsales.hosts.base import Unreadable
from xlsales.hosts.files.folder import Seen, see
from xlsales.hosts.files.safe import Received, read_many
from xlsales.settings import Settings
from xlsales.tables.parameters import POLICY_VALUES
from xlsales.tables.workbooks import WORKBOOKS

UNKNOWN = (
    "不认识的工作簿：没有一张表的名称和表头是已知的；"
    "如果是贵司自己的表格，请用“接入现有表格”（xlsales adopt）说明"
)


Progress = Callable[[int, int, str], None]


def quiet(done: int, total: int, what: str) -> None:
    """Reports progress to nobody."""


@dataclass(frozen=True)
class ReadFile:
    """A file of the folder, what it was read as, and the bytes that were handed in.

    There are none of a file that was known before.
    """

    seen: SeenFile
    reading: Reading
    content: bytes = b""


def understood(book: Book, policy: Policy, settings: Settings) -> Reading:
    """What a workbook was read as."""
    return read(book, (*WORKBOOKS, POLICY_VALUES), policy, settings.aliases)


def read_file(path: Path, name: str, policy: Policy, settings: Settings) -> ReadFile:
    """One file, read or refused with a reason."""
    return next(_read_all((see(path, name),), policy, settings))


def read_open(book: Book, policy: Policy, settings: Settings) -> ReadFile:
    """A workbook that is open in a spreadsheet, as it stands there."""
    return _judged(book.name, "", b"", understood(book, policy, settings))


def _read_all(
    files: Sequence[Seen], policy: Policy, settings: Settings, kept: Kept | None = None
) -> Iterator[ReadFile]:
    """Every file with a verdict, in order; what is to be ignored, or is known, is not opened."""
    known = {seen.name for seen in files if kept and kept.has(seen)}
    opened = read_many(seen for seen in files if seen.name not in known)
    for seen in files:
        if seen.ignored:
            unread = SeenFile(seen.name, Verdict.IGNORED, reason=seen.ignored)
            yield ReadFile(unread, Reading(None))
        elif kept and seen.name in known:
            yield _again(seen, kept) or next(_read_all((seen,), policy, settings))
        else:
            one = _read_one(next(opened), policy, settings)
            if kept and one.seen.verdict.is_read:
                kept.keep(one.seen.file, one.seen.sha256, one.reading)
            yield one


def _again(seen: Seen, kept: Kept) -> ReadFile | None:
    """A file as it was read before."""
    reading = kept.take(seen)
    return _judged(seen.name, seen.sha256, b"", reading) if reading else None


def _read_one(received: Received, policy: Policy, settings: Settings) -> ReadFile:
    name = received.seen.name
    if isinstance(received.outcome, Unreadable):
        reason = str(received.outcome)
        return ReadFile(SeenFile(name, Verdict.REJECTED, reason=reason), Reading(None))
    book = received.outcome
    reading = understood(book, policy, settings)
    judged = _judged(name, received.sha256, received.content, reading)
    hidden = [s.name for s in book.sheets if s.hidden and s.name in judged.reading.rows]
    causes = [*book.remarks, *(f"工作表「{n}」是隐藏的，里面有数据，请取消隐藏" for n in hidden)]
    return _put_aside(judged, causes) if causes and judged.seen.verdict.is_read else judged


def _put_aside(one: ReadFile, causes: Iterable[str]) -> ReadFile:
    """The file left to a person, who looks at it before its rows count."""
    reason = f"{'；'.join(causes)}；没有读入，请核对后重新提交"
    return ReadFile(replace(one.seen, verdict=Verdict.QUARANTINED, reason=reason), Reading(None))


def _judged(name: str, mark: str, content: bytes, reading: Reading) -> ReadFile:
    if reading.workbook is None:
        refused = SeenFile(name, Verdict.REJECTED, reason=UNKNOWN, sha256=mark)
        return ReadFile(refused, reading)
    person = str(reading.fields.get("manager") or "")
    workbook = reading.workbook
    period = _period(reading.fields) or _period(file_name_fields(Path(name).stem, workbook))
    seen = SeenFile(name, Verdict.ACCEPTED, workbook.kind, "", reading.rows, person, period, mark)
    return ReadFile(seen, reading, content)


def _period(fields: Mapping[str, Any]) -> date | None:
    """The first day of the week or month that the fields state."""
    return next((fields[name] for name in PERIODS if fields.get(name)), None)


def without_doubles(files: Iterable[ReadFile]) -> Iterator[ReadFile]:
    """The files with all but one of those that report the same for the same person and period.

    A byte-equal copy is ignored; a differing one is put aside for a person, who keeps one of them.
    """
    kept: dict[Whose, SeenFile] = {}
    for one in files:
        seen = one.seen
        is_one_of_a_kind = seen.verdict.is_read and bool(seen.person or seen.period)
        first = kept.setdefault(seen.whose, seen) if is_one_of_a_kind else seen
        yield one if first is seen else _double(one, first)


def _double(one: ReadFile, first: SeenFile) -> ReadFile:
    if one.seen.sha256 == first.sha256:
        verdict, reason = Verdict.IGNORED, f"与{first.file}内容完全相同"
    else:
        verdict = Verdict.QUARANTINED
        reason = f"与{first.file}是同一人同一期的同一种表，内容不同，没有读入；请只保留一份"
    return ReadFile(replace(one.seen, verdict=verdict, reason=reason), Reading(None))


def records_of(files: Iterable[ReadFile]) -> Records:
    """All records read from the files."""
    return Records(r for one in files for r in one.reading.records)


def findings_of(files: Iterable[ReadFile]) -> tuple[Finding, ...]:
    """All findings made while reading the files."""
    return tuple(f for one in files for f in one.reading.findings)


def read_folder(
    seen: Sequence[Seen],
    policy: Policy,
    settings: Settings,
    progress: Progress,
    kept: Kept | None = None,
) -> Iterator[ReadFile]:
    """Every file seen in a folder, read or refused with a reason, one after the other."""

    def told() -> Iterator[ReadFile]:
        for number, one in enumerate(_read_all(seen, policy, settings, kept), 1):
            progress(number, len(seen), one.seen.file)
            yield one

    return without_doubles(told())
