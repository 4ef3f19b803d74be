"""A stand-in for Excel below real xlwings: an engine whose workbooks are openpyxl's.

It behaves as Excel does where it matters: numbers are floats, a time is a share of a day, a text
beginning with = becomes a formula and one that looks like a number becomes one, an apostrophe
makes a text, a mixed range has no common answer, and a protected sheet refuses every change.
"""

from __future__ import annotations

import itertools
import re
from copy import copy
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import xlwings as xw
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter, range_boundaries
from xlwings import base_classes

from xlsales.hosts.excel.host import ExcelHost

ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"}
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?%?")
DAY = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


class Refused(Exception):
    """What Excel says where it does not let a change happen."""


class Engine:
    """The engine that xlwings asks."""

    name, type = "paper", "desktop"

    def __init__(self):
        self.apps = Apps()

    @staticmethod
    def prepare_xl_data_element(cell, options):
        return cell

    @staticmethod
    def clean_value_data(rows, dates, empty_as, numbers, err_to_str):
        def one(cell):
            if cell is None or cell == "":
                return empty_as
            if isinstance(cell, str) and cell in ERRORS:
                return cell if err_to_str else None
            if isinstance(cell, datetime):
                parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
                return dates(**{p: getattr(cell, p) for p in parts}, tzinfo=None)
            if isinstance(cell, (int, float)) and not isinstance(cell, bool):
                return (numbers or float)(cell)
            return cell

        return [[one(cell) for cell in row] for row in rows]


class Apps(base_classes.Apps):
    def __init__(self):
        self.all = []

    def keys(self):
        return [app.pid for app in self.all]

    def __iter__(self):
        return iter(self.all)

    def __len__(self):
        return len(self.all)

    def __getitem__(self, pid):
        return next(app for app in self.all if app.pid == pid)

    def add(self, **_):
        self.all.append(App(len(self.all) + 1))
        return self.all[-1]


class App(base_classes.App):
    """One Excel. A test says beforehand what a person answers, and reads afterwards what was
    said."""

    screen_updating = display_alerts = visible = True

    def __init__(self, pid):
        self._pid, self._books = pid, []
        self.answers, self.said, self.shown, self.asked, self.clipboard = [], [], [], [], None

    engine = property(lambda self: ENGINE)
    pid = property(lambda self: self._pid)
    api = property(lambda self: self)
    books = property(lambda self: Books(self))
    status_bar = property(
        lambda self: self.shown[-1] if self.shown else False,
        lambda self, text: self.shown.append(text),
    )

    @property
    def selection(self):
        """The cell that a test has put the cursor on."""
        return self.cursor

    cursor = None

    def activate(self, steal_focus):
        pass

    def alert(self, prompt, title, buttons, mode, callback):
        self.said.append(prompt)
        return self.answers.pop(0) if buttons != "ok" else "ok"

    def run(self, macro, args):
        """What the add-in's own dialogs give: the next thing that the person answers."""
        self.asked.append((macro.rpartition("!")[2], *args))
        return self.answers.pop(0)


class Books(base_classes.Books):
    def __init__(self, app):
        self.app, self.all = app, app._books

    def __call__(self, key):
        if isinstance(key, int):
            return self.all[key - 1]
        return _named(self.all, key)

    def __len__(self):
        return len(self.all)

    def __iter__(self):
        return iter(self.all)

    def __contains__(self, key):
        return any(book.name == key for book in self.all)

    @property
    def active(self):
        return self.all[-1] if self.all else None

    def add(self):
        return self._with(Book(self.app, openpyxl.Workbook(), ""))

    def open(self, path, *_, **__):
        return self._with(Book(self.app, openpyxl.load_workbook(path), str(path)))

    def _with(self, book):
        self.all.append(book)
        return book


class Book(base_classes.Book):
    def __init__(self, app, workbook, path):
        self._app, self.workbook, self.path = app, workbook, path

    app = property(lambda self: self._app)
    api = property(lambda self: self.workbook)
    name = property(lambda self: Path(self.path).name if self.path else "工作簿1")
    fullname = property(lambda self: self.path or "工作簿1")
    sheets = property(lambda self: Sheets(self))

    def save(self, path=None, password=None):
        self.path = str(path or self.path)
        self.workbook.save(self.path)

    def close(self):
        self._app._books.remove(self)

    def activate(self):
        self._app._books.sort(key=lambda book: book is self)


class Sheets(base_classes.Sheets):
    def __init__(self, book):
        self.book, self.all = book, book.workbook.worksheets

    api = property(lambda self: self.book.workbook)

    @property
    def active(self):
        return Sheet(self.book, self.book.workbook.active)

    def __call__(self, key):
        if isinstance(key, int):
            return Sheet(self.book, self.all[key - 1])
        return _named(self, key)

    def __len__(self):
        return len(self.all)

    def __iter__(self):
        return (Sheet(self.book, page) for page in self.all)

    def __contains__(self, key):
        return any(s.name.casefold() == key.casefold() for s in self)

    def add(self, before=None, after=None, name=None):
        workbook = self.book.workbook
        if workbook.security and workbook.security.lockStructure:
            raise Refused("工作簿受保护")
        made = workbook.create_sheet(name, after.index if after else 0)
        workbook.active = made
        return Sheet(self.book, made)


class Sheet(base_classes.Sheet):
    def __init__(self, book, page):
        self._book, self.page = book, page

    api = property(lambda self: self.page)
    book = property(lambda self: self._book)
    index = property(lambda self: self._book.workbook.worksheets.index(self.page) + 1)

    @property
    def name(self):
        return self.page.title

    @name.setter
    def name(self, name):
        self.page.title = name

    @property
    def visible(self):
        return self.page.sheet_state == "visible"

    @visible.setter
    def visible(self, visible):
        self.page.sheet_state = "visible" if visible else "hidden"

    @property
    def used_range(self):
        used = [k for k, c in self.page._cells.items() if c.value is not None or c.has_style]
        used += [(a.max_row, a.max_col) for a in self.page.merged_cells.ranges]
        rows, columns = zip(*(used or [(1, 1)]), strict=True)
        return Range(self, min(rows), min(columns), max(rows), max(columns))

    def range(self, first, second=None):
        box = self._box(first)
        if second is not None:
            other = self._box(second)
            box = (
                min(box[0], other[0]), min(box[1], other[1]),
                max(box[2], other[2]), max(box[3], other[3]),
            )  # fmt: skip
        return Range(self, *box)

    def _box(self, place):
        if isinstance(place, Range):
            return place.box
        if isinstance(place, tuple):
            row, column, *shape = place
            height, width = shape or (1, 1)
            return row, column, row + height - 1, column + width - 1
        left, top, right, bottom = range_boundaries(place.replace("$", ""))
        return top, left, bottom, right

    def activate(self):
        self._book.workbook.active = self.page

    def delete(self):
        if self.page.sheet_state != "visible":
            raise Refused("不能删除隐藏的工作表")
        self._book.workbook.remove(self.page)


class Font(base_classes.Font):
    def __init__(self, cells):
        self.cells = cells

    def _set(self, part, value):
        for cell in self.cells.written():
            font = copy(cell.font)
            setattr(font, part, value)
            cell.font = font

    name = property(lambda self: "", lambda self, v: self._set("name", v))
    size = property(lambda self: 0, lambda self, v: self._set("sz", v))
    color = property(lambda self: None, lambda self, v: self._set("color", _argb(v)))
    bold = property(lambda self: self.cells.corner.font.b, lambda self, v: self._set("b", v))


class Note(base_classes.Note):
    def __init__(self, cell):
        self.cell = cell

    text = property(lambda self: self.cell.comment.text)

    def delete(self):
        self.cell.comment = None


class Range(base_classes.Range):
    def __init__(self, sheet, top, left, bottom, right):
        self._sheet, self.box = sheet, (top, left, bottom, right)
        self.page = sheet.page

    api = property(lambda self: self)
    sheet = property(lambda self: self._sheet)
    row = property(lambda self: self.box[0])
    column = property(lambda self: self.box[1])
    shape = property(lambda self: (self.box[2] - self.box[0] + 1, self.box[3] - self.box[1] + 1))
    corner = property(lambda self: self.page.cell(self.row, self.column))
    font = property(lambda self: Font(self))

    def __len__(self):
        return self.shape[0] * self.shape[1]

    def __call__(self, row, column=None):
        if column is None:
            row, column = (n + 1 for n in divmod(row - 1, self.shape[1]))
        row, column = self.row + row - 1, self.column + column - 1
        return Range(self._sheet, row, column, row, column)

    def places(self):
        top, left, bottom, right = self.box
        return itertools.product(range(top, bottom + 1), range(left, right + 1))

    def written(self):
        """The cells, to be changed."""
        if self.page.protection.sheet:
            raise Refused("工作表受保护")
        cells = [self.page.cell(*place) for place in self.places()]
        return [cell for cell in cells if not isinstance(cell, MergedCell)]

    @property
    def raw_value(self):
        top, left, bottom, right = self.box
        return [
            [_as_excel(self.page._cells.get((row, c))) for c in range(left, right + 1)]
            for row in range(top, bottom + 1)
        ]

    @raw_value.setter
    def raw_value(self, values):
        cells = self.written()
        given = itertools.chain(*values) if isinstance(values, list) else itertools.repeat(values)
        for cell, value in zip(cells, given, strict=isinstance(values, list)):
            _enter(cell, value)

    @property
    def formula(self):
        return self.corner.value

    @formula.setter
    def formula(self, text):
        for cell in self.written():
            cell.value = text

    @property
    def number_format(self):
        found = {self._format(place) for place in self.places()}
        return found.pop() if len(found) == 1 else None

    @number_format.setter
    def number_format(self, text):
        for cell in self.written():
            cell.number_format = text

    def _format(self, place):
        cell = self.page._cells.get(place)
        return cell.number_format if cell is not None else "General"

    @property
    def color(self):
        fill = self.corner.fill
        if fill.fill_type is None:
            return None
        is_plain = fill.fill_type == "solid"
        return tuple(bytes.fromhex(fill.fgColor.rgb[-6:])) if is_plain else (1, 1, 1)

    @color.setter
    def color(self, colour):
        fill = PatternFill() if colour is None else PatternFill("solid", _argb(colour))
        for cell in self.written():
            cell.fill = copy(fill)

    @property
    def column_width(self):
        return self.page.column_dimensions[get_column_letter(self.column)].width

    @column_width.setter
    def column_width(self, width):
        for column in range(self.box[1], self.box[3] + 1):
            self.page.column_dimensions[get_column_letter(column)].width = width

    @property
    def wrap_text(self):
        return bool(self.corner.alignment.wrap_text)

    @wrap_text.setter
    def wrap_text(self, wrap):
        for cell in self.written():
            alignment = copy(cell.alignment)
            alignment.wrap_text = wrap
            cell.alignment = alignment

    @property
    def merge_area(self):
        for area in self.page.merged_cells.ranges:
            if self.corner.coordinate in area:
                return Range(self._sheet, area.min_row, area.min_col, area.max_row, area.max_col)
        return self

    @property
    def merge_cells(self):
        held = {
            any(get_column_letter(c) + str(r) in a for a in self.page.merged_cells.ranges)
            for r, c in self.places()
        }
        return held.pop() if len(held) == 1 else None

    def get_address(self, fixed_row=True, fixed_column=True, external=False):
        def place(row, column):
            letters = ("$" if fixed_column else "") + get_column_letter(column)
            return letters + ("$" if fixed_row else "") + str(row)

        first, last = place(*self.box[:2]), place(*self.box[2:])
        return first if first == last else f"{first}:{last}"

    @property
    def note(self):
        return Note(self.corner) if self.corner.comment else None

    def add_note(self, text):
        (cell,) = self.written()
        if cell.comment is not None:
            raise Refused("单元格已有批注")
        cell.comment = Comment(text, "Excel用户")
        return Note(cell)

    def copy(self, destination):
        if destination is None:
            self._sheet.book.app.clipboard = self.corner
            return
        (target,) = destination.impl.written()
        target.value, target._style = self.corner.value, copy(self.corner._style)
        target.comment = copy(self.corner.comment)

    def paste(self, paste=None, operation=None, skip_blanks=False, transpose=False):
        source = self._sheet.book.app.clipboard
        for cell in self.written():
            if paste == "formats":
                cell._style = copy(source._style)
            elif paste == "comments":
                cell.comment = copy(source.comment)

    def clear_contents(self):
        for cell in self.written():
            cell.value = None


def _argb(colour):
    return "FF" + bytes(colour).hex().upper()


def _named(things, name):
    for one in things:
        if one.name.casefold() == name.casefold():
            return one
    raise KeyError(name)


def _as_excel(cell):
    """The cell as Excel hands it over."""
    value = None if cell is None else cell.value
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return value


def _enter(cell, value):
    """Put a value into a cell as if somebody had typed it."""
    if not isinstance(value, str):
        cell.value = value
    elif value.startswith("'"):
        cell.value = value[1:]
        cell.data_type = "s"
        cell.quotePrefix = True
    elif value.startswith("="):
        cell.value = value
    elif NUMBER.fullmatch(value):
        cell.value = float(value.rstrip("%"))
    elif DAY.fullmatch(value):
        cell.value = datetime(*map(int, re.split("[-/]", value)))
    else:
        cell.value = value
        cell.data_type = "s"


ENGINE = Engine()


def fresh():
    """A new Excel without a workbook, the one that xlwings talks to."""
    if ENGINE.name not in xw.engines.engines_by_name:
        xw.engines.add(xw.Engine(impl=ENGINE))
    xw.engines[ENGINE.name].activate()
    ENGINE.apps.all.clear()
    return xw.App(impl=ENGINE.apps.add())


class ExcelFile:
    """A workbook file as a host that Excel opens, and saves after each change."""

    def __init__(self, path):
        self.path = path

    def read(self):
        return self._opened(lambda host: host.read(), saved=False)

    def write(self, pages):
        self._opened(lambda host: host.write(pages))

    def mark(self, findings):
        self._opened(lambda host: host.mark(findings))

    def _opened(self, use, saved=True):
        book = fresh().books.open(self.path)
        result = use(ExcelHost(book))
        if saved:
            book.save()
        book.close()
        return result
