"""The submission journal: what was handed in when. Append-only, hash-chained, one SQLite file.

Every entry carries two times: `seen`, the moment that the run was thought to happen at, and
`recorded`, the clock when it was written. Where `seen` was given after the fact the entry is
imported: usable history, but weaker evidence. Imports may come in any order; the clock may not
go back.
"""

from xlsales.journal.chain import Fact, Head, heads_in
from xlsales.journal.entry import Entry
from xlsales.journal.journal import Journal
from xlsales.journal.readings import Readings
from xlsales.journal.store import JournalError

__all__ = ["Entry", "Fact", "Head", "Journal", "JournalError", "Readings", "heads_in"]
