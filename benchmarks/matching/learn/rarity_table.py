"""Writes xlsales/matching/data/rarity.txt: the characters of brands, commonest first.

Each line holds the characters of one grade, in half powers of e; only single characters and
their grade are kept, no name. Run: python -m benchmarks.matching.learn.rarity_table ROWS.tsv
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

from benchmarks.matching.truth import read
from xlsales.matching.name import parse

TARGET = Path(__file__).parents[3] / "xlsales" / "matching" / "data" / "rarity.txt"
FEWEST = 3
COMMONEST = 4


def main() -> None:
    """Writes the grades of the characters in the brands of the rows' legal names."""
    names = {row.legal_name for row in read(Path(sys.argv[1]))}
    counts = Counter(character for name in names for character in parse(name).brand)
    total = sum(counts.values())
    grades: dict[int, str] = defaultdict(str)
    for character, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count >= FEWEST:
            grades[max(0, round(2 * (math.log(total / count) - COMMONEST)))] += character
    lines = [grades.get(grade, "") for grade in range(max(grades) + 1)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
