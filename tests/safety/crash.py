"""A writer to be killed: python -m tests.safety.crash TARGET writes it again and again."""

import sys
from itertools import count
from pathlib import Path

import openpyxl

from xlsales.hosts.files.atomic import replacing

ROWS = 400


def write(path: Path, version: int) -> None:
    """Write a workbook all of whose cells hold the version."""
    made = openpyxl.Workbook()
    for _ in range(ROWS):
        made.active.append([version] * 10)
    made.save(path)


def main(target: Path) -> None:
    """Write ever newer versions; say each that stands."""
    for version in count():
        replacing(target, lambda path, version=version: write(path, version))
        print(version, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
