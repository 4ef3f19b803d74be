"""The tables of README.md that are made from the code: commands, functions, clauses, workbooks.

`python -m tests.documents` writes them anew between their marks; a test says when they are stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.clauses import files_by_clause
from xlsales.cli import XLSALES
from xlsales.cli.command import Command, Group
from xlsales.core.rulebook import shipped
from xlsales.functions import FUNCTIONS, Argument
from xlsales.rules import RULES
from xlsales.tables.workbooks import WORKBOOKS

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
MARKED = re.compile(r"(<!-- (\w+): generated -->\n).*?(<!-- end -->)", re.DOTALL)


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    lines = [list(headings)]
    lines += [["---"] * len(lines[0]), *map(list, rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def commands() -> str:
    """Every command and what it does."""
    return table(("command", "does"), _commands(XLSALES, ()))


def _commands(group: Group, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for inner in group.commands:
        here = (*path, inner.name)
        if isinstance(inner, Command):
            words = (*here, *(parameter.shown for parameter in inner.parameters()))
            yield f"`xlsales {' '.join(words)}`", inner.help
        else:
            yield from _commands(inner, here)


def functions() -> str:
    """Every worksheet function, its arguments and what it returns."""
    rows = (
        (
            f"`{f.name}({', '.join(map(_named, f.arguments))})`",
            f.help,
            "、".join(f.clauses),
        )
        for f in FUNCTIONS
    )
    return table(("function", "returns", "clauses"), rows)


def _named(argument: Argument) -> str:
    return f"[{argument.name}]" if argument.optional else argument.name


def clauses() -> str:
    """Every clause, what checks or computes it, and the case files that show it."""
    policy = shipped()
    shown = files_by_clause(policy)
    rows = []
    for id in policy.ids:
        clause = policy.latest(id)
        own = [rule for rule in RULES if id in rule.clauses]
        codes = dict.fromkeys(r.code if "-" in r.code else f"（{r.name}）" for r in own)
        how = "人工掌握" if clause.manual else "、".join(codes) or clause.text
        files = "、".join(f"`tests/cases/{stem}.md`" for stem in shown.get(id, ()))
        rows.append((id, clause.title, how, "" if clause.manual else files))
    return table(("clause", "title", "checked by", "shown in"), rows)


def workbooks() -> str:
    """Every kind of workbook, its file name and its sheets."""
    rows = (
        (w.kind, f"`{w.pattern}.xlsx`", "、".join(t.table.sheet for t in w.tables), w.about)
        for w in WORKBOOKS
    )
    return table(("workbook", "file", "sheets", "about"), rows)


GENERATED = {
    "commands": commands,
    "functions": functions,
    "clauses": clauses,
    "workbooks": workbooks,
}


def renewed(text: str) -> str:
    """A text with each generated part made anew."""
    return MARKED.sub(lambda m: f"{m[1]}{GENERATED[m[2]]()}{m[3]}", text)


if __name__ == "__main__":
    README.write_text(renewed(README.read_text("utf-8")), "utf-8")
