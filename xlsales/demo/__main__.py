"""Write the committed workbooks anew: blank templates, the samples, samples of other companies."""

from __future__ import annotations

import shutil
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from xlsales.demo.generator import Planted, department
from xlsales.demo.other import write_other
from xlsales.demo.rulebooks import write_rulebooks
from xlsales.hosts.files.templates import write_workbook
from xlsales.tables.workbooks import WORKBOOKS

SAMPLE_PEOPLE = 6
SAMPLE_WEEKS = (date(2012, 4, 16), date(2012, 4, 23))
SAMPLE_SEED = 2012
LISTED = "samples-planted.json"


def write_samples(folder: Path) -> Planted:
    """Write the small department of the samples, and beside its folder what is planted in it."""
    planted = department(folder / "samples", SAMPLE_PEOPLE, SAMPLE_WEEKS, SAMPLE_SEED)
    (folder / LISTED).write_text(planted.as_json(), "utf-8", newline="\n")
    return planted


def write_all(folder: Path) -> None:
    """Write everything that stands in the folder of workbooks, in place of what is there."""
    for name in ("templates", "samples", "samples-other", "samples-rulebooks"):
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir(parents=True)
    for workbook in WORKBOOKS:
        write_workbook(folder / "templates" / f"{workbook.kind}.xlsx", workbook)
    write_samples(folder)
    write_other(folder / "samples-other")
    write_rulebooks(folder / "samples-rulebooks")


if __name__ == "__main__":
    asked = ArgumentParser(prog="python -m xlsales.demo", description=__doc__)
    asked.add_argument("folder", type=Path, nargs="?", default=Path("workbooks"))
    write_all(asked.parse_args().folder)
