"""Looking for headings in haste finds what looking at every cell and every table would find."""

import random
from datetime import date

from xlsales.books.book import Sheet
from xlsales.books.headings import OTHER, heading_key, heading_rows, joined
from xlsales.books.locate import Aliases, heading_words, locate
from xlsales.tables.workbooks import WORKBOOKS

TABLES = tuple(dict.fromkeys(t for w in WORKBOOKS for t in w.tables))
OWN = Aliases(headings={"漏斗": {"往来单位": "客户公司名称", "(甲)方": "联系人"}})
HEADINGS = [c.heading for t in TABLES for c in t.columns] + ["往来单位", "（甲）方"]
AROUND = (
    "",
    "*",
    "＊",
    "：",
    "(元)",
    "（必填）",
    "[1]",
    " ",
    "\u3000",
    "\n",
    "\ufeff",
    "¨",
    "x",
    "1",
)
PLAIN = (
    None,
    "",
    " ",
    1,
    1.0,
    True,
    2.5,
    date(2012, 4, 23),
    "：",
    "(元)",
    "海天科技",
    "谈方案",
    "㈱",
)


def cell(chance):
    """A heading, much or little dressed up, or something else."""
    if chance.random() < 0.5:
        return chance.choice(PLAIN)
    heading = chance.choice(HEADINGS)
    return chance.choice(AROUND) + heading + "".join(chance.choices(AROUND, k=2))


def grid(chance):
    """Some rows of such cells, of different lengths."""
    return [[cell(chance) for _ in range(chance.randrange(12))] for _ in range(25)]


def key(value, words):
    """What a cell is to the search."""
    found = heading_key(value) if isinstance(value, str) else ""
    return found if not found or found in words else OTHER


def test_a_cell_is_a_heading_or_not_however_it_is_looked_at():
    words = frozenset(w for t in TABLES for w in heading_words(t, OWN))
    found = 0
    for seed in range(60):
        rows = grid(random.Random(seed))
        keys = [tuple(key(v, words) for v in row) for row in rows[:20]]
        wanted = [(n, row) for n, row in enumerate(keys) if words & set(row)]
        assert [(n, row) for n, row, _ in heading_rows(rows, words)] == wanted
        found += len(wanted)
    assert found > 500


def fitting(table, rows):
    """The fields of a table in the row that holds most of them, as a plain search finds them."""
    words = heading_words(table, OWN)
    best = -1, {}
    for number, row, above in rows:
        for one in (row, joined(row, above)) if set(row) & set(words) else ():
            columns = {}
            for index, word in enumerate(one):
                if word in words:
                    columns.setdefault(words[word], index)
            if len(columns) > len(best[1]):
                best = number, columns
    return best


def test_the_row_of_headings_is_the_same_for_every_table():
    words = frozenset(w for t in TABLES for w in heading_words(t, OWN))
    for seed in range(40):
        rows = grid(random.Random(seed))
        for table in TABLES:
            located = locate(Sheet(table.table.sheet, rows), (table,), OWN)
            wanted = fitting(table, heading_rows(rows, frozenset(heading_words(table, OWN))))
            assert (located.header, located.columns) == wanted
            among_all = locate(Sheet(table.table.sheet, rows), TABLES, OWN)
            if among_all.table is table:
                assert (among_all.header, among_all.columns) == fitting(
                    table, heading_rows(rows, words)
                )
