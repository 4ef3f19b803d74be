"""Where the time of a consolidation goes: reading, judging and remembering, writing."""

import gc
import json
import sys
import time
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from xlsales.actions.asked import Asked
from xlsales.actions.judging import read_department
from xlsales.actions.pack import meeting_pack, pack_document
from xlsales.actions.policy import policy_of
from xlsales.actions.reading import quiet, read_folder
from xlsales.core.clock import as_date
from xlsales.hosts.files.folder import scan
from xlsales.hosts.files.pages import write_pages
from xlsales.settings import load


def main(folder, journal, week, moment):
    """Consolidate a folder step by step, and tell the processor seconds of each step."""
    gc.disable()  # as the command does
    place = Path(folder)
    for known in Path(journal).parent.glob(f"{Path(journal).name}*"):
        known.unlink()
    wanted = Asked(
        place, datetime.fromisoformat(moment), datetime.now(), as_date(week), journal=Path(journal)
    )
    settings = load(place)
    policy = policy_of(place, settings).policy
    times = [time.process_time()]
    tuple(read_folder(scan(place), policy, settings, quiet))
    times.append(time.process_time())
    department = read_department(wanted)
    times.append(time.process_time())
    target, pages = Path(journal).with_suffix(".xlsx"), meeting_pack(department)
    write_pages(target, pages, pack_document(department))
    times.append(time.process_time())
    reading, both, writing = (after - before for before, after in pairwise(times))
    print(json.dumps({"reading": reading, "judging": both - reading, "writing": writing}))


if __name__ == "__main__":
    main(*sys.argv[1:])
