"""Reading a sheet column by column gives what reading it cell by cell does, whatever it holds."""

import random
from datetime import date, datetime, time

import pytest

from xlsales.books.book import UNCACHED, Book, Sheet
from xlsales.books.columns import MOST_KNOWN
from xlsales.books.labels import labelled_fields
from xlsales.books.locate import Aliases, locate
from xlsales.books.rows import BATCH, SheetReader
from xlsales.core.record import Record, Unread
from xlsales.core.rule import Finding
from xlsales.core.rulebook import shipped
from xlsales.tables.workbooks import WORKBOOKS

POLICY = shipped()
TABLES = [(w, t) for w in WORKBOOKS for t in w.tables]
ODD = (
    None, None, "", " ", "\u3000", 0, 0.0, False, 1, 1.0, True, "1", -5, 0.05, "5%", 1e17, "1.5万",
    "￥1，234.50 元", "12.5元", 41015, 41015.4, "4月24日", "2012-4-24", "2012.4.24 9:05", "9:05",
    "下午3点", date(2012, 4, 24), datetime(2012, 4, 24, 9, 5), time(9, 5), date(2031, 1, 1), "#1",
    "#REF!", UNCACHED, "合计", " 小计：", "是", "×", "电话", "内部会议", "会议", "CPM", "接触",
    "海天科技", " 张 三 ", "x" * 120,
)  # fmt: skip
OWN = Aliases(choices={"工作类型": {"碰头": "会议"}, "阶段": {"初谈": "接触"}})


def readable(chance, column):
    """A cell that its column takes."""
    choices = (*column.kind.choices, "碰头") if column.kind.choices else ()
    like = {"date": date(2012, 4, 24), "datetime": datetime(2012, 4, 24, 9), "time": time(9),
            "money": 1200.5, "price": "12", "ratio": "5%", "count": 3, "number": 2,
            "month": "2012-04"}  # fmt: skip
    return chance.choice(choices) if choices else like.get(column.kind.format, "海天科技")


def sheet(chance, table, rows, odd):
    """A sheet of a table whose rows are ragged, in an order of columns of its own, partly odd."""
    columns = [c for c in table.columns if not c.labelled]
    chance.shuffle(columns)
    scaled = [c.kind.format in ("money", "price") and chance.random() < 0.5 for c in columns]
    headings = [c.heading + "(万元)" * one for c, one in zip(columns, scaled, strict=True)]
    labels = [v for c in table.columns if c.labelled for v in (c.heading, label(c.name))]
    cells = [
        [chance.choice(ODD) if chance.random() < odd else readable(chance, c) for c in columns]
        for _ in range(rows)
    ]
    for row in cells if odd else ():
        del row[chance.choice((len(row), chance.randrange(len(row) + 1))) :]
    top = len(cells) // 2 + 2
    merged = ((top, 0, top + 2, 0),) if chance.random() < 0.3 else ()
    return Sheet(table.table.sheet, [labels, headings, *cells], merged)


def label(name):
    """What stands above the headings."""
    return {"week": date(2012, 4, 23), "month": "2012-04"}.get(name, "张三")


def reader_of(workbook, one, aliases=OWN):
    """The reader of a sheet, and the rows of it that hold data."""
    book = Book(f"{workbook.kind}.xlsx", (one,))
    located = locate(one, workbook.tables, aliases)
    fields, _ = labelled_fields(book, workbook, [located], POLICY, aliases)
    clause = POLICY.latest(located.table.table.clause)
    return SheetReader(book.name, located, fields, clause, aliases)


def shown(items):
    """Everything that is to be known of what was read, types and cells included."""
    return [
        (type(i), repr(i), i.row, repr(i.place)) if isinstance(i, (Record, Unread)) else repr(i)
        for i in items
    ]


def agreed(reader):
    """What the reader reads, which is what it reads cell by cell."""
    read = list(reader.rows())
    assert shown(read) == shown(
        item for number, cells in reader.data_rows() for item in reader.row(number, cells)
    )
    return read


@pytest.mark.parametrize(("workbook", "table"), TABLES, ids=lambda one: getattr(one, "kind", ""))
@pytest.mark.parametrize("odd", [0.0, 0.02, 0.5])
def test_whole_columns_are_read_like_single_cells(workbook, table, odd):
    chance = random.Random(f"{table.__name__}{odd}")
    kinds = set()
    for _ in range(6):
        kinds |= set(map(type, agreed(reader_of(workbook, sheet(chance, table, 40, odd)))))
    wanted = {0.0: {table}, 0.02: {table, Finding, Unread}, 0.5: {Finding, Unread}}
    assert wanted[odd] <= kinds <= {table, Finding, Unread}


@pytest.mark.parametrize(
    ("headings", "held"),
    [(["随便", "什么"], []), (["序号", "备注"], [3]), (["序号", "备注", "客户公司名称"], [2, 3])],
)
def test_rows_hold_data_where_they_do_below_a_heading_that_is_known(headings, held):
    workbook = next(w for w, table in TABLES if table.table.sheet == "漏斗")
    rows = [headings, [1, None, ""], [2, None, "甲"], [3, "乙", None], ["合计", "乙", "甲"]]
    reader = reader_of(workbook, Sheet("漏斗", rows))
    assert [number for number, _ in reader.data_rows()] == held


def test_a_sheet_longer_than_one_batch_and_more_words_than_are_kept_are_read_whole():
    workbook, table = next(pair for pair in TABLES if pair[1].table.sheet == "工作")
    chance = random.Random(1)
    rows = BATCH * 2 + MOST_KNOWN + 7
    long = sheet(chance, table, rows, 0.0)
    columns = [c for c in table.columns if not c.labelled]
    where = [next(n for n, h in enumerate(long.rows[1]) if h == c.heading) for c in columns]
    for number, row in enumerate(long.rows[2:]):
        for column, index in zip(columns, where, strict=True):
            if column.name == "content" and index < len(row):
                row[index] = f"谈第{number}次" if number % 9 else "#REF!"
    read = agreed(reader_of(workbook, long))
    assert sum(isinstance(item, Finding) for item in read) > rows / 10
    assert sum(isinstance(item, table) for item in read) > rows / 10


def test_a_record_made_by_columns_is_the_one_that_its_table_makes():
    workbook, table = TABLES[0]
    read = agreed(reader_of(workbook, sheet(random.Random(3), table, 5, 0.0)))
    made = next(item for item in read if isinstance(item, table))
    values = {c.name: getattr(made, c.name) for c in table.columns}
    again = table(place=made.place, row=made.row, **values)
    assert (made, hash(made), repr(made)) == (again, hash(again), repr(again))
    assert (made.place, made.row) == (again.place, again.row)
    with pytest.raises(AttributeError):
        made.row = 1
