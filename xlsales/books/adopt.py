"""A company's own workbook likened to ours: which of its words stand for which of ours.

Each heading that is not known is likened to each column that is still missing, by the heading's
words and by what the cells beneath it hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date

from xlsales.books.alike import Synonyms, alike, only_like
from xlsales.books.book import Book, Sheet, Value
from xlsales.books.headings import HEADINGS_WITHIN, heading_key
from xlsales.books.labels import labels_above
from xlsales.books.locate import Aliases, Located, header_texts, heading_words, label_words
from xlsales.core.clock import week_of
from xlsales.core.fold import fold
from xlsales.core.kinds import Wrong, text_of
from xlsales.core.record import Column, Record
from xlsales.core.values import dataclass

LOOKED_AT = 40
LIKELY, ENOUGH = 0.6, 0.6
FEWEST = 3
HEADING_SHARE, BY_VALUES = 0.7, 0.95
ANY_YEAR = week_of(date(2000, 1, 3))


@dataclass(frozen=True)
class Likeness:
    """One of their words that may stand for one of ours, how likely from 0 to 1, and why."""

    theirs: str
    ours: str
    score: float
    reason: str


@dataclass(frozen=True)
class Understood:
    """What is made of one sheet: its table, the headings known, proposed and still missing.

    `choices` proposes, by heading, our choice for each of their words; `unlike` has those that are
    like none of our choices.
    """

    sheet: str
    table: str
    known: tuple[str, ...]
    proposed: tuple[Likeness, ...]
    missing: tuple[str, ...]
    choices: Mapping[str, tuple[Likeness, ...]] = field(default_factory=dict)
    unlike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def liken(
    book: Book, tables: Iterable[type[Record]], aliases: Aliases, synonyms: Synonyms
) -> tuple[Understood, ...]:
    """What is made of each sheet of a workbook; a sheet like none of ours has an empty table."""
    options = tuple(tables)
    return tuple(_liken_sheet(sheet, options, aliases, synonyms) for sheet in book.sheets)


def as_aliases(understood: Iterable[Understood]) -> Aliases:
    """The proposals as a company's own words."""
    sheets: dict[str, str] = {}
    headings: dict[str, dict[str, str]] = {}
    choices: dict[str, dict[str, str]] = {}
    for one in understood:
        if one.table and (one.proposed or one.choices or one.sheet != one.table):
            if one.sheet != one.table:
                sheets[one.sheet] = one.table
            words = headings.setdefault(one.table, {})
            words.update({p.theirs: p.ours for p in one.proposed})
            for heading, found in one.choices.items():
                choices.setdefault(heading, {}).update({p.theirs: p.ours for p in found})
    return Aliases(sheets, {k: v for k, v in headings.items() if v}, choices)


def _liken_sheet(
    sheet: Sheet, tables: Sequence[type[Record]], aliases: Aliases, synonyms: Synonyms
) -> Understood:
    stated = aliases.sheets.get(sheet.name)
    tried = [
        _Attempt(sheet, table, number, paired, aliases, synonyms)
        for table in tables
        if stated in (None, table.table.sheet)
        for number in range(min(HEADINGS_WITHIN, len(sheet.rows)))
        for paired in ((False, True) if number else (False,))
        if sum(isinstance(v, str) and bool(v.strip()) for v in sheet.rows[number]) > 1
    ]
    best = max(tried, key=lambda a: a.score, default=None)
    if best is None or best.score < ENOUGH:
        return Understood(sheet.name, "", (), (), ())
    return best.understood()


class _Attempt:
    """One table laid over one row of headings."""

    def __init__(  # noqa: PLR0913 - what is laid over what
        self,
        sheet: Sheet,
        table: type[Record],
        number: int,
        paired: bool,
        aliases: Aliases,
        synonyms: Synonyms,
    ) -> None:
        self.sheet, self.table, self.number, self.aliases = sheet, table, number, aliases
        self.synonyms = synonyms
        self.headings = header_texts(sheet, number, paired)
        words = heading_words(table, aliases)
        self.known: dict[str, int] = {}
        for index, heading in enumerate(self.headings):
            if name := words.get(heading_key(heading)):
                self.known.setdefault(name, index)
        self.proposed = self._assigned()
        self.score = self._score()

    def _score(self) -> float:
        """The share of required columns that are known or proposed, each by how sure it is."""
        required = [c for c in self.table.columns if c.required and not c.labelled]
        sure = {name: 1.0 for name in self.known} | {n: p.score for n, p in self.proposed.items()}
        share = sum(sure.get(c.name, 0.0) for c in required) / max(1, len(required))
        named = alike(self.sheet.name, self.table.table.sheet, self.synonyms)
        others = len(self.known) + len(self.proposed)
        return share + 0.1 * named + 0.001 * others if others >= FEWEST else 0.0

    def _assigned(self) -> dict[str, Likeness]:
        """The likeliest heading for each column that is not known; each heading once."""
        taken = set(self.known.values())
        free = [c for c in self.table.columns if not c.labelled and c.name not in self.known]
        scored = [
            (found, column, index)
            for index, heading in enumerate(self.headings)
            if heading and index not in taken
            for column in free
            if (found := self._likeness(heading, index, column)).score >= LIKELY
        ]
        assigned: dict[str, Likeness] = {}
        for found, column, index in sorted(scored, key=lambda s: (-s[0].score, s[2])):
            if column.name not in assigned and index not in taken:
                assigned[column.name] = found
                taken.add(index)
        return assigned

    def _likeness(self, heading: str, index: int, column: Column) -> Likeness:
        values = self._values(index, LOOKED_AT)
        if _are_choices(column, values):
            return Likeness(heading, column.heading, BY_VALUES, "内容都是这一列的选项")
        words = max(alike(heading, w, self.synonyms) for w in (column.heading, *column.aliases))
        fit = _fit(column, values, self.synonyms) if words else 0.0
        score = HEADING_SHARE * words + (1 - HEADING_SHARE) * fit
        held = f"，内容像{column.kind.name}" if fit > LIKELY else ""
        return Likeness(heading, column.heading, round(score, 2), f"叫法相近{held}")

    def _values(self, index: int, most: int | None = None) -> list[Value]:
        """What stands below a heading, in all rows or in the first of them."""
        first = self.number + 1
        rows = self.sheet.rows[first : None if most is None else first + most]
        cells = (row[index] for row in rows if index < len(row))
        return [v for v in cells if v is not None and str(v).strip()]

    def understood(self) -> Understood:
        """The attempt as what is made of the sheet."""
        columns = {c.name: c for c in self.table.columns}
        places = self.known | {n: self.headings.index(p.theirs) for n, p in self.proposed.items()}
        labels = self._labels()
        missing = (
            c.heading
            for c in self.table.columns
            if c.required and not c.labelled and c.name not in places
        )
        choices: dict[str, tuple[Likeness, ...]] = {}
        unlike: dict[str, tuple[str, ...]] = {}
        for column, words in (
            (columns[n], self._strange(columns[n], i)) for n, i in places.items()
        ):
            if found := _choices(column, words, self.synonyms):
                choices[column.heading] = found
            if rest := tuple(w for w in words if w not in [p.theirs for p in found]):
                unlike[column.heading] = rest
        known = tuple(columns[n].heading for n in self.known)
        proposed = (*self.proposed.values(), *labels)
        name = self.table.table.sheet
        return Understood(self.sheet.name, name, known, proposed, tuple(missing), choices, unlike)

    def _strange(self, column: Column, index: int) -> tuple[str, ...]:
        """Their words that neither are our choices nor are known to stand for one, each once."""
        known = {fold(word) for word in self.aliases.choices.get(column.heading, {})}
        values = self._values(index) if column.kind.choices else ()
        words = dict.fromkeys(text_of(v) for v in values if not _is_read(column, v))
        return tuple(word for word in words if fold(word) not in known)

    def _labels(self) -> tuple[Likeness, ...]:
        """Their words above the headings that may be labels of ours."""
        located = Located(self.table, self.sheet, self.number, {})
        texts = labels_above(located)
        words = label_words(self.table, self.aliases)
        known = {words.get(heading_key(text)) for text in texts}
        found = []
        for column in self.table.columns:
            if column.labelled and column.name not in known:
                scored = [(alike(t, column.heading, self.synonyms), t) for t in texts]
                score, text = max(scored, default=(0.0, ""))
                if score >= LIKELY:
                    found.append(Likeness(text, column.heading, round(score, 2), "叫法相近"))
        return tuple(found)


def _fit(column: Column, values: Sequence[Value], synonyms: Synonyms) -> float:
    """The share of the cells that can be read as the column's kind, or are near a choice."""
    if not values:
        return 0.0
    if column.kind.choices:
        words = (text_of(v) for v in values)
        near = (any(alike(w, c, synonyms) >= LIKELY for c in column.kind.choices) for w in words)
        return sum(near) / len(values)
    return sum(_is_read(column, value) for value in values) / len(values)


def _are_choices(column: Column, values: Sequence[Value]) -> bool:
    """Whether the cells hold nothing but choices of the column, which are more than yes and no."""
    is_telling = len(column.kind.choices) >= FEWEST and len(values) > 1
    return is_telling and all(_is_read(column, value) for value in values)


def _is_read(column: Column, value: Value) -> bool:
    try:
        column.kind.parse(value, ANY_YEAR)
    except Wrong:
        return False
    return True


def _choices(column: Column, words: Iterable[str], synonyms: Synonyms) -> tuple[Likeness, ...]:
    """For each of their words the likeliest of our choices, where one alone is likely."""
    found = []
    for word in words:
        scores = {c: alike(word, c, synonyms) for c in column.kind.choices}
        ours, score = max(scores.items(), key=lambda pair: pair[1])
        is_alone = list(scores.values()).count(score) == 1
        if score >= LIKELY and is_alone:
            found.append(Likeness(word, ours, round(score, 2), "叫法相近"))
        elif only := only_like(word, column.kind.choices):
            found.append(Likeness(word, only, LIKELY, "只有它有同样的字"))
    return tuple(found)
