"""Turns workbooks into pictures of their printed pages, to be looked at.

python -m tests.pictures WORKBOOK... FOLDER
"""

import sys
from pathlib import Path

from tests.office import Office


def main(*arguments: str) -> None:
    """Prints the place of each picture."""
    *workbooks, folder = map(Path, arguments)
    if not workbooks:
        sys.exit("usage: python -m tests.pictures WORKBOOK... FOLDER")
    office = Office()
    try:
        for workbook in workbooks:
            print(*office.pages(workbook, folder), sep="\n")
    finally:
        office.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
