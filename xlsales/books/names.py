"""What a workbook's file name says: whose it is and for which week or month."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from xlsales.core.clock import as_date, as_month
from xlsales.core.fold import fold
from xlsales.core.record import Workbook

PLACEHOLDER = {"week": r"\d{4}[-.年]?\d{1,2}[-.月]?\d{1,2}日?", "month": r"\d{4}[-.年]?\d{1,2}月?"}
PERSON = r"[^\W\d_]{1,20}"
COPY = r"(?:\s*\(\d+\)|\s*-?\s*副本)*"


@lru_cache(maxsize=64)
def file_name_fields(stem: str, workbook: Workbook) -> Mapping[str, object]:
    """The labelled fields that a file name gives; empty where it follows no pattern of ours.

    >>> from xlsales.core.record import Workbook
    >>> file_name_fields("周报告_张三_2012-04-16", Workbook("", "周报告_{manager}_{week}", ()))
    {'manager': '张三', 'week': datetime.date(2012, 4, 16)}
    """
    found = _pattern(workbook.pattern).fullmatch(fold(stem))
    if not found:
        return {}
    read = {"week": as_date, "month": as_month}
    try:
        return {n: read[n](text) if n in read else text for n, text in found.groupdict().items()}
    except ValueError:
        return {}


def kind_by_name(stem: str, workbooks: Iterable[Workbook]) -> Workbook | None:
    """The kind of workbook whose word the file name begins with."""
    folded = fold(stem)
    return next((w for w in workbooks if folded.startswith(_word(w.pattern))), None)


@cache
def _word(pattern: str) -> str:
    return fold(pattern.split("_")[0])


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", fold(pattern))
    made = "".join(
        f"(?P<{part}>{PLACEHOLDER.get(part, PERSON)})" if i % 2 else part.replace("_", r"[_\-]?")
        for i, part in enumerate(parts)
    )
    return re.compile(made + COPY)
