"""Writes xlsales/core/data/fold.txt: what each character becomes when texts are compared.

Made from Unicode (NFKC, lower case), OpenCC's traditional to simplified characters and its
Japanese variants (only those that simplified Chinese itself does not use).
Run: python -m benchmarks.matching.learn.fold_table
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

from opencc import OpenCC

TARGET = Path(__file__).parents[3] / "xlsales" / "core" / "data" / "fold.txt"
INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}
SIMPLIFIED = OpenCC("t2s")
JAPANESE = OpenCC("jp2t")
# Vertical forms, Arabic and Hangul compatibility letters: never typed in a workbook here.
SKIPPED = [(0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xD7FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFE)]


def in_gb2312(character: str) -> bool:
    """True if the character belongs to everyday simplified Chinese."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def simplified(character: str) -> str:
    """The simplified form of one character, Japanese variants included."""
    plain = SIMPLIFIED.convert(character)
    if in_gb2312(plain) or not "\u4e00" <= plain <= "\u9fff":
        return plain
    other = SIMPLIFIED.convert(JAPANESE.convert(plain))
    return other if in_gb2312(other) else plain


def folded(character: str) -> str:
    """What one character becomes; the empty text if it is white space or invisible."""
    before, after = "", character
    while before != after:
        before = after
        plain = unicodedata.normalize("NFKC", before).lower()
        after = "".join(simplified(c) for c in plain if not invisible(c))
    return after


def invisible(character: str) -> bool:
    """True for white space, control and format characters and variation selectors."""
    return unicodedata.category(character) in INVISIBLE or "\ufe00" <= character <= "\ufe0f"


def skipped(code: int) -> bool:
    """True for a code point that the table leaves alone."""
    return 0xD800 <= code <= 0xF8FF or any(low <= code <= high for low, high in SKIPPED)


def main() -> None:
    """Writes the table: removed characters, then pairs one to one, then one to many."""
    removed, single, several = [], [], []
    for code in range(0x110000):
        character = chr(code)
        if skipped(code) or (target := folded(character)) == character:
            continue
        if not target:
            removed.append(character)
        elif len(target) == 1:
            single.append((character, target))
        else:
            several.append(f"{character}{target}")
    lines = [
        " ".join(f"{ord(c):x}" for c in removed),
        "".join(a for a, _ in single),
        "".join(b for _, b in single),
        "\t".join(several),
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(len(removed), len(single), len(several), TARGET.stat().st_size, file=sys.stderr)


if __name__ == "__main__":
    main()
