"""Writes xlsales/matching/data/pinyin.txt: one line a syllable, then its characters.

Made from pypinyin; zh/z, ch/c, sh/s and ng/n are folded, as southern typing confuses them.
Run: python -m benchmarks.matching.learn.pinyin_table
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from pypinyin.constants import PINYIN_DICT

from xlsales.core.fold import fold

TARGET = Path(__file__).parents[3] / "xlsales" / "matching" / "data" / "pinyin.txt"
TONES = re.compile("[\u0300\u0301\u0304\u030c]")


def syllable(reading: str) -> str:
    """A reading without tone, with the sounds folded that people confuse."""
    plain = TONES.sub("", unicodedata.normalize("NFD", reading))
    return re.sub("^([zcs])h", r"\1", unicodedata.normalize("NFC", plain)).replace("ng", "n")


def main() -> None:
    """Writes the table of all characters that a folded text can hold."""
    syllables: dict[str, str] = {}
    for code, readings in sorted(PINYIN_DICT.items()):
        character = chr(code)
        if "\u4e00" <= character <= "\u9fff" and fold(character) == character:
            sound = syllable(readings.split(",")[0])
            syllables[sound] = syllables.get(sound, "") + character
    lines = [f"{sound} {characters}" for sound, characters in sorted(syllables.items())]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
