"""A workbook of XlsxWriter put together anew, with streamed rows among those that it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from xlsales.hosts.files.rows import Rows
from xlsales.hosts.files.strings import Strings

LEVEL = 4
STRINGS = "xl/sharedStrings.xml"
END = re.compile(r'(?<=<dimension ref="A1:)([A-Z]+)(\d+)')
ROW = re.compile(r'<row r="(\d+)"[^>]*?(?:/>|>(.*?)</row>)', re.DOTALL)
COUNTED = re.compile(r' count="\d+" uniqueCount="(\d+)"')
AT_ONCE = 1 << 18


def spliced(made: IO[bytes], path: Path, streamed: Mapping[str, Sequence[Rows]]) -> None:
    """Write the workbook `made` to the path, with the rows that are streamed into its sheets.

    `streamed` gives the rows by the names of the parts that they stand in.
    """
    with ZipFile(made) as source, ZipFile(path, "w", ZIP_DEFLATED, compresslevel=LEVEL) as result:
        [count] = COUNTED.findall(source.read(STRINGS).decode())
        strings = Strings(int(count))
        for name in source.namelist():
            text = source.read(name)
            with result.open(name, "w") as part:
                if name == STRINGS:
                    _put(part, _longer(text.decode(), strings))
                elif name in streamed:
                    _put(part, _with_rows(text.decode(), streamed[name], strings))
                else:
                    part.write(text)


def _put(part: IO[bytes], pieces: Iterable[str]) -> None:
    """Write the pieces of a part, many at once."""
    gathered: list[str] = []
    size = 0
    for piece in pieces:
        gathered.append(piece)
        size += len(piece)
        if size > AT_ONCE:
            part.write("".join(gathered).encode())
            gathered.clear()
            size = 0
    part.write("".join(gathered).encode())


def _longer(table: str, strings: Strings) -> Iterator[str]:
    """The table of shared strings with those of the streamed rows behind its own."""
    own, _, end = COUNTED.sub("", table, count=1).rpartition("</sst>")
    return chain((own,), strings.table(), ("</sst>", end))


def _with_rows(sheet: str, streamed: Sequence[Rows], strings: Strings) -> Iterator[str]:
    """The sheet with the streamed rows at their places; cells beside such a row join it."""
    begin, opened, rest = sheet.partition("<sheetData>")
    data, closed, end = rest.partition("</sheetData>")
    last = max((rows.last for rows in streamed), default=0)
    yield END.sub(lambda found: f"{found[1]}{max(int(found[2]), last)}", begin) + opened
    own = ROW.finditer(data)
    held = next(own, None)
    for number, row in chain.from_iterable(rows.stated(strings) for rows in streamed):
        while held and int(held[1]) < number:
            yield held[0]
            held = next(own, None)
        if held and int(held[1]) == number:
            yield f"{row.removesuffix('</row>')}{held[2] or ''}</row>"
            held = next(own, None)
        else:
            yield row
    yield from (row[0] for row in chain((held,) if held else (), own))
    yield closed + end
