"""A workbook of XlsxWriter put together anew, with streamed rows among those that it holds."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from xlsales.hosts.files.rows import Rows
from xlsales.hosts.files.strings import Strings
from xlsales.hosts.files.zips import Member, deflated, inflated, parts_of, taken, zipped

LEVEL = 2
STRINGS = "xl/sharedStrings.xml"
END = re.compile(rb'(?<=<dimension ref="A1:)([A-Z]+)(\d+)')
ROW = re.compile(rb'<row r="(\d+)"[^>]*?(?:/>|>(.*?)</row>)', re.DOTALL)
COUNTED = re.compile(rb' count="\d+" uniqueCount="(\d+)"')
AT_ONCE = 1 << 12


def spliced(made: bytes, streamed: Mapping[str, Sequence[Rows]]) -> Iterator[bytes]:
    """The workbook `made`, piece by piece, with the rows that are streamed into its sheets.

    `streamed` gives the rows by the names of the parts that they stand in.
    """
    return zipped(_parts(made, streamed))


def _parts(made: bytes, streamed: Mapping[str, Sequence[Rows]]) -> Iterator[tuple[str, Member]]:
    listed = parts_of(made)
    [count] = COUNTED.findall(inflated(taken(made, dict(listed)[STRINGS])))
    strings = Strings(int(count))
    for name, entry in listed:
        one = taken(made, entry)
        if name == STRINGS:
            yield name, deflated(_longer(inflated(one), strings), LEVEL)
        elif streamed.get(name):
            yield name, deflated(_with_rows(inflated(one), streamed[name], strings), LEVEL)
        else:
            yield name, one


def _longer(table: bytes, strings: Strings) -> Iterator[bytes]:
    """The table of shared strings with those of the streamed rows behind its own."""
    own, _, end = COUNTED.sub(b"", table, count=1).rpartition(b"</sst>")
    added = strings.table()
    yield own
    while some := "".join(islice(added, AT_ONCE)):
        yield some.encode()
    yield b"</sst>" + end


def _with_rows(sheet: bytes, streamed: Iterable[Rows], strings: Strings) -> Iterator[bytes]:
    """The sheet with the streamed rows at their places; cells beside such a row join it."""
    begin, opened, rest = sheet.partition(b"<sheetData>")
    data, closed, end = rest.partition(b"</sheetData>")
    last = max(rows.last for rows in streamed)
    yield END.sub(lambda found: b"%b%d" % (found[1], max(int(found[2]), last)), begin) + opened
    own = deque(ROW.finditer(data))
    for numbers, rows in chain.from_iterable(rows.stated(strings) for rows in streamed):
        while own and int(own[0][1]) <= numbers[-1]:
            held = own.popleft()
            place = int(held[1]) - numbers[0]
            if place < 0:
                yield held[0]
            else:
                rows[place] = b"%b%b</row>" % (rows[place].removesuffix(b"</row>"), held[2] or b"")
        yield b"".join(rows)
    yield from (row[0] for row in own)
    yield closed + end
