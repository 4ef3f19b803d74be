"""Values on their way between Calc and the worksheet functions."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Tuple

EPOCH = datetime(1899, 12, 30)
Area = Tuple[Tuple[Any, ...], ...]


def taken(argument: Any) -> Any:
    """What Calc hands over as the functions take it: a range as rows, a missing one as None."""
    if isinstance(argument, tuple):
        return [list(row) if isinstance(row, tuple) else [row] for row in argument]
    return argument


def handed(result: Any) -> Any:
    """A result as Calc takes it: numbers, texts, or rows of the same width of them."""
    if isinstance(result, list):
        rows = [row if isinstance(row, list) else [row] for row in result]
        width = max(map(len, rows))
        return tuple(tuple(map(_single, row)) + ("",) * (width - len(row)) for row in rows)
    return _single(result)


def _single(value: Any) -> Any:
    if isinstance(value, (bool, int)):
        return float(value)
    if isinstance(value, datetime):
        return (value - EPOCH) / timedelta(days=1)
    if isinstance(value, date):
        return float((value - EPOCH.date()).days)
    return value if isinstance(value, float) else str("" if value is None else value)
