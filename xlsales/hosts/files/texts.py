"""Comma separated text as a workbook of one sheet."""

from __future__ import annotations

from io import StringIO

from xlsales.books.book import Book, Sheet
from xlsales.hosts.files.refusal import refusal

ENCODINGS = ("utf-8-sig", "gb18030")
BYTE_ORDERS = (b"\xff\xfe", b"\xfe\xff")
SEPARATORS = ",\t;"


def read_text(content: bytes, name: str) -> Book:
    """The only sheet, named by the file's stem, with every cell as text."""
    import csv  # late: hardly anybody hands in such a file

    text = _decoded(content)
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise refusal("damaged") from error
    book = Book(name, ())
    return Book(name, (Sheet(book.stem, [[cell or None for cell in row] for row in rows]),))


def _decoded(content: bytes) -> str:
    """The text in the first encoding that fits."""
    encodings = ("utf-16",) if content.startswith(BYTE_ORDERS) else ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refusal("encoding")
